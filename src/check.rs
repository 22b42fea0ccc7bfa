//! `alongside check`: what must be true of the stored data at every moment, tested against it.

mod records;

use uuid::Uuid;

use crate::{
    database::Database,
    moment::{DAY, Moment},
};

/// Something that must never be found, and how to look for it.
struct Rule {
    /// What is wrong, for the person who runs the installation.
    wrong: &'static str,
    /// Selects the ids of what is wrong.
    text: &'static str,
}

/// One line for each thing that is wrong; empty when all is well.
///
/// # Errors
/// When the database cannot be read.
pub async fn database(database: &Database, now: Moment) -> sqlx::Result<Vec<String>> {
    let mut found = Vec::new();
    for rule in records::RULES {
        note(&mut found, rule.wrong, &records::offenders(database, rule).await?);
    }
    let stuck = records::stuck_letters(database, now.plus(-DAY)).await?;
    note(&mut found, "a worker took a letter and never settled it", &stuck);
    Ok(found)
}

fn note(found: &mut Vec<String>, wrong: &str, ids: &[Uuid]) {
    if !ids.is_empty() {
        let shown: Vec<String> = ids.iter().take(5).map(ToString::to_string).collect();
        found.push(format!("{wrong}: {} ({})", ids.len(), shown.join(", ")));
    }
}
