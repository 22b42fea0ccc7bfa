//! Calm: when letters rest, who may not ask, how often anybody is asked, and what is never said.

use alongside::{
    account::sessions,
    database::sql,
    moment::{DAY, HOUR, MINUTE, Moment},
    opportunity::OpportunityId,
};

use crate::support::{Visitor, World, people::Person};

pub mod digest;
mod kept;
mod limits;
mod noes;
mod outcomes;
mod quiet;
mod stopping;
mod two_worlds;

/// Signs somebody of the staff in anew: sessions end, and stories here last for months.
pub async fn sign_in_again(world: &World, officer: &mut Person) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let session = sessions::begin(&mut transaction, officer.id, true, world.now())
        .await
        .expect("a session");
    transaction.commit().await.expect("committed");
    officer.browser = Visitor::new(&world.address, Some(session.reveal()));
}

/// Releases the invitations of an opportunity by its page.
pub async fn release(world: &World, officer: &mut Person, id: OpportunityId) {
    sign_in_again(world, officer).await;
    let path = format!("/host/opportunity/{id}/invite");
    officer.browser.open(&path).await;
    let page = officer.browser.press("Release the invitations", &[]).await;
    page.must_say("You can still stop them");
}

/// How many letters with these words in their subject went to somebody.
pub async fn letters_to(world: &World, person: &Person, words: &str) -> usize {
    let letters = world.letters().await;
    letters
        .iter()
        .filter(|letter| letter.to == person.email && letter.subject.contains(words))
        .count()
}

/// Takes the page of somebody's invitation and answers on it.
pub async fn answer(world: &World, person: &Person, answer: &str, button: &str, fields: &[(&str, &str)]) {
    let letter = world.letter(&person.email, "You have a message").await;
    let mut visitor = world.visitor();
    let page = letter.link("/r/").replace(&world.address, "");
    visitor.open(&format!("{page}?answer={answer}")).await;
    visitor
        .press(button, fields)
        .await
        .must_say("We have your answer");
}

/// One number of the database.
pub async fn count(world: &World, text: &'static str) -> i64 {
    let (count,): (i64,) = sql(world.database(), text).one().await.expect("counted");
    count
}

/// Lets the clock go on to a moment.
pub fn until(world: &World, moment: &str) {
    let moment: jiff::Timestamp = moment.parse().expect("a moment");
    let seconds = Moment(moment.as_second()).since(world.now());
    assert!(seconds >= 0, "time does not go back");
    world.clock.advance(seconds);
}
