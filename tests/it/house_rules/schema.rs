//! Both databases have the same tables and columns, made by migrations of the same names.

use std::fs;

use alongside::database::sql;

use super::{none, root, sources};
use crate::support::{Store, World, digest, tell};

#[test]
fn migrations_have_the_same_names_for_both_databases() {
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root().join("migrations").join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    tell(Store::Sqlite, async |world: &World| {
        let other = World::begin(Store::Postgres).await;
        let (sqlite, postgres) = (columns(world).await, columns(&other).await);
        let mut wrong: Vec<String> = sqlite
            .iter()
            .filter(|column| !postgres.contains(column))
            .map(|column| format!("only sqlite: {column}"))
            .collect();
        wrong.extend(
            postgres
                .iter()
                .filter(|column| !sqlite.contains(column))
                .map(|column| format!("only postgres: {column}")),
        );
        other.end().await;
        none("a column that only one database has", &wrong);
        assert!(sqlite.len() > 100, "the columns were found");
    });
}

async fn columns(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for table in digest::tables_of(world.database()).await {
        let columns = digest::columns_of(world.database(), &table).await;
        all.extend(columns.into_iter().map(|column| format!("{table}.{column}")));
    }
    all
}

/// Tables about a person that are not part of their copy, and why; `*` marks those that stay when they go.
const NOT_IN_THE_COPY: &[(&str, &str)] = &[
    (
        "*audit",
        "who read what stays, without a name; the copy holds it as readings",
    ),
    ("one_time_link", "hashes of links, gone within a day"),
    (
        "kept_form",
        "what could not be sent, for an hour; only the cookie of its browser opens it",
    ),
    ("paper_code", "hashes of codes on letters"),
    (
        "phone_code",
        "a hash of the code that somebody says on the telephone",
    ),
    ("officer", "staff, not citizens"),
    ("recovery_code", "hashes of codes of staff"),
    ("staff_email", "staff, not citizens"),
    ("device", "hashes of browsers; the copy holds the sessions"),
];

#[test]
fn whatever_is_kept_about_a_person_is_in_their_copy_and_goes_with_them() {
    tell(Store::Sqlite, async |world: &World| {
        let copy: String = sources("src/citizen", "records.rs")
            .iter()
            .map(|file| file.text.clone())
            .collect();
        let mut wrong = Vec::new();
        let mut seen = 0;
        for table in digest::tables_of(world.database()).await {
            let columns = digest::columns_of(world.database(), &table).await;
            for column in columns
                .iter()
                .filter(|column| ["citizen_id", "account_id"].contains(&column.as_str()))
            {
                seen += 1;
                let excepted = |mark: &str| {
                    NOT_IN_THE_COPY
                        .iter()
                        .any(|(name, _)| *name == format!("{mark}{table}"))
                };
                if !excepted("")
                    && !excepted("*")
                    && !copy.contains(&format!("{table} "))
                    && !copy.contains(&format!("{table}\n"))
                {
                    wrong.push(format!("{table} is not in src/citizen/export/records.rs"));
                }
                if !excepted("*") && !goes_along(world, &table, column).await {
                    wrong.push(format!("{table}.{column} stays when the person goes"));
                }
            }
        }
        none("something about a person that they cannot read or erase", &wrong);
        assert!(seen > 8, "the tables were found");
    });
}

/// Whether rows of `table` are deleted with the person that `column` names.
async fn goes_along(world: &World, table: &str, column: &str) -> bool {
    let found: Vec<(String,)> = sql(
        world.database(),
        "select on_delete from pragma_foreign_key_list($1) where \"from\" = $2",
    )
    .bind(table.to_owned())
    .bind(column.to_owned())
    .all()
    .await
    .expect("the keys of a table");
    found == [("CASCADE".to_owned(),)]
}
