//! The SQL of short codes.

use uuid::Uuid;

use crate::{
    account::{AccountId, short_code::Code},
    citizen::CitizenId,
    database::{Target, Transaction, sql},
    moment::Moment,
    outbox::Kind,
};

/// What a code opens.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Behind {
    /// Whose it is.
    pub citizen_id: CitizenId,
    /// The name on the letter.
    pub called: Option<String>,
    /// The invitation.
    pub invitation_id: Option<Uuid>,
    /// The draft.
    pub draft_id: Option<Uuid>,
    /// The supporter whom staff wrote down for the person, while their yes is missing.
    pub supporter_id: Option<Uuid>,
}

/// The key of a letter about a draft begins with this; the draft's id follows.
const ABOUT_DRAFT: &str = "draft-waits:";
/// The key of a letter about a supporter whom staff wrote down begins with this; the mandate's id follows.
pub const ABOUT_SUPPORTER: &str = "supporter-waits:";

/// The columns of [`About`], of the table `outbox`.
pub const ABOUT: &str = "account_id, invitation_id, kind, unique_key";

/// What tells for what a letter needs a code.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct About {
    account_id: Option<AccountId>,
    invitation_id: Option<Uuid>,
    kind: Kind,
    unique_key: String,
}

impl About {
    /// The invitation, the draft and the supporter that this letter asks about; none when it asks nothing.
    fn asks(&self) -> Option<(CitizenId, [Option<Uuid>; 3])> {
        let after = |key: &str| {
            let id = self.unique_key.strip_prefix(key)?;
            id.parse::<Uuid>().ok()
        };
        let invitation = self
            .invitation_id
            .filter(|_| matches!(self.kind, Kind::Invitation | Kind::Reminder | Kind::Receipt));
        let asks = [invitation, after(ABOUT_DRAFT), after(ABOUT_SUPPORTER)];
        let any = asks.iter().any(Option::is_some);
        Some((self.account_id.filter(|_| any)?, asks))
    }
}

/// Makes the code of a letter that asks something; none when it asks nothing.
pub async fn make(
    transaction: &mut Transaction,
    about: &About,
    secret: &[u8; 32],
    now: Moment,
) -> sqlx::Result<Option<Code>> {
    let Some((citizen, [invitation, draft, supporter])) = about.asks() else {
        return Ok(None);
    };
    let code = Code::random();
    sql(
        transaction,
        "insert into paper_code (hash, citizen_id, invitation_id, draft_id, supporter_id, created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(code.hash(secret))
    .bind(citizen)
    .bind(invitation)
    .bind(draft)
    .bind(supporter)
    .bind(now)
    .run()
    .await?;
    Ok(Some(code))
}

/// What a code opens, and whose it is. One letter tells of all the drafts of a person: its code leads to the one that
/// has waited longest, until none waits.
pub async fn behind(target: impl Into<Target<'_>>, hash: Vec<u8>) -> sqlx::Result<Option<Behind>> {
    sql(
        target,
        "select code.citizen_id, citizen.called, code.invitation_id,
             (select waits.id from draft waits where code.draft_id is not null
              and waits.citizen_id = code.citizen_id and waits.state = 'waits'
              order by waits.written_at, waits.id limit 1) as draft_id,
             (select named.id from supporter named where named.id = code.supporter_id
              and named.confirmed_at is null and named.ended_at is null) as supporter_id
         from paper_code code join citizen on citizen.id = code.citizen_id where code.hash = $1",
    )
    .bind(hash)
    .optional()
    .await
}
