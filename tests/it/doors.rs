//! The doors: connections that dawdle, too many requests at once, a service that leaves.

mod known;
mod leaving;
mod strangers;

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, Method, StatusCode, redirect::Policy};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Store, World, stories, tell};

stories!(
    a_request_with_two_lengths_is_refused,
    no_answer_may_be_read_as_something_else,
    an_address_with_two_slashes_leads_to_no_other_host,
);

/// A browser without cookies.
fn client() -> Client {
    let client = Client::builder().no_proxy().redirect(Policy::none());
    client.build().expect("a client")
}

/// Starts the real service on this world's folder, with `files` open files at most.
pub fn start(world: &World, files: usize, settings: &[(&str, &str)]) -> Child {
    let command = format!("ulimit -n {files}; exec \"$0\" serve");
    let mut service = Command::new("sh");
    service
        .args(["-c", &command, env!("CARGO_BIN_EXE_alongside")])
        .env("ALONGSIDE_LISTEN", world.address.trim_start_matches("http://"))
        .env("ALONGSIDE_BASE_URL", &world.address)
        .env("ALONGSIDE_DATA", world.folder())
        .env("RUST_LOG", "error")
        .stdout(Stdio::null());
    for (name, value) in settings {
        service.env(name, value);
    }
    service.spawn().expect("the service starts")
}

/// Asks a service to end, as a supervisor does.
pub fn terminate(service: &Child) {
    let id = service.id().to_string();
    let done = Command::new("kill").arg(&id).status();
    assert!(done.expect("kill runs").success());
}

pub async fn wait_until_ready(address: &str) {
    for _ in 0..400 {
        if status(&client(), &format!("{address}/health/ready")).await == Some(StatusCode::OK) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the service did not become ready");
}

async fn status(client: &Client, url: &str) -> Option<StatusCode> {
    let answer = client.get(url).timeout(Duration::from_secs(10)).send().await;
    answer.ok().map(|answer| answer.status())
}

/// What the service answers to these bytes, until it closes the connection.
async fn raw(world: &World, bytes: &str) -> String {
    let address = world.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(bytes.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    read.expect("the service closes the connection").ok();
    String::from_utf8_lossy(&answer).into_owned()
}

/// As many as attacked us once.
const HALF_SENT: usize = 1_100;
/// Open files of the service meanwhile: far fewer than that.
const FEW_FILES: usize = 256;

#[test]
fn eleven_hundred_half_sent_requests_keep_nobody_out() {
    let files = Rlimit {
        current: Some(4 * HALF_SENT as u64),
        ..getrlimit(Resource::Nofile)
    };
    setrlimit(Resource::Nofile, files).expect("this program may open enough files");
    tell(Store::Sqlite, async |_: &World| {
        let world = World::prepared(|_| ()).await;
        world.close().await;
        let mut service = start(&world, FEW_FILES, &[("ALONGSIDE_HEADER_SECONDS", "5")]);
        wait_until_ready(&world.address).await;
        let address = world.address.trim_start_matches("http://").to_owned();
        let mut half_sent = Vec::new();
        for number in 0..HALF_SENT {
            let mut stream = TcpStream::connect(&address).await.expect("connected");
            // Some say nothing at all.
            if number % 4 > 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-").await.ok();
            }
            half_sent.push(stream);
        }
        for path in ["/health/live", "/health/ready", "/", "/opportunities"] {
            let url = format!("{}{path}", world.address);
            let mut answer = status(&client(), &url).await;
            // A search may be asked to come again while others use the processors of this machine.
            for _ in 0..5 {
                if answer == Some(StatusCode::SERVICE_UNAVAILABLE) {
                    answer = status(&client(), &url).await;
                }
            }
            assert_eq!(answer, Some(StatusCode::OK), "{path}");
        }
        let closed = async {
            for stream in &mut half_sent {
                let mut rest = Vec::new();
                stream.read_to_end(&mut rest).await.ok();
            }
        };
        let all = tokio::time::timeout(Duration::from_secs(30), closed).await;
        all.expect("the service closes each of them");
        service.kill().expect("killed");
        service.wait().expect("gone");
        world.end().await;
    });
}

/// Files and folders of the service are for its own eyes, also those that an earlier version made; `make soak` lets
/// hundreds of people sign in, and looks at the memory afterwards.
#[test]
fn sign_ins_leave_no_memory_behind_and_files_are_private() {
    let people = std::env::var("SOAK_SIGN_INS")
        .ok()
        .and_then(|text| text.parse().ok());
    let people: usize = people.unwrap_or(4);
    tell(Store::Sqlite, async |_: &World| {
        let world = World::prepared(|_| ()).await;
        world.close().await;
        std::fs::create_dir_all(world.folder().join("letters")).expect("a folder");
        for path in ["letters/old.eml", "letters", "alongside.db", "index"] {
            let path = world.folder().join(path);
            if path.extension().is_some_and(|ending| ending == "eml") {
                std::fs::write(&path, "Dear Sian").expect("written");
            }
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o777)).expect("opened");
        }
        let mut service = start(&world, 4096, &[("ALONGSIDE_TRUSTED_PROXIES", "127.0.0.1")]);
        wait_until_ready(&world.address).await;
        let before = resident_megabytes(service.id());
        let browser = client();
        let url = format!("{}/sign-in", world.address);
        let page = browser.get(&url).send().await.expect("a page");
        let cookie = page.headers()["set-cookie"].to_str().expect("text").to_owned();
        let html = page.text().await.expect("a page");
        let token = html.split("name=\"token\" value=\"").nth(1).expect("a token");
        let token = token.split('"').next().expect("its value").to_owned();
        let (token, cookie) = (&token, cookie.split(';').next().expect("a cookie"));
        // Each from another network, or the limit would spare the memory.
        let try_once = async |number: usize| {
            let email = format!("a{number}@example.org");
            let form = [
                ("token", token.as_str()),
                ("email", email.as_str()),
                ("password", "teapot gravel"),
            ];
            let from = format!("203.{}.{}.1", number / 250, number % 250);
            let request = client().post(&url).form(&form).header("cookie", cookie);
            let answer = request.header("x-forwarded-for", from).send().await;
            assert_eq!(
                answer.expect("an answer").status(),
                StatusCode::OK,
                "it was checked"
            );
        };
        let numbers: Vec<usize> = (0..people).collect();
        for some in numbers.chunks(40) {
            futures_util::future::join_all(some.iter().map(|number| try_once(*number))).await;
        }
        let after = resident_megabytes(service.id());
        println!("{people} sign-ins: {before} MB before, {after} MB after");
        assert!(after <= 150, "{after} MB");
        let open: Vec<_> = files(world.folder())
            .into_iter()
            .filter(|(_, mode)| mode & 0o077 != 0)
            .collect();
        assert!(open.is_empty(), "others can read {open:?}");
        service.kill().expect("killed");
        service.wait().expect("gone");
        world.end().await;
    });
}

/// The memory of a process that is in use, in MB.
fn resident_megabytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .expect("its memory");
    let kilobytes: u64 = line
        .split_whitespace()
        .nth(1)
        .expect("a number")
        .parse()
        .expect("a number");
    kilobytes / 1024
}

/// Everything in a folder, with who may do what.
fn files(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut found = vec![(folder.to_owned(), mode(folder))];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), mode(&path)));
        }
    }
    found
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("there").permissions().mode() & 0o777
}

/// SQLite has one writer: while somebody else has it, every request that writes stays in progress.
#[test]
fn beyond_so_many_requests_at_once_each_is_told_to_come_again() {
    const MOST: usize = 256;
    const MORE: usize = 20;
    tell(Store::Sqlite, async |world: &World| {
        let page = client()
            .get(format!("{}/register", world.address))
            .send()
            .await
            .expect("a page");
        let cookie = page.headers()["set-cookie"].to_str().expect("text").to_owned();
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let html = page.text().await.expect("a page");
        let token = html.split("name=\"token\" value=\"").nth(1).expect("a token");
        let token = token.split('"').next().expect("its value").to_owned();
        let writer = world.database().begin().await.expect("the writer");
        let post = |number: usize, language: &'static str| {
            let url = format!("{}/register?number={number}", world.address);
            let form = [
                ("token", token.clone()),
                ("email", format!("a{number}@example.org")),
                ("adult", "yes".into()),
                ("without", "yes".into()),
            ];
            let cookie = format!("{cookie}; language={language}");
            let request = client().post(url).header("cookie", cookie).form(&form);
            tokio::spawn(async move { request.send().await.expect("an answer") })
        };
        let held: Vec<_> = (0..MOST).map(|number| post(number, "en")).collect();
        // Until all of them have their turn.
        let mut refused = None;
        for number in 0..200 {
            let mut one = post(MOST + number, "cy");
            if let Ok(answer) = tokio::time::timeout(Duration::from_millis(100), &mut one).await {
                refused = Some(answer.expect("an answer"));
                break;
            }
        }
        let refused = refused.expect("somebody is refused");
        assert_eq!(refused.status(), 503);
        assert_eq!(refused.headers()["retry-after"], "5");
        assert_eq!(refused.headers()["x-content-type-options"], "nosniff");
        let text = refused.text().await.expect("a page");
        assert!(
            text.contains("lang=\"cy\"") && text.contains("Arhoswch"),
            "{text}"
        );
        for number in 0..MORE {
            let answer = post(1000 + number, "en").await.expect("an answer");
            assert_eq!(answer.status(), 503);
            assert!(
                answer
                    .text()
                    .await
                    .expect("a page")
                    .contains("Please wait 5 seconds")
            );
        }
        for path in ["/health/live", "/assets/app.css"] {
            let url = format!("{}{path}", world.address);
            assert_eq!(
                status(&client(), &url).await,
                Some(StatusCode::OK),
                "{path} needs no turn"
            );
        }
        drop(writer);
        for one in held {
            let status = one.await.expect("an answer").status();
            assert!(status == 303 || status == 429 || status == 503, "{status}");
        }
        let url = format!("{}/", world.address);
        assert_eq!(
            status(&client(), &url).await,
            Some(StatusCode::OK),
            "turns come back"
        );
    });
}

async fn a_request_with_two_lengths_is_refused(world: &World) {
    const LENGTH: &str = "Content-Length: 4\r\n";
    const CHUNKED: &str = "Transfer-Encoding: chunked\r\n";
    let head = |headers: &str| format!("POST /sign-in HTTP/1.1\r\nHost: a\r\n{headers}\r\n0\r\n\r\n");
    for headers in [
        format!("{LENGTH}{CHUNKED}"),
        format!("{CHUNKED}{LENGTH}"),
        format!("{}{}", CHUNKED.to_lowercase(), LENGTH.to_uppercase()),
        format!("content-length : 4\r\n{CHUNKED}"),
    ] {
        let answer = raw(world, &head(&headers)).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{headers}: {answer}");
    }
    let answer = raw(world, &head(&format!("{CHUNKED}Connection: close\r\n"))).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "one length is read: {answer}");
    // What hides behind a request is answered by nobody.
    let answer = raw(
        world,
        "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    )
    .await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

async fn no_answer_may_be_read_as_something_else(world: &World) {
    let visitor = world.visitor();
    for (method, path) in [
        (Method::GET, "/health/live"),
        (Method::GET, "/health/ready"),
        (Method::GET, "/assets/app.css"),
        (Method::GET, "/assets/none.css"),
        (Method::POST, "/notify/receipt"),
        (Method::GET, "/notify/receipt"),
        (Method::PUT, "/"),
        (Method::GET, "/"),
    ] {
        let page = visitor.send(method.clone(), path, &[], "").await;
        assert_eq!(
            page.header("x-content-type-options"),
            Some("nosniff"),
            "{method} {path}"
        );
    }
}

async fn an_address_with_two_slashes_leads_to_no_other_host(world: &World) {
    for path in ["//evil.example/x", "//evil.example/x?a=b", "/%2f/evil.example"] {
        let answer = raw(
            world,
            &format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        let links: Vec<&str> = answer.split("href=\"").skip(1).collect();
        assert!(
            links
                .iter()
                .any(|link| link.starts_with('?') && link.contains("lang=cy")),
            "{path}"
        );
        let foreign: Vec<_> = links.iter().filter(|link| link.starts_with("//")).collect();
        assert!(foreign.is_empty(), "{path}: {foreign:?}");
    }
}
