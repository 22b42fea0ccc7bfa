//! A connection whose transaction did not end as it should is never used again.

use std::time::Duration;

use alongside::database::{Database, sql};

use crate::support::{World, stories};

stories!(
    a_transaction_that_was_ended_behind_our_back_stops_nobody,
    a_connection_whose_commit_failed_is_closed,
);

async fn a_transaction_that_was_ended_behind_our_back_stops_nobody(world: &World) {
    let database = world.database();
    for (end, commits) in [
        ("rollback", false),
        ("rollback", true),
        ("commit", true),
        ("commit", false),
    ] {
        let mut transaction = database.begin().await.expect("a transaction");
        remember(&mut transaction, "behind").await;
        // As SQLite does by itself when the disk is full.
        sql(&mut transaction, end).run().await.expect("ended");
        if commits {
            transaction.commit().await.ok();
        } else {
            drop(transaction);
        }
        for _ in 0..20 {
            let mut next = database.begin().await.expect("the next one begins");
            remember(&mut next, "after").await;
            next.commit().await.expect("and is kept");
        }
    }
}

async fn remember(transaction: &mut alongside::database::Transaction, name: &'static str) {
    let text = "insert into installation (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value";
    sql(transaction, text)
        .bind(name.to_owned())
        .bind(vec![1_u8])
        .run()
        .await
        .expect("written");
}

async fn a_connection_whose_commit_failed_is_closed(world: &World) {
    let database = world.database();
    for text in [
        "create table faults_one (id integer primary key)",
        "create table faults_other (one integer not null references faults_one (id) deferrable initially deferred)",
    ] {
        sql(database, text).run().await.expect("made");
    }
    let (mark, is_marked) = match database {
        Database::Sqlite { .. } => (
            "pragma cache_size = 1234",
            "select count(*) from pragma_cache_size where cache_size = 1234",
        ),
        Database::Postgres(_) => (
            "set application_name = 'doubtful'",
            "select count(*) from pg_stat_activity where datname = current_database()
             and application_name = 'doubtful'",
        ),
    };
    let mut transaction = database.begin().await.expect("a transaction");
    sql(&mut transaction, mark).run().await.expect("marked");
    let text = "insert into faults_other (one) values (1)";
    sql(&mut transaction, text).run().await.expect("checked later");
    assert!(transaction.commit().await.is_err(), "nothing has the number 1");
    for _ in 0..100 {
        let mut next = database.begin().await.expect("the next one begins");
        let (marked,): (i64,) = sql(&mut next, is_marked).one().await.expect("read");
        if marked == 0 {
            return;
        }
        // It is closed beside us.
        drop(next);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the connection is used again");
}
