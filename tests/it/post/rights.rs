//! What people without email ask for on the telephone or by post: each of their rights, written down by staff.

use alongside::database::sql;

use super::{count, on_paper, printed};
use crate::support::{World, people::Person, stories};

stories!(
    nobody_writes_anything_down_without_saying_for_whom_and_why,
    each_right_is_written_down_and_confirmed_where_they_were_reached_before,
    a_new_address_is_confirmed_at_the_old_one_and_the_new_one,
    a_copy_goes_on_paper_and_the_steward_who_asks_for_it_reads_nothing,
    somebody_is_erased_and_their_last_letter_is_printed_before,
    somebody_with_email_is_told_by_email,
);

/// Begins to write for the person with this first name who is reached there.
pub async fn begin(steward: &mut Person, called: &str, reach: &str) {
    let browser = &mut steward.browser;
    browser.open("/steward/act").await;
    let said = [
        ("called", called),
        ("reach", reach),
        ("look_reason", "She rang: she is tired of it all"),
        ("how", "phone"),
        ("heard_by", "Meera Shah"),
    ];
    browser
        .press("Go on", &said)
        .await
        .must_say("What did they ask for?");
}

pub async fn noted(world: &World, action: &'static str, citizen: &Person) -> i64 {
    let text = "select count(*) from audit where action = $1 and citizen_id = $2";
    let counted = sql(world.database(), text)
        .bind(action.to_owned())
        .bind(citizen.id)
        .one()
        .await;
    let (number,): (i64,) = counted.expect("counted");
    number
}

const PAGES: [&str; 8] = [
    "consents",
    "pause",
    "organisation",
    "helper",
    "phone",
    "copy",
    "erase",
    "goodbye",
];

async fn nobody_writes_anything_down_without_saying_for_whom_and_why(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    let browser = &mut steward.browser;
    let before = world.digest().await;
    for page in PAGES {
        let path = format!("/steward/rights/{page}");
        assert_eq!(browser.open(&path).await.path, "/steward/act", "{page}");
        let fields = [
            ("withdraw", "matching"),
            ("sure", "yes"),
            ("printed", "yes"),
            ("resume", "yes"),
        ];
        browser.post(&path, &fields).await;
    }
    for missing in ["look_reason", "how", "heard_by", "called", "reach"] {
        let mut said = vec![
            ("called", "Siân"),
            ("reach", "LS6 3AB"),
            ("look_reason", "She rang"),
            ("how", "phone"),
            ("heard_by", "Meera Shah"),
        ];
        said.retain(|(name, _)| *name != missing);
        let page = browser.post("/steward/act", &said).await;
        assert_eq!(page.status, 200, "{missing}");
        assert_eq!(page.errors().len(), 1, "{missing}: {:?}", page.errors());
    }
    assert_eq!(world.digest().await, before, "nothing was read or written");
    assert_eq!(noted(world, "act-for", &siân).await, 0);
}

async fn each_right_is_written_down_and_confirmed_where_they_were_reached_before(world: &World) {
    let mut siân = on_paper(world, "Siân").await;
    world.officer("Omar", "Leeds City Council").await;
    let mut steward = world.steward().await;
    begin(&mut steward, "Siân", "ls6 3ab").await;
    let browser = &mut steward.browser;

    let page = browser.click("Take back a yes").await;
    for secret in ["Hospital discharge", "Public speaking", "Chapel Row"] {
        assert!(!page.html.contains(secret), "the steward reads {secret:?}");
    }
    assert!(!page.html.contains("value=\"equality\" name=\"give\""));
    browser
        .press("Write this down", &[])
        .await
        .must_say("Tick what they take back");
    let taken = [("withdraw", "matching"), ("withdraw", "equality")];
    browser
        .press("Write this down", &taken)
        .await
        .must_say("It is written down");
    let given = "select count(*) from consent given where given.given and not exists (
        select 1 from consent later where later.purpose = given.purpose and later.number > given.number)";
    assert_eq!(count(world, given).await, 5, "two of seven are taken back");

    browser.click("Take back a yes").await;
    let back = [("give", "matching"), ("give", "equality")];
    let path = browser.page.path.clone();
    let mut fields = back.to_vec();
    let id = browser.page.value("id").expect("an id");
    fields.push(("id", &id));
    browser.post(&path, &fields).await;
    assert_eq!(
        count(world, given).await,
        6,
        "nobody says yes to equality questions for another"
    );
    browser.post(&path, &fields).await;
    let twice = "select count(*) from heard where what = 'consent'";
    assert_eq!(count(world, twice).await, 2, "the same form twice is one note");

    browser.open("/steward/rights/pause").await;
    browser
        .press("Write this down", &[("until-day", "31"), ("until-month", "2")])
        .await
        .must_say("Write the year, too");
    let until = [("until-day", "1"), ("until-month", "3"), ("until-year", "2027")];
    browser
        .press("Write this down", &until)
        .await
        .must_say("It is written down");
    let paused = "select count(*) from citizen where paused_until is not null";
    assert_eq!(count(world, paused).await, 1);
    browser.open("/steward/rights/pause").await;
    browser.press("End their rest", &[]).await;
    assert_eq!(count(world, paused).await, 0);

    browser.open("/steward/rights/organisation").await;
    let council: (uuid::Uuid,) = sql(world.database(), "select id from organisation")
        .one()
        .await
        .expect("an organisation");
    let council = council.0.to_string();
    let block = [("organisation", council.as_str()), ("may_ask", "no")];
    browser
        .press("Write this down", &block)
        .await
        .must_say("It is written down");
    let blocked = "select count(*) from organisation_block";
    assert_eq!(count(world, blocked).await, 1);

    assert_eq!(
        noted(world, "record-for", &siân).await,
        5,
        "each is noted for her"
    );
    let page = siân.browser.open("/you/readers").await;
    page.must_say("Wrote down what you asked for")
        .must_say("Meera Shah (phone)")
        .must_say("She rang: she is tired of it all");
    let page = printed(&mut steward).await.page;
    for words in [
        "12 Chapel Row",
        "LS6 3AB",
        "You asked us for something, and Meera Shah wrote it down. You told us on the phone.",
        "You took back your yes to this: Look for things that suit you. We stopped.",
        "You took back your yes to this: Use your equality answers",
        "You said yes to this: Look for things that suit you.",
        "You rest until Monday 1 March 2027",
        "Your rest is over",
        "You do not want to hear from Leeds City Council any more",
        "we change it back",
    ] {
        page.must_say(words);
    }
}

async fn a_new_address_is_confirmed_at_the_old_one_and_the_new_one(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    begin(&mut steward, "Siân", "LS6 3AB").await;
    let browser = &mut steward.browser;
    browser.open("/you/paper").await;
    let moved = [
        ("postal_address", "9 New Street\nOtley"),
        ("postcode", "LS21 1AA"),
    ];
    browser.press("Save", &moved).await;
    assert_eq!(noted(world, "change-for", &siân).await, 1);
    // What is asked for in the same talk is confirmed at the old address: perhaps it was not her who rang.
    browser.open("/steward/rights/consents").await;
    browser.press("Write this down", &[("withdraw", "cards")]).await;
    // A copy would tell the new address to whoever lives at the old one.
    let page = browser.open("/steward/rights/copy").await;
    page.must_say("Their address was changed in this talk");
    browser.post("/steward/rights/copy", &[]).await;
    let page = printed(&mut steward).await.page;
    let sheets: Vec<&str> = page.html.split("<article").skip(1).collect();
    let at = |sheet: &&str| {
        if sheet.contains("9 New Street") {
            "new"
        } else {
            "old"
        }
    };
    let whole: Vec<(&str, bool)> = sheets
        .iter()
        .map(|sheet| {
            (
                at(sheet),
                sheet.contains("Our letters go to this address from now on"),
            )
        })
        .collect();
    assert_eq!(sheets.len(), 3, "changed, moved, consent");
    assert_eq!(whole.iter().filter(|(at, _)| *at == "new").count(), 1);
    assert!(whole.contains(&("new", true)), "{whole:?}");
    let old: Vec<&&str> = sheets.iter().filter(|sheet| at(sheet) == "old").collect();
    assert!(
        old.iter()
            .all(|sheet| sheet.contains("12 Chapel Row") && sheet.contains("LS6 3AB"))
    );
    steward.browser.open("/steward/post").await;
    steward.browser.press("These were printed and posted", &[]).await;
    let kept = "select count(*) from outbox where recipient <> '' or body_text <> ''";
    assert_eq!(
        count(world, kept).await,
        0,
        "no address is kept with a letter that left"
    );
}

async fn a_copy_goes_on_paper_and_the_steward_who_asks_for_it_reads_nothing(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    begin(&mut steward, "Siân", "LS6 3AB").await;
    let browser = &mut steward.browser;
    let page = browser.click("A copy of everything on paper").await;
    for secret in ["Hospital discharge", "Chapel Row", "nobody goes home alone"] {
        assert!(!page.says(secret), "{secret}");
    }
    let page = browser.press("Put the copy into the post", &[]).await;
    page.must_say("It is written down");
    assert!(!page.says("Hospital discharge"));
    let page = printed(&mut steward).await.page;
    for words in [
        "This is everything we hold about you",
        "What you told us",
        "what you know: Hospital discharge",
        "what matters to you: That nobody goes home alone",
        "The carers' panel",
        "Where letters go",
        "address: 12 Chapel Row",
        "you agree to: Look for things that suit you",
        "Who read your details",
        "She rang: she is tired of it all",
    ] {
        page.must_say(words);
    }
    assert!(
        !page.html.contains("{&quot;") && !page.html.contains("\":"),
        "it is no JSON"
    );
    assert_eq!(
        noted(world, "print-letter", &siân).await,
        2,
        "each sheet is noted"
    );
    // Whoever has no postal address gets no copy to one that is told on the telephone.
    let dafydd = world.citizen("Dafydd").await;
    begin(&mut steward, "Dafydd", &dafydd.email).await;
    let browser = &mut steward.browser;
    let page = browser.open("/steward/rights/copy").await;
    page.must_say("We have no postal address for them");
    browser.post("/steward/rights/copy", &[]).await;
    let copies = "select count(*) from outbox where unique_key like 'copy-on-paper:%'";
    assert_eq!(count(world, copies).await, 1);
}

async fn somebody_is_erased_and_their_last_letter_is_printed_before(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    begin(&mut steward, "Siân", "LS6 3AB").await;
    let browser = &mut steward.browser;
    let page = browser.click("Erase everything").await;
    page.must_say("Read this to them first");
    let page = browser
        .press("Erase everything about them", &[("sure", "yes")])
        .await;
    assert_eq!(
        page.errors(),
        ["Print the last letter first, and tick that it is printed"]
    );
    let page = browser
        .press("Erase everything about them", &[("sure", ""), ("printed", "yes")])
        .await;
    assert_eq!(page.errors().len(), 1);
    let page = browser.open("/steward/rights/goodbye").await;
    page.must_say("12 Chapel Row")
        .must_say("Meera Shah")
        .must_say("We have erased everything you told us");
    browser.open("/steward/rights/erase").await;
    let sure = [("sure", "yes"), ("printed", "yes")];
    let page = browser.press("Erase everything about them", &sure).await;
    page.must_say("They are erased");
    assert!(!page.says("You are writing for"));
    for secret in ["Siân", "Chapel Row", "LS6 3AB", "tired of it all", "Meera"] {
        for table in crate::support::digest::tables_of(world.database()).await {
            for row in crate::support::digest::rows(world.database(), &table).await {
                assert!(!row.contains(secret), "{table} holds {secret}: {row}");
            }
        }
    }
    let rows = world.digest().await;
    assert_eq!((rows.rows("citizen"), rows.rows("erasure")), (0, 1));
    assert_eq!(noted(world, "erase-for", &siân).await, 1);
    assert_eq!(noted(world, "print-letter", &siân).await, 1);
    assert_eq!(steward.browser.open("/steward/rights").await.path, "/steward/act");
}

async fn somebody_with_email_is_told_by_email(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut steward = world.steward().await;
    begin(&mut steward, "Siân", &siân.email).await;
    let browser = &mut steward.browser;
    browser.open("/steward/rights/consents").await;
    browser
        .press("Write this down", &[("withdraw", "invitations")])
        .await;
    let letter = world.letter(&siân.email, "What we wrote down for you").await;
    assert!(letter.text.contains("Write to you with invitations"));
    browser.open("/steward/rights/erase").await;
    browser
        .press("Erase everything about them", &[("sure", "yes")])
        .await
        .must_say("They are erased");
    world.letter(&siân.email, "We have erased what we knew").await;
    let kept = "select count(*) from outbox where recipient <> '' or account_id is not null";
    assert_eq!(
        count(world, kept).await,
        0,
        "the mailbox is forgotten when the letter has left"
    );
}
