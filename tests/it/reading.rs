//! Texts and rows as nobody should write them: they keep nobody else from an answer, and what looks the same is found.

use std::sync::{Arc, Barrier};

use alongside::{
    citizen,
    database::{changes, sql},
    matching::{self, Matcher, OpportunityQuery},
};

use crate::support::{World, people::Person, stories};

stories!(
    a_row_that_cannot_be_read_is_named_and_stops_nobody,
    health_answers_while_every_turn_is_taken,
    what_looks_the_same_is_found_in_the_search,
    nothing_is_answered_before_the_index_has_caught_up,
);

async fn write(world: &World, person: &Person, column: &str, value: &str) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let text =
        format!("update citizen_badge set {column} = $2 where citizen_id = $1 and kind = 'experience'");
    sql(&mut transaction, sqlx::AssertSqlSafe(text))
        .bind(person.id)
        .bind(value.to_owned())
        .run()
        .await
        .expect("written");
    changes::append(&mut transaction, "citizen", person.id.0, world.now())
        .await
        .expect("noted");
    transaction.commit().await.expect("committed");
}

async fn a_row_that_cannot_be_read_is_named_and_stops_nobody(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "How should people come home?").await;
    let asked = alongside::opportunity::records::load(world.database(), id).await;
    let asked = asked.expect("read").expect("there");
    let garbled = world.citizen("Pat").await;
    write(world, &garbled, "visibility", "nonsense").await;
    let sian = world.citizen("Siân").await;
    let directory = world.folder().join("poisoned");
    let open = || async {
        let database = world.database().clone();
        Matcher::open(database, &directory, world.clock.clone(), [7; 32])
            .await
            .expect("it opens")
    };
    let wrong = || async {
        let wrong = matching::check(world.database(), &directory, world.now()).await;
        let mut wrong = wrong.expect("checked");
        wrong.sort();
        wrong
    };
    let found = async |matcher: &Matcher| {
        let pool = matcher.pool(&asked).await.expect("a pool");
        pool.people
    };
    let matcher = open().await;
    assert_eq!(found(&matcher).await, [sian.id]);
    let named = wrong().await;
    assert_eq!(named.len(), 1, "{named:?}");
    let line = format!("leaves out citizen {}", garbled.id);
    assert!(named[0].contains(&line), "{named:?}");
    // Nor does it stop a restart, or what changes later.
    drop(matcher);
    let matcher = open().await;
    let mair = world.citizen("Mair").await;
    assert_eq!(found(&matcher).await.len(), 2);
    assert!(found(&matcher).await.contains(&mair.id));
    // With its next change a row that was mended is back.
    write(world, &garbled, "visibility", "matching").await;
    assert_eq!(found(&matcher).await.len(), 3);
    assert_eq!(wrong().await, Vec::<String>::new());
}

async fn health_answers_while_every_turn_is_taken(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    world.opportunity(&officer, "How should people come home?").await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let turns = &world.app.site.turns;
    let all = turns.free();
    let go_on = Arc::new(Barrier::new(all + 1));
    let holders: Vec<_> = (0..all)
        .map(|_| {
            let (turns, go_on) = (Arc::clone(turns), Arc::clone(&go_on));
            tokio::spawn(async move { turns.run(|| go_on.wait()).await.map(drop) })
        })
        .collect();
    while turns.free() > 0 {
        tokio::task::yield_now().await;
    }
    let mut visitor = world.visitor();
    assert_eq!(visitor.get("/health/live").await.status, 200);
    let busy = visitor.get("/opportunities?q=hospital").await;
    assert_eq!((busy.status, busy.header("retry-after")), (503, Some("5")));
    assert!(!busy.text().is_empty());
    assert_eq!(visitor.get("/health/live").await.status, 200);
    tokio::task::spawn_blocking(move || go_on.wait())
        .await
        .expect("they go on");
    for holder in holders {
        holder.await.expect("it ends").expect("it had a turn");
    }
    let page = visitor.get("/opportunities?q=come+home").await;
    page.must_say("How should people come home?");
}

async fn what_looks_the_same_is_found_in_the_search(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    for title in [
        "Who drinks the dw\u{302}r?",
        "How do demen\u{ad}tia cafés help?",
        "What is life with M.E. like?",
        "Who mends hearing aids?",
        "Where can bee-keeping help?",
        "What did people with M.S. need?",
    ] {
        let plain = |one: &mut alongside::opportunity::Opportunity| {
            one.summary = "A talk.".into();
            one.part = "A talk.".into();
            one.open_text = "All.".into();
            one.seeks.clear();
        };
        world.opportunity_with(&officer, title, plain).await;
    }
    world.app.matcher.catch_up().await.expect("the index follows");
    let found = |words: &str| {
        let query = OpportunityQuery {
            words: words.into(),
            ..OpportunityQuery::default()
        };
        let found = world.app.matcher.search_opportunities(&query);
        found.expect("found").len()
    };
    for words in [
        "dŵr",
        "dwr",
        "d\u{200b}ŵr",
        "dementia",
        "ＤＥＭＥＮＴＩＡ",
        "ME",
        "M.E.",
        "life with ME",
        "beekeeping",
        "bee keeping",
        "bee\u{2011}keeping",
        "MS",
        "m.s.",
        "hearing aid",
    ] {
        assert_eq!(found(words), 1, "{words}");
    }
    assert_eq!(found("AIDS"), 0);
    assert_eq!(found("tell me"), 0);
}

async fn nothing_is_answered_before_the_index_has_caught_up(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    world.opportunity(&officer, "How should people come home?").await;
    let person = world.citizen("Siân").await;
    let person = citizen::records::load(world.database(), person.id).await;
    let person = person.expect("read").expect("there");
    let directory = world.folder().join("late");
    let matcher = Matcher::new(
        world.database().clone(),
        &directory,
        world.clock.clone(),
        [7; 32],
        None,
    );
    let search = || matcher.search_opportunities(&OpportunityQuery::default());
    assert!(search().is_err(), "an empty list would be a wrong answer");
    assert!(matcher.for_citizen(&person).await.is_err());
    matcher.catch_up().await.expect("it follows");
    assert_eq!(search().expect("found").len(), 1);
    assert_eq!(matcher.for_citizen(&person).await.expect("a turn").len(), 1);
}
