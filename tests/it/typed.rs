//! What people type and paste: taken as they meant it, or refused with what they can do; and never lost.

mod lost;

use alongside::{account, citizen};

use crate::support::{World, stories};

stories!(
    pasted_text_is_taken_as_it_looks,
    a_password_opens_from_every_keyboard,
    a_day_is_read_as_people_write_it,
    a_day_that_cannot_be_meant_is_refused_where_it_is_typed,
    own_words_are_not_lost_by_going_on,
);

async fn pasted_text_is_taken_as_it_looks(world: &World) {
    let mut nia = world.citizen("Nia").await;
    let browser = &mut nia.browser;
    browser.open("/you/matters").await;
    browser
        .press(
            "Save",
            &[("matters", "dementia\tcarer\u{b}dw\u{302}r\rnight\u{c}bus")],
        )
        .await;
    for (typed, kept) in [
        ("0113\u{2011}496\u{2011}0000", "0113-496-0000"),
        ("\u{202a}0113.496.0000\u{202c}", "0113.496.0000"),
        ("0113\u{a0}496\u{a0}0000 ext 4", "0113 496 0000 ext 4"),
        ("(home) ０１１３ 496 1111", "0113 496 1111"),
        ("tel:+44-113-496-0000", "+44-113-496-0000"),
    ] {
        browser.open("/you/phone").await;
        browser.press("Save", &[("phone", typed)]).await;
        assert_eq!(browser.page.errors(), [""; 0], "{typed:?}");
        browser.page.must_say(kept);
    }
    browser.open("/you/name").await;
    browser
        .press("Save", &[("called", "\u{a0}\u{200b}\u{3164}")])
        .await;
    assert_eq!(browser.page.errors(), ["Tell us a name to call you by"]);
    browser
        .press("Save", &[("called", "Ni\u{200b}a\u{202e}\u{ad}")])
        .await;
    browser.open("/you/place").await;
    browser
        .press("Save", &[("area", "ｌｓ６,\u{3000}1AA\u{200b}")])
        .await;
    let kept = citizen::records::load(world.database(), nia.id)
        .await
        .expect("a reading")
        .expect("there");
    assert_eq!(kept.matters.as_deref(), Some("dementia carer dŵr night bus"));
    assert_eq!(
        (kept.called.as_deref(), kept.area.as_deref()),
        (Some("Nia"), Some("LS6"))
    );

    let mut visitor = world.visitor();
    for (email, error) in [
        ("\u{202a}new\u{ad}@example.org\u{202c}\u{200b}", None),
        ("Nia <mailto:other@example.org>", None),
        ("third @example.org.", None),
        ("niâ@example.org", Some("We cannot send to this address yet")),
        ("nia@gŵyl.cymru", Some("We cannot send to this address yet")),
        ("nia", Some("Enter a whole email address")),
    ] {
        visitor.open("/register").await;
        let fields = [
            ("email", email),
            ("new_password", "teapot gravel lantern"),
            ("adult", "yes"),
        ];
        visitor.press("Register", &fields).await;
        let errors = visitor.page.errors();
        assert_eq!(
            errors.len(),
            usize::from(error.is_some()),
            "{email:?}: {errors:?}"
        );
        assert!(
            errors
                .iter()
                .all(|told| told.starts_with(error.unwrap_or_default())),
            "{errors:?}"
        );
    }
    for email in ["new@example.org", "other@example.org", "third@example.org"] {
        world.letter(email, "").await;
    }
}

async fn a_password_opens_from_every_keyboard(world: &World) {
    let nia = world.citizen("Nia").await;
    let (composed, decomposed) = (
        "t\u{177} lantern gravel moon",
        "ty\u{302} lantern\u{a0}gravel moon",
    );
    let hash = account::password::hash(composed.to_owned())
        .await
        .expect("hashed");
    let mut transaction = world.database().begin().await.expect("a transaction");
    account::records::set_password(&mut transaction, nia.id, hash)
        .await
        .expect("set");
    transaction.commit().await.expect("committed");
    for typed in [composed, decomposed] {
        let mut browser = world.visitor();
        browser.open("/sign-in").await;
        let fields = [("email", nia.email.as_str()), ("password", typed)];
        browser.press("Sign in", &fields).await;
        assert_eq!(browser.get("/you").await.status, 200, "{typed:?}");
    }
}

async fn a_day_is_read_as_people_write_it(world: &World) {
    let mut nia = world.citizen("Nia").await;
    let browser = &mut nia.browser;
    for (day, month, year) in [
        ("1", "March", "2027"),
        ("1af", "maw", "2027"),
        ("01", " MAR ", "2027"),
        ("1/3/2027", "", ""),
        ("1", "o Fawrth", "2027"),
        ("Dydd Llun 1 Mawrth 2027", "", ""),
    ] {
        browser.open("/you/pause").await;
        let fields = [("until-day", day), ("until-month", month), ("until-year", year)];
        browser.press("Rest until then", &fields).await;
        assert_eq!(browser.page.errors(), [""; 0], "{fields:?}");
        browser.open("/you/pause").await;
        browser.page.must_say("1 March 2027");
    }
    for [day, month] in [["1 March", ""], ["1", "3"]] {
        browser.open("/you/pause").await;
        let fields = [("until-day", day), ("until-month", month)];
        browser.press("Rest until then", &fields).await;
        assert_eq!(browser.page.errors(), ["Write the year, too, like 2027"]);
        assert_eq!(browser.page.value("until-day").as_deref(), Some(day));
    }
    browser.open("/you/pause?lang=cy").await;
    let short = [
        ("until-day", "1"),
        ("until-month", "Mawrth"),
        ("until-year", "27"),
    ];
    browser.post("/you/pause", &short).await;
    assert_eq!(
        browser.page.errors(),
        ["Ysgrifennwch y flwyddyn â phedwar digid, fel 2027"]
    );
    assert_eq!(browser.page.value("until-month").as_deref(), Some("Mawrth"));
}

async fn a_day_that_cannot_be_meant_is_refused_where_it_is_typed(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity_with(&officer, "What frightens people?", |one| {
            one.state = alongside::opportunity::State::Draft;
        })
        .await;
    let browser = &mut officer.browser;
    for (step, field) in [
        ("when", "ask_starts_on"),
        ("pay", "ask_pay_on"),
        ("promise", "ask_feedback_by"),
    ] {
        let names = ["day", "month", "year"].map(|part| format!("{field}-{part}"));
        for (year, error) in [
            ("2020", "Choose a day after today"),
            ("27", "Write the year with four digits, like 2027"),
            ("2099", "Choose a day within the next ten years"),
        ] {
            browser.open(&format!("/host/opportunity/{id}/edit/{step}")).await;
            let mut fields = vec![(names[0].as_str(), "12"), (&names[1], "June"), (&names[2], year)];
            if step == "pay" {
                fields.push(("ask_fee_per", "hour"));
            }
            browser.press("Save and go on", &fields).await;
            assert_eq!(browser.page.errors(), [error], "{field} {year}");
            assert_eq!(browser.page.value(&names[2]).as_deref(), Some(year));
        }
    }
    browser
        .open(&format!("/host/opportunity/{id}/edit/promise"))
        .await;
    let before = [
        ("ask_feedback_by-day", "2"),
        ("ask_feedback_by-month", "1"),
        ("ask_feedback_by-year", "2027"),
    ];
    browser.press("Save and go on", &before).await;
    assert_eq!(browser.page.errors(), ["Choose a day on or after the first day"]);
}

async fn own_words_are_not_lost_by_going_on(world: &World) {
    let mut nia = world
        .citizen_with("Nia", |citizen| {
            citizen.badges.clear();
            "badges".clone_into(&mut citizen.step);
        })
        .await;
    world
        .run("update citizen set step = 'badges' where id = $1", nia.id.0)
        .await;
    let browser = &mut nia.browser;
    browser.open("/you/badges?q=zzzz").await;
    browser.press("Save and go on", &[]).await;
    browser.open("/you/badges").await;
    browser
        .press("Save and go on", &[("own_words", "Knows the night bus")])
        .await;
    assert_eq!(browser.page.errors().len(), 1, "it asks of which kind they are");
    assert_eq!(
        browser.page.value("own_words").as_deref(),
        Some("Knows the night bus")
    );
    browser.press("Save and go on", &[("kind", "skill")]).await;
    let kept = citizen::records::load(world.database(), nia.id)
        .await
        .expect("read")
        .expect("there");
    let words: Vec<_> = kept
        .badges
        .iter()
        .filter_map(|badge| badge.words.as_deref())
        .collect();
    assert_eq!(
        words,
        ["Knows the night bus"],
        "what a search assumed is not among them"
    );
}
