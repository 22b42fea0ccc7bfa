//! Whom no group can have: a steward learns who they are, with a reason, and they learn that.

use alongside::equality::Feature::{Age, Gender};

use super::{CARERS, all_say_yes, ask, newest, patient, posted};
use crate::{
    calm::sign_in_again,
    equality::answered,
    support::{World, stories},
};

stories!(
    whom_no_group_can_have_is_named_to_a_steward_and_learns_of_it,
    no_equality_answer_stands_beside_a_name,
);

async fn whom_no_group_can_have_is_named_to_a_steward_and_learns_of_it(world: &World) {
    let mut carers = Vec::new();
    for number in 0..3 {
        carers.push(world.citizen(&format!("Carer {number}")).await);
    }
    let mut patients = Vec::new();
    for number in 0..2 {
        patients.push(patient(world, &format!("Patient {number}")).await);
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    let mut fields = CARERS.to_vec();
    fields.push(("mixed-1-least", "2"));
    ask(&mut officer, id, &fields).await;
    all_say_yes(world, &mut officer, id).await;
    let mut steward = world.steward().await;
    let today = steward.browser.open("/steward").await;
    today.must_say("Draws that leave somebody out 1");
    let page = steward.browser.click("How should people come home").await;
    page.must_say("2 people said yes, and no group that meets the rules can have them");
    page.must_say("There is a group for some of them without: Hospital discharge + Unpaid carer");
    page.must_say("the lowest chance of those who can be drawn is at most 67 in 100");
    assert!(!page.says("Patient 0"));
    let page = steward.browser.press("Show who they are", &[]).await;
    assert_eq!(page.errors(), ["Write why you look. The person can read it."]);
    assert!(!page.says("Patient 0"));
    let reason = [("look_reason", "The host drops a rule")];
    let page = steward.browser.press("Show who they are", &reason).await;
    for person in &patients {
        page.must_say(&person.email);
    }
    assert!(!page.says(&carers[0].email));
    for (people, read) in [(&mut patients, true), (&mut carers, false)] {
        for person in people {
            sign_in_again(world, person).await;
            let page = person.browser.open("/you/readers").await;
            if read {
                page.must_say("Saw who you are, because no group could have you in it");
                page.must_say("The host drops a rule");
            } else {
                assert!(!page.says("The host drops a rule"));
            }
        }
    }
    let draw = newest(world, id).await;
    let here = format!("/steward/draw/{}", draw.id);
    let page = officer.browser.open(&here).await;
    assert!(!page.says("behind the scenes"));
    let public = world.visitor().open(&format!("/draws/{}", draw.id)).await;
    assert!(!public.says("without: Hospital discharge"));
}

/// One person alone is young enough, and he is a man: with at most one man, no other man can be in a group.
async fn no_equality_answer_stands_beside_a_name(world: &World) {
    for (called, age, gender) in [
        ("Young", "18-24", "man"),
        ("Left out", "45-54", "man"),
        ("Ann", "35-44", "woman"),
        ("Bea", "35-44", "woman"),
    ] {
        let person = patient(world, called).await;
        answered(world, person.id, &[(Age, age), (Gender, gender)]).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    let fields = [("age-18-24-least", "1"), ("gender-man-most", "1")];
    ask(&mut officer, id, &fields).await;
    all_say_yes(world, &mut officer, id).await;
    let mut steward = world.steward().await;
    let list = newest(world, id).await;
    let page = steward.browser.open(&format!("/steward/draw/{}", list.id)).await;
    page.must_say("One person said yes, and no group that meets the rules can have them");
    page.must_say("There is a group for some of them without: how the group is balanced");
    let reason = [("look_reason", "They rang")];
    let page = steward.browser.press("Show who they are", &reason).await;
    page.must_say("Left out");
    assert!(
        !page.says("without: Gender") && !page.says("without: Age"),
        "{}",
        page.html
    );
}
