//! Strangers who try: limits hold however many tries come at once, from wherever, and whatever the clock did.

use std::{collections::HashMap, sync::Arc};

use alongside::{
    account::{self, Token, attempts, code},
    database::{Database, sql},
    moment::{DAY, HOUR},
};
use reqwest::Method;

use crate::support::{Visitor, World, people::Person, stories, visitor::Page};

stories!(
    of_forty_tries_at_once_from_two_nodes_only_the_free_ones_go_through,
    of_many_searches_and_supporters_at_once_none_passes_the_limit,
    a_clock_that_ran_ahead_keeps_nobody_out_and_nothing_open,
);

pub const PASSWORD: &str = "teapot gravel lantern";

pub async fn give_password(world: &World, person: &Person) {
    let hash = account::password::hash(PASSWORD.to_owned())
        .await
        .expect("hashed");
    let mut transaction = world.database().begin().await.expect("a transaction");
    let set = account::records::set_password(&mut transaction, person.id, hash);
    set.await.expect("set");
    transaction.commit().await.expect("committed");
}

pub async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

/// Another connection to the same database, as a second node has it.
async fn second_node(world: &World) -> Database {
    match world.database_url() {
        Some(url) => Database::open_postgres(url).await,
        None => Database::open_sqlite(&world.app.site.config.sqlite_file()).await,
    }
    .expect("opened")
}

async fn of_forty_tries_at_once_from_two_nodes_only_the_free_ones_go_through(world: &World) {
    let other = second_node(world).await;
    let (secret, now) = (world.app.site.secret.clone(), world.now());
    for (limit, name) in [
        (attempts::ACCOUNT, "an account"),
        (attempts::LETTERS, "a mailbox"),
    ] {
        let tries: Vec<_> = (0..40)
            .map(|number| {
                let node = if number % 2 == 0 { world.database() } else { &other };
                let (node, secret) = (node.clone(), secret.clone());
                tokio::spawn(
                    async move { attempts::count(&node, &secret, limit, name, "somebody", now).await },
                )
            })
            .collect();
        let mut passed = 0;
        for one in tries {
            let wait = one.await.expect("no panic").expect("counted");
            assert!(wait <= 2, "{name}: {wait} s");
            passed += i64::from(wait == 0);
        }
        // The one after the free ones makes the next wait.
        assert_eq!(passed, limit.free + 1, "{name}");
    }
    // Delays double, up to the longest.
    let (limit, mut now, mut waits) = (attempts::LETTERS, now, Vec::new());
    for _ in 0..12 {
        let count = |now| attempts::count(world.database(), &secret, limit, "a mailbox", "somebody", now);
        let wait = count(now).await.expect("counted");
        waits.push(wait);
        now = now.plus(wait);
        assert_eq!(count(now).await.expect("counted"), 0, "after waiting");
    }
    assert_eq!(&waits[..8], [2, 4, 8, 16, 32, 64, 128, 256], "{waits:?}");
    assert!(waits[8..].iter().all(|wait| *wait <= limit.longest), "{waits:?}");
    other.close().await;
}

async fn of_many_searches_and_supporters_at_once_none_passes_the_limit(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let siân = world.citizen("Siân").await;
    let browser = Arc::new(officer.browser);
    let searches: Vec<_> = (0..30)
        .map(|number| {
            let browser = browser.clone();
            tokio::spawn(async move {
                let path = format!("/host/search?q=kidney+{number}");
                browser.send(Method::GET, &path, &[], "").await.status
            })
        })
        .collect();
    for one in searches {
        assert_eq!(one.await.expect("no panic"), 200);
    }
    assert_eq!(
        count(world, "select count(*) from audit where action = 'search-cards'").await,
        20
    );

    let mut browser = siân.browser;
    let page = browser.open("/you/supporters").await;
    let token = page.token().expect("a token");
    let browser = Arc::new(browser);
    let named: Vec<_> = (0..12)
        .map(|number| {
            let browser = browser.clone();
            let body = format!(
                "token={token}&supporter_name=A&supporter_email=a{number}@helpers.example&may=copies"
            );
            let form = [("content-type", "application/x-www-form-urlencoded")];
            tokio::spawn(async move {
                browser
                    .send(Method::POST, "/you/supporters", &form, &body)
                    .await
                    .status
            })
        })
        .collect();
    let mut statuses: HashMap<u16, usize> = HashMap::new();
    for one in named {
        *statuses.entry(one.await.expect("no panic")).or_default() += 1;
    }
    assert_eq!(statuses, HashMap::from([(303, 5), (200, 7)]));
    assert_eq!(count(world, "select count(*) from supporter").await, 5);
}

pub async fn sign_in(visitor: &mut Visitor, email: &str, password: &str) -> Page {
    visitor.open("/sign-in").await;
    let fields = [("email", email), ("password", password)];
    visitor.press("Sign in", &fields).await
}

pub async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("/account").await.status == 200
}

async fn a_clock_that_ran_ahead_keeps_nobody_out_and_nothing_open(world: &World) {
    let siân = world.citizen("Siân").await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    give_password(world, &siân).await;
    give_password(world, &omar).await;
    let secret = account::random::<20>().to_vec();
    let mut transaction = world.database().begin().await.expect("a transaction");
    let records = account::records::delete_code_secret(&mut transaction, omar.id);
    records.await.expect("forgotten");
    let set = account::records::set_code_secret(&mut transaction, omar.id, secret.clone(), 0);
    assert!(set.await.expect("set"));
    transaction.commit().await.expect("committed");
    let sign_in_with_code = async |visitor: &mut Visitor| {
        sign_in(visitor, &omar.email, PASSWORD).await;
        let code = code::at(&secret, world.now()).expect("a code");
        visitor.press("Go on", &[("code", &code)]).await;
    };

    for ahead in [2 * HOUR, 3650 * DAY] {
        world.clock.advance(ahead);
        let mut stranger = world.visitor();
        for _ in 0..14 {
            sign_in(&mut stranger, &siân.email, "not the right one").await;
        }
        sign_in(&mut stranger, &siân.email, "not the right one")
            .await
            .must_say("then try again");
        let (mut citizen, mut officer) = (world.visitor(), world.visitor());
        sign_in_with_code(&mut officer).await;
        assert!(is_in(&mut officer).await);
        let mut transaction = world.database().begin().await.expect("a transaction");
        let token = Token::random();
        let ends = world.now().plus(HOUR);
        let link = account::records::insert_link(
            &mut transaction,
            &token,
            siân.id,
            account::Purpose::Password,
            ends,
        );
        link.await.expect("a link");
        transaction.commit().await.expect("committed");

        world.clock.advance(-ahead);
        assert!(!is_in(&mut officer).await, "a session of the future has ended");
        sign_in(&mut citizen, &siân.email, PASSWORD).await;
        assert!(is_in(&mut citizen).await, "{}", citizen.page.text());
        let mut again = world.visitor();
        sign_in_with_code(&mut again).await;
        assert!(is_in(&mut again).await, "{}", again.page.text());
        let code = code::at(&secret, world.now()).expect("a code");
        let mut thief = world.visitor();
        sign_in(&mut thief, &omar.email, PASSWORD).await;
        thief
            .press("Go on", &[("code", &code)])
            .await
            .must_say("has been used");
        if ahead > 7 * DAY {
            let path = format!("/reset/{}", token.reveal());
            let mut reader = world.visitor();
            reader.open(&path).await.must_say("does not work any more");
        }
        world.clock.advance(HOUR);
    }
}
