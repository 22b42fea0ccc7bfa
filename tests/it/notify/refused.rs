//! What GOV.UK Notify refuses, and who is to blame.

use alongside::{database::sql, moment::MINUTE};
use serde_json::json;

use super::{by_notify, is_unreachable, put_to, stands, wait};
use crate::support::{World, notify::NotifyServer};

async fn what_they_refuse_because_of_us_waits_and_everything_else_with_it(
    world: &World,
    server: &mut NotifyServer,
) {
    let siân = world.citizen("Siân").await;
    put_to(world, "first", &siân.email, Some(siân.id)).await;
    world.clock.advance(1);
    put_to(world, "second", "mair@example.org", None).await;
    server.tell(&json!({"faults": ["400"]})).await;
    world.work().await;
    let states: Vec<(String, Option<String>)> = sql(
        world.database(),
        "select state, last_reply from outbox order by unique_key",
    )
    .all()
    .await
    .expect("two letters");
    let said = Some("400 BadRequestError".to_owned());
    assert_eq!(states, [("deferred".into(), said), ("queued".into(), None)]);
    assert!(!is_unreachable(world).await, "the key is ours, not hers");
    wait(world, server, MINUTE).await;
    wait(world, server, MINUTE).await;
    assert_eq!(server.accepted().await.len(), 2, "it went through again");
}

async fn an_address_that_is_none_is_the_mailbox_s(world: &World, server: &mut NotifyServer) {
    let siân = world.citizen("Siân").await;
    put_to(world, "story", &siân.email, Some(siân.id)).await;
    server.tell(&json!({"faults": ["400-address"]})).await;
    world.work().await;
    let (state, tries, said) = stands(world).await;
    assert_eq!(
        (state.as_str(), tries, said.as_deref()),
        ("refused", 1, Some("400 ValidationError"))
    );
    assert!(is_unreachable(world).await);
}

by_notify!(
    what_they_refuse_because_of_us_waits_and_everything_else_with_it,
    an_address_that_is_none_is_the_mailbox_s,
);
