//! The SQL of a person's copy: what other nouns hold about them.

use serde::Serialize;

use crate::{
    citizen::CitizenId,
    database::{Database, sql},
    moment::Moment,
};

/// A time somebody signed in.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct SignedIn {
    created_at: Moment,
    seen_at: Moment,
}

/// An invitation with its answer.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Invited {
    organisation: String,
    opportunity: String,
    state: String,
    created_at: Moment,
    open_until: Moment,
    answer: Option<String>,
    answered_at: Option<Moment>,
    reason: Option<String>,
    again_from: Option<String>,
    reason_words: Option<String>,
    support: Option<String>,
    contact: Option<String>,
    released_badges: String,
    place: Option<String>,
    place_at: Option<Moment>,
    chance: Option<i64>,
}

/// A question somebody asked before they answered.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Question {
    opportunity: String,
    words: String,
    asked_at: Moment,
    answer: Option<String>,
    answered_at: Option<Moment>,
}

/// Something somebody needs to take part.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Needed {
    opportunity: String,
    need: String,
    arranged_at: Option<Moment>,
}

/// An organisation from which somebody wants to hear nothing.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Blocked {
    organisation: String,
    created_at: Moment,
}

/// An opportunity somebody put themselves forward for.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct PutForward {
    opportunity: String,
    at: Moment,
}

/// A letter we wrote.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Letter {
    kind: String,
    recipient: String,
    subject: String,
    body_text: String,
    state: String,
    created_at: Moment,
}

/// Where letters on paper go.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Postal {
    address: String,
    postcode: String,
    changed_at: Moment,
}

/// What was heard from somebody and written down for them.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Heard {
    what: String,
    how: String,
    by: String,
    at: Moment,
}

/// Somebody who supports the person, or did.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Supporting {
    called: String,
    email: String,
    may: String,
    text_version: String,
    named_at: Moment,
    confirmed_at: Option<Moment>,
    accepted_at: Option<Moment>,
    ended_at: Option<Moment>,
}

/// What a supporter entered.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Drafted {
    kind: String,
    payload: String,
    state: String,
    written_at: Moment,
    decided_at: Option<Moment>,
}

/// How somebody stood in the counts of one week.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Counted {
    week: i64,
    profile: String,
}

/// An answer to an equality question.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Equality {
    feature: String,
    value: String,
    at: Moment,
}

/// When letters may come, and how often what is open is sent.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Calm {
    zone: String,
    quiet_from: i64,
    quiet_until: i64,
    sundays: bool,
    digest: Option<String>,
    next_digest_at: Option<Moment>,
    phone_confirmed_at: Option<Moment>,
}

/// How a person wants letters to come.
pub async fn calm(database: &Database, id: CitizenId) -> sqlx::Result<Option<Calm>> {
    sql(
        database,
        "select zone, quiet_from, quiet_until, sundays, digest.every as digest, digest.next_at as next_digest_at,
             phone_confirmed_at
         from citizen left join digest on digest.citizen_id = citizen.id where citizen.id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// The sessions of a person.
pub async fn sessions(database: &Database, id: CitizenId) -> sqlx::Result<Vec<SignedIn>> {
    sql(
        database,
        "select created_at, seen_at from session where account_id = $1 order by created_at",
    )
    .bind(id)
    .all()
    .await
}

/// The invitations of a person. One that is held back has not been sent to anybody yet and may never be.
pub async fn invitations(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Invited>> {
    sql(
        database,
        "select organisation.name as organisation, opportunity.title as opportunity, invitation.state,
                invitation.created_at, open_until, answer, answered_at, invitation.reason,
                reason_words, again_from, support, contact, released_badges, place, place_at, chance
         from invitation
         join opportunity on opportunity.id = invitation.opportunity_id
         join organisation on organisation.id = opportunity.organisation_id
         where invitation.citizen_id = $1 and invitation.state <> 'held'
         order by invitation.created_at",
    )
    .bind(id)
    .all()
    .await
}

/// The questions of a person.
pub async fn questions(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Question>> {
    sql(
        database,
        "select opportunity.title as opportunity, question.words, question.asked_at, question.answer,
                question.answered_at
         from question
         join invitation on invitation.id = question.invitation_id
         join opportunity on opportunity.id = invitation.opportunity_id
         where invitation.citizen_id = $1 order by question.asked_at, question.id",
    )
    .bind(id)
    .all()
    .await
}

/// What a person needs to take part.
pub async fn needs(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Needed>> {
    sql(
        database,
        "select opportunity.title as opportunity, event_need.need, event_need.arranged_at
         from event_need
         join invitation on invitation.id = event_need.invitation_id
         join opportunity on opportunity.id = invitation.opportunity_id
         where invitation.citizen_id = $1 order by invitation.created_at, event_need.need",
    )
    .bind(id)
    .all()
    .await
}

/// The organisations from which a person wants to hear nothing.
pub async fn blocks(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Blocked>> {
    sql(
        database,
        "select organisation.name as organisation, organisation_block.created_at
         from organisation_block join organisation on organisation.id = organisation_block.organisation_id
         where organisation_block.citizen_id = $1 order by organisation.name",
    )
    .bind(id)
    .all()
    .await
}

/// What a person put themselves forward for.
pub async fn put_forward(database: &Database, id: CitizenId) -> sqlx::Result<Vec<PutForward>> {
    sql(
        database,
        "select opportunity.title as opportunity, put_forward.at from put_forward
         join opportunity on opportunity.id = put_forward.opportunity_id
         where put_forward.citizen_id = $1 order by put_forward.at",
    )
    .bind(id)
    .all()
    .await
}

/// The letters to a person, as far as they are kept.
pub async fn letters(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Letter>> {
    sql(
        database,
        "select kind, recipient, subject, body_text, state, created_at from outbox
         where account_id = $1 and state <> 'queued' order by created_at",
    )
    .bind(id)
    .all()
    .await
}

/// Since when our letters do not reach a person, if they do not.
pub async fn unreachable_since(database: &Database, id: CitizenId) -> sqlx::Result<Option<Moment>> {
    let found: Option<(Moment,)> = sql(database, "select since from unreachable where account_id = $1")
        .bind(id)
        .optional()
        .await?;
    Ok(found.map(|(since,)| since))
}

/// Where letters on paper go.
pub async fn postal(database: &Database, id: CitizenId) -> sqlx::Result<Option<Postal>> {
    sql(
        database,
        "select address, postcode, changed_at from postal_address where citizen_id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// What was heard from a person and written down for them.
pub async fn heard(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Heard>> {
    sql(
        database,
        "select what, how, heard_by as by, at from heard where citizen_id = $1 order by at",
    )
    .bind(id)
    .all()
    .await
}

/// Who supports a person, or did.
pub async fn supporters(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Supporting>> {
    sql(
        database,
        "select called, email, may, text_version, named_at, confirmed_at, accepted_at, ended_at
         from supporter where citizen_id = $1 order by named_at",
    )
    .bind(id)
    .all()
    .await
}

/// What supporters entered for a person.
pub async fn drafts(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Drafted>> {
    sql(
        database,
        "select kind, payload, state, written_at, decided_at from draft where citizen_id = $1 order by written_at",
    )
    .bind(id)
    .all()
    .await
}

/// What a person answered to equality questions.
pub async fn equality(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Equality>> {
    sql(
        database,
        "select feature, value, at from equality_answer where citizen_id = $1 order by feature",
    )
    .bind(id)
    .all()
    .await
}

/// How a person stands in the counts.
pub async fn snapshots(database: &Database, id: CitizenId) -> sqlx::Result<Vec<Counted>> {
    sql(
        database,
        "select week, profile from count_snapshot where citizen_id = $1 order by week",
    )
    .bind(id)
    .all()
    .await
}

/// A change of the person's email address.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct EmailChanged {
    old_email: Option<String>,
    new_email: String,
    asked_at: Moment,
    asked_by_staff: bool,
    confirmed_at: Option<Moment>,
    ended_at: Option<Moment>,
}

/// The changes of a person's email address.
pub async fn email_changes(database: &Database, id: CitizenId) -> sqlx::Result<Vec<EmailChanged>> {
    sql(
        database,
        "select old_email, new_email, asked_at, asked_by is not null as asked_by_staff, confirmed_at, ended_at
         from email_change where account_id = $1 order by asked_at, id",
    )
    .bind(id)
    .all()
    .await
}
