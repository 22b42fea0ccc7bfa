//! The SQL of the invariants.

use uuid::Uuid;

use super::Rule;
use crate::{
    database::{Database, sql},
    moment::Moment,
};

/// Every rule; each selects what breaks it.
pub(super) const RULES: &[Rule] = &[
    Rule {
        wrong: "a place was given to somebody who did not say yes",
        text: "select id from invitation where place = 'place' and coalesce(answer, '') not in ('yes', 'yes-with-support')",
    },
    Rule {
        wrong: "an opportunity gave more places than it has",
        text: "select opportunity.id from opportunity
               join invitation on invitation.opportunity_id = opportunity.id and invitation.place = 'place'
               where opportunity.places is not null
               group by opportunity.id, opportunity.places having count(*) > opportunity.places",
    },
    Rule {
        wrong: "an invitation was drawn without its letter",
        text: "select invitation.id from invitation
               left join outbox on outbox.invitation_id = invitation.id and outbox.kind = 'invitation'
               where invitation.wave_id is not null and outbox.id is null",
    },
    Rule {
        wrong: "a letter stayed readable after it was accepted",
        text: "select id from outbox where state = 'accepted' and (body_text <> '' or body_html <> '')",
    },
    Rule {
        wrong: "a withdrawn invitation still has a letter that waits",
        text: "select outbox.id from outbox join invitation on invitation.id = outbox.invitation_id
               where invitation.state = 'withdrawn' and outbox.kind = 'invitation'
               and outbox.state in ('queued', 'deferred')",
    },
    Rule {
        wrong: "a name was released before its opportunity was formed",
        text: "select invitation.id from invitation join opportunity on opportunity.id = invitation.opportunity_id
               where invitation.place = 'place' and opportunity.formed_at is null",
    },
    Rule {
        wrong: "something is under way for an organisation that is not verified",
        text: "select opportunity.id from opportunity
               join organisation on organisation.id = opportunity.organisation_id
               where organisation.status <> 'verified'
               and opportunity.state in ('waiting', 'open', 'inviting', 'formed')",
    },
    Rule {
        wrong: "equality answers are kept without a consent to them",
        text: "select distinct citizen_id from equality_answer where not coalesce((
                   select given from consent where consent.citizen_id = equality_answer.citizen_id
                   and purpose = 'equality' order by number desc limit 1
               ), false)",
    },
    Rule {
        wrong: "a citizen has an account of another role",
        text: "select citizen.id from citizen join account on account.id = citizen.id
               where account.role <> 'citizen'",
    },
];

/// The ids of what breaks a rule.
pub(super) async fn offenders(database: &Database, rule: &Rule) -> sqlx::Result<Vec<Uuid>> {
    Ok(ids(sql(database, rule.text).all().await?))
}

/// Letters that a worker took and did not settle although its lease ended before `moment`.
pub(super) async fn stuck_letters(database: &Database, moment: Moment) -> sqlx::Result<Vec<Uuid>> {
    let text = "select id from outbox where state in ('claimed', 'data_sent') and lease_until < $1";
    Ok(ids(sql(database, text).bind(moment).all().await?))
}

/// How many letters should have left before `since` and did not, or were taken by a worker that never settled them.
pub(super) async fn count_stuck(database: &Database, since: Moment, now: Moment) -> sqlx::Result<i64> {
    let text = "select count(*) from outbox where (state in ('claimed', 'data_sent') and lease_until < $1)
         or (state in ('queued', 'deferred') and way <> 'post' and not_before < $1
             and (kind in ('account', 'receipt') or awake_until > $2))";
    let (number,): (i64,) = sql(database, text).bind(since).bind(now).one().await?;
    Ok(number)
}

fn ids(rows: Vec<(Uuid,)>) -> Vec<Uuid> {
    rows.into_iter().map(|(id,)| id).collect()
}
