//! Browsers that are known, and networks that are told apart.

use alongside::{account, database::sql};
use reqwest::Method;

use super::strangers::{PASSWORD, count, give_password, is_in, sign_in};
use crate::support::{Store, Visitor, World, stories, tell_with, visitor::Page};

stories!(somebody_sees_where_they_are_signed_in_and_signs_out_there);

/// The cookie of this name that an answer sets.
fn cookie(page: &Page, name: &str) -> Option<String> {
    let start = format!("{name}=");
    let mut set = page.headers.iter().filter(|(header, _)| header == "set-cookie");
    set.find_map(|(_, value)| {
        let value = value.strip_prefix(&start)?;
        Some(value.split(';').next()?.to_owned())
    })
}

/// Tries a password from another network each time; how many of the tries were checked.
async fn guess(world: &World, email: &str, device: Option<&str>, tries: usize) -> usize {
    let mut stranger = world.visitor();
    let page = stranger.get("/sign-in").await;
    let token = page.token().expect("a token");
    let visitor = cookie(&page, "alongside").expect("a cookie");
    let mut checked = 0;
    for number in 0..tries {
        let from = format!("198.{}.{}.7:5100", 18 + number / 250, number % 250);
        let cookies = device.map_or_else(
            || format!("alongside={visitor}"),
            |device| format!("alongside={visitor}; device={device}"),
        );
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-forwarded-for", from.as_str()),
            ("cookie", cookies.as_str()),
        ];
        let body = format!("token={token}&email={email}&password=not+the+right+one");
        let page = Visitor::new(&world.address, None)
            .send(Method::POST, "/sign-in", &headers, &body)
            .await;
        assert!([200, 429].contains(&page.status), "{}", page.status);
        checked += usize::from(page.status == 200);
    }
    checked
}

fn behind_a_proxy(on: Store, story: impl AsyncFnOnce(&World)) {
    let change = |config: &mut alongside::config::Config| {
        let proxy = "127.0.0.0/8".parse().expect("a network");
        config.server.trusted_proxies.push(proxy);
    };
    tell_with(on, change, story);
}

#[test]
fn a_browser_that_is_known_gets_in_while_strangers_guess() {
    behind_a_proxy(Store::Postgres, async |world: &World| {
        let siân = world.citizen("Siân").await;
        give_password(world, &siân).await;
        let mut own = world.visitor();
        own.open("/sign-in").await;
        let page = own
            .post("/sign-in", &[("email", &siân.email), ("password", PASSWORD)])
            .await;
        assert_eq!(page.status, 303);
        let device = cookie(&page, "device").expect("a cookie");
        let whole = page
            .headers
            .iter()
            .find(|(_, value)| value.starts_with("device="));
        assert!(whole.is_some_and(|(_, value)| value.contains("HttpOnly") && value.contains("Max-Age")));
        own.post("/sign-out", &[]).await;
        assert!(!is_in(&mut own).await, "the cookie signs nobody in");

        let checked = guess(world, &siân.email, None, 120).await;
        assert!(
            (30..=50).contains(&checked),
            "guesses from many networks are bounded: {checked}"
        );
        let mut fresh = world.visitor();
        let page = sign_in(&mut fresh, &siân.email, PASSWORD).await;
        assert_eq!(page.status, 429, "a browser that nobody knows waits");
        sign_in(&mut own, &siân.email, PASSWORD).await;
        assert!(is_in(&mut own).await, "{}", own.page.text());

        // A thief of the cookie has the tries of one browser; nobody else's.
        let stolen = guess(world, &siân.email, Some(&device), 40).await;
        assert!(
            stolen <= 12,
            "the cookie before this sign-in is worth nothing: {stolen}"
        );
        let mut known = world.visitor();
        known.open("/sign-in").await;
        let dafydd = world.citizen("Dafydd").await;
        give_password(world, &dafydd).await;
        let page = known
            .post("/sign-in", &[("email", &dafydd.email), ("password", PASSWORD)])
            .await;
        let his = cookie(&page, "device").expect("a cookie");
        let tries = guess(world, &dafydd.email, Some(&his), 40).await;
        assert_eq!(tries, 11, "ten tries are free, and one more");
        let foreign = guess(world, &siân.email, Some(&his), 20).await;
        assert!(foreign <= 12, "his browser is not known for her: {foreign}");

        // Signing out everywhere forgets every browser.
        own.open("/account").await;
        own.press("Sign out everywhere", &[]).await;
        assert_eq!(
            count(world, "select count(*) from device").await,
            1,
            "only Dafydd's"
        );
        guess(world, &siân.email, None, 80).await;
        let page = sign_in(&mut own, &siân.email, PASSWORD).await;
        assert_eq!(page.status, 429);
    });
}

/// The inputs of proxies that were misread once.
#[test]
fn networks_are_counted_as_proxies_write_them() {
    behind_a_proxy(Store::Sqlite, async |world: &World| {
        let page = world.visitor().get("/sign-in").await;
        let token = page.token().expect("a form");
        let visitor = cookie(&page, "alongside").expect("a cookie");
        let tries = async |from: &dyn Fn(usize) -> String| {
            let mut limited = 0;
            for number in 1..=75 {
                let (from, cookies) = (from(number), format!("alongside={visitor}"));
                let headers = [
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("x-forwarded-for", from.as_str()),
                    ("cookie", cookies.as_str()),
                ];
                let path = format!("/confirm/{}", "x".repeat(43));
                let body = format!("token={token}");
                let page = Visitor::new(&world.address, None)
                    .send(Method::POST, &path, &headers, &body)
                    .await;
                limited += usize::from(page.status == 429);
            }
            limited
        };
        assert_eq!(tries(&|number| format!("203.0.{number}.7:5100")).await, 0);
        assert_eq!(tries(&|number| format!("[2001:db8:{number:X}::1]:443")).await, 0);
        assert_eq!(tries(&|number| format!("::ffff:203.1.{number}.7")).await, 0);
        assert_eq!(
            tries(&|number| format!("10.{number}.{number}.1, 192.0.2.9:443")).await,
            14
        );
        assert_eq!(
            tries(&|number| format!("10.{number}.{number}.1, unknown")).await,
            14
        );
        assert_eq!(
            tries(&|number| format!("10.{number}.{number}.1, [2001:db8:ffff::{number}]")).await,
            14
        );
    });
}

async fn somebody_sees_where_they_are_signed_in_and_signs_out_there(world: &World) {
    let siân = world.citizen("Siân").await;
    give_password(world, &siân).await;
    let mut browsers = Vec::new();
    for _ in 0..12 {
        let mut browser = world.visitor();
        sign_in(&mut browser, &siân.email, PASSWORD).await;
        assert!(is_in(&mut browser).await);
        browsers.push(browser);
        world.clock.advance(1);
    }
    assert_eq!(
        count(world, "select count(*) from session").await,
        10,
        "the oldest are signed out"
    );
    assert!(!is_in(&mut browsers[0]).await && is_in(&mut browsers[2]).await);
    let last = &mut browsers[11];
    let page = last.open("/account/sessions").await;
    assert_eq!(page.text().matches("Sign out there").count(), 9);
    page.must_say("This browser");
    last.press("Sign out there", &[])
        .await
        .must_say("That browser is signed out");
    assert_eq!(count(world, "select count(*) from session").await, 9);
    assert!(is_in(last).await);
    last.open("/account/sessions").await;
    last.press("Sign out here", &[]).await;
    assert!(!is_in(last).await);

    // Nobody signs out somebody else.
    let mut mallory = world.citizen("Mallory").await.browser;
    let (hash,): (Vec<u8>,) = sql(
        world.database(),
        "select hash from session where account_id = $1 limit 1",
    )
    .bind(siân.id)
    .one()
    .await
    .expect("a session");
    mallory.open("/account/sessions").await;
    let before = count(world, "select count(*) from session").await;
    mallory
        .post("/account/sessions", &[("id", &account::encode(&hash))])
        .await;
    assert_eq!(count(world, "select count(*) from session").await, before);
}
