//! What goes with an answer: needs, reasons, questions, and taking back what somebody else answered.

use alongside::{
    citizen::LetterFormat,
    moment::{DAY, MINUTE},
};

use super::{count, released, reply_path, say_yes};
use crate::support::{World, calendar::must_be_a_calendar, stories};

stories!(
    what_people_need_becomes_what_the_host_arranges_and_only_with_a_place,
    reasons_are_of_a_closed_list_and_a_host_can_be_blocked_with_one,
    questions_and_answers_go_both_ways_without_a_way_around_us,
    an_answer_that_somebody_else_gave_is_taken_back_and_its_links_end,
    dates_for_a_calendar_say_nothing_and_change_with_the_place,
    letters_come_in_the_form_somebody_reads,
);

async fn what_people_need_becomes_what_the_host_arranges_and_only_with_a_place(world: &World) {
    let siân = world.citizen("Siân").await;
    let dafydd = world.citizen("Dafydd").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut visitor = world.visitor();
    let page = visitor.open(&format!("{path}?answer=yes-with-support")).await;
    page.must_say("They offer all of these already");
    let page = visitor.press("Answer yes, with support", &[]).await;
    page.must_say("Tick or write what would help you");
    let needs = [
        ("needs", "step-free-venue"),
        ("needs", "bsl-interpreter"),
        ("needs", "no-such-thing"),
        ("support", "My sister comes along"),
    ];
    visitor
        .press("Answer yes, with support", &needs)
        .await
        .must_say("You said yes, with support");
    assert_eq!(count(world, "select count(*) from event_need").await, 2);
    let before = world.digest().await;
    visitor.open(&format!("{path}?answer=yes-with-support")).await;
    visitor.press("Answer yes, with support", &needs).await;
    assert_eq!(world.digest().await, before, "the same answer twice counts once");

    let arrange = format!("/host/opportunity/{id}/arrange");
    let page = officer.browser.open(&arrange).await;
    page.must_say("There is nothing to tick off here now");
    say_yes(world, &dafydd).await;
    // The day to answer by has passed: the group is formed, and the officer's session is over.
    world.clock.advance(15 * DAY);
    world.work().await;
    crate::calm::sign_in_again(world, &mut officer).await;
    let page = officer.browser.open(&arrange).await;
    page.must_say("BSL interpreter").must_say("For 1 person");
    assert!(!page.html.contains("Siân") && !page.html.contains("sister"));
    officer
        .browser
        .press("Arranged: BSL interpreter", &[])
        .await
        .must_say("Not arranged after all: BSL interpreter");
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/people"))
        .await;
    page.must_say("My sister comes along").must_say("Step-free venue");
    let mut other = world.officer("Ruth", "Bradford City Council").await;
    assert_eq!(other.browser.get(&arrange).await.status, 404);
}

async fn reasons_are_of_a_closed_list_and_a_host_can_be_blocked_with_one(world: &World) {
    let siân = world.citizen("Siân").await;
    world.citizen("Dafydd").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &siân).await;
    let mut visitor = world.visitor();
    visitor.open(&format!("{path}?answer=not-this")).await;
    let fields = [
        ("reason", "do-not-trust-this-organisation"),
        ("reason_words", "They never wrote back."),
        ("block", "yes"),
    ];
    visitor.press("Send “not this”", &fields).await;
    assert_eq!(
        count(
            world,
            "select count(*) from invitation where reason = 'do-not-trust-this-organisation'
             and reason_words = 'They never wrote back.'"
        )
        .await,
        1
    );
    assert_eq!(count(world, "select count(*) from organisation_block").await, 1);
    let letter = world.letter(&siân.email, "We have your answer").await;
    assert!(
        letter
            .text
            .contains("We do not write to you for Leeds City Council"),
        "{}",
        letter.text
    );
    // No reason, and one that is on no list, are none.
    visitor.open(&format!("{path}?answer=not-this")).await;
    visitor.press("Send “not this”", &[("reason", "because")]).await;
    assert_eq!(
        count(
            world,
            "select count(*) from invitation where answer = 'not-this' and reason is null"
        )
        .await,
        1
    );
}

async fn questions_and_answers_go_both_ways_without_a_way_around_us(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let dafydd = world.citizen("Dafydd").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let mut visitor = say_yes(world, &siân).await;
    let path = reply_path(world, &siân).await;
    visitor.open(&format!("{path}?answer=question")).await;
    let question = "Is there parking? Ring me on 07700 900 123 or write to sian@home.example";
    let page = visitor
        .press("Ask this question", &[("question", question)])
        .await;
    page.must_say("We took out what could show who you are");
    siân.browser.open("/you/invitations").await;
    siân
        .browser
        .click("How should people come home")
        .await
        .must_say("Ring me on [phone number left out] or write to [email address left out]");
    visitor.open(&format!("{path}?answer=question")).await;
    visitor
        .press("Ask this question", &[("question", "Is there tea?")])
        .await;
    assert_eq!(
        count(world, "select count(*) from invitation where answer = 'yes'").await,
        1,
        "who asks keeps the yes"
    );
    let host = format!("/host/opportunity/{id}/questions");
    let page = officer.browser.open(&host).await;
    page.must_say("Is there tea?");
    for secret in ["07700", "home.example", "Siân", &siân.id.to_string()] {
        assert!(!page.html.contains(secret), "{secret}");
    }
    // The first that waits is the one about parking: they stand by their words.
    let answer = "Yes. See https://leeds.example/parking or ring 0113 496 0000.";
    let page = officer
        .browser
        .press("Send this answer", &[("question_answer", answer)])
        .await;
    page.must_say("We took out what would lead past us")
        .must_say("See [web address left out] or ring [phone number left out].");
    let letter = world.letter(&siân.email, "Your question has an answer").await;
    assert!(letter.text.contains("[web address left out]"), "{}", letter.text);
    let page = world.visitor().get(&reply_path(world, &dafydd).await).await;
    page.must_say("What others asked")
        .must_say("Is there parking?")
        .must_say("[web address left out]");
    assert!(
        !page.html.contains("Is there tea?"),
        "what waits is not shown to others"
    );
    assert!(!page.html.contains("Siân"));
    for number in 0..6 {
        visitor.open(&format!("{path}?answer=question")).await;
        let question = format!("And what about {number}?");
        let page = visitor
            .press("Ask this question", &[("question", &question)])
            .await;
        let enough = page.html.contains("Some of your questions wait for an answer");
        assert_eq!(enough, number >= 4, "one waits already, and five may: {number}");
    }
}

async fn an_answer_that_somebody_else_gave_is_taken_back_and_its_links_end(world: &World) {
    let siân = world.citizen("Siân").await;
    world.citizen("Dafydd").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let first = reply_path(world, &siân).await;
    let mut other = world.visitor();
    other.open(&format!("{first}?answer=not-this")).await;
    other.press("Send “not this”", &[("block", "yes")]).await;
    let letter = world.letter(&siân.email, "We have your answer").await;
    let link = letter.link("/not-me/").replace(&world.address, "");
    let mut visitor = world.visitor();
    let page = visitor.open(&link).await;
    page.must_say("Was the answer not yours?");
    assert!(!page.html.contains("Leeds") && !page.html.contains("Siân"));
    visitor
        .press("Take the answer back", &[])
        .await
        .must_say("The answer is taken back");
    assert_eq!(
        count(
            world,
            "select count(*) from invitation where answer is null and reason is null"
        )
        .await,
        2
    );
    assert_eq!(count(world, "select count(*) from organisation_block").await, 0);
    let before = world.digest().await;
    for ended in [&first, &link] {
        let page = visitor.get(ended).await;
        assert_eq!(page.status, 404);
        page.must_say("This link has expired");
    }
    assert_eq!(world.digest().await, before);
    let letter = world.letter(&siân.email, "A new link for you").await;
    let new = letter.link("/r/").replace(&world.address, "");
    assert_ne!(new, first);
    visitor.open(&new).await.must_say("What is your answer?");
    visitor.open(&format!("{new}?answer=yes")).await;
    visitor.press("Answer yes", &[]).await;
    let before = world.digest().await;
    visitor.open(&format!("{new}?answer=yes")).await;
    let token = visitor
        .get(&format!("{new}?answer=yes"))
        .await
        .token()
        .expect("a form");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let page = visitor
        .send(reqwest::Method::POST, &link, &form, &format!("token={token}"))
        .await;
    assert_eq!(page.status, 404, "what has ended does nothing again");
    assert_eq!(world.digest().await, before);
}

async fn dates_for_a_calendar_say_nothing_and_change_with_the_place(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let letter = world.letter(&siân.email, "You have a message").await;
    let path = letter.link("/i/").replace(&world.address, "");
    assert!(path.contains(".ics"), "{path}");
    let dates = world.visitor().get(&path).await.html;
    for line in [
        "BEGIN:VCALENDAR",
        "METHOD:PUBLISH",
        "SUMMARY:Answer an invitation",
        "DTSTART;VALUE=DATE:20261215",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
    ] {
        assert!(
            dates.lines().any(|found| found == line),
            "{line} is not in {dates}"
        );
    }
    assert!(dates.lines().all(|line| line.len() <= 75), "{dates}");
    assert!(dates.contains("\r\n") && !dates.replace("\r\n", "").contains(['\r', '\n']));
    must_be_a_calendar(&dates);
    let again = world.visitor().get(&path).await.html;
    assert_eq!(dates, again, "asked twice, the same is said twice");
    let mut visitor = say_yes(world, &siân).await;
    world.clock.advance(20 * DAY);
    let letter = world.letter(&siân.email, "What came of your answer").await;
    let place = letter.link("/i/").replace(&world.address, "");
    let dates = world.visitor().get(&place).await.html;
    assert!(dates.contains("DTSTART;VALUE=DATE:20270112"), "{dates}");
    assert!(dates.contains("SUMMARY:First day"), "{dates}");
    must_be_a_calendar(&dates);
    for word in ["hospital", "Leeds", "Siân", "LS1"] {
        assert!(!dates.contains(word), "{word} in {dates}");
    }
    let back = letter.link("/r/").replace(&world.address, "");
    visitor.open(&back).await.must_say("You have a place");
    visitor.click("Give my place back").await;
    visitor.press("Give my place back", &[]).await;
    let after = world.visitor().get(&path).await.html;
    assert!(after.contains("STATUS:CANCELLED") && after.contains("SEQUENCE:1"));
    let uids = |dates: &str| -> Vec<String> {
        let lines = dates.lines().filter(|line| line.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(uids(&dates), uids(&after), "entries keep their names");
}

async fn letters_come_in_the_form_somebody_reads(world: &World) {
    let mut siân = world.citizen("Siân").await;
    let mut dafydd = world.citizen("Dafydd").await;
    let plain = world.citizen("Amina").await;
    for (person, format) in [
        (&mut siân, LetterFormat::EasyRead),
        (&mut dafydd, LetterFormat::LargePrint),
    ] {
        person.browser.open("/you/letters").await;
        person
            .browser
            .press("Save", &[("letter_format", format.slug())])
            .await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    let letter = world.letter(&plain.email, "You have a message").await;
    assert!(letter.html.contains("font:19px"), "{}", letter.html);
    let letter = world.letter(&dafydd.email, "You have a message").await;
    assert!(letter.html.contains("font:24px"), "{}", letter.html);
    let letter = world.letter(&siân.email, "You have a message").await;
    assert!(letter.html.contains("font:24px"), "{}", letter.html);
    assert!(letter.text.contains("WHAT DO YOU GET?"), "{}", letter.text);
    assert!(
        letter.text.contains("Your time in all: 6 hours."),
        "{}",
        letter.text
    );
    let lines = letter.text.lines().collect::<Vec<_>>();
    assert!(lines.contains(&"You can say no."), "{}", letter.text);
    say_yes(world, &siân).await;
    let letter = world.letter(&siân.email, "We have your answer").await;
    assert!(letter.html.contains("font:24px"), "{}", letter.html);
}
