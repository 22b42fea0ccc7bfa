//! Rows that cannot be read must not keep all others from being found: they are left out and named.

use super::steps;
use crate::{
    citizen::{self, Citizen, CitizenId},
    database::Database,
    opportunity::{self, Opportunity, OpportunityId},
};

/// Reading one person or opportunity takes at most so many steps, a hundred times what forms let anybody write.
const MOST_STEPS: u64 = 100_000_000;

/// What could be read, and why others could not.
pub struct Readable<I, T> {
    /// What could.
    pub found: Vec<T>,
    /// What could not, and why.
    pub left_out: Vec<(I, String)>,
}

/// These citizens, but for those whose rows cannot be read.
pub async fn citizens(database: &Database, ids: &[CitizenId]) -> sqlx::Result<Readable<CitizenId, Citizen>> {
    match citizen::records::load_many(database, ids).await {
        Err(error) if is_of_a_row(&error) => (),
        found => return Ok(all(found?)),
    }
    let mut readable = all(Vec::new());
    for id in ids {
        match citizen::records::load_many(database, &[*id]).await {
            Err(error) if is_of_a_row(&error) => readable.left_out.push((*id, error.to_string())),
            found => readable.found.extend(found?),
        }
    }
    Ok(readable)
}

/// These opportunities, but for those whose rows cannot be read.
pub async fn opportunities(
    database: &Database,
    ids: &[OpportunityId],
) -> sqlx::Result<Readable<OpportunityId, Opportunity>> {
    match opportunity::records::load_many(database, ids).await {
        Err(error) if is_of_a_row(&error) => (),
        found => return Ok(all(found?)),
    }
    let mut readable = all(Vec::new());
    for id in ids {
        match opportunity::records::load_many(database, &[*id]).await {
            Err(error) if is_of_a_row(&error) => readable.left_out.push((*id, error.to_string())),
            found => readable.found.extend(found?),
        }
    }
    Ok(readable)
}

fn all<I, T>(found: Vec<T>) -> Readable<I, T> {
    Readable {
        found,
        left_out: Vec::new(),
    }
}

/// Whether the row is at fault and not the way to it.
fn is_of_a_row(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::TypeNotFound { .. }
    )
}

/// What `read` makes, unless it panics or takes too many steps.
pub fn within<R>(read: impl FnOnce() -> R) -> Result<R, steps::Unreadable> {
    steps::within(MOST_STEPS, read)
}

/// What `read` makes of each, but for those that panic or take too many steps.
pub fn each<I: Copy, T, R>(
    readable: Readable<I, T>,
    id_of: impl Fn(&T) -> I,
    read: impl Fn(&T) -> R,
) -> Readable<I, (I, R)> {
    let mut done = Readable {
        found: Vec::new(),
        left_out: readable.left_out,
    };
    for one in &readable.found {
        let id = id_of(one);
        match within(|| read(one)) {
            Ok(made) => done.found.push((id, made)),
            Err(why) => done.left_out.push((id, why.to_string())),
        }
    }
    done
}
