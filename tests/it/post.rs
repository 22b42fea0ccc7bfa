//! Letters on paper, and everything that people without email do with them.

use alongside::{
    citizen::CitizenId,
    database::sql,
    moment::MINUTE,
    post::{self, Address},
};

use crate::support::{World, people::Person, stories};

mod by_phone;
mod by_staff;
mod calls;
mod code;
mod helper;
mod number;
mod rights;

stories!(
    a_letter_on_paper_is_printed_once_and_forgotten_when_posted,
    a_letter_that_may_not_leave_any_more_is_not_printed,
);

/// Somebody without email, whose letters go on paper.
pub async fn on_paper(world: &World, called: &str) -> Person {
    let person = world.citizen(called).await;
    world
        .run("update account set email = null where id = $1", person.id.0)
        .await;
    set_address(world, person.id).await;
    person
}

async fn set_address(world: &World, id: CitizenId) {
    let address = Address {
        address: "12 Chapel Row\nHeadingley\nLeeds".to_owned(),
        postcode: "LS6 3AB".to_owned(),
    };
    let mut transaction = world.database().begin().await.expect("a transaction");
    post::records::set_address(&mut transaction, id, &address, world.now())
        .await
        .expect("an address");
    transaction.commit().await.expect("committed");
}

/// An opportunity for which everybody is invited, past its hold.
pub async fn invited(world: &World) -> Person {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let title = "How should people come home from hospital?";
    let id = world.opportunity(&officer, title).await;
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await;
    officer.browser.press("Release the invitations", &[]).await;
    world.clock.advance(10 * MINUTE);
    world.work().await;
    officer
}

/// Makes a batch and shows its print page.
pub async fn printed(steward: &mut Person) -> Sheets {
    steward.browser.open("/steward/post").await;
    steward
        .browser
        .press("Make a batch of all that wait", &[])
        .await
        .must_say("The batch is ready to print");
    let page = steward.browser.click("Print these letters").await;
    Sheets { page }
}

/// What was printed.
pub struct Sheets {
    /// The page.
    pub page: crate::support::visitor::Page,
}

impl Sheets {
    /// The code of the first letter.
    pub fn code(&self) -> String {
        let text = self.page.text();
        let (_, rest) = text.split_once("Your code: ").expect("a code");
        rest.split_whitespace().next().expect("a code").to_owned()
    }
}

pub async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

async fn a_letter_on_paper_is_printed_once_and_forgotten_when_posted(world: &World) {
    let siân = on_paper(world, "Siân").await;
    invited(world).await;
    assert!(world.letters().await.is_empty(), "no mail server sees it");
    let mut steward = world.steward().await;
    steward
        .browser
        .open("/steward")
        .await
        .must_say("1 letter waits to be printed");
    let page = printed(&mut steward).await.page;
    for words in [
        "Siân",
        "12 Chapel Row",
        "LS6 3AB",
        "How should people come home",
        "£25 for each hour",
        "Your code:",
        "My answer",
        "Not this",
        "/reply",
    ] {
        page.must_say(words);
    }
    assert!(!page.html.contains("/r/"), "a link with a secret is on paper");
    assert!(!page.html.contains("calendar"), "paper has no calendar file");
    let (noted,): (i64,) = sql(
        world.database(),
        "select count(*) from audit where action = 'print-letter' and citizen_id = $1",
    )
    .bind(siân.id)
    .one()
    .await
    .expect("counted");
    assert_eq!(noted, 1, "the reading of an address is noted");
    let posted = page.path.clone();
    steward.browser.open("/steward/post").await;
    steward
        .browser
        .press("These were printed and posted", &[])
        .await
        .must_say("we have forgotten what they say");
    let settled =
        "select count(*) from outbox where state = 'accepted' and body_text = '' and body_html = ''";
    assert_eq!(count(world, settled).await, 1);
    assert_eq!(
        count(world, "select count(*) from post_batch_letter where code is null").await,
        1
    );
    let before = world.digest().await;
    steward.browser.post(&format!("{posted}/posted"), &[]).await;
    assert_eq!(world.digest().await, before, "posted twice is posted once");
    assert_eq!(steward.browser.get(&posted).await.status, 404);
}

async fn a_letter_that_may_not_leave_any_more_is_not_printed(world: &World) {
    let siân = on_paper(world, "Siân").await;
    let dafydd = on_paper(world, "Dafydd").await;
    invited(world).await;
    world
        .run(
            "update consent set given = false where purpose = 'invitations' and citizen_id = $1",
            siân.id.0,
        )
        .await;
    let mut steward = world.steward().await;
    let page = printed(&mut steward).await.page;
    page.must_say("Dafydd");
    assert!(!page.says("Siân"), "no consent, no letter");
    world.work().await;
    assert_eq!(
        count(world, "select count(*) from invitation where state = 'withdrawn'").await,
        1
    );
    // Between printing and posting somebody takes their consent back, and the paper is lost.
    steward.browser.open("/steward/post").await;
    steward
        .browser
        .press("They were not posted", &[])
        .await
        .must_say("The letters wait again");
    assert_eq!(count(world, "select count(*) from paper_code").await, 0);
    world
        .run(
            "update citizen set paused_until = 9999999999 where id = $1",
            dafydd.id.0,
        )
        .await;
    steward.browser.press("Make a batch of all that wait", &[]).await;
    let page = steward.browser.open("/steward/post").await;
    page.must_say("No letters wait");
    assert_eq!(count(world, "select count(*) from post_batch_letter").await, 0);
}
