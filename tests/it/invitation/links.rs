//! Links in letters are visited by mail scanners before any person does.

use alongside::moment::{DAY, MINUTE};
use reqwest::Method;

use super::{released, say_yes};
use crate::support::{World, letters::Letter, stories};

stories!(no_visit_of_any_link_in_any_letter_does_anything);

async fn no_visit_of_any_link_in_any_letter_does_anything(world: &World) {
    let siân = world.citizen("Siân").await;
    let password = ("new_password", "teapot gravel lantern");
    for email in ["new@people.example", &siân.email] {
        let mut visitor = world.visitor();
        visitor.open("/register").await;
        let fields = [("email", email), password, ("adult", "yes")];
        visitor.press("Register", &fields).await;
    }
    for path in ["/sign-in/link", "/reset"] {
        let mut visitor = world.visitor();
        visitor.open(path).await;
        visitor.press("Email me a link", &[("email", &siân.email)]).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 1).await;
    world.clock.advance(10 * MINUTE);
    say_yes(world, &siân).await;
    world.clock.advance(MINUTE);
    let letters = world.letters().await;
    let links: Vec<String> = letters
        .iter()
        .flat_map(Letter::links)
        .filter(|link| link.starts_with(&world.address))
        .collect();
    for part in ["/confirm/", "/sign-in/link/", "/reset/", "/r/", "/stop/"] {
        assert!(
            links.iter().any(|link| link.contains(part)),
            "no {part} in {links:?}"
        );
    }
    let before = world.digest().await;
    let prefetch = [("purpose", "prefetch"), ("sec-purpose", "prefetch")];
    for link in &links {
        let path = link.replace(&world.address, "");
        for (method, headers) in [
            (Method::GET, &[][..]),
            (Method::HEAD, &[][..]),
            (Method::GET, &prefetch[..]),
        ] {
            let page = world.visitor().send(method, &path, headers, "").await;
            assert!(page.status < 400, "{path} answers {}", page.status);
        }
    }
    assert_eq!(world.digest().await, before);
    world.clock.advance(30 * DAY);
    for link in &links {
        world.visitor().get(&link.replace(&world.address, "")).await;
    }
    assert_eq!(world.digest().await, before, "old links do nothing either");
}
