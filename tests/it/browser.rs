//! The whole loop as people live it: real Chromium, a real mail server, with scripts and without.

use crate::support::{Store, World, chromium::Browsers, tell};

#[test]
fn the_public_pages_hold_in_a_real_browser() {
    tell(Store::Sqlite, async |world: &World| {
        let mut browsers = Browsers::start(&world.address, true, "public");
        for path in [
            "/",
            "/opportunities",
            "/safe",
            "/privacy",
            "/accessibility",
            "/who-sees-what",
            "/no-such-page",
        ] {
            browsers.open("a visitor", path).await;
        }
        let seen = browsers.end().await;
        assert!(
            seen.iter().filter(|page| page.ends_with("[cy]")).count() >= 5,
            "{seen:#?}"
        );
    });
}
