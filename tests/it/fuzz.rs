//! Random and hostile input: the search boxes, and the files of `alongside match`.
//!
//! `FUZZ_SECONDS` says for how long each of them is tried (`make soak` says ten minutes); the input is the same in
//! every run of the same length.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use rand::{Rng, RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha12Rng;

use crate::hostile::hostile;
use crate::support::{
    Store, World,
    people::{Person, declared},
    tell,
};
use alongside::badge::{Kind, Visibility};

/// So long without `FUZZ_SECONDS`, seconds.
const SHORT: u64 = 20;
/// No answer may take longer than this, with the debug build on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(3);

fn seconds() -> Duration {
    let asked = std::env::var("FUZZ_SECONDS").ok();
    Duration::from_secs(asked.and_then(|text| text.parse().ok()).unwrap_or(SHORT))
}

fn random(salt: u64) -> ChaCha12Rng {
    ChaCha12Rng::seed_from_u64(0x0a10_0f02 ^ salt)
}

fn address(path: &str, random: &mut ChaCha12Rng) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in [
        "q", "topic", "badge", "place", "within", "format", "time", "page", "find", "shelf", "lang", "notice",
    ] {
        if name == "q" || random.random_ratio(1, 5) {
            query.append_pair(name, &hostile(random));
        }
    }
    format!("{path}?{}", query.finish())
}

async fn a_county(world: &World) -> (Person, Person, String) {
    let now = world.now();
    let officer = world.officer("Priya", "Leeds Council").await;
    for number in 0..30 {
        world
            .opportunity(&officer, &format!("Question {number} about coming home?"))
            .await;
        world
            .citizen_with(&format!("Citizen {number}"), |citizen| {
                let badge = declared(
                    "hospital-discharge",
                    Kind::Experience,
                    Visibility::Searchable,
                    now,
                );
                citizen.badges = vec![badge];
            })
            .await;
    }
    let draft = world
        .opportunity_with(&officer, "A draft", |one| {
            one.state = alongside::opportunity::State::Draft;
        })
        .await;
    world.app.matcher.catch_up().await.expect("the index follows");
    (
        world.citizen("Siân").await,
        officer,
        format!("/host/opportunity/{draft}/edit/seeks"),
    )
}

async fn the_search_boxes_hold(world: &World) {
    let (mut citizen, mut officer, seeks) = a_county(world).await;
    let mut random = random(1);
    let until = Instant::now() + seconds();
    let (mut asked, mut slowest) = (0_u32, Duration::ZERO);
    while Instant::now() < until {
        for path in ["/opportunities", "/you/badges", "/host/search", &seeks] {
            let address = address(path, &mut random);
            let browser = if path.starts_with("/host") {
                &mut officer.browser
            } else {
                &mut citizen.browser
            };
            let began = Instant::now();
            // A failure of the service fails the visit.
            let page = browser.get(&address).await;
            let took = began.elapsed();
            assert!([200, 303].contains(&page.status), "{address}: {}", page.status);
            assert!(took < PATIENCE, "{address} took {took:?}");
            slowest = slowest.max(took);
            asked += 1;
        }
        if asked % 80 == 0 {
            // Otherwise the day's limit would be all that is tried.
            let limit = officer.organisation.expect("an organisation").0;
            world
                .run("delete from audit where organisation_id = $1", limit)
                .await;
        }
    }
    println!("fuzzing the search boxes: {asked} requests, the slowest took {slowest:?}");
    assert!(asked >= 20, "only {asked} requests");
}

#[test]
fn the_search_boxes_hold_on_sqlite() {
    tell(Store::Sqlite, the_search_boxes_hold);
}

#[test]
fn the_search_boxes_hold_on_postgres() {
    tell(Store::Postgres, the_search_boxes_hold);
}

const PROFILE: &str = r#"{"id":"a","badges":[{"kind":"experience","badge":"dementia","words":"Dad had it","standpoint":"unpaid-carer"}],"contributions":[{"kind":"sat-on-a-panel","words":"The carers' panel"}],"matters":"Home","motives":["learn"],"area":"LS6","travel_km":20,"formats":["online"],"times":["weekend"]}"#;
const POSTING: &str = r#"{"id":"o","title":"Home","summary":"Going home","seeks":[{"kind":"experience","badge":"dementia","words":"dad","need":"must"}],"area":"LS1","within_km":15,"formats":["online"],"times":["weekend"],"motives":["learn"]}"#;

/// A file of such lines, broken in one of many ways or not at all.
fn broken(line: &str, random: &mut ChaCha12Rng) -> Vec<u8> {
    let mut file: Vec<u8> = Vec::new();
    for number in 0..random.random_range(1..6) {
        let own = line.replacen("\"id\":\"", &format!("\"id\":\"{number}"), 1);
        file.extend(own.as_bytes());
        file.extend(if random.random_ratio(1, 8) {
            &b"\r\n\n"[..]
        } else {
            b"\n"
        });
    }
    match random.random_range(0..9) {
        0 => file.truncate(random.random_range(0..file.len())),
        1 => {
            file = vec![0; random.random_range(0..4000)];
            random.fill_bytes(&mut file);
        }
        2 => {
            for _ in 0..random.random_range(1..20) {
                let place = random.random_range(0..file.len());
                file[place] = random.random();
            }
        }
        3 => {
            file = String::from_utf8_lossy(&file)
                .replace("\"Home\"", &format!("{:?}", "home ".repeat(60_000)))
                .into_bytes();
        }
        4 => file = format!("{}\n", "[".repeat(random.random_range(1..20_000))).into_bytes(),
        5 => {
            let words = hostile(random)
                .replace(['"', '\\'], " ")
                .replace(char::is_control, " ");
            file = String::from_utf8_lossy(&file)
                .replace("Home", &words)
                .into_bytes();
        }
        6 => {
            let number = ["-1", "1e400", "1e308", "NaN", "0", "-0.0", "9223372036854775808"].choose(random);
            let number = number.copied().unwrap_or_default();
            file = String::from_utf8_lossy(&file)
                .replace("20,", &format!("{number},"))
                .replace("15,", &format!("{number},"))
                .into_bytes();
        }
        7 => {
            file = String::from_utf8_lossy(&file)
                .replace("dementia", &hostile(random))
                .into_bytes();
        }
        _ => (),
    }
    file
}

fn tried(folder: &Path, random: &mut ChaCha12Rng) -> Option<i32> {
    let (profiles, postings) = (folder.join("p.jsonl"), folder.join("o.jsonl"));
    fs::write(&profiles, broken(PROFILE, random)).expect("written");
    fs::write(&postings, broken(POSTING, random)).expect("written");
    let done = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .arg("match")
        .arg("--profiles")
        .arg(&profiles)
        .arg("--opportunities")
        .arg(&postings)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        !said.contains("panicked"),
        "{said}\nthe files are in {}",
        folder.display()
    );
    let code = done.status.code();
    assert!(
        code == Some(0) || (code == Some(2) && said.contains(".jsonl")),
        "{code:?}: {said}\nthe files are in {}",
        folder.display()
    );
    code
}

#[test]
fn the_files_of_match_are_used_or_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    // What fails is kept, to be looked at.
    let folder = folder.keep();
    let mut random = random(2);
    let until = Instant::now() + seconds();
    let (mut used, mut refused) = (0_u32, 0_u32);
    while Instant::now() < until || used == 0 || refused == 0 {
        match tried(&folder, &mut random) {
            Some(0) => used += 1,
            _ => refused += 1,
        }
    }
    println!("fuzzing the files of match: {used} pairs used, {refused} refused");
    fs::remove_dir_all(&folder).expect("removed");
}
