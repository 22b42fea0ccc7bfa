//! Opportunities: how a host posts one, what everybody and each citizen sees, and what nobody sees.

mod found;

use alongside::{
    database::sql,
    opportunity::{OpportunityId, State},
};

use crate::support::{World, people::Person, stories, visitor::Page};

stories!(
    a_posting_without_words_names_everything_that_is_missing,
    a_draft_is_left_and_taken_up_again,
    the_first_one_waits_for_a_steward_and_the_next_opens_at_once,
    an_opportunity_of_another_organisation_is_not_there,
    places_are_said_once_and_the_date_lies_ahead,
    a_new_question_takes_up_the_draft_that_is_still_empty,
);

async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("a count");
    count
}

/// Begins a draft and gives back its id.
async fn begin(officer: &mut Person) -> String {
    officer.browser.open("/host").await;
    let page = officer.browser.press("Ask a new question", &[]).await;
    page.must_say("What do you want to find out or change together?");
    page.path.split('/').nth(3).expect("an id").to_owned()
}

/// Writes a whole posting, the way a host does, up to the preview.
async fn write(officer: &mut Person, question: &str) -> (String, Page) {
    let id = begin(officer).await;
    let browser = &mut officer.browser;
    let steps: [&[(&str, &str)]; 4] = [
        &[("ask_title", question), ("ask_summary", "About the first week.")],
        &[
            ("ask_open", "Who visits."),
            ("ask_fixed", "The budget."),
            ("ask_decides", "The committee"),
            ("ask_decided_when", "in March"),
        ],
        &[
            ("ask_part", "Talk in a group."),
            ("ask_activity", "focus-group"),
            ("ask_stage", "consultation"),
        ],
        &[
            ("ask_formats", "online"),
            ("ask_times", "weekend"),
            ("ask_starts_on-day", "9"),
            ("ask_starts_on-month", "2"),
            ("ask_starts_on-year", "2027"),
            ("ask_minutes", "90"),
            ("ask_meetings", "2"),
        ],
    ];
    for fields in steps {
        browser.press("Save and go on", fields).await;
    }
    browser.press("Search", &[("q", "hospital discharge")]).await;
    browser
        .press("Add it", &[("found", "hospital-discharge"), ("need", "must")])
        .await
        .must_say("Hospital discharge");
    let rest: [&[(&str, &str)]; 4] = [
        &[],
        &[
            ("ask_expenses", "Travel is booked for you."),
            ("ask_fee_per", "session"),
            ("ask_fee", "12.50"),
            ("ask_pay_on-day", "1"),
            ("ask_pay_on-month", "3"),
            ("ask_pay_on-year", "2027"),
            ("ask_care", "paid"),
        ],
        &[("ask_access", "regular-breaks")],
        &[
            ("ask_feedback_by-day", "30"),
            ("ask_feedback_by-month", "4"),
            ("ask_feedback_by-year", "2027"),
        ],
    ];
    let mut page = browser.page.clone();
    for fields in rest {
        page = browser.press("Save and go on", fields).await;
    }
    (id, page)
}

async fn a_posting_without_words_names_everything_that_is_missing(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let id = begin(&mut officer).await;
    officer
        .browser
        .get(&format!("/host/opportunity/{id}/preview"))
        .await;
    let page = officer
        .browser
        .post(&format!("/host/opportunity/{id}/send"), &[])
        .await;
    let errors = page.errors();
    for step in [
        "Your question",
        "What is open",
        "What people will do",
        "At which times",
        "At least one thing",
    ] {
        assert!(
            errors.iter().any(|error| error.contains(step)),
            "{step}: {errors:?}"
        );
    }
    for step in [
        "Which expenses",
        "What you offer",
        "By when you tell people what came of it",
    ] {
        assert!(
            errors.iter().any(|error| error.contains(step)),
            "{step}: {errors:?}"
        );
    }
    assert!(page.link("Which expenses").ends_with("/edit/pay"));
    assert_eq!(
        count(world, "select count(*) from opportunity where state = 'draft'").await,
        1
    );
}

async fn a_draft_is_left_and_taken_up_again(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    begin(&mut officer).await;
    let fields = [("ask_title", "What frightens people in our letters?")];
    officer
        .browser
        .press("Save and come back later", &fields)
        .await
        .must_say("Saved");
    officer.browser.open("/host").await;
    officer.browser.click("Go on writing").await;
    let page = officer.browser.click("What do you want to find out").await;
    assert_eq!(page.value("ask_title").as_deref(), Some(fields[0].1));
    // A date that cannot be is sent back with what was typed.
    let here = page.path.replace("question", "promise");
    officer.browser.open(&here).await;
    let page = officer
        .browser
        .press(
            "Save and go on",
            &[("ask_feedback_by-day", "31"), ("ask_feedback_by-month", "2")],
        )
        .await;
    assert_eq!(page.errors().len(), 1);
    assert_eq!(page.value("ask_feedback_by-day").as_deref(), Some("31"));
}

async fn the_first_one_waits_for_a_steward_and_the_next_opens_at_once(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let (id, page) = write(&mut officer, "How can coming home feel safe?").await;
    page.must_say("It is ready").must_say("£12.50 for each session");
    officer
        .browser
        .press("Send it to a steward", &[])
        .await
        .must_say("A steward reads it now");
    let mut anybody = world.visitor();
    assert_eq!(anybody.get(&format!("/opportunities/{id}")).await.status, 404);
    let waiting = alongside::opportunity::records::waiting(world.database()).await;
    assert_eq!(waiting.expect("read").len(), 1);
    // A steward lets it open; from then on this organisation needs nobody's leave.
    let first: OpportunityId = id.parse().expect("an id");
    let mut transaction = world.database().begin().await.expect("a transaction");
    let moved = alongside::opportunity::records::set_state(
        &mut transaction,
        first,
        &[State::Waiting],
        State::Open,
        world.now(),
    );
    assert!(moved.await.expect("moved"));
    transaction.commit().await.expect("committed");
    let (second, _) = write(&mut officer, "What should the day centre do?").await;
    officer.browser.press("Open it", &[]).await.must_say("It is open");
    let page = anybody.get(&format!("/opportunities/{second}")).await;
    page.must_say("What should the day centre do?");
    assert_eq!(page.status, 200);
    // What was sent off is no longer changed.
    let edit = format!("/host/opportunity/{second}/edit/question");
    assert_eq!(officer.browser.get(&edit).await.status, 404);
}

async fn an_opportunity_of_another_organisation_is_not_there(world: &World) {
    let officer = world.officer("Priya", "Leeds Council").await;
    let open = world
        .opportunity(&officer, "How can coming home feel safe?")
        .await;
    let draft = world
        .opportunity_with(&officer, "A draft", |one| {
            one.state = State::Draft;
            one.opened_at = None;
        })
        .await;
    let mut other = world.officer("Owen", "Cardiff Care").await;
    let nobody = OpportunityId::new(world.now());
    for id in [open, draft, nobody] {
        for page in [
            "",
            "/edit",
            "/edit/question",
            "/edit/seeks",
            "/preview",
            "/cards",
            "/people",
        ] {
            let path = format!("/host/opportunity/{id}{page}");
            assert_eq!(other.browser.get(&path).await.status, 404, "{path}");
        }
        other.browser.get("/host").await;
        for page in [
            "/edit/question",
            "/edit/seeks/add",
            "/edit/seeks/remove",
            "/send",
            "/places",
        ] {
            let path = format!("/host/opportunity/{id}{page}");
            assert_eq!(other.browser.post(&path, &[]).await.status, 404, "{path}");
        }
    }
    // Nor can it be begun again under its own id.
    let id = draft.to_string();
    assert_eq!(
        other
            .browser
            .post("/host/opportunity", &[("id", &id)])
            .await
            .status,
        404
    );
    assert!(!other.browser.open("/host").await.says("A draft"));
}

async fn places_are_said_once_and_the_date_lies_ahead(world: &World) {
    let mut officer = world.officer("Priya", "Leeds Council").await;
    let id = world
        .opportunity_with(&officer, "How can coming home feel safe?", |one| {
            one.places = None;
            one.reply_by = None;
        })
        .await;
    let here = format!("/host/opportunity/{id}");
    officer.browser.open(&here).await;
    let day = |day: &'static str| {
        [
            ("who", "number"),
            ("places", "12"),
            ("reply_by-day", day),
            ("reply_by-month", "12"),
            ("reply_by-year", "2026"),
        ]
    };
    let page = officer.browser.press("Save", &day("1")).await;
    assert_eq!(page.errors(), ["Choose a day that lies ahead"]);
    officer
        .browser
        .press("Save", &day("15"))
        .await
        .must_say("12 people can take part")
        .must_say("Look at the invitation");
    world
        .run("update opportunity set state = 'inviting' where id = $1", id.0)
        .await;
    let fields = [
        ("who", "everyone"),
        ("reply_by-day", "20"),
        ("reply_by-month", "12"),
        ("reply_by-year", "2026"),
    ];
    officer.browser.post(&format!("{here}/places"), &fields).await;
    officer.browser.follow().await.must_say("12 people can take part");
}

async fn a_new_question_takes_up_the_draft_that_is_still_empty(world: &World) {
    let mut omar = world.officer("Omar", "Leeds City Council").await;
    let first = begin(&mut omar).await;
    assert_eq!(begin(&mut omar).await, first, "the empty one is taken up again");
    let fields = [("ask_title", "How should people come home?"), ("ask_summary", "")];
    omar.browser.press("Save and go on", &fields).await;
    let second = begin(&mut omar).await;
    assert_ne!(second, first, "what was written stays");
    assert_eq!(count(world, "select count(*) from opportunity").await, 2);
    let mut nia = world.officer("Nia", "Swansea Council").await;
    assert_ne!(begin(&mut nia).await, second);
}
