//! What a host hears while it asks: what cannot work, and about how many there are for a seat.

use alongside::{
    badge::Kind,
    opportunity::{Need, Seek},
};

use super::{ask, posted};
use crate::support::{World, stories};

stories!(
    what_cannot_work_is_said_by_name,
    a_seat_in_words_that_mean_no_badge_is_not_counted,
);

async fn what_cannot_work_is_said_by_name(world: &World) {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 3).await;
    let here = format!("/host/opportunity/{id}/group");
    officer.browser.open(&here).await;
    let page = officer
        .browser
        .press(
            "Save",
            &[
                ("seek-1", "many"),
                ("age-16-17-least", "4"),
                ("age-16-17-most", "2"),
                ("mixed-2-least", "1"),
            ],
        )
        .await;
    assert_eq!(
        page.errors(),
        [
            "Write a whole number, or leave the box empty",
            "Choose what this seat is for, or take its number away",
            "The most is less than the least. Make it larger, or leave it empty",
            "Leave at least one place free, for people who would rather not say",
        ]
    );
    assert_eq!(
        page.value("seek-1").as_deref(),
        Some("many"),
        "nothing typed is lost"
    );
    assert_eq!(page.value("age-16-17-most").as_deref(), Some("2"));
    let kept = officer
        .browser
        .press(
            "Save",
            &[
                ("seek-1", "5"),
                ("age-16-17-least", "2"),
                ("age-16-17-most", ""),
                ("mixed-2-least", ""),
            ],
        )
        .await;
    kept.must_say("A seat asks for more people than there are places (3)");
}

async fn a_seat_in_words_that_mean_no_badge_is_not_counted(world: &World) {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let title = "How should people come home from hospital?";
    let id = world
        .opportunity_with(&officer, title, |opportunity| {
            let own = |words: &str| Seek {
                kind: Kind::Skill,
                badge: None,
                standpoint: None,
                words: Some(words.to_owned()),
                need: Need::Must,
            };
            opportunity.places = Some(4);
            opportunity
                .seeks
                .extend([own("Sign language"), own("Mends stringed instruments")]);
        })
        .await;
    let fields = [("seek-0", "1"), ("seek-2", "1"), ("seek-3", "1")];
    ask(&mut officer, id, &fields).await;
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/group"))
        .await;
    page.must_say("Hospital discharge 1 Fewer than 10")
        .must_say("Sign language 1 Fewer than 10")
        .must_say("Mends stringed instruments 1 We do not count this");
    ask(
        &mut officer,
        id,
        &[
            ("seek-3", ""),
            ("mixed-1-experience", "0"),
            ("mixed-1-skill", "3"),
            ("mixed-1-least", "1"),
        ],
    )
    .await;
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/group"))
        .await
        .must_say("Hospital discharge + Mends stringed instruments 1 We do not count this");
}
