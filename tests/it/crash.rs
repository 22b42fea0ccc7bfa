//! Nothing that was acknowledged is lost, and no invitation is sent twice, whenever the service is killed.

use std::{
    collections::{HashMap, HashSet},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use alongside::{
    account::{self, Email},
    check, citizen,
    invitation::{self, Answer, links::LinkPurpose},
    matching,
    moment::HOUR,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::{Client, StatusCode, redirect::Policy};
use sha2::{Digest, Sha256};

use crate::support::{World, letters, people::Person};

/// What the service has acknowledged.
#[derive(Default)]
struct Acknowledged {
    count: u64,
    registered: Vec<String>,
    /// For each citizen the last name that was acknowledged, and those asked for afterwards.
    names: HashMap<usize, (Option<String>, Vec<String>)>,
    released: bool,
    /// Paths of reply pages on which a no was acknowledged.
    answered: Vec<String>,
}

#[test]
fn a_kill_at_any_moment_loses_nothing_and_sends_nothing_twice() {
    // `make soak` asks for more.
    let kills = std::env::var("SOAK_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let mut acknowledged = 0;
        for seed in 0..kills {
            acknowledged += one_kill(seed).await;
        }
        println!("{kills} kills, {acknowledged} acknowledged requests, none lost");
        assert!(acknowledged > kills, "the load did something");
    });
}

/// Kills the service once; tells how many requests it had acknowledged.
async fn one_kill(seed: u64) -> u64 {
    let mut world = World::prepared(|config| config.mail.hold_minutes = 0).await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let opportunity = world
        .opportunity(&officer, "How should people come home from hospital?")
        .await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(world.citizen(&format!("Person {number}")).await);
    }
    world.close().await;
    let mut server = start(&world);
    wait_until_ready(&world.address).await;
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
    let load = tokio::join!(
        tokio::time::timeout(
            killing_after(seed),
            load(&world, &officer, opportunity.to_string(), &people, &acknowledged)
        ),
        async {
            tokio::time::sleep(killing_after(seed)).await;
            server.kill().expect("killed");
            server.wait().expect("gone");
        }
    );
    drop(load);
    let acknowledged = std::mem::take(&mut *acknowledged.lock().expect("a lock"));
    world.clock.advance(HOUR);
    world.reopen().await;
    verify(&world, seed, &people, &acknowledged).await;
    world.end().await;
    acknowledged.count
}

/// A moment in the load, another for each seed.
fn killing_after(seed: u64) -> Duration {
    Duration::from_millis(ChaCha8Rng::seed_from_u64(seed).random_range(150..2500))
}

fn start(world: &World) -> Child {
    Command::new(env!("CARGO_BIN_EXE_alongside"))
        .arg("serve")
        .env("ALONGSIDE_LISTEN", world.address.trim_start_matches("http://"))
        .env("ALONGSIDE_BASE_URL", &world.address)
        .env("ALONGSIDE_DATA", world.folder())
        .env("ALONGSIDE_HOLD_MINUTES", "0")
        .env("ALONGSIDE_QUIET_HOURS", "false")
        .env("RUST_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .expect("the service starts")
}

async fn wait_until_ready(address: &str) {
    let client = Client::builder().no_proxy().build().expect("a client");
    for _ in 0..300 {
        if client
            .get(format!("{address}/health/ready"))
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the service did not become ready");
}

/// Registrations, changes of names and a release, all at once, until the service is gone.
async fn load(
    world: &World,
    officer: &Person,
    opportunity: String,
    people: &[Person],
    acknowledged: &Mutex<Acknowledged>,
) {
    let registrations = async {
        for number in 0.. {
            let email = format!("new{number}@people.example");
            let fields = [("email", email.as_str()), ("adult", "yes"), ("without", "yes")];
            if !post(world, &stranger(), "v", "/register", &fields).await {
                return;
            }
            let mut acknowledged = acknowledged.lock().expect("a lock");
            acknowledged.registered.push(email);
            acknowledged.count += 1;
        }
    };
    let names = async {
        for round in 0.. {
            let number = round % people.len();
            let called = format!("Name {round}");
            acknowledged
                .lock()
                .expect("a lock")
                .names
                .entry(number)
                .or_default()
                .1
                .push(called.clone());
            if !post(
                world,
                &people[number].session,
                "s",
                "/you/name",
                &[("called", &called)],
            )
            .await
            {
                return;
            }
            let mut acknowledged = acknowledged.lock().expect("a lock");
            acknowledged.names.insert(number, (Some(called), Vec::new()));
            acknowledged.count += 1;
        }
    };
    let release = async {
        let wave = alongside::invitation::WaveId::new(world.now()).to_string();
        let path = format!("/host/opportunity/{opportunity}/invite");
        let done = post(world, &officer.session, "s", &path, &[("id", &wave)]).await;
        acknowledged.lock().expect("a lock").released = done;
    };
    tokio::join!(registrations, names, release, answers(world, acknowledged));
}

/// A no to every invitation that arrives, as soon as it arrives.
async fn answers(world: &World, acknowledged: &Mutex<Acknowledged>) {
    let mut seen = HashSet::new();
    loop {
        for letter in invitations(world) {
            let path = letter.link("/r/").replace(&world.address, "");
            if !seen.insert(path.clone()) {
                continue;
            }
            if !post(world, &stranger(), "v", &path, &[("answer", "not-this")]).await {
                return;
            }
            let mut acknowledged = acknowledged.lock().expect("a lock");
            acknowledged.answered.push(path);
            acknowledged.count += 1;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The invitations that have left: the only letters that one click stops.
fn invitations(world: &World) -> Vec<letters::Letter> {
    let mut sent = letters::read(&world.folder().join("letters"));
    sent.retain(|letter| letter.header("list-unsubscribe-post").is_some());
    sent
}

/// A cookie of somebody unknown.
fn stranger() -> String {
    account::Token::random().reveal().to_owned()
}

/// Whether a form was acknowledged with a redirect.
async fn post(world: &World, cookie: &str, kind: &str, path: &str, fields: &[(&str, &str)]) -> bool {
    let mut hash = Sha256::new();
    hash.update(b"form token\0");
    hash.update(cookie);
    let token = account::encode(&hash.finalize());
    let mut all = vec![("token", token.as_str())];
    all.extend_from_slice(fields);
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()
        .expect("a client");
    let request = client
        .post(format!("{}{path}", world.address))
        .header("cookie", format!("alongside={kind}{cookie}"));
    match request.form(&all).send().await {
        Ok(answer) if answer.status() == StatusCode::SEE_OTHER => true,
        Ok(answer) if answer.status() == StatusCode::TOO_MANY_REQUESTS => {
            std::future::pending::<()>().await;
            false
        }
        Ok(answer) => panic!("{path} answers {}", answer.status()),
        Err(_) => false,
    }
}

/// Starts again on the same folder, lets the work end, and compares.
async fn verify(world: &World, seed: u64, people: &[Person], acknowledged: &Acknowledged) {
    world.work().await;
    let database = world.database();
    for email in &acknowledged.registered {
        let email = Email::parse(email).expect("an address");
        let account = account::records::by_email(database, &email).await.expect("read");
        assert!(
            account.is_some(),
            "kill {seed}: the registration of {} is lost",
            email.as_str()
        );
    }
    for (number, (last, later)) in &acknowledged.names {
        let stored = citizen::records::load(database, people[*number].id)
            .await
            .expect("read")
            .expect("there");
        let stored = stored.called.expect("a name");
        let fits = later.contains(&stored) || last.as_ref().is_none_or(|last| *last == stored);
        assert!(
            fits,
            "kill {seed}: {stored:?} is neither {last:?} nor one of {later:?}"
        );
    }
    for path in &acknowledged.answered {
        let token = path
            .rsplit('/')
            .next()
            .and_then(account::Token::parse)
            .expect("a token");
        let invitation = invitation::links::records::find(database, LinkPurpose::Reply, &token)
            .await
            .expect("read");
        let answer = invitation.and_then(|invitation| invitation.answer);
        assert_eq!(answer, Some(Answer::NotThis), "kill {seed}: an answer is lost");
    }
    let sent: Vec<String> = invitations(world).into_iter().map(|letter| letter.to).collect();
    let once: HashSet<&String> = sent.iter().collect();
    assert_eq!(
        once.len(),
        sent.len(),
        "kill {seed}: an invitation was sent twice: {sent:?}"
    );
    let invited = world.digest().await.rows("invitation");
    assert!(
        !acknowledged.released || invited > 0,
        "kill {seed}: the release is lost"
    );
    let wrong = check::database(database, world.now()).await.expect("checked");
    assert!(wrong.is_empty(), "kill {seed}: {wrong:#?}");
    let index = world.folder().join("index");
    let differs = matching::check(database, &index, world.now())
        .await
        .expect("compared");
    assert!(differs.is_empty(), "kill {seed}: {differs:#?}");
}
