//! What a host sees of a draw beside its result: how even the chances in it were, and how widely places are
//! spread.

use super::{all_say_yes, ask, newest, patient, posted};
use crate::support::{World, stories};

stories!(
    a_host_sees_the_chances_once_the_list_stands_and_after_the_draw,
    a_host_of_a_small_draw_is_told_why_chances_are_not_shown,
    how_many_places_are_somebodys_first_stands_before_a_draw_and_after_it,
);

async fn a_host_sees_the_chances_once_the_list_stands_and_after_the_draw(world: &World) {
    for number in 0..12 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    ask(&mut officer, id, &[("number", "outside")]).await;
    let here = format!("/host/opportunity/{id}/group");
    let page = officer.browser.open(&here).await;
    assert!(!page.says("Everybody’s chance"), "there is no list yet");
    all_say_yes(world, &mut officer, id).await;
    let told = "Everybody had the same chance: about 25 in 100.";
    let page = officer.browser.open(&here).await;
    page.must_say("The list is ready");
    page.must_say(told);
    let page = officer
        .browser
        .press("Draw with this number", &[("seed", "4 8 15 16 23 42")])
        .await;
    page.must_say("The group is drawn");
    page.must_say(told);
    let list = newest(world, id).await;
    let page = world.visitor().open(&format!("/draws/{}", list.id)).await;
    page.must_say(told);
}

async fn a_host_of_a_small_draw_is_told_why_chances_are_not_shown(world: &World) {
    for number in 0..9 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    all_say_yes(world, &mut officer, id).await;
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/group"))
        .await;
    page.must_say("We do not show chances when few people stood in a draw");
    assert!(
        !page.says("33 in 100") && !page.says("35 in 100"),
        "{}",
        page.text()
    );
}

async fn how_many_places_are_somebodys_first_stands_before_a_draw_and_after_it(world: &World) {
    for number in 0..12 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let first = posted(world, &officer, 12).await;
    let here = format!("/host/opportunity/{first}/group");
    let page = officer.browser.open(&here).await;
    page.must_say("With you Too few people took part to say.");
    all_say_yes(world, &mut officer, first).await;
    let page = officer.browser.open(&here).await;
    page.must_say("The group is drawn");
    page.must_say("About 100 in 100 places went to somebody who had none before.");
    let second = posted(world, &officer, 12).await;
    let here = format!("/host/opportunity/{second}/group");
    let page = officer.browser.open(&here).await;
    page.must_say("About 100 in 100 places went to somebody who had none before.");
    all_say_yes(world, &mut officer, second).await;
    let page = officer.browser.open(&here).await;
    page.must_say("With you The tenth of people with the most places has about 15 in 100 of them. About 50 in 100 places went");
    let mut other = world.officer("Olga", "Bradford Council").await;
    let third = posted(world, &other, 3).await;
    let page = other
        .browser
        .open(&format!("/host/opportunity/{third}/group"))
        .await;
    page.must_say("With you Too few people took part to say.");
    page.must_say("With everybody The tenth of people with the most places has about 15 in 100 of them. About 50 in 100");
}
