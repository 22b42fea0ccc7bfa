//! The demonstration: what a newcomer sees first.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

use reqwest::{Client, StatusCode};

/// A served demonstration; killed when the story ends.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Starts `alongside demo --serve` and returns what it says until it is reachable.
fn start(address: &str, folder: &std::path::Path) -> (Served, Vec<String>) {
    let child = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["demo", "--serve"])
        .env("ALONGSIDE_LISTEN", address)
        .env("ALONGSIDE_BASE_URL", format!("http://{address}"))
        .env("ALONGSIDE_DATA", folder)
        .env("RUST_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the demonstration starts");
    let mut served = Served(child);
    let output = BufReader::new(served.0.stdout.take().expect("its output"));
    let mut said = Vec::new();
    for line in output.lines() {
        said.push(line.expect("a line"));
        if said
            .last()
            .is_some_and(|line| line.starts_with("Alongside is at"))
        {
            return (served, said);
        }
    }
    panic!("the demonstration ended early: {said:?}");
}

/// The line about `role` among the sign-ins.
fn sign_in_of<'a>(said: &'a [String], role: &str) -> &'a str {
    let line = said.iter().find(|line| line.trim_start().starts_with(role));
    line.unwrap_or_else(|| panic!("no sign-in for a {role} in {said:?}"))
}

#[tokio::test]
async fn a_newcomer_gets_a_county_and_three_sign_ins_and_the_second_start_fills_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .to_string();
    let (first, said) = start(&address, folder.path());
    assert!(sign_in_of(&said, "citizen").contains('@'));
    for role in ["officer", "steward"] {
        let line = sign_in_of(&said, role);
        let code = line.rsplit(' ').next().expect("a code");
        assert!(
            code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()),
            "{line}"
        );
    }
    let client = Client::builder().no_proxy().build().expect("a client");
    for (path, words) in [
        ("/", "Alongside"),
        ("/opportunities", "30"),
        ("/letters", "officer.0@hosts.example"),
    ] {
        let answer = client
            .get(format!("http://{address}{path}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(
            answer.text().await.expect("a page").contains(words),
            "{words} on {path}"
        );
    }
    drop(first);

    let checked = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .arg("check")
        .env("ALONGSIDE_DATA", folder.path())
        .output()
        .expect("checked");
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );

    let (_second, said) = start(&address, folder.path());
    assert!(!said.iter().any(|line| line.contains("Filling")), "{said:?}");
    sign_in_of(&said, "officer");
}
