//! The letter about what is open: exactly one in each period, all year round.

use alongside::opportunity::State;

use super::*;
use crate::support::stories;

stories!(
    a_year_of_weeks_has_a_letter_for_each_and_a_year_of_months_twelve,
    one_click_stops_this_letter_and_nothing_else,
);

/// Chooses how often somebody wants the letter.
pub async fn wants(person: &mut Person, every: &str) {
    person.browser.open("/you/digest").await;
    person
        .browser
        .press("Save", &[("every", every)])
        .await
        .must_say("Saved");
}

async fn a_year_of_weeks_has_a_letter_for_each_and_a_year_of_months_twelve(world: &World) {
    // 2028 is a leap year; it begins on a Saturday.
    until(world, "2027-12-30T12:00:00Z");
    let mut weekly = world.citizen("Siân").await;
    let mut monthly = world.citizen("Dafydd").await;
    let nobody = world.citizen("Amina").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    world
        .opportunity_with(&officer, "What would help after dark?", |opportunity| {
            opportunity.state = State::Open;
            opportunity.reply_by = None;
            opportunity.starts_on = None;
        })
        .await;
    wants(&mut weekly, "weekly").await;
    wants(&mut monthly, "monthly").await;
    let mut seen = 0;
    // A worker that looks four times a day, over both clock changes, the leap day and the year's end.
    let end = Moment(
        "2029-01-01T07:00:00Z"
            .parse::<jiff::Timestamp>()
            .expect("a moment")
            .as_second(),
    );
    while world.now().plus(6 * HOUR) < end {
        world.clock.advance(6 * HOUR);
        world.app.work().await.expect("the work gets done");
        seen += 1;
    }
    assert!(seen > 1_400);
    // The letters of the year wait in the outbox; in the morning they leave, before the next one is due.
    until(world, "2029-01-01T08:30:00Z");
    world.work().await;
    let keys: Vec<(String,)> = sql(
        world.database(),
        "select unique_key from outbox where kind = 'digest' order by unique_key",
    )
    .all()
    .await
    .expect("letters");
    let of = |every: &str| {
        let mark = format!(":{every}:");
        let mut periods: Vec<&str> = keys
            .iter()
            .filter_map(|(key,)| Some(key.split_once(&mark)?.1))
            .collect();
        periods.sort_unstable();
        periods.dedup();
        (periods.len(), periods.first().copied(), periods.last().copied())
    };
    assert_eq!(of("weekly"), (52, Some("2028-W01"), Some("2028-W52")));
    assert_eq!(of("monthly"), (12, Some("2028-01"), Some("2028-12")));
    assert_eq!(keys.len(), 64, "none twice, none for who did not ask");
    let letters = world.letters().await;
    let to = |person: &Person| letters.iter().filter(|letter| letter.to == person.email).count();
    assert_eq!((to(&weekly), to(&monthly), to(&nobody)), (52, 12, 0));
    for letter in &letters {
        assert_eq!(letter.subject, "Your email from Alongside");
        let start: String = letter.text.chars().take(200).collect();
        assert!(
            !start.contains("after dark") && !start.contains("Leeds"),
            "{start}"
        );
        assert!(letter.text.contains("What would help after dark?"));
    }
}

async fn one_click_stops_this_letter_and_nothing_else(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    world.opportunity(&officer, "What would help?").await;
    wants(&mut siân, "weekly").await;
    until(world, "2026-12-07T10:00:00Z");
    let letter = world.letter(&siân.email, "Your email from Alongside").await;
    assert_eq!(
        letter.header("list-unsubscribe-post"),
        Some("List-Unsubscribe=One-Click")
    );
    let link = letter
        .header("list-unsubscribe")
        .expect("a header")
        .trim_matches(['<', '>'])
        .to_owned();
    let before = world.digest().await;
    world.visitor().get(&link).await.must_say("Stop this email?");
    assert_eq!(world.digest().await, before, "looking stops nothing");
    for _ in 0..2 {
        let page = world
            .visitor()
            .post_bare(&link, &[("List-Unsubscribe", "One-Click")])
            .await;
        assert_eq!(page.status, 200);
        page.must_say("We have stopped this email");
    }
    world.clock.advance(14 * DAY);
    assert_eq!(letters_to(world, &siân, "Your email from Alongside").await, 1);
    let person = alongside::citizen::records::load(world.database(), siân.id)
        .await
        .expect("read")
        .expect("there");
    assert!(person.consents_to(alongside::citizen::ConsentPurpose::Invitations));
}
