//! The pages by which somebody keeps their calm, and those of hosts and stewards about invitations: on a desk with scripts
//! and on a phone without, in both languages where a page has both.

use alongside::moment::MINUTE;

use crate::support::{Store, World, chromium::Browsers, tell};

const SIÂN: &str = "Siân";
const OMAR: &str = "the officer";
const RUTH: &str = "the steward";

/// A desk and a phone: pixels wide and high.
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (375, 667);

#[test]
fn calm_pages_on_a_desk_with_scripts() {
    show(DESK, true, "calm-desk-with-scripts");
}

#[test]
fn calm_pages_on_a_phone_without_scripts() {
    show(PHONE, false, "calm-phone-without-scripts");
}

fn show((width, height): (u32, u32), javascript: bool, folder: &'static str) {
    tell(Store::Sqlite, async move |world: &World| {
        let mut browsers = Browsers::start(&world.address, javascript, folder);
        for who in [SIÂN, OMAR, RUTH] {
            browsers.size(who, width, height).await;
        }
        citizens(world, &mut browsers).await;
        hosts(world, &mut browsers).await;
        stewards(world, &mut browsers).await;
        browsers.end().await;
    });
}

async fn citizens(world: &World, browsers: &mut Browsers) {
    let siân = world.citizen(SIÂN).await;
    let bradford = world.officer("Ruth", "Bradford City Council").await;
    browsers.sign_in(SIÂN, &siân.session).await;
    browsers.open(SIÂN, "/you").await;
    browsers.click(SIÂN, "When our emails may come").await;
    let hours = [("quiet_from", "21"), ("quiet_until", "9"), ("sundays", "yes")];
    browsers.press(SIÂN, "Save", &hours).await.must_say("Saved");
    browsers.click(SIÂN, "An email about what is open").await;
    browsers.press(SIÂN, "Save", &[("every", "monthly")]).await;
    browsers.click(SIÂN, "How our emails and letters look").await;
    browsers
        .press(SIÂN, "Save", &[("letter_format", "large-print")])
        .await;
    browsers
        .click(SIÂN, "Organisations that may not ask you")
        .await
        .must_say("Nobody is on your list");
    browsers
        .wrong(SIÂN, "Put on my list", &[("organisation", "")])
        .await;
    let organisation = bradford.organisation.expect("an organisation").to_string();
    browsers
        .press(SIÂN, "Put on my list", &[("organisation", &organisation)])
        .await
        .must_say("They are not told");
    browsers
        .press(SIÂN, "Let them ask me again", &[])
        .await
        .must_say("They can ask you again");
}

/// What stands behind a `?` only names the page anew for the driver, which looks at each page once.
async fn hosts(world: &World, browsers: &mut Browsers) {
    let omar = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&omar, "How should people come home from hospital?")
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    browsers.sign_in(OMAR, &omar.session).await;
    let one = format!("/host/opportunity/{id}");
    browsers
        .open(OMAR, "/host/why-no")
        .await
        .must_say("There is nothing to tell yet");
    let advice = "insert into advice (organisation_id, quarter, reasons)
        values ($1, '2026-Q3', '[\"pay-or-expenses\",\"time\",\"nothing-changed-last-time\"]')";
    world
        .run(advice, omar.organisation.expect("an organisation").0)
        .await;
    browsers
        .open(OMAR, "/host/why-no?quarter=over")
        .await
        .must_say("the reason given most often");
    browsers
        .open(OMAR, &format!("{one}/arrange"))
        .await
        .must_say("There is nothing to tick off here now");
    browsers
        .open(OMAR, &format!("{one}/invite"))
        .await
        .must_say("Remind people who have not answered, once");
    browsers
        .press(OMAR, "Release the invitations", &[])
        .await
        .must_say("You can still stop them");
    world.clock.advance(11 * MINUTE);
    world.work().await;
    browsers
        .open(OMAR, &format!("{one}/invite?letters=leaving"))
        .await
        .must_say("The invitations are being sent");
    browsers
        .press(OMAR, "Stop the invitations that have not been sent", &[])
        .await;
    let yes = "update invitation set answer = 'yes-with-support', contact = 'email', place = 'place',
        answered_at = created_at where opportunity_id = $1";
    assert!(world.run(yes, id.0).await > 0, "somebody was invited");
    for need in [
        "insert into event_need (invitation_id, need)
         select id, 'bsl-interpreter' from invitation where opportunity_id = $1",
        "insert into event_need (invitation_id, need, arranged_at)
         select id, 'step-free-venue', 1796115600 from invitation where opportunity_id = $1",
    ] {
        world.run(need, id.0).await;
    }
    browsers
        .open(OMAR, &format!("{one}/arrange?needs=some"))
        .await
        .must_say("For 1 person");
    browsers.open(OMAR, &one).await;
    browsers.open(OMAR, &format!("{one}/cancel")).await;
    browsers
        .wrong(OMAR, "Call it off and tell everybody", &[("because", "")])
        .await;
    let because = [("because", "The ward is closed until the summer. We are sorry.")];
    browsers
        .press(OMAR, "Call it off and tell everybody", &because)
        .await
        .must_say("It is called off");
    browsers.open(OMAR, "/host").await;
}

async fn stewards(world: &World, browsers: &mut Browsers) {
    let ruth = world.steward().await;
    let doubt = "update outbox set state = 'unknown', last_reply = 'DATA: the connection broke', attempts = 1
        where kind = 'invitation' and account_id <> $1";
    assert!(world.run(doubt, ruth.id.0).await > 0, "there is a letter");
    browsers.sign_in(RUTH, &ruth.session).await;
    browsers
        .open(RUTH, "/steward")
        .await
        .must_say("perhaps it arrived");
    browsers.press(RUTH, "It arrived", &[]).await.must_say("Noted");
}
