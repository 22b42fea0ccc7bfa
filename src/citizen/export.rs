//! A copy of everything that is held about a person, for the person.

pub mod records;

use serde_json::{Value, json};

use super::{Citizen, consent};
use crate::{account, database::Database, moment::Moment};

/// Everything, as one JSON value, `readings` by others included. Times are written in full.
pub async fn everything(
    database: &Database,
    person: &Citizen,
    readings: Value,
    now: Moment,
) -> sqlx::Result<Value> {
    let account = account::records::by_id(database, person.id).await?;
    let consents = consent::records::history(database, person.id).await?;
    let account = account.map(|account| {
        json!({
            "id": account.id,
            "email": account.email,
            "language": account.locale,
            "status": account.status,
            "has_password": account.password.is_some(),
        })
    });
    let mut copy = json!({
        "written_at": now,
        "account": account,
        "citizen": person,
        "consent_history": consents,
        "email_changes": records::email_changes(database, person.id).await?,
        "sessions": records::sessions(database, person.id).await?,
        "invitations": records::invitations(database, person.id).await?,
        "questions": records::questions(database, person.id).await?,
        "needs": records::needs(database, person.id).await?,
        "blocked_organisations": records::blocks(database, person.id).await?,
        "letter_format": super::records::letter_format(database, person.id).await?,
        "put_forward": records::put_forward(database, person.id).await?,
        "postal_address": records::postal(database, person.id).await?,
        "heard": records::heard(database, person.id).await?,
        "supporters": records::supporters(database, person.id).await?,
        "drafts": records::drafts(database, person.id).await?,
        "letters": records::letters(database, person.id).await?,
        "how_letters_come": records::calm(database, person.id).await?,
        "letters_do_not_arrive_since": records::unreachable_since(database, person.id).await?,
        "equality_answers": records::equality(database, person.id).await?,
        "counted_as": records::snapshots(database, person.id).await?,
        "who_read_my_details": readings,
    });
    write_times(&mut copy);
    Ok(copy)
}

/// Numbers of seconds become dates that people and programs read alike.
fn write_times(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(write_times),
        Value::Object(fields) => {
            for (name, field) in fields {
                let is_time = name == "at" || name.ends_with("_at") || name.ends_with("_until");
                match field.as_i64().filter(|_| is_time) {
                    Some(seconds) => *field = json!(Moment(seconds).to_string()),
                    None => write_times(field),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_full_and_other_numbers_stay() {
        let mut value = json!({"created_at": 0, "list": [{"paused_until": 60, "year": 1999}]});
        write_times(&mut value);
        assert_eq!(
            value,
            json!({
                "created_at": "1970-01-01T00:00:00Z",
                "list": [{"paused_until": "1970-01-01T00:01:00Z", "year": 1999}],
            })
        );
    }
}
