//! What the database holds, in a form that two moments can be compared by.

use std::collections::BTreeMap;

use alongside::database::{Database, sql};
use sha2::{Digest as _, Sha256};

/// For each table how many rows it has and a hash of what is in them. When a session was last seen is left
/// out; nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(BTreeMap<String, (usize, String)>);

impl Digest {
    /// The digest of a database.
    pub async fn of(database: &Database) -> Self {
        let mut tables = BTreeMap::new();
        for table in tables_of(database).await {
            let rows = rows(database, &table).await;
            let hash = Sha256::digest(rows.join("\n").as_bytes());
            let hash = alongside::account::encode(&hash[..8]);
            tables.insert(table, (rows.len(), hash));
        }
        Self(tables)
    }

    /// The same without these tables.
    pub fn without(mut self, tables: &[&str]) -> Self {
        self.0.retain(|table, _| !tables.contains(&table.as_str()));
        self
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> usize {
        self.0.get(table).unwrap_or_else(|| panic!("no table {table}")).0
    }
}

/// The tables of a database, sorted.
pub async fn tables_of(database: &Database) -> Vec<String> {
    let text = match database {
        Database::Sqlite { .. } => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        }
        Database::Postgres(_) => {
            "select cast(table_name as text) from information_schema.tables
             where table_schema = 'public' order by table_name"
        }
    };
    first_column(database, text).await
}

/// The columns of a table, sorted.
pub async fn columns_of(database: &Database, table: &str) -> Vec<String> {
    let text = match database {
        Database::Sqlite { .. } => "select name from pragma_table_info($1) order by name",
        Database::Postgres(_) => {
            "select cast(column_name as text) from information_schema.columns
             where table_schema = 'public' and table_name = $1 order by column_name"
        }
    };
    let rows: Vec<(String,)> = sql(database, text)
        .bind(table.to_owned())
        .all()
        .await
        .expect("the columns of a table");
    rows.into_iter().map(|(name,)| name).collect()
}

/// Every row of a table as one text each, sorted.
pub async fn rows(database: &Database, table: &str) -> Vec<String> {
    let columns = columns_of(database, table).await;
    let texts: Vec<String> = columns
        .iter()
        .filter(|column| !(table == "session" && *column == "seen_at"))
        .map(|column| match database {
            Database::Sqlite { .. } => format!("quote(\"{column}\")"),
            Database::Postgres(_) => format!("coalesce(cast(\"{column}\" as text), 'NULL')"),
        })
        .collect();
    let mut rows = first_column(
        database,
        &format!("select {} from \"{table}\"", texts.join(" || '|' || ")),
    )
    .await;
    rows.sort();
    rows
}

async fn first_column(database: &Database, text: &str) -> Vec<String> {
    let rows: Vec<(String,)> = sql(database, sqlx::AssertSqlSafe(text.to_owned()))
        .all()
        .await
        .expect("a column of texts");
    rows.into_iter().map(|(text,)| text).collect()
}
