//! `alongside check`: what must be true of the stored data at every moment, tested against it.

mod records;

use uuid::Uuid;

use crate::{
    database::Database,
    moment::{DAY, HOUR, Moment},
    note,
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
    let waits = database.waits_to_be_wiped().await?;
    if waits > 0 {
        found.push(format!(
            "what was deleted is not wiped from the database's file yet, because another program read it: {waits} \
             (a service that runs tries again each minute; end long readers, such as a shell or a backup)"
        ));
    }
    if let Some((name, times)) = note::records::failed_worker(database).await? {
        found.push(format!(
            "a part of the service ({name}) failed and was started again, and no steward has read so: {times} \
             (its log says why)"
        ));
    }
    Ok(found)
}

/// How many letters should have left an hour ago and did not.
///
/// # Errors
/// When the database cannot be read.
pub async fn stuck_letters(database: &Database, now: Moment) -> sqlx::Result<i64> {
    records::count_stuck(database, now.plus(-HOUR), now).await
}

fn note(found: &mut Vec<String>, wrong: &str, ids: &[Uuid]) {
    if !ids.is_empty() {
        let shown: Vec<String> = ids.iter().take(5).map(ToString::to_string).collect();
        found.push(format!("{wrong}: {} ({})", ids.len(), shown.join(", ")));
    }
}
