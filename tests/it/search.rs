//! Searching: what people say meets what services write, for citizens and, over anonymous cards, for hosts.

mod linking;
mod why_not;

use alongside::{
    badge::{Kind, Visibility},
    citizen::Format,
    database::sql,
    opportunity::OpportunityId,
};

use crate::support::{
    World,
    people::{Person, declared},
    stories,
};

stories!(
    what_people_say_finds_what_services_write,
    a_typing_error_is_forgiven_and_the_filters_stay,
    a_filter_that_cannot_be_is_named_and_kept,
    many_are_read_page_by_page,
    nothing_found_says_how_to_go_on,
    a_topic_is_found_and_ticked_without_a_script,
    cards_are_searched_by_what_people_made_searchable,
    asking_people_like_these_begins_with_the_search_and_nobody,
);

/// The renal unit's question: it says nowhere what people call it.
async fn renal(world: &World, officer: &Person) -> OpportunityId {
    world
        .opportunity_with(officer, "What should the renal unit change?", |one| {
            one.summary = "Mornings on dialysis.".into();
            one.part = "Talk in a group.".into();
            one.open_text = "The times.".into();
            one.seeks.clear();
        })
        .await
}

async fn what_people_say_finds_what_services_write(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    renal(world, &officer).await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    let page = anybody.open("/opportunities?q=my+kidney").await;
    page.must_say("1 opportunity")
        .must_say("What should the renal unit change?")
        .must_say("They write “renal”. You wrote “kidney”.");
    let page = anybody.open("/opportunities?q=my+kidney&lang=cy").await;
    page.must_say("Maen nhw’n ysgrifennu “renal”. Fe ysgrifennoch chi “kidney”.");
    // The words that stand there need no sentence.
    let page = anybody.open("/opportunities?q=renal&lang=en").await;
    assert!(!page.says("They write"), "{}", page.text());
    // A topic of the catalogue is found by what it is called elsewhere, in Welsh too.
    anybody
        .open("/opportunities?q=rhyddhau+o%27r+ysbyty")
        .await
        .must_say("How can coming home feel safe?")
        .must_say("people who know about: Hospital discharge");
}

async fn a_typing_error_is_forgiven_and_the_filters_stay(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    let page = anybody
        .open("/opportunities?q=hospitel&format=online&place=LS6")
        .await;
    page.must_say("How can coming home feel safe?")
        .must_say("This is what we found for “hospital”");
    // Words that do find something are left alone, and what was perhaps meant is one press away.
    let page = anybody
        .open("/opportunities?q=safe+discharg+hospitel&format=online&place=LS6")
        .await;
    page.must_say("How can coming home feel safe?")
        .must_say("Did you mean");
    let better = page.link("hospital");
    for kept in ["format=online", "place=LS6", "within=40"] {
        assert!(better.contains(kept), "{better}");
    }
    let page = anybody.open(&better).await;
    page.must_say("How can coming home feel safe?");
    assert!(!page.says("Did you mean"), "{}", page.text());
}

async fn a_filter_that_cannot_be_is_named_and_kept(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    let page = anybody
        .open("/opportunities?q=home&place=nowhere&within=7&format=fax&time=never&badge=nope")
        .await;
    assert_eq!(page.errors().len(), 5, "{:?}", page.errors());
    assert!(page.html.contains("filters\" open"), "the fold stands open");
    assert_eq!(page.value("q").as_deref(), Some("home"));
    assert_eq!(page.value("place").as_deref(), Some("nowhere"));
    assert!(
        !page.says("How can coming home feel safe?"),
        "no answer to another question"
    );
    for field in ["place", "within", "format", "time", "topic"] {
        assert!(page.html.contains(&format!("href=\"#{field}\"")), "{field}");
        assert!(page.html.contains(&format!("id=\"{field}\"")), "{field}");
    }
    let long = format!("/opportunities?q={}", "a".repeat(10_000));
    let page = anybody.open(&long).await;
    assert_eq!(page.errors(), ["Use at most 200 letters in your search."]);
}

async fn many_are_read_page_by_page(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    for number in 0..23 {
        world
            .opportunity(&officer, &format!("Question {number}: what about home?"))
            .await;
    }
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    let first = anybody.open("/opportunities?q=home&format=online").await;
    first.must_say("23 opportunities").must_say("Page 1 of 2");
    let next = first.link("Next page");
    assert!(
        next.contains("q=home") && next.contains("format=online"),
        "{next}"
    );
    let second = anybody.open(&next).await;
    second.must_say("Page 2 of 2");
    let titles = |html: &str| html.matches("class=\"card__link\"").count();
    assert_eq!((titles(&first.html), titles(&second.html)), (20, 3));
    // A page that is not there is the last one.
    let far = anybody.open("/opportunities?page=99").await;
    assert_eq!(titles(&far.html), 3);
}

async fn nothing_found_says_how_to_go_on(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity_with(&officer, "How can coming home feel safe?", |one| {
            one.formats = vec![Format::InPerson];
        })
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    let page = anybody.open("/opportunities?q=home&place=BD1&within=8").await;
    page.must_say("You can widen your search")
        .must_say("Leave out: Within 5 miles of BD1 (1 opportunity)");
    anybody
        .click("Look within 10 miles (1 opportunity)")
        .await
        .must_say("How can coming home feel safe?");
    let page = anybody.open("/opportunities?q=library+xyzzy&format=post").await;
    assert!(!page.says("You can widen"), "nothing would help: {}", page.text());
    page.must_say("Say what you know");
    let mut mair = world.citizen("Mair").await;
    let page = mair.browser.open("/opportunities?q=xyzzy").await;
    assert_eq!(page.link("See what is for you"), "/for-you");
}

async fn a_topic_is_found_and_ticked_without_a_script(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    world
        .opportunity_with(&officer, "What should buses be like?", |one| one.seeks.clear())
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut anybody = world.visitor();
    anybody.open("/opportunities").await;
    let topic = [("topic", "sent home from hospital")];
    anybody
        .press("Find topics", &topic)
        .await
        .must_say("Hospital discharge");
    let page = anybody
        .press("Use these filters", &[("badge", "hospital-discharge")])
        .await;
    page.must_say("1 opportunity")
        .must_say("How can coming home feel safe?");
    // What is asked for stands there, with the way to leave it out.
    let without = page.link("Hospital discharge");
    assert_eq!(without, "/opportunities");
    anybody
        .open("/opportunities?topic=xyzzy")
        .await
        .must_say("We have no topic for “xyzzy”");
}

/// One more person whose discharge from hospital is searchable.
async fn open_about_discharge(world: &World, name: &str, area: &str, formats: &[Format]) -> Person {
    let now = world.now();
    world
        .citizen_with(name, |citizen| {
            citizen.area = Some(area.into());
            citizen.formats = formats.to_vec();
            citizen.badges = vec![declared(
                "hospital-discharge",
                Kind::Experience,
                Visibility::Searchable,
                now,
            )];
        })
        .await
}

fn cards(html: &str) -> usize {
    let cards = html.split("class=\"cards\"").nth(1).unwrap_or_default();
    let cards = cards.split("</main>").next().unwrap_or_default();
    cards.matches("<li class=\"card\">").count()
}

async fn details(world: &World) -> Vec<String> {
    let rows: Vec<(String,)> = sql(
        world.database(),
        "select detail from audit where action = 'search-cards' order by detail",
    )
    .all()
    .await
    .expect("read");
    rows.into_iter().map(|(detail,)| detail).collect()
}

async fn cards_are_searched_by_what_people_made_searchable(world: &World) {
    open_about_discharge(world, "Ann", "LS6", &[Format::Online]).await;
    open_about_discharge(world, "Bea", "CF10", &[Format::InPerson]).await;
    // Through the same, and keeps it to the matcher.
    world.citizen("Siân").await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let browser = &mut officer.browser;
    browser.open("/host/search").await;
    let page = browser.press("Search", &[("q", "sent home from hospital")]).await;
    assert_eq!(cards(&page.html), 2, "{}", page.text());
    let page = browser.press("Search", &[("place", "LS6")]).await;
    assert_eq!(cards(&page.html), 1, "{}", page.text());
    assert_eq!(
        cards(
            &browser
                .press("Use these filters", &[("format", "phone")])
                .await
                .html
        ),
        0
    );
    browser
        .page
        .must_say("No card speaks of this")
        .must_say("Within 30 km of LS6");
    // A typing error finds the same people.
    let page = browser.open("/host/search?q=hospitel+discharge").await;
    page.must_say("We looked for “hospital discharge”");
    assert_eq!(cards(&page.html), 2, "{}", page.text());
    // Looking for a topic is no search; a place alone is none either.
    let before = details(world).await;
    browser
        .open("/host/search?topic=hospital&find=topics")
        .await
        .must_say("Hospital discharge");
    assert_eq!(browser.open("/host/search?q=&place=LS6").await.errors().len(), 1);
    assert_eq!(
        browser.open("/host/search?q=home&within=1").await.errors().len(),
        1
    );
    assert_eq!(details(world).await, before);
    assert_eq!(
        before,
        [
            "hospitel discharge",
            "sent home from hospital",
            "sent home from hospital (Within 30 km of LS6)",
            "sent home from hospital (Within 30 km of LS6, Phone)",
        ]
    );
    let mut steward = world.steward().await;
    steward.browser.open("/steward").await.must_say(&before[2]);
}

async fn asking_people_like_these_begins_with_the_search_and_nobody(world: &World) {
    open_about_discharge(world, "Ann", "LS6", &[Format::Online]).await;
    world.app.matcher.catch_up().await.expect("the index follows");
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let browser = &mut officer.browser;
    let search = "/host/search?q=sent+home+from+hospital&badge=home-care&place=LS8&within=60&format=online&time=weekend";
    browser.open(search).await;
    let page = browser.press("Ask people like these", &[]).await;
    page.must_say("What do you want to find out or change together?");
    let id: OpportunityId = page
        .path
        .split('/')
        .nth(3)
        .and_then(|id| id.parse().ok())
        .expect("an id");
    let draft = alongside::opportunity::records::load(world.database(), id).await;
    let draft = draft.expect("read").expect("there");
    let seeks: Vec<&str> = draft
        .seeks
        .iter()
        .filter_map(|seek| seek.badge.as_deref())
        .collect();
    assert_eq!(
        seeks,
        ["home-care"],
        "what was ticked; what words may mean is offered"
    );
    assert_eq!((draft.area.as_deref(), draft.within_km), (Some("LS8"), Some(60)));
    assert_eq!(draft.formats, [Format::Online]);
    assert_eq!(draft.times.len(), 1);
    // Words alone begin with what they most likely mean; words that nobody knows stay words.
    browser.open("/host/search?q=sent+home+from+hospital").await;
    browser.press("Ask people like these", &[]).await;
    browser.open("/host/search?q=xyzzy").await;
    browser
        .press("Ask people like these", &[("own_kind", "skill")])
        .await;
    let rows: Vec<(Option<String>, Option<String>, String)> = sql(
        world.database(),
        "select badge, words, kind from seek order by badge, words",
    )
    .all()
    .await
    .expect("read");
    let linked = (
        Some("hospital-discharge".to_owned()),
        None,
        "experience".to_owned(),
    );
    assert!(rows.contains(&linked), "{rows:?}");
    let own = (None, Some("xyzzy".to_owned()), "skill".to_owned());
    assert!(rows.contains(&own), "{rows:?}");
}
