//! When our letters are refused because of us: nobody is noted as not reached, no letter is lost, sending pauses.

use alongside::{
    config::Config,
    database::sql,
    moment::{HOUR, MINUTE},
    outbox::{Kind, NewLetter},
};

use super::{bounces::bounce, by, letter, put, run, to_account};
use crate::support::{
    Store, World,
    faulty::{FaultyServer, Step},
    people::Person,
};

/// Three people with a letter each, in the order in which they leave.
async fn three(world: &World) -> Vec<Person> {
    let mut people = Vec::new();
    for name in ["Anwen", "Bethan", "Cai"] {
        let person = world.citizen(name).await;
        let one = letter(world, Kind::Outcome, None, &person.email);
        put(world, &[to_account(one, person.id)]).await;
        people.push(person);
    }
    people
}

async fn states(world: &World) -> Vec<(String, Option<String>)> {
    sql(
        world.database(),
        "select state, last_reply from outbox where kind = 'outcome' order by id",
    )
    .all()
    .await
    .expect("letters")
}

async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

/// What the server says at a step, whether the letter itself was tried, and what is written down about it.
const REFUSALS: [(Step, &str, bool, &str); 9] = [
    (
        Step::Recipient,
        "550 5.1.8 <hello@alongside.example>: Sender address rejected: Domain not found",
        true,
        "RCPT 550 5.1.8",
    ),
    (
        Step::Recipient,
        "550 5.1.0 <hello@alongside.example>: Sender address rejected: User unknown",
        true,
        "RCPT 550 5.1.0",
    ),
    (
        Step::Recipient,
        "550 Blocked, your address 192.0.2.9 is on our list",
        true,
        "RCPT 550",
    ),
    (Step::Sender, "553 5.1.7 no", true, "MAIL 553 5.1.7"),
    (Step::Ready, "554 5.7.1 refused by policy", true, "DATA 554 5.7.1"),
    (Step::LastLine, "552 5.3.4 too big", true, "DATA 552 5.3.4"),
    (Step::Greeting, "554 5.7.1 no service here", false, "greeting 554"),
    (Step::Hello, "550 5.7.0 bad name", false, "greeting 550"),
    // It takes no sign-in: what AUTH is answered with is "500 what".
    (Step::Hello, "250-fine\r\n250 AUTH PLAIN", false, "AUTH 500"),
];

async fn a_refusal_that_is_about_us_pauses_sending(store: Store) {
    let server = FaultyServer::peaceful().await;
    for (number, (step, answer, tried, said)) in REFUSALS.into_iter().enumerate() {
        // Each answer on one database, so that both see every kind.
        if store == Store::Postgres && number % 3 != 0 {
            continue;
        }
        let change = by(&server);
        let signs_in = said == "AUTH 500";
        let world = World::begin_with(store, move |config: &mut Config| {
            change(config);
            config.mail.smtp.username = signs_in.then(|| "us".into());
            config.mail.smtp.password = signs_in.then(|| "secret".to_owned().into());
        })
        .await;
        three(&world).await;
        server.say(Some((step, answer)));
        world.send().await;
        world.send().await;
        let first = if tried { "deferred" } else { "queued" };
        let waits = ("queued".to_owned(), None);
        assert_eq!(
            states(&world).await,
            [(first.to_owned(), Some(said.to_owned())), waits.clone(), waits],
            "{answer}"
        );
        assert_eq!(
            count(&world, "select count(*) from unreachable").await,
            0,
            "{answer}"
        );
        server.say(None);
        world.clock.advance(MINUTE - 1);
        assert_eq!(world.send().await, 0, "{answer}: it pauses");
        if signs_in {
            world.end().await;
            continue;
        }
        world.clock.advance(1);
        assert_eq!(
            world.send().await,
            3,
            "{answer}: the first is taken, and the others follow"
        );
        assert_eq!(
            count(&world, "select count(*) from outbox where state = 'accepted'").await,
            3
        );
        world.end().await;
    }
}

async fn while_it_pauses_one_letter_is_tried_and_a_steward_can_have_one_tried_at_once(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, by(&server)).await;
    three(&world).await;
    let mut steward = world.steward().await;
    assert!(
        !steward
            .browser
            .open("/steward")
            .await
            .says("Our emails are refused")
    );
    server.say(Some((Step::Recipient, "550 5.1.8 bad sender")));
    world.send().await;
    assert_eq!(server.recipients(), 1);
    for (minutes, tries) in [(1, 2), (4, 2), (1, 3), (14, 3), (1, 4)] {
        world.clock.advance(minutes * MINUTE);
        world.send().await;
        assert_eq!(
            server.recipients(),
            tries,
            "one letter each time, and less and less often"
        );
    }
    let page = steward.browser.open("/steward").await;
    page.must_say("Our emails are refused").must_say("RCPT 550 5.1.8");
    assert!(page.html.contains("ways__count"), "it counts in the menu");
    server.say(None);
    let page = steward.browser.press("Try one email now", &[]).await;
    page.must_say("One email is tried within a minute");
    world.send().await;
    // The letters that were tried in vain wait for their own next try.
    world.clock.advance(9 * HOUR);
    world.send().await;
    assert_eq!(
        count(&world, "select count(*) from outbox where state = 'accepted'").await,
        3
    );
    assert!(
        !steward
            .browser
            .open("/steward")
            .await
            .says("Our emails are refused")
    );
    world.end().await;
}

/// Another letter for each of them.
async fn again(world: &World, people: &[Person]) {
    for person in people {
        let one = letter(world, Kind::Outcome, None, &person.email);
        let one = NewLetter {
            unique_key: format!("again:{}", person.email),
            ..to_account(one, person.id)
        };
        put(world, &[one]).await;
    }
}

/// The report `name`, about the letter that left with this envelope sender.
fn report(name: &str, to: &str) -> String {
    let file = format!("tests/reports/{name}.eml");
    let mail = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    mail.replace("BOUNCE-ADDRESS", to)
}

async fn reports_about_us_or_the_way_say_nothing_about_a_person(store: Store) {
    let server = FaultyServer::peaceful().await;
    let change = by(&server);
    let world = World::begin_with(store, |config| {
        change(config);
        config.mail.bounces = Some("bounces@alongside.example".into());
    })
    .await;
    let people = three(&world).await;
    world.send().await;
    let back = |person: &Person| server.sender(&person.email).expect("it was taken");
    let addresses: Vec<String> = people.iter().map(back).collect();
    let nothing = [
        ("postmaster-away", "nothing to note"),
        ("expired-547", "did not get through"),
    ];
    for (name, words) in nothing {
        let said = bounce(&world, &[report(name, &addresses[0])]);
        let out = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.status.success() && out.contains(words), "{name}: {said:?}");
    }
    for (name, to) in [("loop-546", 1), ("exchange-54300", 2)] {
        let said = bounce(&world, &[report(name, &addresses[to])]);
        assert!(
            String::from_utf8_lossy(&said.stdout).contains("did not get through"),
            "{said:?}"
        );
    }
    assert_eq!(count(&world, "select count(*) from unreachable").await, 0);
    // One for each again: now other servers refuse us.
    again(&world, &people).await;
    world.send().await;
    let mut steward = world.steward().await;
    for (person, name) in people
        .iter()
        .zip(["sender-518", "sender-517", "plain-550-policy"])
    {
        assert_eq!(
            count(&world, "select count(*) from mail_pause where since is not null").await,
            0
        );
        let mail = report(name, &back(person));
        let said = bounce(&world, &[mail.clone(), mail]);
        let out = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(
            out.contains("refuses our letters") && out.contains("nothing changed"),
            "{name}: {said:?}"
        );
    }
    assert_eq!(count(&world, "select count(*) from unreachable").await, 0);
    let page = steward.browser.open("/steward").await;
    page.must_say("Other mail servers refuse our emails")
        .must_say("many emails come back because other servers refuse us");
    // Our own server goes on taking letters: that ends no such pause, the steward does.
    let fourth = world.citizen("Dilys").await;
    for key in ["one", "two", "three"] {
        let one = letter(&world, Kind::Outcome, None, &fourth.email);
        put(
            &world,
            &[NewLetter {
                unique_key: key.into(),
                ..one
            }],
        )
        .await;
    }
    // The reports were read at the machine's time, not at the story's.
    let text = "update mail_pause set try_at = 0";
    sql(world.database(), text).run().await.expect("it is time");
    assert_eq!(world.send().await, 1, "one is tried");
    assert_eq!(world.send().await, 0, "the pause goes on");
    steward.browser.open("/steward").await;
    steward.browser.press("Try one email now", &[]).await;
    assert_eq!(world.send().await, 2, "all of them");
    steward.browser.open("/steward").await;
    let page = steward.browser.press("I have read this", &[]).await;
    assert!(!page.says("Other mail servers refuse our emails"));
    assert_eq!(
        count(&world, "select count(*) from outbox where state = 'refused'").await,
        6,
        "they are not sent again"
    );
    world.end().await;
}

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name {
                #[test]
                fn sqlite() {
                    super::run(super::$name(crate::support::Store::Sqlite));
                }

                #[test]
                fn postgres() {
                    super::run(super::$name(crate::support::Store::Postgres));
                }
            }
        )+
    };
}

on_both!(
    a_refusal_that_is_about_us_pauses_sending,
    while_it_pauses_one_letter_is_tried_and_a_steward_can_have_one_tried_at_once,
    reports_about_us_or_the_way_say_nothing_about_a_person,
);
