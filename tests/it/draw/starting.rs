//! Quotas to start from: filled in from who lives here, kept only when the host keeps them.

use alongside::{draw, equality::population};

use super::posted;
use crate::{
    equality::missing::FIGURES,
    support::{World, stories},
};

stories!(
    a_host_starts_from_who_lives_here_and_nothing_is_kept_before,
    numbers_that_are_typed_stay_when_a_host_starts_from_who_lives_here,
    without_figures_or_places_nothing_is_said_of_who_lives_here,
);

const START: &str = "Start from the local population (Gender)";

/// Brings the figures.
pub async fn figures(world: &World) {
    let shares = population::parse(FIGURES).expect("figures");
    let mut transaction = world.database().begin().await.expect("a transaction");
    population::records::replace(&mut transaction, &shares, world.now())
        .await
        .expect("kept");
    transaction.commit().await.expect("committed");
}

async fn a_host_starts_from_who_lives_here_and_nothing_is_kept_before(world: &World) {
    figures(world).await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 12).await;
    let browser = &mut officer.browser;
    let page = browser.open(&format!("/host/opportunity/{id}/group")).await;
    page.must_say("Source: Invented, too");
    assert!(
        !page.text().contains("Start from the local population (Age)"),
        "no figures"
    );
    let before = world.digest().await;
    let page = browser
        .press(START, &[("first_time", "2"), ("disability-yes-least", "many")])
        .await;
    assert_eq!(world.digest().await, before, "nothing is kept yet");
    assert!(page.errors().is_empty(), "{:?}", page.errors());
    let filled = [
        ("first_time", "2"),
        ("disability-yes-least", "many"),
        ("gender-woman-least", "5"),
        ("gender-woman-most", "7"),
        ("gender-man-least", "5"),
        ("gender-man-most", "7"),
        ("gender-non-binary-least", ""),
    ];
    for (field, value) in filled {
        assert_eq!(page.value(field).unwrap_or_default(), value, "{field}");
    }
    page.must_say("Nothing is kept until you keep it");
    assert!(!page.text().contains(START), "it is filled in already");
    let page = browser.press("Save", &[("disability-yes-least", "")]).await;
    page.must_say("Saved.");
    let wishes = draw::records::wishes(world.database(), id).await.expect("read");
    let quotas = wishes.quotas.iter();
    let quotas: Vec<(&str, i64, i64)> = quotas
        .map(|quota| (quota.value.as_str(), quota.least, quota.most))
        .collect();
    assert_eq!(quotas, [("man", 5, 7), ("woman", 5, 7)]);
}

async fn numbers_that_are_typed_stay_when_a_host_starts_from_who_lives_here(world: &World) {
    figures(world).await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 12).await;
    let browser = &mut officer.browser;
    browser.open(&format!("/host/opportunity/{id}/group")).await;
    let page = browser.press(START, &[("gender-man-least", "1")]).await;
    assert_eq!(
        page.errors(),
        ["You have typed numbers here. Take them away first, then start from the local population"]
    );
    assert_eq!(page.value("gender-man-least").as_deref(), Some("1"));
    assert_eq!(page.value("gender-woman-least").unwrap_or_default(), "");
}

async fn without_figures_or_places_nothing_is_said_of_who_lives_here(world: &World) {
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 12).await;
    let here = format!("/host/opportunity/{id}/group");
    let quiet = |text: &str| !text.contains("local population") && !text.contains("Source:");
    let page = officer.browser.open(&here).await;
    assert!(quiet(&page.text()), "{}", page.text());
    let page = officer.browser.post(&here, &[("start", "gender")]).await;
    assert_eq!(page.value("gender-woman-least").unwrap_or_default(), "");
    figures(world).await;
    let all = world
        .opportunity_with(&officer, "Everybody who wants to", |one| one.places = None)
        .await;
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{all}/group"))
        .await;
    assert!(quiet(&page.text()), "{}", page.text());
}
