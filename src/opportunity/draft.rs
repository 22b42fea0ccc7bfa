//! Writing an opportunity: its steps, and what is still missing before it can be sent off.

use jiff::{Span, civil::Date};

use super::{FeePer, Opportunity, OpportunityId, ReplacementCare, State};
use crate::{account::AccountId, citizen::Format, organisation::OrganisationId};

/// People hear what came of it at most so many days after the first day, or from now where no day is named. A host
/// knows who takes part until some time after that day, so it cannot be any day.
pub const FEEDBACK_DAYS: i32 = 366;

/// At most so many things sought.
pub const MOST_SEEKS: usize = 12;

crate::slugs! {
    /// A page of the posting, in order.
    pub enum Step {
        /// The question, and what it is about.
        Question = "question",
        /// What is open, what is fixed, who decides.
        Influence = "influence",
        /// What people will do.
        Doing = "doing",
        /// How, where and when.
        When = "when",
        /// Whom it seeks.
        Seeks = "seeks",
        /// Pay, expenses and care meanwhile.
        Pay = "pay",
        /// What is offered so that people can take part.
        Access = "access",
        /// By when people hear what came of it.
        Promise = "promise",
    }
}

impl Step {
    /// The step after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.get(place + 1).copied()
    }
}

/// Something an opportunity still needs before it can be sent off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it is written.
    pub step: Step,
    /// What: the ending of the locale key `missing-…`.
    pub what: &'static str,
}

impl Opportunity {
    /// A new, empty one.
    #[must_use]
    pub fn draft(id: OpportunityId, organisation_id: OrganisationId, officer_id: AccountId) -> Self {
        Self {
            id,
            organisation_id,
            officer_id,
            state: State::Draft,
            title: String::new(),
            summary: String::new(),
            part: String::new(),
            open_text: String::new(),
            fixed_text: String::new(),
            decides: String::new(),
            decided_when: String::new(),
            stage: String::new(),
            activity: String::new(),
            area: None,
            within_km: None,
            formats: Vec::new(),
            times: Vec::new(),
            starts_on: None,
            minutes: None,
            meetings: None,
            motives: Vec::new(),
            fee_pence: 0,
            fee_per: FeePer::NotSaid,
            pay_on: None,
            expenses: String::new(),
            replacement_care: ReplacementCare::NotSaid,
            access: Vec::new(),
            access_notes: String::new(),
            places: None,
            reply_by: None,
            feedback_by: String::new(),
            form_seed: None,
            opened_at: None,
            formed_at: None,
            reason: None,
            seeks: Vec::new(),
        }
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let blank = Self::draft(self.id, self.organisation_id, self.officer_id);
        serde_json::json!(self) == serde_json::json!(blank)
    }

    /// Whether its organisation may still change what it says.
    #[must_use]
    pub fn is_being_written(&self) -> bool {
        matches!(self.state, State::Draft | State::Refused)
    }
}

/// Everything that is missing, in the order of the pages; empty when it can be sent off.
#[must_use]
pub fn missing(opportunity: &Opportunity, today: Date) -> Vec<Missing> {
    let mut found = Vec::new();
    let mut need = |step, what, there: bool| {
        if !there {
            found.push(Missing { step, what });
        }
    };
    let said = |text: &str| !text.trim().is_empty();
    let o = opportunity;
    need(Step::Question, "title", said(&o.title));
    need(Step::Question, "summary", said(&o.summary));
    need(Step::Influence, "open", said(&o.open_text));
    need(Step::Influence, "fixed", said(&o.fixed_text));
    need(Step::Influence, "decides", said(&o.decides));
    need(Step::Influence, "decided-when", said(&o.decided_when));
    need(Step::Doing, "part", said(&o.part));
    need(Step::Doing, "activity", said(&o.activity));
    need(Step::Doing, "stage", said(&o.stage));
    let in_person = o.formats.contains(&Format::InPerson);
    need(Step::When, "formats", !o.formats.is_empty());
    need(Step::When, "area", !in_person || o.area.is_some());
    need(Step::When, "within", !in_person || o.within_km.is_some());
    need(Step::When, "times", !o.times.is_empty());
    need(Step::When, "starts-on", is_ahead(o.starts_on.as_deref(), today));
    need(Step::When, "minutes", o.minutes.is_some());
    need(Step::When, "meetings", o.meetings.is_some());
    need(Step::Seeks, "seeks", !o.seeks.is_empty());
    let paid = o.fee_per.is_paid();
    need(Step::Pay, "fee-per", o.fee_per != FeePer::NotSaid);
    need(Step::Pay, "fee", !paid || o.fee_pence > 0);
    need(Step::Pay, "pay-on", !paid || is_ahead(o.pay_on.as_deref(), today));
    need(Step::Pay, "expenses", said(&o.expenses));
    need(Step::Pay, "care", o.replacement_care != ReplacementCare::NotSaid);
    need(Step::Access, "access", !o.access.is_empty());
    need(Step::Promise, "feedback-by", is_kept_in_time(o, today));
    found
}

fn is_ahead(day: Option<&str>, today: Date) -> bool {
    day.and_then(|day| day.parse::<Date>().ok())
        .is_some_and(|day| day > today)
}

/// The last day on which people may hear what came of it.
#[must_use]
pub fn latest_feedback(starts_on: Option<&str>, today: Date) -> Date {
    let first = starts_on.and_then(|day| day.parse().ok()).unwrap_or(today);
    first.max(today).saturating_add(Span::new().days(FEEDBACK_DAYS))
}

/// People hear what came of it after it began, not before, and not too long after it.
fn is_kept_in_time(opportunity: &Opportunity, today: Date) -> bool {
    is_ahead(Some(&opportunity.feedback_by), today)
        && opportunity
            .starts_on
            .as_deref()
            .is_none_or(|starts| starts <= opportunity.feedback_by.as_str())
        && opportunity
            .feedback_by
            .parse::<Date>()
            .is_ok_and(|day| day <= latest_feedback(opportunity.starts_on.as_deref(), today))
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        badge::Kind,
        citizen::Time,
        opportunity::{Need, Seek},
    };

    fn empty() -> Opportunity {
        let id = Uuid::nil();
        Opportunity::draft(OpportunityId(id), OrganisationId(id), AccountId(id))
    }

    /// One that can be sent off in November 2026.
    pub(crate) fn whole() -> Opportunity {
        let text = || "Some words.".to_owned();
        Opportunity {
            title: text(),
            summary: text(),
            part: text(),
            open_text: text(),
            fixed_text: text(),
            decides: text(),
            decided_when: text(),
            stage: "co-design".into(),
            activity: "focus-group".into(),
            formats: vec![Format::Online],
            times: vec![Time::Weekend],
            starts_on: Some("2027-01-10".into()),
            minutes: Some(90),
            meetings: Some(1),
            fee_per: FeePer::None,
            expenses: text(),
            replacement_care: ReplacementCare::NotOffered,
            access: vec!["regular-breaks".into()],
            feedback_by: "2027-03-01".into(),
            seeks: vec![Seek {
                kind: Kind::Experience,
                badge: Some("dementia".into()),
                standpoint: None,
                words: None,
                need: Need::Must,
            }],
            ..empty()
        }
    }

    fn names(opportunity: &Opportunity) -> Vec<&'static str> {
        missing(opportunity, jiff::civil::date(2026, 11, 22))
            .into_iter()
            .map(|missing| missing.what)
            .collect()
    }

    #[test]
    fn nothing_is_missing_from_a_whole_one_and_every_step_from_an_empty_one() {
        assert!(names(&whole()).is_empty());
        let found = missing(&empty(), jiff::civil::date(2026, 11, 22));
        for step in Step::ALL {
            assert!(found.iter().any(|missing| missing.step == *step), "{step:?}");
        }
    }

    #[test]
    fn meeting_in_a_room_needs_a_place_and_paying_a_sum_and_a_day() {
        let mut opportunity = whole();
        opportunity.formats.push(Format::InPerson);
        opportunity.fee_per = FeePer::Session;
        assert_eq!(names(&opportunity), ["area", "within", "fee", "pay-on"]);
    }

    #[test]
    fn fee_and_care_are_said_and_never_assumed() {
        let mut opportunity = whole();
        opportunity.fee_per = empty().fee_per;
        opportunity.replacement_care = empty().replacement_care;
        assert_eq!(names(&opportunity), ["fee-per", "care"]);
    }

    #[test]
    fn a_promise_lies_ahead_and_after_the_first_day() {
        let mut opportunity = whole();
        opportunity.feedback_by = "2027-01-09".into();
        assert_eq!(names(&opportunity), ["feedback-by"]);
        opportunity.feedback_by = "2028-01-11".into();
        assert_eq!(
            names(&opportunity),
            Vec::<&str>::new(),
            "a year after the first day"
        );
        opportunity.feedback_by = "2028-01-12".into();
        assert_eq!(names(&opportunity), ["feedback-by"]);
        opportunity.starts_on = Some("2026-11-01".into());
        opportunity.feedback_by = "2026-11-22".into();
        assert_eq!(names(&opportunity), ["starts-on", "feedback-by"]);
    }
}
