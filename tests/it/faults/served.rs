//! The real program on a disk that fails: full for a while, and one that does not keep what it was given.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use alongside::{account, account::Email, check};

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
        let (shim, mark) = (tools.path().join("failing_sync.so"), tools.path().join("fails"));
        let source = crate::house_rules::root().join("tests/it/faults/failing_sync.c");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .arg(&shim)
            .arg(source)
            .arg("-ldl")
            .status();
        assert!(built.expect("a C compiler").success());
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

/// A disk of its own in memory, taken away with the story.
struct Disk(tempfile::TempDir);

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount")
            .arg("--lazy")
            .arg(self.0.path())
            .status()
            .ok();
    }
}

#[test]
fn a_disk_that_is_full_for_a_while_is_written_to_again_when_there_is_space() {
    let disk = Disk(tempfile::tempdir().expect("a folder"));
    let mut mount = Command::new("mount");
    mount
        .args(["-t", "tmpfs", "-o", "size=24m", "none"])
        .arg(disk.0.path())
        .stderr(Stdio::null());
    if !mount.status().is_ok_and(|ended| ended.success()) {
        // Only root can mount; the file that cannot grow tells the same story everywhere.
        return;
    }
    tell(async {
        let world = World::prepared_on(Store::Sqlite, |_| ()).await;
        world.close().await;
        let served = serve(&world, disk.0.path(), &[]).await;
        assert_eq!(register(&world, "before").await.status, 303);
        let filler = disk.0.path().join("filler");
        // Written until nothing more fits.
        let mut full = std::fs::File::create(&filler).expect("a file");
        while std::io::Write::write(&mut full, &[0; 4096]).is_ok() {}
        let mut answers = Vec::new();
        for number in 0..12 {
            let name = format!("person{number}");
            answers.push((register(&world, &name).await.status, name));
        }
        assert!(answers.iter().any(|(status, _)| *status == 503), "{answers:?}");
        let page = readiness(&world.visitor()).await;
        assert_eq!(page.status, 503);
        assert!(
            page.html.starts_with("the disk of the database is full\n"),
            "{}",
            page.html
        );
        std::fs::remove_file(&filler).expect("space");
        drop(full);
        assert_eq!(register(&world, "after").await.status, 303, "without a restart");
        assert_eq!(readiness(&world.visitor()).await.status, 200);
        drop(served);
        let database = alongside::database::Database::open_sqlite(&disk.0.path().join("alongside.db")).await;
        let database = database.expect("opens");
        answers.push((303, "after".to_owned()));
        for (status, name) in &answers {
            let email = Email::parse(&format!("{name}@people.example")).expect("an address");
            let kept = account::records::by_email(&database, &email).await.expect("read");
            assert_eq!(kept.is_some(), *status == 303, "{name}");
        }
        database.close().await;
        world.end().await;
    });
}
