//! When somebody is told what, by a clock that is moved by hand.

use super::*;

/// Tuesday 1 December 2026, nine in the morning.
const NOW: Moment = Moment(1_796_115_600);

fn item(what: What, newest: Moment) -> Item {
    Item {
        what,
        opportunity: None,
        title: String::new(),
        path: "/".into(),
        number: 1,
        newest,
        day: None,
    }
}

fn is_told(what: What, newest: Moment, told_until: Moment, now: Moment) -> bool {
    !to_tell(vec![item(what, newest)], told_until, now, false).is_empty()
}

#[test]
fn something_new_is_told_once_and_at_most_once_an_hour() {
    let long_ago = NOW.plus(-DAY);
    let asked = NOW.plus(-2 * MINUTE);
    assert!(is_told(What::Question, asked, long_ago, NOW));
    assert!(
        !is_told(What::Question, asked, NOW.plus(-SETTLED), NOW.plus(2 * HOUR)),
        "told before"
    );
    let told = NOW.plus(-30 * MINUTE);
    assert!(
        !is_told(What::Question, asked, told, NOW),
        "the last email is half an hour old"
    );
    assert!(is_told(What::Question, asked, told, NOW.plus(40 * MINUTE)));
    assert!(
        !is_told(What::Question, NOW, long_ago, NOW),
        "perhaps not committed yet"
    );
}

#[test]
fn nobody_is_told_at_night_or_at_the_weekend_unless_letters_never_rest() {
    let long_ago = NOW.plus(-30 * DAY);
    for (hours, told) in [
        (-1, true),
        (-2, false),
        (8, true),
        (9, false),
        (4 * 24, false),
        (5 * 24, false),
        (6 * 24, true),
    ] {
        let now = NOW.plus(hours * HOUR);
        let asked = now.plus(-2 * MINUTE);
        assert_eq!(
            is_told(What::Question, asked, long_ago, now),
            told,
            "{}",
            now.local()
        );
        assert!(!to_tell(vec![item(What::Question, asked)], long_ago, now, true).is_empty());
    }
}

#[test]
fn a_task_is_told_however_old_it_is_and_news_only_while_they_are_new() {
    let weeks_ago = NOW.plus(-NEWS - 1);
    assert!(is_told(What::Question, weeks_ago, Moment(0), NOW));
    assert!(!is_told(What::Formed, weeks_ago, Moment(0), NOW));
    assert!(is_told(What::Formed, NOW.plus(-NEWS), Moment(0), NOW));
    assert!(
        !is_told(What::Choice, NOW.plus(-HOUR), Moment(0), NOW),
        "it has a letter of its own"
    );
}

#[test]
fn a_date_is_near_for_some_days_and_not_when_it_is_over() {
    let reply_by = NOW.plus(10 * DAY);
    let mut one = Near {
        id: Uuid::nil(),
        title: "A question".into(),
        is_inviting: true,
        reply_by: Some(reply_by),
        feedback_by: "2027-04-30".into(),
    };
    for (days, near) in [(0, false), (6, false), (7, true), (9, true), (10, false)] {
        let found = date(&one, NOW.plus(days * DAY)).map(|item| item.what);
        assert_eq!(found, near.then_some(What::ReplyDate), "{days}");
    }
    one.is_inviting = false;
    let end = Moment::end_of(jiff::civil::date(2027, 4, 30));
    for (before, near) in [(15 * DAY, false), (14 * DAY, true), (1, true), (0, false)] {
        let found = date(&one, end.plus(-before)).map(|item| item.what);
        assert_eq!(found, near.then_some(What::FeedbackDate), "{before}");
    }
    one.feedback_by = String::new();
    assert_eq!(date(&one, NOW), None);
}
