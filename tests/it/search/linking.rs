//! Own words are linked to badges of the catalogue by a yes, and by nothing else.

use alongside::{badge::catalogue, database::sql};

use crate::support::{World, stories};

stories!(
    own_words_are_linked_by_a_yes_and_only_to_what_was_offered,
    a_criterion_in_own_words_is_linked_by_a_yes,
);

const SAID: &str = "I looked after my dad who had Alzheimer's";

async fn own_words(world: &World) -> (Option<String>, Option<String>) {
    sql(
        world.database(),
        "select badge, words from citizen_badge where words is not null",
    )
    .one()
    .await
    .expect("read")
}

async fn own_words_are_linked_by_a_yes_and_only_to_what_was_offered(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity_with(&officer, "What should a day centre be like?", |one| {
            one.seeks.truncate(1);
            one.seeks[0].badge = Some("dementia".into());
        })
        .await;
    let mut mair = world.citizen("Mair").await;
    let browser = &mut mair.browser;
    browser.open("/you/badges").await;
    let fields = [("own_words", SAID), ("kind", "experience")];
    let page = browser.press("Add my own words", &fields).await;
    page.must_say("You wrote: “I looked after my dad")
        .must_say("Yes, I mean: Dementia");
    let means = page.path.clone();
    assert_eq!(
        own_words(world).await,
        (None, Some(SAID.into())),
        "nothing is linked yet"
    );
    // What was not offered cannot be said yes to.
    let page = browser.post(&means, &[("means", "homelessness")]).await;
    assert_eq!(page.errors().len(), 1);
    assert_eq!(own_words(world).await.0, None);
    browser
        .press("No, keep my words only", &[])
        .await
        .must_say("We keep your words as they are");
    assert_eq!(own_words(world).await.0, None);
    let label = &catalogue().badge("dementia").expect("a badge").welsh;
    browser.open(&format!("{means}?lang=cy")).await;
    browser.press(&format!("rwy’n golygu: {label}"), &[]).await;
    assert_eq!(
        own_words(world).await,
        (Some("dementia".into()), Some(SAID.into()))
    );
    browser
        .open("/you/badges?lang=en")
        .await
        .must_say(SAID)
        .must_say("You mean: Dementia");
    world.app.matcher.catch_up().await.expect("the index follows");
    browser
        .open("/for-you")
        .await
        .must_say("What should a day centre be like?")
        .must_say(SAID);
    // The same words again are there already.
    browser.open("/you/badges").await;
    browser
        .press("Add my own words", &fields)
        .await
        .must_say("You have this already");
    // And the yes can be taken back.
    browser.open(&means).await;
    browser.press("No, keep my words only", &[]).await;
    assert_eq!(own_words(world).await, (None, Some(SAID.into())));
}

async fn a_criterion_in_own_words_is_linked_by_a_yes(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let browser = &mut officer.browser;
    browser.open("/host").await;
    let page = browser.press("Ask a new question", &[]).await;
    let seeks = page.path.replace("question", "seeks");
    let words = "People whose dad had Alzheimer's";
    let own = [("found", "own-experience"), ("need", "must")];
    let rows = || async {
        let rows: Vec<(Option<String>, Option<String>)> =
            sql(world.database(), "select badge, words from seek order by badge")
                .all()
                .await
                .expect("read");
        rows
    };
    browser.open(&seeks).await;
    browser.press("Search", &[("q", words)]).await;
    browser
        .press("Add it", &own)
        .await
        .must_say("You wrote: “People whose dad had Alzheimer's”")
        .must_say("Yes, we mean: Dementia");
    assert!(rows().await.is_empty(), "nothing is kept before the answer");
    browser.press("Yes, we mean: Dementia", &[]).await.must_say(words);
    let linked = (Some("dementia".to_owned()), Some(words.to_owned()));
    assert_eq!(rows().await, std::slice::from_ref(&linked));
    browser.press("Remove", &[]).await;
    browser.press("Search", &[("q", words)]).await;
    browser.press("Add it", &own).await;
    browser
        .press("No, keep our words only", &[])
        .await
        .must_say(words);
    assert_eq!(rows().await, [(None, Some(words.to_owned()))]);
    // Nor can a host link words to what they do not say.
    let path = seeks.replace("/seeks", "/seeks/add");
    let forged = [&own[..], &[("words", words), ("means", "homelessness")]].concat();
    browser.post(&path, &forged).await;
    assert_eq!(rows().await, [(None, Some(words.to_owned()))]);
}
