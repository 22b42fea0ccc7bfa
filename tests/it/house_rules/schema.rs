//! Both databases have the same tables and columns, made by migrations of the same names.

use std::fs;

use super::{none, root};
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
