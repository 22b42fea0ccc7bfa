//! The real program on a disk that fails: full for a while, and one that does not keep what it was given.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use alongside::{account, account::Email, check, database::Database};

use super::{readiness, register};
use crate::support::{Store, World};

/// The program, ended with the story.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

async fn serve(world: &World, folder: &Path, settings: &[(&str, &Path)]) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command
        .arg("serve")
        .env("ALONGSIDE_LISTEN", world.address.trim_start_matches("http://"))
        .env("ALONGSIDE_BASE_URL", &world.address)
        .env("ALONGSIDE_DATA", folder)
        .env("RUST_LOG", "off")
        .stdout(Stdio::null());
    for (name, value) in settings {
        command.env(name, value);
    }
    let served = Served(command.spawn().expect("the service starts"));
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

/// Builds what is preloaded into the service to make its disk fail, in this folder.
fn failing_disk(folder: &Path) -> PathBuf {
    let built_into = folder.join("failing_disk.so");
    let source = crate::house_rules::root().join("tests/it/faults/failing_disk.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&built_into)
        .arg(source)
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success());
    built_into
}

fn tell(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(story);
}

#[test]
fn a_disk_that_does_not_keep_what_it_was_given_is_written_to_again_when_it_does() {
    tell(async {
        let mut world = World::prepared_on(Store::Sqlite, |_| ()).await;
        world.close().await;
        let tools = tempfile::tempdir().expect("a folder");
        let (shim, mark) = (failing_disk(tools.path()), tools.path().join("fails"));
        let served = serve(
            &world,
            world.folder(),
            &[("LD_PRELOAD", shim.as_path()), ("FAILS_WHILE", mark.as_path())],
        )
        .await;
        let mut answers = vec![("before", register(&world, "before").await.status)];
        std::fs::write(&mark, "").expect("from now on");
        for name in ["first", "second", "third"] {
            answers.push((name, register(&world, name).await.status));
        }
        let page = readiness(&world.visitor()).await;
        assert_eq!(page.status, 503);
        assert!(
            page.html.starts_with("the disk of the database reports errors\n"),
            "{}",
            page.html
        );
        std::fs::remove_file(&mark).expect("until now");
        answers.push(("after", register(&world, "after").await.status));
        assert_eq!(readiness(&world.visitor()).await.status, 200);
        drop(served);
        assert_eq!(answers[0].1, 303, "{answers:?}");
        assert!(
            answers[1..4].iter().all(|(_, status)| *status == 503),
            "{answers:?}"
        );
        assert_eq!(answers[4].1, 303, "{answers:?}");
        kept(&mut world, &answers).await;
        world.end().await;
    });
}

/// Everything that was acknowledged is there after the program was killed, and nothing is wrong.
async fn kept(world: &mut World, answers: &[(&str, u16)]) {
    world.reopen().await;
    for (name, status) in answers {
        let email = Email::parse(&format!("{name}@people.example")).expect("an address");
        let kept = account::records::by_email(world.database(), &email)
            .await
            .expect("read");
        assert!(
            kept.is_some() || *status != 303,
            "{name} was acknowledged and is lost"
        );
    }
    let wrong = check::database(world.database(), world.now())
        .await
        .expect("checked");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is free on the small disk beside a fresh database, bytes. A disk of 2 MB in all would not hold the schema: the
/// file of a fresh database has 1.4 MB, and its log another 1.5 MB while it is made.
const FREE_BYTES: u64 = 2_000_000;

/// A disk of its own in memory, taken away with the story.
struct Disk(tempfile::TempDir);

impl Disk {
    /// A disk with what is in `folder` and [`FREE_BYTES`]; `None` when we may not mount one.
    fn around(folder: &Path) -> Option<Self> {
        let disk = Self(tempfile::tempdir().expect("a folder"));
        let size = format!("size={}", bytes_in(folder) + FREE_BYTES);
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &size, "none"])
            .arg(disk.0.path())
            .stderr(Stdio::null());
        if !mount.status().is_ok_and(|ended| ended.success()) {
            return None;
        }
        let mut copy = Command::new("cp");
        copy.arg("-a").arg(folder.join(".")).arg(disk.0.path());
        assert!(copy.status().expect("cp runs").success());
        Some(disk)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let mut unmount = Command::new("umount");
        unmount.arg("--lazy").arg(self.0.path()).stderr(Stdio::null());
        unmount.status().ok();
    }
}

/// Bytes of the files below a folder, in whole pages of 4096.
fn bytes_in(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let bytes = entries.map(|entry| {
        let found = entry.metadata().expect("there");
        let below = if found.is_dir() {
            bytes_in(&entry.path())
        } else {
            0
        };
        found.len().div_ceil(4096) * 4096 + below
    });
    bytes.sum()
}

#[test]
fn a_disk_of_two_megabytes_that_fills_and_empties_is_written_to_again() {
    tell(async {
        let world = World::prepared_on(Store::Sqlite, |_| ()).await;
        world.close().await;
        let Some(disk) = Disk::around(world.folder()) else {
            println!("SKIPPED on a real disk, which only root may mount; told with writes that fail instead");
            return world.end().await;
        };
        let filler = disk.0.path().join("filler");
        let fill = || {
            let mut full = std::fs::File::create(&filler).expect("a file");
            while std::io::Write::write(&mut full, &[0; 4096]).is_ok() {}
        };
        let empty = || std::fs::remove_file(&filler).expect("space");
        is_full_for_a_while(&world, disk.0.path(), &[], fill, empty).await;
        world.end().await;
    });
}

/// The same where nobody may mount a disk: what is written fails as it does on a full one.
#[test]
fn writes_that_find_no_space_for_a_while_are_done_again_when_there_is() {
    tell(async {
        let world = World::prepared_on(Store::Sqlite, |_| ()).await;
        world.close().await;
        let tools = tempfile::tempdir().expect("a folder");
        let (shim, mark) = (failing_disk(tools.path()), tools.path().join("full"));
        let settings = [("LD_PRELOAD", shim.as_path()), ("FULL_WHILE", mark.as_path())];
        let fill = || std::fs::write(&mark, "").expect("from now on");
        let empty = || std::fs::remove_file(&mark).expect("until now");
        is_full_for_a_while(&world, world.folder(), &settings, fill, empty).await;
        world.end().await;
    });
}

async fn is_full_for_a_while(
    world: &World,
    folder: &Path,
    settings: &[(&str, &Path)],
    fill: impl Fn(),
    empty: impl Fn(),
) {
    let served = serve(world, folder, settings).await;
    let mut answers = vec![(register(world, "before").await.status, "before".to_owned())];
    fill();
    for number in 0..12 {
        let name = format!("person{number}");
        answers.push((register(world, &name).await.status, name));
    }
    assert_eq!(answers[0].0, 303, "{answers:?}");
    assert!(answers.iter().any(|(status, _)| *status == 503), "{answers:?}");
    let page = readiness(&world.visitor()).await;
    assert_eq!(page.status, 503);
    assert!(
        page.html.starts_with("the disk of the database is full\n"),
        "{}",
        page.html
    );
    empty();
    answers.push((register(world, "after").await.status, "after".to_owned()));
    assert_eq!(answers[13].0, 303, "without a restart");
    assert_eq!(readiness(&world.visitor()).await.status, 200);
    drop(served);
    let database = Database::open_sqlite(&folder.join("alongside.db")).await;
    let database = database.expect("opens");
    for (status, name) in &answers {
        let email = Email::parse(&format!("{name}@people.example")).expect("an address");
        let kept = account::records::by_email(&database, &email).await.expect("read");
        assert_eq!(kept.is_some(), *status == 303, "{name} was answered {status}");
    }
    database.close().await;
}
