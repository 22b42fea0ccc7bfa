//! What holds for every address: tokens, headers, and that reading changes nothing.

use std::time::Duration;

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Store, Visitor, World, people::Person, routes::routes, stories, tell};

stories!(
    a_form_without_its_token_is_refused_and_changes_nothing,
    no_address_answers_without_the_security_headers,
    heads_and_prefetches_change_nothing,
    the_health_addresses_tell_whether_we_can_work,
);

/// Somebody of each kind, with a browser.
async fn everybody(world: &World) -> Vec<(&'static str, Visitor)> {
    let browser = |person: Person| person.browser;
    vec![
        ("a visitor", world.visitor()),
        ("a citizen", browser(world.citizen("Siân").await)),
        (
            "an officer",
            browser(world.officer("Omar", "Leeds City Council").await),
        ),
        ("a steward", browser(world.steward().await)),
    ]
}

/// A well-formed value for a parameter of an address.
fn unknown(name: &str) -> String {
    match name {
        "token" => "A".repeat(43),
        "id" | "opportunity" | "invitation" | "badge" | "citizen" | "organisation" | "wave" => {
            "0193b8a0-0000-7000-8000-000000000001".to_owned()
        }
        other => other.to_owned(),
    }
}

async fn a_form_without_its_token_is_refused_and_changes_nothing(world: &World) {
    let mut stranger = world.visitor();
    stranger.get("/safe").await;
    let foreign = stranger.page.value("token").unwrap_or_else(|| "A".repeat(43));
    for (who, mut browser) in everybody(world).await {
        browser.get("/").await;
        let before = world.digest().await;
        for route in routes()
            .into_iter()
            .filter(|route| route.post && !route.has_its_own_proof())
        {
            let path = route.filled(unknown);
            for token in [None, Some(""), Some(foreign.as_str())] {
                let body = token.map_or("called=x".to_owned(), |token| format!("token={token}&called=x"));
                let form = [("content-type", "application/x-www-form-urlencoded")];
                let page = browser.send(Method::POST, &path, &form, &body).await;
                assert_eq!(page.status, 403, "{who} posts to {path} with the token {token:?}");
            }
        }
        assert_eq!(
            world.digest().await,
            before,
            "{who} changed something without a token"
        );
    }
}

async fn no_address_answers_without_the_security_headers(world: &World) {
    for (who, browser) in everybody(world).await {
        let unreal = "/no-such-page".to_owned();
        let paths = routes()
            .into_iter()
            .filter(|route| route.get)
            .map(|route| route.filled(unknown));
        for path in paths
            .chain([unreal])
            .filter(|path| !path.starts_with("/health/") && !path.starts_with("/assets/"))
        {
            let page = browser.send(Method::GET, &path, &[], "").await;
            assert!(page.status < 500, "{who} {path}: {}", page.status);
            let policy = page.header("content-security-policy").unwrap_or_default();
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
                "{who} {path}: {policy}"
            );
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
                ("cross-origin-opener-policy", "same-origin"),
            ] {
                assert_eq!(page.header(name), Some(value), "{who} {path}: {name}");
            }
        }
    }
}

async fn heads_and_prefetches_change_nothing(world: &World) {
    for (who, browser) in everybody(world).await {
        let before = world.digest().await;
        for route in routes().into_iter().filter(|route| route.get) {
            let path = route.filled(unknown);
            let head = browser.send(Method::HEAD, &path, &[], "").await;
            assert!(head.html.is_empty(), "{who} {path}: a HEAD has no body");
            let prefetch = [("sec-purpose", "prefetch"), ("purpose", "prefetch")];
            browser.send(Method::GET, &path, &prefetch, "").await;
        }
        assert_eq!(world.digest().await, before, "{who} changed something by looking");
    }
}

async fn the_health_addresses_tell_whether_we_can_work(world: &World) {
    let visitor = world.visitor();
    for path in ["/health/live", "/health/ready"] {
        let page = visitor.send(Method::GET, path, &[], "").await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("set-cookie"), None, "{path} makes no visitor");
    }
}

#[test]
fn assets_are_kept_by_browsers_until_they_change() {
    tell(Store::Sqlite, async |world: &World| {
        let visitor = world.visitor();
        for (path, kind) in [
            ("/assets/app.css", "text/css"),
            ("/assets/app.js", "text/javascript"),
            ("/assets/mark.svg", "image/svg+xml"),
        ] {
            let page = visitor.send(Method::GET, path, &[], "").await;
            assert_eq!(page.status, 200, "{path}");
            assert!(
                page.header("content-type")
                    .is_some_and(|found| found.starts_with(kind)),
                "{path}"
            );
            assert!(
                page.header("cache-control")
                    .is_some_and(|found| found.contains("max-age")),
                "{path}"
            );
            let tag = page.header("etag").expect("a tag").to_owned();
            let again = visitor
                .send(Method::GET, path, &[("if-none-match", &tag)], "")
                .await;
            assert_eq!((again.status, again.html.as_str()), (304, ""), "{path}");
        }
        for path in [
            "/assets/none.css",
            "/assets/../Cargo.toml",
            "/assets/%2e%2e/app.css",
            "/assets/..%2fmade",
        ] {
            assert_eq!(
                visitor.send(Method::GET, path, &[], "").await.status,
                404,
                "{path}"
            );
        }
    });
}

#[test]
fn a_request_in_progress_is_answered_when_the_service_stops() {
    tell(Store::Sqlite, async |_: &World| {
        let world = World::begin_working(Store::Sqlite).await;
        let address = world.address.trim_start_matches("http://").to_owned();
        let mut connection = TcpStream::connect(&address).await.expect("connected");
        let head = format!("POST /sign-in HTTP/1.1\r\nhost: {address}\r\ncontent-length: 5\r\n\r\n");
        connection.write_all(head.as_bytes()).await.expect("sent");
        tokio::time::sleep(Duration::from_millis(200)).await;
        world.ask_to_stop();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(
            TcpStream::connect(&address).await.is_err(),
            "nobody new is let in"
        );
        connection.write_all(b"a=b&c").await.expect("sent");
        let mut answer = String::new();
        let read =
            tokio::time::timeout(Duration::from_secs(10), connection.read_to_string(&mut answer)).await;
        read.expect("in time").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
        drop(connection);
        let ended = tokio::time::timeout(Duration::from_secs(10), world.end()).await;
        ended.expect("the service ends soon after the last answer");
    });
}
