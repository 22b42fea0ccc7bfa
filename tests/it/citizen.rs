//! Citizens: the registration, consent, badges, and a pause.

mod rights;

use alongside::{
    account::{AccountId, sessions},
    badge::{Kind, Visibility},
    citizen::{self, CONSENT_TEXT, ConsentPurpose, consent},
    database::sql,
    frontend::Language,
    moment::{DAY, HOUR},
};

use crate::support::{Visitor, World, people::Person, stories};

stories!(
    a_registration_can_be_left_and_goes_on_where_it_stood,
    a_postcode_nobody_knows_is_named_and_kept_in_both_languages,
    consent_is_dated_and_says_which_words_were_shown,
    a_new_badge_shows_as_little_as_its_kind_allows,
    a_form_sent_twenty_times_at_once_counts_once,
    a_pause_ends_by_itself_or_by_hand,
);

/// Somebody who has just confirmed their address.
async fn newcomer(world: &World, name: &str) -> Person {
    let empty = |citizen: &mut citizen::Citizen| {
        citizen.called = None;
        citizen.area = None;
        citizen.travel_km = None;
        citizen.formats.clear();
        citizen.times.clear();
        citizen.matters = None;
        citizen.motives.clear();
        citizen.badges.clear();
        citizen.contributions.clear();
        citizen.consents.clear();
        "name".clone_into(&mut citizen.step);
    };
    let person = world.citizen_with(name, empty).await;
    world
        .run(
            "update citizen set called = null, step = 'name' where id = $1",
            person.id.0,
        )
        .await;
    person
}

async fn whole(world: &World, id: AccountId) -> citizen::Citizen {
    citizen::records::load(world.database(), id)
        .await
        .expect("a reading")
        .expect("the citizen is there")
}

async fn a_registration_can_be_left_and_goes_on_where_it_stood(world: &World) {
    let mut person = newcomer(world, "Nia").await;
    let browser = &mut person.browser;
    browser.open("/you/start").await;
    assert_eq!(browser.page.heading(), "What shall we call you?");
    browser.press("Save and go on", &[]).await;
    assert_eq!(browser.page.errors(), ["Tell us a name to call you by"]);
    browser.press("Save and go on", &[("called", "Nia")]).await;
    let mut boxes = browser.page.html.split("<input").skip(1);
    let ticked = boxes.any(|rest| rest.split('>').next().unwrap_or_default().contains(" checked"));
    assert!(!ticked, "a consent is ticked already");
    browser
        .press(
            "Save and come back later",
            &[("consent", "matching"), ("consent", "counts")],
        )
        .await;
    browser
        .page
        .must_say("We kept everything so far")
        .must_say("Hello, Nia");

    browser.click("Go on").await;
    assert_eq!(browser.page.heading(), "Where are you?");
    let place = [("area", "ls6 1aa"), ("travel_km", "20")];
    browser.press("Save and go on", &place).await;
    let ways = [("formats", "phone"), ("formats", "online"), ("times", "weekend")];
    browser.press("Save and go on", &ways).await;
    browser.press("Search", &[("q", "looking after my mum")]).await;
    browser
        .press("Add what I ticked", &[("badge", "looking-after-a-parent")])
        .await;
    browser
        .press("Save this", &[("standpoint", "unpaid-carer")])
        .await;
    browser.open("/you/start").await;
    assert_eq!(browser.page.heading(), "What do you know?");
    browser.press("Save and go on", &[]).await;
    let done = [
        ("done", "Co-wrote a leaflet"),
        ("kind", "co-wrote"),
        ("year", "2024"),
    ];
    browser.press("Save and go on", &done).await;
    browser.press("Being heard", &[]).await;
    browser.press("Learn", &[]).await;
    browser.press("Move up", &[]).await;
    browser
        .press("Save and go on", &[("matters", "Shorter waits")])
        .await;
    browser.press("Skip this question", &[]).await;

    browser
        .page
        .must_say("Is this right?")
        .must_say("Co-wrote a leaflet");
    browser.open("/you/name").await;
    browser.press("Save and go on", &[("called", "Nia Jones")]).await;
    assert_eq!(
        browser.page.heading(),
        "Is this right?",
        "a change leads back to the overview"
    );
    browser.press("Yes, this is right", &[]).await;
    browser.page.must_say("You are all set");

    let nia = whole(world, person.id).await;
    assert_eq!(nia.step, "done");
    assert_eq!((nia.area.as_deref(), nia.travel_km), (Some("LS6"), Some(20)));
    assert_eq!(nia.motives, ["learn", "being-heard"]);
    assert_eq!(nia.matters.as_deref(), Some("Shorter waits"));
    assert_eq!(nia.consents, [ConsentPurpose::Matching, ConsentPurpose::Counts]);
    assert_eq!((nia.open_ceiling, nia.month_ceiling), (2, 3));
    assert_eq!(nia.badges[0].standpoint.as_deref(), Some("unpaid-carer"));
    assert_eq!(nia.contributions[0].year, Some(2024));
}

async fn a_postcode_nobody_knows_is_named_and_kept_in_both_languages(world: &World) {
    let mut person = world.citizen("Gwen").await;
    let browser = &mut person.browser;
    browser.open("/you/place").await;
    browser.press("Save", &[("area", "Leeds")]).await;
    let english = "We do not know this postcode. Type the first half, like LS6, or leave it empty";
    assert_eq!(browser.page.errors(), [english]);
    assert!(
        browser.page.html.contains("href=\"#area\""),
        "the error leads to its field"
    );
    assert_eq!(browser.page.value("area").as_deref(), Some("Leeds"));
    browser.open("/you/place?lang=cy").await;
    browser.press("Cadw", &[("area", "Caerdydd")]).await;
    let welsh =
        "Nid ydym yn adnabod y cod post hwn. Teipiwch yr hanner cyntaf, fel CF10, neu gadewch ef yn wag";
    assert_eq!(browser.page.errors(), [welsh]);
    assert_eq!(browser.page.value("area").as_deref(), Some("Caerdydd"));
    assert_eq!(whole(world, person.id).await.area.as_deref(), Some("LS6"));
}

async fn consent_is_dated_and_says_which_words_were_shown(world: &World) {
    let mut person = newcomer(world, "Dai").await;
    let first = world.now();
    person.browser.open("/you/consent?lang=cy").await;
    let ticks = [("consent", "matching"), ("consent", "cards")];
    person.browser.post("/you/consent", &ticks).await;
    world.clock.advance(20 * HOUR);
    person.browser.open("/you/consents?lang=en").await;
    let newest = citizen_changes(world, person.id).await;
    let wish = [("purpose", "matching"), ("wish", "withdraw")];
    person.browser.post("/you/consents", &wish).await;
    person
        .browser
        .follow()
        .await
        .must_say("We stopped looking for things for you");
    // Given again within the same second: the order counts, not the clock.
    person
        .browser
        .post("/you/consents", &[("purpose", "matching"), ("wish", "give")])
        .await;
    person.browser.post("/you/consents", &wish).await;

    let history = consent::records::history(world.database(), person.id)
        .await
        .expect("a history");
    let seen: Vec<_> = history
        .iter()
        .map(|one| (one.purpose, one.given, one.locale, one.at.since(first)))
        .collect();
    let expected = [
        (ConsentPurpose::Matching, true, Language::Welsh, 0),
        (ConsentPurpose::Cards, true, Language::Welsh, 0),
        (ConsentPurpose::Matching, false, Language::English, 20 * HOUR),
        (ConsentPurpose::Matching, true, Language::English, 20 * HOUR),
        (ConsentPurpose::Matching, false, Language::English, 20 * HOUR),
    ];
    assert_eq!(seen, expected);
    assert!(history.iter().all(|one| one.text_version == CONSENT_TEXT));
    let now = whole(world, person.id).await;
    assert_eq!(now.consents, [ConsentPurpose::Cards]);
    assert!(!now.may_be_matched(world.now()));
    assert!(
        citizen_changes(world, person.id).await > newest,
        "the index hears of it"
    );
    person.browser.open("/you/consents").await;
    person
        .browser
        .page
        .must_say("Tuesday 1 December 2026")
        .must_say("You said no on Wednesday 2 December 2026");
}

async fn citizen_changes(world: &World, id: AccountId) -> i64 {
    let (count,): (i64,) = sql(
        world.database(),
        "select count(*) from change_log where subject = $1",
    )
    .bind(id)
    .one()
    .await
    .expect("a count");
    count
}

async fn a_new_badge_shows_as_little_as_its_kind_allows(world: &World) {
    let mut person = newcomer(world, "Mari").await;
    let browser = &mut person.browser;
    browser.get("/you/badges").await;
    browser
        .post(
            "/you/badges/add",
            &[("badge", "dementia"), ("badge", "public-speaking")],
        )
        .await;
    browser
        .post(
            "/you/badges/add",
            &[("own_words", "Hen gapel y pentref"), ("kind", "experience")],
        )
        .await;
    browser
        .post(
            "/you/badges/add",
            &[("own_words", "hen GAPEL y pentref"), ("kind", "experience")],
        )
        .await;
    browser.post("/you/badges/add", &[("badge", "dementia")]).await;
    browser.follow().await.must_say("You have this already");
    let mari = whole(world, person.id).await;
    let seen: Vec<(Kind, Visibility)> = mari
        .badges
        .iter()
        .map(|badge| (badge.kind, badge.visibility))
        .collect();
    assert_eq!(seen.len(), 3, "the same badge twice is one badge");
    for (kind, visibility) in seen {
        assert_eq!(
            visibility,
            if kind == Kind::Skill {
                Visibility::Searchable
            } else {
                Visibility::Matching
            }
        );
    }
    let skill = mari
        .badges
        .iter()
        .find(|badge| badge.kind == Kind::Skill)
        .expect("a skill");
    let path = format!("/you/badges/{}", skill.id);
    person.browser.open(&path).await;
    person
        .browser
        .press("Save this", &[("visibility", "hidden")])
        .await;
    person.browser.page.must_say("Hidden: not used for anything");

    let mut other = world.citizen("Somebody else").await;
    assert_eq!(other.browser.get(&path).await.status, 404);
    let fields = [("visibility", "searchable")];
    assert_eq!(other.browser.post(&path, &fields).await.status, 404);
    other
        .browser
        .post("/you/badges/remove", &[("id", &skill.id.to_string())])
        .await;
    assert_eq!(whole(world, person.id).await.badges.len(), 3);
}

/// Posts the same form twenty times at once, as one person.
async fn twenty_at_once(world: &World, id: AccountId, path: &str, fields: &[(&str, &str)]) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let session = sessions::begin(&mut transaction, id, false, world.now())
        .await
        .expect("a session");
    transaction.commit().await.expect("committed");
    let mut browsers: Vec<Visitor> = (0..20)
        .map(|_| Visitor::new(&world.address, Some(session.reveal())))
        .collect();
    let posts = browsers.iter_mut().map(|browser| browser.post(path, fields));
    for page in futures_util::future::join_all(posts).await {
        assert_eq!(page.status, 303, "{path}: {}", page.text());
    }
}

async fn a_form_sent_twenty_times_at_once_counts_once(world: &World) {
    let mut person = newcomer(world, "Tomos").await;
    let id = person.id;
    twenty_at_once(world, id, "/you/consent", &[("consent", "matching")]).await;
    twenty_at_once(world, id, "/you/badges/add", &[("badge", "dementia")]).await;
    twenty_at_once(
        world,
        id,
        "/you/badges/add",
        &[("own_words", "The 72 bus"), ("kind", "experience")],
    )
    .await;
    let key = person
        .browser
        .get("/you/contributions")
        .await
        .value("id")
        .expect("a key");
    let fields = [
        ("id", key.as_str()),
        ("done", "Sat on a panel"),
        ("kind", "sat-on-a-panel"),
        ("add", "yes"),
    ];
    twenty_at_once(world, id, "/you/contributions", &fields).await;
    twenty_at_once(
        world,
        id,
        "/you/matters",
        &[("order", "learn earn"), ("matters", "")],
    )
    .await;
    let tomos = whole(world, id).await;
    assert_eq!((tomos.badges.len(), tomos.contributions.len()), (2, 1));
    assert_eq!(tomos.motives, ["learn", "earn"]);
    let history = consent::records::history(world.database(), id)
        .await
        .expect("a history");
    assert_eq!(history.len(), 1);
}

async fn a_pause_ends_by_itself_or_by_hand(world: &World) {
    let mut person = world.citizen("Elin").await;
    let browser = &mut person.browser;
    browser.open("/you/pause").await;
    let past = [("until-day", "30"), ("until-month", "11"), ("until-year", "2026")];
    browser.press("Rest until then", &past).await;
    assert_eq!(browser.page.errors(), ["Choose a day from today on"]);
    let week = [("until-day", "8"), ("until-month", "12"), ("until-year", "2026")];
    browser.press("Rest until then", &week).await;
    browser.page.must_say("Resting until Tuesday 8 December 2026");
    assert!(!whole(world, person.id).await.may_be_matched(world.now()));
    world.clock.advance(8 * DAY);
    assert!(whole(world, person.id).await.may_be_matched(world.now()));
    let mut person = world.citizen("Ifan").await;
    person.browser.open("/you/pause").await;
    let later = [("until-day", "1"), ("until-month", "2"), ("until-year", "2027")];
    person.browser.press("Rest until then", &later).await;
    person.browser.press("Start again now", &[]).await;
    assert!(whole(world, person.id).await.may_be_matched(world.now()));
}
