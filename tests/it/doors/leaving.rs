//! A node leaves: a balancer that asks readiness turns to the other one before the port closes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use alongside::{
    account,
    database::{Database, sql},
    invitation::{WaveId, letters::Asked, waves},
    moment::DAY,
    opportunity,
};
use reqwest::StatusCode;
use tokio::{io::copy_bidirectional, net::TcpListener, net::TcpStream};

use super::{
    client, start, status,
    strangers::{PASSWORD, is_in, sign_in},
    terminate, wait_until_ready,
};
use crate::support::{Store, Visitor, World, tell};

/// Where a node is served, and whether the balancer sends anybody there.
struct Node {
    address: String,
    is_ready: AtomicBool,
}

/// Passes each connection to the next node that is ready, and asks each node every 100 ms.
async fn balance(listener: TcpListener, nodes: Arc<[Node; 2]>) {
    let asking = nodes.clone();
    tokio::spawn(async move {
        let client = client();
        loop {
            for node in asking.iter() {
                let url = format!("http://{}/health/ready", node.address);
                let ready = status(&client, &url).await == Some(StatusCode::OK);
                node.is_ready.store(ready, Ordering::Relaxed);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    for turn in 0_usize.. {
        let Ok((mut from, _)) = listener.accept().await else {
            return;
        };
        let other = (0..2).map(|step| &nodes[(turn + step) % 2]);
        let node = other
            .into_iter()
            .find(|node| node.is_ready.load(Ordering::Relaxed));
        let Some(address) = node.map(|node| node.address.clone()) else {
            continue;
        };
        tokio::spawn(async move {
            let mut to = TcpStream::connect(address).await?;
            copy_bidirectional(&mut from, &mut to).await
        });
    }
}

/// So many people sign in and ask a question each.
const PEOPLE: i64 = 24;
/// What they ask.
const QUESTION: &str = "Is there parking?";

/// Somebody with a password and the link of an invitation.
struct Invited {
    email: String,
    path: String,
}

/// People with an invitation each, whose letters have been sent.
async fn invited(world: &World) -> Vec<Invited> {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity_with(&officer, "How should people come home?", |opportunity| {
            (opportunity.places, opportunity.starts_on) = (None, None);
        })
        .await;
    let hash = account::password::hash(PASSWORD.to_owned())
        .await
        .expect("hashed");
    for number in 0..PEOPLE {
        let person = world.citizen(&format!("Person {number}")).await;
        let mut transaction = world.database().begin().await.expect("a transaction");
        let set = account::records::set_password(&mut transaction, person.id, hash.clone());
        set.await.expect("set");
        transaction.commit().await.expect("committed");
    }
    world.work().await;
    let (site, matcher) = (&world.app.site, &world.app.matcher);
    let asked = opportunity::records::load(world.database(), id).await;
    let asked = asked.expect("read").expect("there");
    let pool = matcher.pool(&asked).await.expect("a pool");
    let release = waves::Release {
        id: WaveId::new(world.now()),
        officer: officer.id,
        asked: Asked {
            opportunity: &asked,
            organisation: "Leeds City Council",
        },
        reply_by: world.now().plus(7 * DAY),
        reminds: false,
    };
    let released = waves::release(site, matcher, release, &pool).await;
    assert!(released.expect("released"), "there is no wave yet");
    let letters = world.letters().await;
    let people: Vec<Invited> = letters
        .into_iter()
        .filter(|letter| letter.subject.contains("You have a message"))
        .map(|letter| Invited {
            path: letter.link("/r/").replace(&world.address, ""),
            email: letter.to,
        })
        .collect();
    assert_eq!(i64::try_from(people.len()), Ok(PEOPLE));
    people
}

async fn signs_in(balancer: &str, person: &Invited) {
    let mut browser = Visitor::new(balancer, None);
    sign_in(&mut browser, &person.email, PASSWORD).await;
    assert!(is_in(&mut browser).await, "{}", browser.page.text());
}

/// Asks a question by the link of a letter, and sends the same form again.
async fn asks(balancer: &str, person: &Invited) {
    let mut browser = Visitor::new(balancer, None);
    browser.open(&format!("{}?answer=question", person.path)).await;
    let form = browser.page.clone();
    for _ in 0..2 {
        browser.page = form.clone();
        let page = browser
            .press("Ask this question", &[("question", QUESTION)])
            .await;
        assert_eq!(page.status, 200, "{}", page.text());
    }
}

/// How many sessions and questions there are.
async fn effects(url: &str) -> (i64, i64) {
    let database = Database::open_postgres(url).await.expect("opened");
    let text = "select (select count(*) from session), (select count(*) from question)";
    let counted = sql(&database, text).one().await.expect("counted");
    database.close().await;
    counted
}

/// Polite kills of two nodes, one after the other, while eight browsers read and write.
#[test]
fn a_rolling_restart_fails_nobody() {
    tell(Store::Sqlite, async |_: &World| {
        let world = World::prepared_on(Store::Postgres, |config| config.mail.hold_minutes = 0).await;
        let people = invited(&world).await;
        let other = World::prepared(|_| ()).await;
        world.close().await;
        other.close().await;
        let url = world.database_url().expect("PostgreSQL").to_owned();
        let before = effects(&url).await;
        let settings = [("DATABASE_URL", url.as_str()), ("ALONGSIDE_DRAIN_SECONDS", "1")];
        let run = |world: &World| start(world, 4096, &settings);
        let mut services = [run(&world), run(&other)];
        for place in [&world, &other] {
            wait_until_ready(&place.address).await;
        }
        let node = |world: &World| Node {
            address: world.address.trim_start_matches("http://").to_owned(),
            is_ready: AtomicBool::new(true),
        };
        let nodes = Arc::new([node(&world), node(&other)]);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let balancer = format!("http://{}", listener.local_addr().expect("its number"));
        let balancing = tokio::spawn(balance(listener, nodes));
        let (answered, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let browsers: Vec<_> = (0..8)
            .map(|number| {
                let (balancer, answered, over) = (balancer.clone(), answered.clone(), over.clone());
                tokio::spawn(async move {
                    let client = client();
                    let path = ["/", "/opportunities", "/sign-in", "/safe"][number % 4];
                    while !over.load(Ordering::Relaxed) {
                        let got = client.get(format!("{balancer}{path}")).send().await;
                        let got = got.map_err(|error| format!("{error:?}"))?;
                        let status = got.status();
                        got.text().await.map_err(|error| format!("{error:?}"))?;
                        if status != StatusCode::OK {
                            return Err(format!("{path}: {status}"));
                        }
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        let writers = people.into_iter().enumerate().map(|(number, person)| {
            let balancer = balancer.clone();
            // One after the other, over the whole restart.
            let pause = Duration::from_millis(200) * u32::try_from(number).expect("few");
            tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                signs_in(&balancer, &person).await;
                asks(&balancer, &person).await;
            })
        });
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(Duration::from_secs(1)).await;
        for (service, place) in services.iter_mut().zip([&world, &other]) {
            terminate(service);
            let left = service.wait().expect("it ended");
            assert!(left.success(), "{left:?}");
            *service = run(place);
            wait_until_ready(&place.address).await;
            // The balancer has seen it.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        for writer in writers {
            writer.await.expect("what was sent is acknowledged");
        }
        over.store(true, Ordering::Relaxed);
        for browser in browsers {
            let result: Result<(), String> = browser.await.expect("no panic");
            result.expect("no request fails");
        }
        let answered = answered.load(Ordering::Relaxed);
        assert!(answered > 20, "{answered}");
        println!("a rolling restart of two nodes: {answered} pages read, none failed");
        let (sessions, questions) = effects(&url).await;
        assert_eq!(sessions - before.0, PEOPLE, "each signed in once");
        assert_eq!(
            questions, PEOPLE,
            "each question is kept once, though it was sent twice"
        );
        balancing.abort();
        for service in &mut services {
            service.kill().expect("killed");
            service.wait().expect("gone");
        }
        other.end().await;
        world.end().await;
    });
}
