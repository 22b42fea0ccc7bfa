//! An opportunity that cannot be read: it is left out and named, and keeps nobody from a page, and the service from no
//! start and no end.

use std::{process::Child, time::Duration};

use alongside::{
    database::{changes, sql},
    matching,
    opportunity::OpportunityId,
};

use crate::{
    doors::{start, terminate, wait_until_ready},
    support::{Store, World, tell},
};

/// Words of a text that takes more steps than there are for one (`make soak`); `None` for a row that says nonsense.
fn words() -> Option<u32> {
    std::env::var("SOAK_WORDS").ok()?.parse().ok()
}

#[test]
fn an_opportunity_that_cannot_be_read_stops_neither_start_nor_end_on_sqlite() {
    tell(Store::Sqlite, async |_: &World| story(Store::Sqlite).await);
}

#[test]
fn an_opportunity_that_cannot_be_read_stops_neither_start_nor_end_on_postgres() {
    tell(Store::Sqlite, async |_: &World| story(Store::Postgres).await);
}

/// Words that are all different, each made of parts of medical words.
fn long_text(words: u32) -> String {
    let letters = |number: u32| -> String {
        let places = (0..5).map(|place| number / 26_u32.pow(place) % 26);
        places
            .filter_map(|letter| char::from_u32('a' as u32 + letter))
            .collect()
    };
    let words = (0..words).map(|number| format!(" myocardio{}myocardio", letters(number)));
    words.collect()
}

async fn poison(world: &World, id: OpportunityId) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let (text, value) = match words() {
        Some(words) => (
            "update opportunity set summary = $2 where id = $1",
            long_text(words),
        ),
        None => (
            "update seek set need = $2 where opportunity_id = $1",
            "nonsense".to_owned(),
        ),
    };
    let written = sql(&mut transaction, text).bind(id).bind(value).run().await;
    assert!(written.expect("written") > 0);
    changes::append(&mut transaction, "opportunity", id.0, world.now())
        .await
        .expect("noted");
    transaction.commit().await.expect("committed");
}

/// Waits until the service finds what is to be found; it listens long before.
async fn is_ready(world: &World) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let live = format!("{}/health/live", world.address);
    for _ in 0..400 {
        if client.get(&live).send().await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    if words().is_some() {
        let ready = format!("{}/health/ready", world.address);
        let answer = client.get(&ready).send().await.expect("it listens");
        assert_eq!(answer.status(), 503, "it is still reading");
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
    wait_until_ready(&world.address).await;
}

/// Asks the service to end; fails when it does not.
async fn end(mut service: Child) {
    terminate(&service);
    for _ in 0..600 {
        if let Some(ended) = service.try_wait().expect("a process") {
            assert!(ended.success(), "{ended:?}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    service.kill().expect("killed");
    panic!("the service does not end");
}

async fn story(store: Store) {
    let world = World::prepared_on(store, |_| ()).await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    world.opportunity(&officer, "How should people come home?").await;
    let harmed = world.opportunity(&officer, "What is this about?").await;
    poison(&world, harmed).await;
    let url = world.database_url().map(str::to_owned);
    let mut settings = vec![("ALONGSIDE_DRAIN_SECONDS", "0"), ("RUST_LOG", "off")];
    if let Some(url) = &url {
        settings.push(("DATABASE_URL", url));
    }
    let mut service = start(&world, 4096, &settings);
    for _ in 0..2 {
        is_ready(&world).await;
        let page = world.visitor().open("/opportunities?q=come+home").await;
        page.must_say("How should people come home?");
        // It ends while it reads the row again, and begins again with it.
        poison(&world, harmed).await;
        end(service).await;
        service = start(&world, 4096, &settings);
    }
    is_ready(&world).await;
    end(service).await;
    let wrong = matching::check(world.database(), &world.folder().join("index"), world.now()).await;
    let wrong = wrong.expect("checked");
    let line = format!("leaves out opportunity {harmed}");
    assert!(
        wrong.len() == 1
            && wrong[0].contains(&line)
            && (words().is_none() || wrong[0].contains("steps to read")),
        "{wrong:?}"
    );
    world.end().await;
}
