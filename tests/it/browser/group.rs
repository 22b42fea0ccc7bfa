//! From a matched opportunity through invitations and answers to a group that was drawn, and the page on which
//! anybody can check it.

use alongside::{
    account::sessions,
    citizen::Citizen,
    draw,
    moment::{DAY, MINUTE},
    opportunity::OpportunityId,
};

use crate::draw::starting::figures;
use crate::support::{Store, World, chromium::Browsers, people::Person, tell};

const OMAR: &str = "the officer";
const SIÂN: &str = "Siân";
const GWEN: &str = "the steward";
const PAT: &str = "a patient";

#[test]
fn a_group_is_drawn_on_a_desk_with_scripts() {
    show((1280, 900), true, "group-desk");
}

#[test]
fn a_group_is_drawn_on_a_phone_without_scripts() {
    show((375, 667), false, "group-phone");
}

fn show((width, height): (u32, u32), javascript: bool, folder: &'static str) {
    tell(Store::Sqlite, async move |world: &World| {
        let mut browsers = Browsers::start(&world.address, javascript, folder);
        for who in [OMAR, SIÂN, GWEN, PAT] {
            browsers.size(who, width, height).await;
        }
        // On the phone, the host's seats leave somebody out.
        group_is_drawn(world, &mut browsers, javascript, !javascript).await;
        browsers.end().await;
    });
}

async fn sign_in(world: &World, browsers: &mut Browsers, who: &str, person: &Person) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let session = sessions::begin(&mut transaction, person.id, true, world.now())
        .await
        .expect("a session");
    transaction.commit().await.expect("committed");
    browsers.sign_in(who, session.reveal()).await;
}

/// The host fills in the balance from who lives here, looks at it, and takes it away again.
async fn starts_from_who_lives_here(browsers: &mut Browsers) {
    browsers
        .press(OMAR, "Start from the local population (Gender)", &[])
        .await
        .must_say("Nothing is kept until you keep it");
    let sides = ["least", "most"].map(|side| [format!("gender-woman-{side}"), format!("gender-man-{side}")]);
    let names = sides.as_flattened();
    let none: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    browsers.press(OMAR, "Save", &none).await;
}

const SPEAKS_FROM_CARE: &str = "draws-on-care-or-support-now";

async fn others(world: &World, called: &str, standpoint: &str, number: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..number {
        let change = |citizen: &mut Citizen| citizen.badges[0].standpoint = Some(standpoint.to_owned());
        people.push(world.citizen_with(&format!("{called} {number}"), change).await);
    }
    people
}

/// A steward sees whom no group can have.
async fn names_the_left_out(world: &World, browsers: &mut Browsers) {
    let steward = world.steward().await;
    sign_in(world, browsers, GWEN, &steward).await;
    browsers.open(GWEN, "/steward").await;
    browsers
        .click(GWEN, "How should people come home from hospital?")
        .await
        .must_say("One person said yes, and no group that meets the rules can have them");
    browsers.wrong(GWEN, "Show who they are", &[]).await;
    browsers
        .press(
            GWEN,
            "Show who they are",
            &[("look_reason", "The host drops a rule")],
        )
        .await
        .must_say("Advocate 0");
}

/// The host says what the group needs; something that cannot work is told while it is written and when it is kept.
async fn asks_of_the_group(browsers: &mut Browsers, id: OpportunityId, javascript: bool, leaves_out: bool) {
    browsers.open(OMAR, &format!("/host/opportunity/{id}")).await;
    browsers.click(OMAR, "Seats, balance and the draw").await;
    browsers.wrong(OMAR, "Save", &[("seek-1", "many")]).await;
    starts_from_who_lives_here(browsers).await;
    browsers
        .press(OMAR, "Save", &[("seek-1", "9")])
        .await
        .must_say("A seat asks for more people than there are places (4)");
    if javascript {
        let said = browsers.type_only(OMAR, "Save", &[("seek-1", "8")]).await;
        said.must_say("A seat asks for more people than there are places (4)");
        browsers.type_only(OMAR, "Save", &[("seek-1", "1")]).await;
        let said = browsers.read(OMAR, "[data-checked]").await;
        assert!(
            !said.contains("A seat asks"),
            "it is looked at while it is written: {said}"
        );
    }
    let mut seats = vec![
        ("seek-1", "1"),
        ("mixed-1-experience", "0"),
        ("mixed-1-standpoint", "unpaid-carer"),
        ("mixed-1-least", "1"),
        ("first_time", "2"),
    ];
    if leaves_out {
        let patients = [("mixed-2-standpoint", SPEAKS_FROM_CARE), ("mixed-2-least", "3")];
        seats.extend(patients);
    }
    browsers
        .press(OMAR, "Save", &seats)
        .await
        .must_say("Hard to fill");
}

async fn group_is_drawn(world: &World, browsers: &mut Browsers, javascript: bool, leaves_out: bool) {
    let siân = world.citizen(SIÂN).await;
    let patients = others(world, "Patient", SPEAKS_FROM_CARE, 13).await;
    others(world, "Advocate", "self-advocate", usize::from(leaves_out)).await;
    let omar = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity(&omar, "How should people come home from hospital?")
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    figures(world).await;
    sign_in(world, browsers, OMAR, &omar).await;
    asks_of_the_group(browsers, id, javascript, leaves_out).await;
    browsers
        .open(OMAR, &format!("/host/opportunity/{id}/invite"))
        .await;
    browsers.press(OMAR, "Release the invitations", &[]).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    browsers
        .open(SIÂN, &format!("/opportunities/{id}"))
        .await
        .must_say("The number that will decide is fixed");
    let letter = world.letter(&siân.email, "You have a message").await;
    browsers
        .open(SIÂN, &format!("{}?answer=yes", letter.link("/r/")))
        .await;
    browsers.press(SIÂN, "Answer yes", &[("contact", "email")]).await;
    let yes = "update invitation set answer = 'yes', contact = 'email', answered_at = created_at
        where opportunity_id = $1 and answer is null";
    assert_eq!(world.run(yes, id.0).await, 13 + u64::from(leaves_out));
    world.clock.advance(15 * DAY);
    world.work().await;
    let told = world.letter(&siân.email, "What came of your answer").await;
    assert!(
        told.text.contains("You have a place"),
        "she alone can sit on the seat: {}",
        told.text
    );
    let told = world.letter(&patients[0].email, "What came of your answer").await;
    let page = browsers.open(PAT, &told.link("/r/")).await;
    page.must_say("Your chance was 23 in 100");
    page.must_say(if leaves_out {
        "left some people out of every group"
    } else {
        "This is what kept the lowest chance from being higher: Hospital discharge"
    });
    sign_in(world, browsers, OMAR, &omar).await;
    browsers
        .open(OMAR, &format!("/host/opportunity/{id}/group?stage=drawn"))
        .await
        .must_say("The group is drawn");
    let chances = browsers.read(OMAR, "section:has(> svg.chart)").await;
    assert!(chances.contains("almost sure to be drawn"), "{chances}");
    browsers
        .open(OMAR, &format!("/host/opportunity/{id}/people"))
        .await;
    let list = draw::records::newest(world.database(), id)
        .await
        .expect("read")
        .expect("drawn");
    let page = browsers.open(SIÂN, &format!("/draws/{}", list.id)).await;
    page.must_say("Held chances down");
    page.must_say(if leaves_out {
        "left some people out of every group"
    } else {
        "It is proven that no draw could be fairer"
    });
    page.must_say("Chance in 100 of each tenth of the people");
    browsers
        .wrong(SIÂN, "Get the list", &[("draw_code", "QQQQQQ")])
        .await;
    if leaves_out {
        names_the_left_out(world, browsers).await;
    }
}
