//! The SQL of invitations.

use sqlx::AssertSqlSafe;

use super::{
    Contact, Invitation, InvitationId, Reply, TakingPart, WaveId, given_back::GivenBack, links, links::Links,
    names, names::records::HOST_MAY_READ_NAMES, needs,
};
use crate::{
    account::{AccountId, Token},
    citizen::{self, CitizenId},
    database::{Database, Target, Transaction, sql, values::slug_list},
    moment::Moment,
    opportunity::OpportunityId,
};

/// The columns of an invitation.
pub(super) const COLUMNS: &str =
    "select id, opportunity_id, citizen_id, wave_id, state, created_at, open_until, answer,
    answered_at, reason, reason_words, again_from, support, contact, released_badges, place, chance
    from invitation";

/// Adds the invitation of a wave, with the links of its letter. Somebody whose earlier invitation was taken back
/// before it arrived gets that one again; anybody else is invited once to one opportunity, and `None` says that
/// they were.
pub async fn insert(
    transaction: &mut Transaction,
    (opportunity, citizen, wave): (OpportunityId, CitizenId, WaveId),
    token: &Token,
    (open_until, remind_at, weight): (Moment, Option<Moment>, i64),
    now: Moment,
) -> sqlx::Result<Option<InvitationId>> {
    let row: Option<(InvitationId,)> = sql(
        &mut *transaction,
        "insert into invitation (id, opportunity_id, citizen_id, wave_id, token_hash, state, created_at,
             open_until, released_badges, remind_at, weight)
         values ($1, $2, $3, $4, $5, 'held', $6, $7, '[]', $8, $9)
         on conflict (opportunity_id, citizen_id) do update
             set wave_id = excluded.wave_id, token_hash = excluded.token_hash, state = excluded.state,
                 created_at = excluded.created_at, open_until = excluded.open_until,
                 remind_at = excluded.remind_at, weight = excluded.weight
             where invitation.state = 'withdrawn' and invitation.answer is null
         returning id",
    )
    .bind(InvitationId::new(now))
    .bind(opportunity)
    .bind(citizen)
    .bind(wave)
    .bind(token.hash())
    .bind(now)
    .bind(open_until)
    .bind(remind_at)
    .bind(weight)
    .optional()
    .await?;
    let Some((id,)) = row else { return Ok(None) };
    links::records::end(transaction, id).await?;
    links::records::insert(transaction, id, &Links::of(token.clone()), now).await?;
    Ok(Some(id))
}

/// The invitation with this id, for somebody who has shown that they may see it.
pub async fn by_id(target: impl Into<Target<'_>>, id: InvitationId) -> sqlx::Result<Option<Invitation>> {
    sql(target, AssertSqlSafe(format!("{COLUMNS} where id = $1")))
        .bind(id)
        .optional()
        .await
}

/// One invitation of one person; another's is not there.
pub async fn load_own(
    target: impl Into<Target<'_>>,
    id: InvitationId,
    citizen: CitizenId,
) -> sqlx::Result<Option<Invitation>> {
    let text = format!("{COLUMNS} where id = $1 and citizen_id = $2");
    sql(target, AssertSqlSafe(text))
        .bind(id)
        .bind(citizen)
        .optional()
        .await
}

/// One invitation, with its row locked until the transaction ends, so that answers sent twice at once are taken
/// one after the other.
pub async fn lock(transaction: &mut Transaction, id: InvitationId) -> sqlx::Result<Option<Invitation>> {
    sql(
        &mut *transaction,
        "update invitation set state = state where id = $1",
    )
    .bind(id)
    .run()
    .await?;
    sql(transaction, AssertSqlSafe(format!("{COLUMNS} where id = $1")))
        .bind(id)
        .optional()
        .await
}

/// Every invitation of one person that has reached them, the newest first.
pub async fn of_citizen(database: &Database, citizen: CitizenId) -> sqlx::Result<Vec<Invitation>> {
    let text = format!(
        "{COLUMNS} where citizen_id = $1 and state in ('sent', 'closed') order by created_at desc, id desc"
    );
    sql(database, AssertSqlSafe(text)).bind(citizen).all().await
}

/// Writes down an answer, and what somebody needs to take part.
pub async fn update_answer(
    transaction: &mut Transaction,
    id: InvitationId,
    reply: &Reply,
    now: Moment,
) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update invitation set answer = $2, answered_at = $3, released_badges = $4, contact = $5, support = $6,
             again_from = $7, reason = $8, reason_words = $9
         where id = $1",
    )
    .bind(id)
    .bind(reply.answer)
    .bind(now)
    .bind(slug_list(&reply.released))
    .bind(reply.contact)
    .bind(reply.support.clone())
    .bind(reply.again_from.clone())
    .bind(reply.reason)
    .bind(reply.reason_words.clone())
    .run()
    .await?;
    needs::records::set(transaction, id, &reply.needs).await
}

/// Takes an answer back to none, with everything that went with it.
pub async fn forget_answer(transaction: &mut Transaction, id: InvitationId) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "update invitation set answer = null, answered_at = null, released_badges = '[]', contact = null,
             support = null, again_from = null, reason = null, reason_words = null, blocked_at = null,
             shared_at = null
         where id = $1",
    )
    .bind(id)
    .run()
    .await?;
    needs::records::set(transaction, id, &[]).await
}

/// What somebody gave back, if they did.
pub async fn given_back(target: impl Into<Target<'_>>, id: InvitationId) -> sqlx::Result<Option<GivenBack>> {
    sql(
        target,
        "select back_at, back_from from invitation where id = $1 and back_at is not null",
    )
    .bind(id)
    .optional()
    .await
}

/// How many people have a place.
pub async fn count_placed(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<i64> {
    let (count,): (i64,) = sql(
        target,
        "select count(*) from invitation where opportunity_id = $1 and place = 'place'",
    )
    .bind(id)
    .one()
    .await?;
    Ok(count)
}

/// Withdraws invitations whose letter was stopped since this moment because the person takes none any more.
///
/// It runs every second, so it begins at the few letters that were stopped of late (the index `outbox_stopped`)
/// and not at the many invitations that are open: with 50,000 letters waiting and 20,000 stopped before, that is
/// 3 milliseconds on SQLite instead of 160.
pub async fn withdraw_unsent(database: &Database, since: Moment) -> sqlx::Result<()> {
    let mut transaction = database.begin().await?;
    sql(
        &mut transaction,
        "update invitation set state = 'withdrawn' where state in ('held', 'sent') and answer is null
         and id in (select invitation_id from outbox where kind = 'invitation' and state = 'cancelled'
                    and way <> 'copy' and settled_at >= $1)
         and not exists (select 1 from outbox where outbox.invitation_id = invitation.id
                     and outbox.kind = 'invitation' and outbox.way <> 'copy' and outbox.state <> 'cancelled')",
    )
    .bind(since)
    .run()
    .await?;
    transaction.commit().await
}

#[derive(sqlx::FromRow)]
struct Placed {
    id: InvitationId,
    citizen_id: CitizenId,
    called: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    contact: Option<Contact>,
    support: Option<String>,
    released_badges: String,
}

/// Who takes part, with what each of them ticked, as far as the host may read it at `now`.
/// Whoever reads this writes an audit row per person in the same transaction.
pub async fn taking_part(
    transaction: &mut Transaction,
    opportunity: OpportunityId,
    now: Moment,
) -> sqlx::Result<Vec<TakingPart>> {
    let text = format!(
        "select i.id, i.citizen_id, c.called, a.email, c.phone, i.contact, i.support, i.released_badges,
            postal.address || ', ' || postal.postcode as address
         from invitation i join citizen c on c.id = i.citizen_id join account a on a.id = i.citizen_id
         left join postal_address postal on postal.citizen_id = i.citizen_id
         where i.opportunity_id = $1 and {HOST_MAY_READ_NAMES}
         order by c.called, i.citizen_id"
    );
    let placed: Vec<Placed> = sql(&mut *transaction, AssertSqlSafe(text))
        .bind(opportunity)
        .bind(names::since(now))
        .all()
        .await?;
    let mut people = Vec::with_capacity(placed.len());
    for row in placed {
        if let Some(person) = citizen::records::load(&mut *transaction, row.citizen_id).await? {
            let needs = needs::records::of_invitation(&mut *transaction, row.id).await?;
            people.push(told(row, person, needs));
        }
    }
    Ok(people)
}

fn told(row: Placed, mut person: citizen::Citizen, needs: Vec<String>) -> TakingPart {
    let ticked: Vec<citizen::DeclaredId> = crate::database::values::parse_slugs(&row.released_badges);
    person.badges.retain(|badge| ticked.contains(&badge.id));
    let contact = match row.contact {
        Some(Contact::Phone) => row.phone,
        Some(Contact::Email) => row.email,
        Some(Contact::Post) => row.address,
        None => None,
    };
    TakingPart {
        citizen_id: row.citizen_id,
        called: row.called,
        contact,
        contact_by: row.contact,
        needs,
        support: row.support,
        badges: person.badges,
    }
}

/// The ways in which a host could reach this person.
pub async fn contacts(target: impl Into<Target<'_>>, citizen: CitizenId) -> sqlx::Result<Vec<Contact>> {
    let found: Option<(i64, i64, i64)> = sql(
        target,
        "select count(account.email), count(citizen.phone), count(postal.citizen_id)
         from account join citizen on citizen.id = account.id
         left join postal_address postal on postal.citizen_id = account.id
         where account.id = $1",
    )
    .bind(citizen)
    .optional()
    .await?;
    let (email, phone, post) = found.unwrap_or_default();
    let ways = [
        (Contact::Email, email),
        (Contact::Phone, phone),
        (Contact::Post, post),
    ];
    Ok(ways
        .into_iter()
        .filter(|(_, there)| *there > 0)
        .map(|(way, _)| way)
        .collect())
}

/// Whether letters to this person are read out on the telephone: they have neither a mailbox nor a postal address.
pub async fn is_rung(target: impl Into<Target<'_>>, citizen: AccountId) -> sqlx::Result<bool> {
    let (number,): (i64,) = sql(
        target,
        "select count(*) from account where id = $1 and email is null
           and not exists (select 1 from postal_address where postal_address.citizen_id = account.id)",
    )
    .bind(citizen)
    .one()
    .await?;
    Ok(number > 0)
}

/// Where a letter to this person goes: mailbox, language and name; on paper for those who have their letters so, and by
/// telephone for those who have nothing else. None when there is no way.
pub async fn mailbox(
    target: impl Into<Target<'_>>,
    citizen: AccountId,
) -> sqlx::Result<Option<super::letters::Mailbox>> {
    sql(
        target,
        "select account.id, case when postal.citizen_id is null then account.email end as email, account.locale,
                citizen.called, citizen.letter_format
         from account join citizen on citizen.id = account.id
         left join postal_address postal on postal.citizen_id = account.id
         where account.id = $1 and account.status = 'active'
           and (account.email is not null or postal.citizen_id is not null
                or citizen.phone_confirmed_at is not null)",
    )
    .bind(citizen)
    .optional()
    .await
}
