//! Whose turn it is, how fast letters leave, and that no letter leaves twice.

use alongside::{
    database::sql,
    moment::MINUTE,
    outbox::{Kind, NewLetter, send_due, sending::Transport},
};
use tokio::sync::watch;

use super::{by, letter, put, run};
use crate::support::{Store, World, faulty::FaultyServer};

/// `number` letters of `kind` to addresses that begin with `name`.
fn many(
    world: &World,
    kind: Kind,
    organisation: Option<alongside::organisation::OrganisationId>,
    (name, number): (&str, usize),
) -> Vec<NewLetter> {
    let to = |at| format!("{name}{at}@people.example");
    (0..number)
        .map(|at| letter(world, kind, organisation, &to(at)))
        .collect()
}

/// How many letters the server took whose address begins with `name`.
fn to(server: &FaultyServer, name: &str) -> usize {
    server
        .taken()
        .keys()
        .filter(|address| address.starts_with(name))
        .count()
}

async fn a_large_invitation_does_not_make_another_wait(store: Store) {
    let server = FaultyServer::peaceful().await;
    let change = by(&server);
    let world = World::begin_with(store, |config| {
        change(config);
        config.mail.per_minute = 600;
    })
    .await;
    let large = world.officer("Omar", "Leeds City Council").await;
    let small = world.officer("Una", "Bradford Carers").await;
    put(
        &world,
        &many(&world, Kind::Outcome, large.organisation, ("large", 5_000)),
    )
    .await;
    put(
        &world,
        &many(&world, Kind::Outcome, small.organisation, ("small", 10)),
    )
    .await;
    put(&world, &many(&world, Kind::Account, None, ("account", 3))).await;
    assert_eq!(world.send().await, 10, "ten letters a second are 600 a minute");
    assert_eq!(to(&server, "account"), 3, "letters about accounts go first");
    for _ in 0..2 {
        world.clock.advance(1);
        assert_eq!(world.send().await, 10);
    }
    assert_eq!(to(&server, "small"), 10, "the ten letters left in their turn");
    assert_eq!(to(&server, "large"), 17);
    world.end().await;
}

async fn several_workers_and_nodes_send_no_letter_twice_and_keep_the_pace_together(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, by(&server)).await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    put(
        &world,
        &many(&world, Kind::Outcome, omar.organisation, ("person", 300)),
    )
    .await;
    let transport = Transport::new(&world.app.site.config).expect("a transport");
    let (_, going_on) = watch::channel(false);
    let site = &world.app.site;
    let worker = || async { send_due(site, &transport, &going_on).await.expect("sent") };
    let (a, b, c, d) = tokio::join!(worker(), worker(), worker(), worker());
    assert_eq!(a + b + c + d, 300);
    assert!(
        [a, b, c, d].iter().all(|share| *share > 10),
        "{a} {b} {c} {d}: all take part"
    );
    assert_eq!((server.count(), server.taken().len()), (300, 300));
    let mut slow = site.clone();
    let mut config = (*slow.config).clone();
    config.mail.per_minute = 300;
    slow.config = config.into();
    put(
        &world,
        &many(&world, Kind::Outcome, omar.organisation, ("other", 100)),
    )
    .await;
    for second in 1..=3 {
        let worker = || async { send_due(&slow, &transport, &going_on).await.expect("sent") };
        tokio::join!(worker(), worker(), worker());
        assert_eq!(
            to(&server, "other"),
            5 * second,
            "five a second, over all workers"
        );
        world.clock.advance(1);
    }
    world.end().await;
}

async fn a_worker_that_is_asked_to_stop_ends_with_the_letter_in_hand(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, by(&server)).await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    put(
        &world,
        &many(&world, Kind::Outcome, omar.organisation, ("person", 2_000)),
    )
    .await;
    let transport = Transport::new(&world.app.site.config).expect("a transport");
    let (stop, stopping) = watch::channel(false);
    let asked = async {
        while server.count() < 20 {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        server.count()
    };
    let (sent, at_stop) = tokio::join!(send_due(&world.app.site, &transport, &stopping), asked);
    let sent = sent.expect("sent");
    assert!(
        sent - at_stop <= 2,
        "{sent} letters, {at_stop} when asked to stop"
    );
    assert_eq!(in_hand(&world).await, 0, "nothing is left in hand");
    world.end().await;
}

/// Letters that some worker holds.
async fn in_hand(world: &World) -> i64 {
    let text = "select count(*) from outbox where state in ('claimed', 'data_sent')";
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

async fn letters_of_a_worker_that_is_gone_are_taken_back_after_its_lease(store: Store) {
    let server = FaultyServer::peaceful().await;
    let world = World::begin_with(store, by(&server)).await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    for (kind, name) in [
        (Kind::Outcome, "claimed"),
        (Kind::Outcome, "doubtful"),
        (Kind::Account, "account"),
    ] {
        let organisation = omar.organisation.filter(|_| kind == Kind::Outcome);
        put(&world, &many(&world, kind, organisation, (name, 1))).await;
    }
    let gone = |state: &str, name: &str| {
        let text = format!(
            "update outbox set state = '{state}', attempts = 1, lease_until = {} where recipient like '{name}%'",
            world.now().plus(15 * MINUTE).0
        );
        sqlx::AssertSqlSafe(text)
    };
    for (state, name) in [
        ("claimed", "claimed"),
        ("data_sent", "doubtful"),
        ("data_sent", "account"),
    ] {
        sql(world.database(), gone(state, name)).run().await.expect("set");
    }
    assert_eq!(world.send().await, 0, "they have a worker");
    world.clock.advance(15 * MINUTE);
    assert_eq!(world.send().await, 1);
    world.clock.advance(MINUTE);
    assert_eq!(world.send().await, 1);
    assert_eq!((to(&server, "claimed"), to(&server, "account")), (1, 1));
    let (state, body): (String, String) = sql(
        world.database(),
        "select state, body_text from outbox where recipient like 'doubtful%'",
    )
    .one()
    .await
    .expect("read");
    assert_eq!((state.as_str(), body.as_str()), ("unknown", ""));
    assert_eq!(to(&server, "doubtful"), 0, "it is not sent again");
    world.end().await;
}

#[test]
fn turns_sqlite() {
    run(a_large_invitation_does_not_make_another_wait(Store::Sqlite));
}

#[test]
fn turns_postgres() {
    run(a_large_invitation_does_not_make_another_wait(Store::Postgres));
}

#[test]
fn workers_sqlite() {
    run(several_workers_and_nodes_send_no_letter_twice_and_keep_the_pace_together(Store::Sqlite));
}

#[test]
fn workers_postgres() {
    run(several_workers_and_nodes_send_no_letter_twice_and_keep_the_pace_together(Store::Postgres));
}

#[test]
fn stop_sqlite() {
    run(a_worker_that_is_asked_to_stop_ends_with_the_letter_in_hand(
        Store::Sqlite,
    ));
}

#[test]
fn stop_postgres() {
    run(a_worker_that_is_asked_to_stop_ends_with_the_letter_in_hand(
        Store::Postgres,
    ));
}

#[test]
fn taken_back_sqlite() {
    run(letters_of_a_worker_that_is_gone_are_taken_back_after_its_lease(
        Store::Sqlite,
    ));
}

#[test]
fn taken_back_postgres() {
    run(letters_of_a_worker_that_is_gone_are_taken_back_after_its_lease(
        Store::Postgres,
    ));
}
