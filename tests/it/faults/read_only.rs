//! A database that takes no writes for a while: another program holds the file, or the server was made a standby.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use alongside::database::{Database, sql};
use sqlx::AssertSqlSafe;

use super::{readiness, register};
use crate::support::{Store, World, tell};

#[test]
fn a_server_that_is_read_only_for_a_while_is_read_from_and_written_to_again() {
    tell(Store::Postgres, async |world: &World| {
        let url = world.database_url().expect("a server");
        let name = url.rsplit('/').next().and_then(|rest| rest.split('?').next());
        let name = name.expect("a name");
        let visitor = world.visitor();
        assert_eq!(register(world, "before").await.status, 303);
        assert_eq!(readiness(&visitor).await.status, 200);

        // New sessions write nothing, and the old ones end: what the program sees when its server becomes a standby.
        let operator = Database::open_postgres(url).await.expect("another program");
        let demote = format!("alter database {name} set default_transaction_read_only = on");
        operate(&operator, demote).await;
        let end_all = "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()";
        sql(&operator, end_all).run().await.expect("ended");
        for number in 0..5 {
            let page = register(world, &format!("meanwhile{number}")).await;
            assert_eq!(page.status, 503, "{}", page.text());
            assert_eq!(page.header("retry-after"), Some("5"));
        }
        assert_eq!(
            world.visitor().get("/opportunities").await.status,
            200,
            "reads go on"
        );
        let page = readiness(&visitor).await;
        assert_eq!(page.status, 503);
        assert!(
            page.html
                .starts_with("the database takes no writes: it is read-only\n"),
            "{}",
            page.html
        );

        // Sessions that were opened meanwhile stay read-only for as long as they live.
        let promote = format!("alter database {name} reset default_transaction_read_only");
        operate(&operator, promote).await;
        operator.close().await;
        for number in 0..5 {
            assert_eq!(register(world, &format!("after{number}")).await.status, 303);
        }
        let page = readiness(&visitor).await;
        assert_eq!((page.status, page.html.lines().next()), (200, Some("ready")));
        let wrong = alongside::check::database(world.database(), world.now())
            .await
            .expect("checked");
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn a_file_that_another_program_holds_is_read_from_and_written_to_again() {
    tell(Store::Sqlite, async |world: &World| {
        let visitor = world.visitor();
        let other = Database::open_sqlite(&world.folder().join("alongside.db")).await;
        let other = other.expect("another program");
        let held = other.begin().await.expect("held");
        let refused = AtomicUsize::new(0);
        let tries = futures_util::future::join_all((0..4).map(|number| {
            let refused = &refused;
            async move {
                let page = register(world, &format!("meanwhile{number}")).await;
                refused.fetch_add(1, Ordering::SeqCst);
                page
            }
        }));
        let look = async {
            // They wait for the writer by now.
            tokio::time::sleep(Duration::from_millis(1500)).await;
            let page = visitor.send(reqwest::Method::GET, "/health/ready", &[], "").await;
            assert_eq!(page.status, 503);
            assert!(page.html.starts_with("the database is busy"), "{}", page.html);
            let read = world.visitor().get("/opportunities").await;
            assert_eq!(read.status, 200, "reads go on");
            assert_eq!(
                refused.load(Ordering::SeqCst),
                0,
                "neither waits for the writer as they do"
            );
        };
        let (tries, ()) = tokio::join!(tries, look);
        for page in tries {
            assert_eq!(page.status, 503);
            assert_eq!(page.header("retry-after"), Some("5"));
        }
        drop(held);
        other.close().await;
        assert_eq!(register(world, "after").await.status, 303, "the first try");
        let page = readiness(&visitor).await;
        assert_eq!((page.status, page.html.lines().next()), (200, Some("ready")));
        let accounts = sql(world.database(), "select count(*) from account").one();
        let (accounts,): (i64,) = accounts.await.expect("counted");
        assert_eq!(accounts, 1, "what was refused left nothing behind");
    });
}

/// Runs what an operator may run whatever the default of the session is.
async fn operate(database: &Database, text: String) {
    let mut transaction = database.begin().await.expect("a transaction");
    let writes = "set transaction read write";
    sql(&mut transaction, writes).run().await.expect("set");
    sql(&mut transaction, AssertSqlSafe(text))
        .run()
        .await
        .expect("done");
    transaction.commit().await.expect("committed");
}
