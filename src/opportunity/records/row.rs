//! How rows become opportunities: one row for each thing sought, ordered by opportunity and position.

use crate::{
    account::AccountId,
    badge::Kind,
    database::values::parse_slugs,
    moment::Moment,
    opportunity::{FeePer, Need, Opportunity, OpportunityId, ReplacementCare, Seek, State},
    organisation::OrganisationId,
};

/// An opportunity and one of its seeks.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: OpportunityId,
    organisation_id: OrganisationId,
    officer_id: AccountId,
    state: State,
    title: String,
    summary: String,
    part: String,
    open_text: String,
    fixed_text: String,
    decides: String,
    decided_when: String,
    stage: String,
    activity: String,
    area: Option<String>,
    within_km: Option<i64>,
    formats: String,
    times: String,
    starts_on: Option<String>,
    minutes: Option<i64>,
    meetings: Option<i64>,
    motives: String,
    fee_pence: i64,
    fee_per: FeePer,
    pay_on: Option<String>,
    expenses: String,
    replacement_care: ReplacementCare,
    access: String,
    access_notes: String,
    places: Option<i64>,
    reply_by: Option<Moment>,
    feedback_by: String,
    form_seed: Option<String>,
    opened_at: Option<Moment>,
    formed_at: Option<Moment>,
    reason: Option<String>,
    seek_kind: Option<Kind>,
    seek_badge: Option<String>,
    seek_standpoint: Option<String>,
    seek_words: Option<String>,
    seek_need: Option<Need>,
}

impl Row {
    fn seek(&self) -> Option<Seek> {
        Some(Seek {
            kind: self.seek_kind?,
            badge: self.seek_badge.clone(),
            standpoint: self.seek_standpoint.clone(),
            words: self.seek_words.clone(),
            need: self.seek_need?,
        })
    }
}

impl From<Row> for Opportunity {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            officer_id: row.officer_id,
            state: row.state,
            title: row.title,
            summary: row.summary,
            part: row.part,
            open_text: row.open_text,
            fixed_text: row.fixed_text,
            decides: row.decides,
            decided_when: row.decided_when,
            stage: row.stage,
            activity: row.activity,
            area: row.area,
            within_km: row.within_km,
            formats: parse_slugs(&row.formats),
            times: parse_slugs(&row.times),
            starts_on: row.starts_on,
            minutes: row.minutes,
            meetings: row.meetings,
            motives: parse_slugs(&row.motives),
            fee_pence: row.fee_pence,
            fee_per: row.fee_per,
            pay_on: row.pay_on,
            expenses: row.expenses,
            replacement_care: row.replacement_care,
            access: parse_slugs(&row.access),
            access_notes: row.access_notes,
            places: row.places,
            reply_by: row.reply_by,
            feedback_by: row.feedback_by,
            form_seed: row.form_seed,
            opened_at: row.opened_at,
            formed_at: row.formed_at,
            reason: row.reason,
            seeks: Vec::new(),
        }
    }
}

/// Folds rows that come ordered by opportunity and position.
pub(super) fn fold(rows: Vec<Row>) -> Vec<Opportunity> {
    let mut all: Vec<Opportunity> = Vec::new();
    for row in rows {
        let seek = row.seek();
        if all.last().is_none_or(|last| last.id != row.id) {
            all.push(row.into());
        }
        if let (Some(last), Some(seek)) = (all.last_mut(), seek) {
            last.seeks.push(seek);
        }
    }
    all
}
