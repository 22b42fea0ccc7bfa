//! An installation's own badges: a citizen ticks one, whoever seeks it finds her, and a file that is wrong stops the
//! start.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use alongside::badge::Kind;
use serde_json::{Value, json};

use crate::support::{World, people::Person};

const ESTATE: &str = "living-on-gipton-estate";
const OWN: &str = r#"
[[badge]]
slug = "living-on-gipton-estate"
kind = "experience"
group = "home-and-money"
label = "Living on Gipton estate"
welsh = "Byw ar ystad Gipton"
phrases = ["my flat in Gipton", "a Gipton tenant", "where I live in Gipton"]
welsh_phrases = ["fy fflat yn Gipton"]

[[badge]]
slug = "living-in-oak-tree-tower"
kind = "experience"
group = "home-and-money"
label = "Living in Oak Tree Tower"
welsh = "Byw yn Nhŵr y Dderwen"
broader = "living-on-gipton-estate"
phrases = ["my flat in Oak Tree Tower", "the lifts of Oak Tree Tower", "a tenant of Oak Tree Tower"]
"#;

/// The program, ended with the story.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn program(world: &World, vocabulary: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command
        .arg("serve")
        .env("ALONGSIDE_LISTEN", world.address.trim_start_matches("http://"))
        .env("ALONGSIDE_BASE_URL", &world.address)
        .env("ALONGSIDE_DATA", world.folder())
        .env("ALONGSIDE_VOCABULARY", vocabulary)
        .env("RUST_LOG", "error")
        .stdout(Stdio::null());
    command
}

async fn serve(world: &World, vocabulary: &Path) -> Served {
    let served = Served(program(world, vocabulary).spawn().expect("it starts"));
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    for _ in 0..600 {
        let asked = client.get(format!("{}/health/ready", world.address)).send().await;
        if asked.is_ok_and(|answer| answer.status().is_success()) {
            return served;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the service did not become ready");
}

/// Asks for her page until it says these words: the index follows within a second.
async fn must_come_to_say(person: &mut Person, path: &str, words: &str) {
    for _ in 0..600 {
        if person.browser.open(path).await.says(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} never says {words}: {}", person.browser.page.text());
}

async fn a_citizen_ticks_a_local_badge_and_is_found() {
    let mut world = World::prepared(|_| ()).await;
    let officer = world.officer("Priya", "Leeds Council").await;
    world
        .opportunity_with(&officer, "What should Gipton be like?", |one| {
            one.seeks.truncate(1);
            one.seeks[0].kind = Kind::Experience;
            one.seeks[0].badge = Some(ESTATE.into());
            (one.seeks[0].words, one.seeks[0].standpoint) = (None, None);
        })
        .await;
    let mut mair = world.citizen("Mair").await;
    world.close().await;
    let vocabulary = world.folder().join("badges.toml");
    fs::write(
        &vocabulary,
        OWN.replace("group = \"home-and-money\"", "group = \"towers\""),
    )
    .expect("written");
    let refused = program(&world, &vocabulary).output().expect("it runs");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success());
    for part in ["ALONGSIDE_VOCABULARY", "badges.toml", "line 2", ESTATE, "group"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    fs::write(&vocabulary, OWN).expect("written");
    let served = serve(&world, &vocabulary).await;
    must_come_to_say(
        &mut mair,
        "/you/badges?q=the+lifts+of+oak+tree",
        "Living in Oak Tree Tower",
    )
    .await;
    must_come_to_say(
        &mut mair,
        "/you/badges?shelf=home-and-money",
        "Living on Gipton estate",
    )
    .await;
    mair.browser
        .post("/you/badges/add", &[("badge", "living-in-oak-tree-tower")])
        .await;
    must_come_to_say(&mut mair, "/you/badges?lang=cy", "Byw yn Nhŵr y Dderwen").await;
    must_come_to_say(&mut mair, "/for-you?lang=en", "What should Gipton be like?").await;
    mair.browser
        .open("/for-you")
        .await
        .must_say("Living in Oak Tree Tower")
        .must_say("Living on Gipton estate");
    drop(served);
    world.reopen().await;
    world.end().await;
}

#[test]
fn a_local_badge_is_ticked_sought_and_found() {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(a_citizen_ticks_a_local_badge_and_is_found());
}

fn matched(folder: &Path, vocabulary: Option<&Path>) -> Output {
    let profile =
        json!({"id": "mair", "badges": [{"kind": "experience", "words": "my flat in Oak Tree Tower"}]});
    let posting = json!({"id": "o", "seeks": [{"kind": "experience", "badge": ESTATE, "need": "must"}]});
    let (people, asked) = (folder.join("p.jsonl"), folder.join("o.jsonl"));
    fs::write(&people, format!("{profile}\n")).expect("written");
    fs::write(&asked, format!("{posting}\n")).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.arg("match").arg("--profiles").arg(people);
    command.arg("--opportunities").arg(asked);
    if let Some(file) = vocabulary {
        command.arg("--vocabulary").arg(file);
    }
    command.output().expect("it runs")
}

#[test]
fn the_match_command_knows_local_badges_and_says_what_is_wrong_with_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("badges.toml");
    fs::write(&file, OWN).expect("written");
    let found = matched(folder.path(), Some(&file));
    assert!(found.status.success(), "{found:?}");
    let hit: Value = serde_json::from_slice(&found.stdout).expect("one hit");
    assert_eq!(hit["profile"], "mair");
    assert_eq!(hit["reasons"][0]["criterion"], "Living on Gipton estate");
    let unknown = matched(folder.path(), None);
    assert_eq!(unknown.status.code(), Some(2), "{unknown:?}");
    fs::write(&file, OWN.replace("welsh = \"Byw yn", "# \"Byw yn")).expect("written");
    let refused = matched(folder.path(), Some(&file));
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    for part in [
        "--vocabulary",
        "badges.toml",
        "line 11",
        "living-in-oak-tree-tower",
        "welsh",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
