//! The smallest stories: what the other stories stand on holds on both databases.

use alongside::citizen::ConsentPurpose;

use crate::support::{World, stories};

stories!(
    a_visitor_reads_the_first_page_in_both_languages,
    a_page_that_is_not_there_says_so,
    people_and_opportunities_are_made_as_pages_make_them,
);

async fn a_visitor_reads_the_first_page_in_both_languages(world: &World) {
    let mut visitor = world.visitor();
    let page = visitor.get("/").await;
    assert_eq!(page.status, 200);
    assert!(page.html.contains("<html lang=\"en\""));
    let page = visitor.click("Cymraeg").await;
    assert!(page.html.contains("<html lang=\"cy\""));
}

async fn a_page_that_is_not_there_says_so(world: &World) {
    let before = world.digest().await;
    let page = world.visitor().get("/no-such-page").await;
    assert_eq!(page.status, 404);
    assert_eq!(world.digest().await, before);
}

async fn people_and_opportunities_are_made_as_pages_make_them(world: &World) {
    let siân = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let opportunity = world
        .opportunity(&officer, "How should people come home from hospital?")
        .await;
    let stored = alongside::citizen::records::load(world.database(), siân.id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (stored.badges.len(), stored.consents.len(), stored.step.as_str()),
        (2, ConsentPurpose::ALL.len(), "done")
    );
    let stored = alongside::opportunity::records::load(world.database(), opportunity)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(stored.seeks.len(), 2);
    let mut steward = world.steward().await;
    steward.browser.get("/").await.must_say("Sign out");
}
