//! The SQL of what a steward hears from a person.

use super::Contact;
use crate::{
    account::Token,
    citizen::CitizenId,
    database::{Target, Transaction, sql},
    moment::Moment,
    post::HeardId,
};

/// Keeps with a steward's session what was heard first, and where letters to the person go at this moment.
pub async fn begin(
    transaction: &mut Transaction,
    token: &Token,
    id: HeardId,
    citizen: CitizenId,
) -> sqlx::Result<()> {
    let (way, reach): (String, String) = sql(
        &mut *transaction,
        "select case when postal.citizen_id is not null then 'post' when account.email is not null then 'email'
                else 'call' end,
             coalesce(postal.address || '\n' || postal.postcode, account.email, citizen.phone, '')
         from account join citizen on citizen.id = account.id
         left join postal_address postal on postal.citizen_id = account.id where account.id = $1",
    )
    .bind(citizen)
    .one()
    .await?;
    sql(
        transaction,
        "update session set acting_contact = $2, acting_way = $3, acting_to = $4 where hash = $1",
    )
    .bind(token.hash())
    .bind(id)
    .bind(way)
    .bind(reach)
    .run()
    .await?;
    Ok(())
}

/// What was heard first from the person for whom this session acts.
pub async fn find(target: impl Into<Target<'_>>, token: &Token) -> sqlx::Result<Option<Contact>> {
    sql(
        target,
        "select heard.id, heard.what, heard.how, heard.heard_by, session.acting_way as way,
             session.acting_to as reach
         from session join heard on heard.id = session.acting_contact
         where session.hash = $1 and heard.citizen_id = session.acting_for",
    )
    .bind(token.hash())
    .optional()
    .await
}

/// The people with this number, written in one of these ways without spaces and signs, and their names.
pub async fn at_number(
    transaction: &mut Transaction,
    [one, other]: [String; 2],
) -> sqlx::Result<Vec<(CitizenId, Option<String>)>> {
    sql(
        transaction,
        "select citizen.id, citizen.called from citizen
         join account on account.id = citizen.id and account.status = 'active'
         where replace(replace(replace(replace(citizen.phone, ' ', ''), '-', ''), '(', ''), ')', '') in ($1, $2)
         order by citizen.id",
    )
    .bind(one)
    .bind(other)
    .all()
    .await
}

/// Keeps the code that somebody says when we ring them; an earlier one ends.
pub async fn set_code(
    transaction: &mut Transaction,
    citizen: CitizenId,
    hash: Vec<u8>,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        transaction,
        "insert into phone_code (citizen_id, hash, tries, created_at) values ($1, $2, 0, $3)
         on conflict (citizen_id) do update set hash = excluded.hash, tries = 0, created_at = excluded.created_at",
    )
    .bind(citizen)
    .bind(hash)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Whether somebody still has to say their code.
pub async fn has_code(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<bool> {
    let (number,): (i64,) = sql(target, "select count(*) from phone_code where citizen_id = $1")
        .bind(citizen)
        .one()
        .await?;
    Ok(number > 0)
}

/// Ends the code when it is this one, and notes that the number is theirs; otherwise counts a wrong try, and the code
/// ends with the last of `most`.
pub async fn try_code(
    transaction: &mut Transaction,
    citizen: CitizenId,
    hash: Vec<u8>,
    most: i64,
    now: Moment,
) -> sqlx::Result<bool> {
    let right = sql(
        &mut *transaction,
        "delete from phone_code where citizen_id = $1 and hash = $2",
    )
    .bind(citizen)
    .bind(hash)
    .run()
    .await?;
    if right == 1 {
        sql(
            transaction,
            "update citizen set phone_confirmed_at = $2, changed_at = $2 where id = $1 and phone is not null",
        )
        .bind(citizen)
        .bind(now)
        .run()
        .await?;
        return Ok(true);
    }
    sql(
        &mut *transaction,
        "update phone_code set tries = tries + 1 where citizen_id = $1",
    )
    .bind(citizen)
    .run()
    .await?;
    sql(
        transaction,
        "delete from phone_code where citizen_id = $1 and tries >= $2",
    )
    .bind(citizen)
    .bind(most)
    .run()
    .await?;
    Ok(false)
}

/// A number that turned out to be somebody else's is rung no more.
pub async fn distrust(transaction: &mut Transaction, citizen: CitizenId) -> sqlx::Result<()> {
    for text in [
        "update citizen set phone_confirmed_at = null where id = $1",
        "delete from phone_code where citizen_id = $1",
    ] {
        sql(&mut *transaction, text).bind(citizen).run().await?;
    }
    Ok(())
}
