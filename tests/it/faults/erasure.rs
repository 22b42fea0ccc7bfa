//! What is erased is gone from the files, however long that takes.

use alongside::{
    check,
    database::{Database, sql},
    moment::MINUTE,
};

use crate::support::{Store, World, tell};

#[test]
fn a_reader_that_delays_the_wiping_does_not_prevent_it() {
    tell(Store::Sqlite, async |world: &World| {
        let mut person = world.citizen("Quaxilla").await;
        let mut others = world.citizen("Bronwen").await;
        world.work().await;
        let email = person.email.clone();
        for browser in [&mut person.browser, &mut others.browser] {
            browser.get("/").await;
        }
        let mut visitor = world.visitor();
        for address in [&email, &others.email] {
            visitor.open("/sign-in/link").await;
            visitor.post("/sign-in/link", &[("email", address)]).await;
        }
        world.work().await;
        assert!(files_with(world, "letters", &email) > 0, "a letter to {email}");

        // A backup reads while a person erases everything.
        let backup = Database::open_sqlite(&world.folder().join("alongside.db"))
            .await
            .expect("a reader");
        let mut reading = backup.begin().await.expect("a transaction");
        sql(&mut reading, "rollback").run().await.expect("ended");
        sql(&mut reading, "begin").run().await.expect("begun");
        let _: (i64,) = sql(&mut reading, "select count(*) from account")
            .one()
            .await
            .expect("read");
        let browser = &mut person.browser;
        browser.open("/you/erase").await;
        browser
            .press("Erase everything about me", &[("sure", "yes")])
            .await;
        assert_eq!(browser.page.heading(), "Everything is erased");
        assert_eq!(files_with(world, "letters", &email), 0, "her letters go at once");
        assert!(files_with(world, "letters", &others.email) > 0, "another's stay");
        assert!(
            files_with(world, "", "Quaxilla") > 0,
            "somebody reads what was before"
        );
        let wrong = check::database(world.database(), world.now())
            .await
            .expect("checked");
        assert!(wrong.len() == 1 && wrong[0].contains("not wiped"), "{wrong:?}");

        drop(reading);
        backup.close().await;
        world.app.work().await.expect("worked");
        assert!(
            files_with(world, "", "Quaxilla") > 0,
            "not tried before a minute is over"
        );
        world.clock.advance(MINUTE);
        world.app.work().await.expect("worked");
        assert_eq!(files_with(world, "", "Quaxilla"), 0);
        assert_eq!(files_with(world, "", &email), 0);
        let wrong = check::database(world.database(), world.now())
            .await
            .expect("checked");
        assert!(wrong.is_empty(), "{wrong:?}");
    });
}

/// How many files of a folder hold these words.
fn files_with(world: &World, folder: &str, words: &str) -> usize {
    let entries = std::fs::read_dir(world.folder().join(folder))
        .expect("a folder")
        .flatten();
    let texts = entries.filter_map(|entry| std::fs::read(entry.path()).ok());
    let words = words.to_lowercase();
    texts
        .filter(|bytes| String::from_utf8_lossy(bytes).to_lowercase().contains(&words))
        .count()
}
