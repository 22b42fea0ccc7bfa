//! Two nodes that are killed again and again, a mail server that fails in every way, people who withdraw their
//! consent on the way: no letter is lost, none arrives twice, none goes to somebody who does not want it.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use alongside::{
    account,
    citizen::{ConsentPurpose, consent},
    database::sql,
    frontend::Language,
    moment::DAY,
    opportunity::OpportunityId,
    outbox::{self, Kind, NewLetter},
};
use uuid::Uuid;

use super::{letter, run, to_account};
use crate::support::{Store, World, faulty::FaultyServer, people::Person};

/// Seconds for which a worker of the story has a letter.
const LEASE: u64 = 9;

/// One node: the real program with a folder of its own.
struct Node {
    folder: tempfile::TempDir,
    url: Option<String>,
    child: Child,
}

impl Node {
    fn start(world: &World, settings: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("settings.toml"), settings).expect("written");
        if world.database_url().is_none() {
            // The same file from two folders: each node has an index of its own.
            let shared = world.folder().join("alongside.db");
            std::os::unix::fs::symlink(shared, folder.path().join("alongside.db")).expect("a link");
        }
        let url = world.database_url().map(str::to_owned);
        let child = spawn(folder.path(), url.as_deref());
        Self { folder, url, child }
    }

    /// Kills it, and starts it again.
    fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
        self.child = spawn(self.folder.path(), self.url.as_deref());
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn spawn(folder: &Path, url: Option<&str>) -> Child {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its number").port();
    drop(listener);
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    let log = fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("log"))
        .expect("a log");
    command
        .arg("--config")
        .arg(folder.join("settings.toml"))
        .arg("serve")
        .env("ALONGSIDE_LISTEN", format!("127.0.0.1:{port}"))
        .env("ALONGSIDE_DATA", folder)
        .env("RUST_LOG", "error")
        .stdout(Stdio::null())
        .stderr(log);
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
    }
    command.spawn().expect("the service starts")
}

fn settings(port: u16, letters: usize) -> String {
    // About twelve seconds for the letters of a short run, so that kills come in the middle of them.
    let per_minute = (letters * 5).clamp(1_500, 15_000);
    format!(
        "[mail]\ntransport = \"smtp\"\nhold_minutes = 0\nquiet_hours = false\nworkers = 2\n\
         per_minute = {per_minute}\nlease_seconds = {LEASE}\n\
         [mail.smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
         connect_seconds = 2\nstep_seconds = 1\nlast_word_seconds = 2\n"
    )
}

/// An invitation for each of `people`, released, with its letter.
async fn invite(world: &World, people: &[Person], opportunity: OpportunityId, officer: &Person) {
    let now = world.now();
    let mut transaction = world.database().begin().await.expect("a transaction");
    for person in people {
        let id = Uuid::from_bytes(account::random());
        sql(
            &mut transaction,
            "insert into invitation (id, opportunity_id, citizen_id, token_hash, state, created_at, open_until,
                 released_badges) values ($1, $2, $3, $4, 'sent', $5, $6, '[]')",
        )
        .bind(id)
        .bind(opportunity)
        .bind(person.id)
        .bind(account::random::<32>().to_vec())
        .bind(now)
        .bind(now.plus(30 * DAY))
        .run()
        .await
        .expect("an invitation");
        let written = NewLetter {
            invitation_id: Some(id),
            ..to_account(
                letter(world, Kind::Invitation, officer.organisation, &person.email),
                person.id,
            )
        };
        outbox::put(&mut transaction, &written, now).await.expect("put");
    }
    transaction.commit().await.expect("committed");
}

/// Takes the consent to be invited back.
async fn withdraw(world: &World, person: &Person) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let wish = [(ConsentPurpose::Invitations, false)];
    consent::records::update(&mut transaction, person.id, &wish, Language::English, world.now())
        .await
        .expect("withdrawn");
    transaction.commit().await.expect("committed");
}

/// Has a letter tried at once, as if the minutes of a pause had passed.
async fn end_pause(world: &World) {
    let text = "update mail_pause set try_at = 0, tries = 0 where since is not null and try_at > 0";
    sql(world.database(), text).run().await.expect("time passes");
}

/// Lets letters that wait for another try wait no longer, as if hours had passed; tells how many are not settled.
async fn waiting(world: &World) -> i64 {
    let text = "update outbox set not_before = not_before - 90000 where state in ('queued', 'deferred')";
    sql(world.database(), text).run().await.expect("time passes");
    end_pause(world).await;
    let text = "select count(*) from outbox where state in ('queued', 'deferred', 'claimed', 'data_sent')";
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

async fn chaos(store: Store, letters: usize, seed: u64) {
    let server = FaultyServer::start(seed, 0.2, Duration::from_secs(4)).await;
    let world = World::prepared_on(store, |config| config.mail.quiet_hours = false).await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let opportunity = world.opportunity(&officer, "How should people come home?").await;
    let mut people = Vec::new();
    for number in 0..letters {
        people.push(world.citizen(&format!("Person {number}")).await);
    }
    invite(&world, &people, opportunity, &officer).await;
    let settings = settings(server.port, letters);
    let mut nodes = [Node::start(&world, &settings), Node::start(&world, &settings)];
    let mut withdrawn: HashMap<String, Instant> = HashMap::new();
    let (begun, mut kills, mut left) = (Instant::now(), 0, letters);
    // Every tenth person changes their mind, from the last to the first, so that it is in time for some.
    let mut minds = people.iter().rev().step_by(10);
    let patience = Duration::from_secs(60 + letters as u64 / 20);
    // Peace comes while some letters are still on their way.
    while (left > letters / 10 || kills < 4) && begun.elapsed() < patience {
        for _ in 0..letters.div_ceil(100) {
            if let Some(person) = minds.next() {
                withdraw(&world, person).await;
                withdrawn.insert(person.email.clone(), Instant::now());
            }
        }
        for _ in 0..15 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            end_pause(&world).await;
        }
        nodes[kills % 2].kill();
        kills += 1;
        tokio::time::sleep(Duration::from_secs(1)).await;
        left = usize::try_from(waiting(&world).await).unwrap_or(0);
    }
    server.make_peace();
    let peace = Instant::now();
    while waiting(&world).await > 0 {
        let patience = Duration::from_secs(3 * LEASE + 20);
        assert!(peace.elapsed() < patience, "letters are stuck: {}", logs(&nodes));
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let settled = peace.elapsed();
    drop(nodes);
    judge(&world, &server, &people, &withdrawn).await;
    println!(
        "{store:?}: {letters} letters, {} faults, {kills} kills, {} withdrawn; settled {:.1} s after peace, {:.0} s in all",
        server.faults(),
        withdrawn.len(),
        settled.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    );
    world.end().await;
}

fn logs(nodes: &[Node]) -> String {
    let read = |node: &Node| fs::read_to_string(node.folder.path().join("log")).unwrap_or_default();
    nodes.iter().map(read).collect()
}

async fn judge(
    world: &World,
    server: &FaultyServer,
    people: &[Person],
    withdrawn: &HashMap<String, Instant>,
) {
    let rows: Vec<(String, String)> = sql(world.database(), "select recipient, state from outbox")
        .all()
        .await
        .expect("letters");
    assert_eq!(rows.len(), people.len(), "one letter each");
    let taken = server.taken();
    let mut states: HashMap<&str, usize> = HashMap::new();
    for (recipient, state) in &rows {
        *states.entry(state).or_default() += 1;
        let copies = taken.get(recipient).map_or(0, Vec::len);
        let fits = match state.as_str() {
            "accepted" => copies == 1,
            "unknown" => copies <= 1,
            "refused" => copies == 0,
            "cancelled" => copies == 0 && withdrawn.contains_key(recipient),
            _ => false,
        };
        assert!(fits, "{recipient} is {state} and was taken {copies} times");
    }
    for (recipient, at) in withdrawn {
        let against = taken
            .get(recipient)
            .into_iter()
            .flatten()
            .any(|taken| taken.ready > *at);
        assert!(!against, "{recipient} had withdrawn their consent");
    }
    println!("{states:?}");
}

/// How many letters; `make soak` asks for more.
fn letters() -> usize {
    let asked = std::env::var("SOAK_LETTERS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn no_letter_is_lost_or_sent_twice_or_against_anybodys_will_sqlite() {
    run(chaos(Store::Sqlite, letters(), 1));
}

#[test]
fn no_letter_is_lost_or_sent_twice_or_against_anybodys_will_postgres() {
    run(chaos(Store::Postgres, letters(), 2));
}
