//! The smallest stories: the service starts, answers and stops on both databases.

use crate::support::{World, stories};

stories!(
    a_visitor_reads_the_first_page_in_both_languages,
    a_page_that_is_not_there_says_so
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
