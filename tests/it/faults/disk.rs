//! A disk that is full for a while, and one that fails to keep what it was given.

use alongside::{account, account::Email, database::sql};
use sqlx::AssertSqlSafe;

use super::{readiness, register};
use crate::support::{Store, World, tell};

#[test]
fn a_file_that_cannot_grow_for_a_while_loses_nothing_and_is_written_to_again() {
    tell(Store::Sqlite, async |world: &World| {
        let database = world.database();
        let (pages,): (i64,) = sql(database, "pragma page_count").one().await.expect("read");
        let limit = format!("pragma max_page_count = {}", pages + 4);
        sql(database, AssertSqlSafe(limit)).run().await.expect("limited");
        let mut answers = Vec::new();
        for number in 0..12 {
            answers.push(register(world, &format!("person{number}")).await.status);
        }
        assert!(answers.contains(&503), "the file was full: {answers:?}");
        // The limit went with the connection: from then on there is space again.
        assert_eq!(answers.last(), Some(&303), "{answers:?}");
        for (number, status) in answers.iter().enumerate() {
            let email = Email::parse(&format!("person{number}@people.example")).expect("an address");
            let kept = account::records::by_email(database, &email).await.expect("read");
            assert_eq!(
                kept.is_some(),
                *status == 303,
                "person {number} was answered {status}"
            );
        }
        assert_eq!(readiness(&world.visitor()).await.status, 200);
    });
}
