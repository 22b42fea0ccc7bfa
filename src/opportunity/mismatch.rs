//! Why a person would not be in the draw for an opportunity, said honestly and never as "full".

use super::{Need, Opportunity, Seek};
use crate::{
    area,
    badge::{Visibility, catalogue},
    citizen::{Citizen, ConsentPurpose, Declared, Format},
    moment::Moment,
};

/// One reason.
#[derive(Clone, Debug)]
pub enum Mismatch<'a> {
    /// No consent to be matched.
    Matching,
    /// No consent to be invited.
    Invitations,
    /// Paused.
    Paused,
    /// No way of taking part in common.
    Format,
    /// Further away than the person travels: kilometres, and what they said.
    Distance(i64, i64),
    /// Further away than the host asks people to live: kilometres, and what they said.
    Nearer(i64, i64),
    /// No time in common.
    Time,
    /// As many invitations wait for an answer as may at one time: the number.
    Open(i64),
    /// As many invitations came in 30 days as may: the number.
    Month(i64),
    /// Something needed that nothing the person declared says.
    Seek(&'a Seek),
    /// Nothing that can be named: what is needed is said in the host's own words.
    Other,
}

impl Mismatch<'_> {
    /// The ending of the locale key `opportunity-mismatch-…`.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Matching => "matching",
            Self::Invitations => "invitations",
            Self::Paused => "paused",
            Self::Format => "format",
            Self::Distance(..) => "distance",
            Self::Nearer(..) => "nearer",
            Self::Time => "time",
            Self::Open(_) => "open",
            Self::Month(_) => "month",
            Self::Seek(_) => "seek",
            Self::Other => "any",
        }
    }

    /// The question whose answer would change it; none when it is not the person's to change.
    #[must_use]
    pub fn question(&self) -> Option<&'static str> {
        match self {
            Self::Matching | Self::Invitations => Some("/you/consents"),
            Self::Paused => Some("/you/pause"),
            Self::Format | Self::Time => Some("/you/ways"),
            Self::Distance(..) => Some("/you/place"),
            Self::Nearer(..) => None,
            Self::Open(_) => Some("/you/invitations"),
            Self::Month(_) => Some("/you/often"),
            Self::Seek(_) | Self::Other => Some("/you/badges"),
        }
    }
}

/// What the person did not allow, or not now: then nobody looks for them, whatever is asked.
#[must_use]
pub fn standing(citizen: &Citizen, now: Moment) -> Vec<Mismatch<'static>> {
    let mut found = Vec::new();
    if !citizen.consents_to(ConsentPurpose::Matching) {
        found.push(Mismatch::Matching);
    }
    if !citizen.consents_to(ConsentPurpose::Invitations) {
        found.push(Mismatch::Invitations);
    }
    if citizen.paused_until.is_some_and(|until| until > now) {
        found.push(Mismatch::Paused);
    }
    found
}

/// What stands in the way of meeting: certain without a matcher.
#[must_use]
pub fn practical(citizen: &Citizen, opportunity: &Opportunity) -> Vec<Mismatch<'static>> {
    let mut found = Vec::new();
    let formats = shared(&citizen.formats, &opportunity.formats);
    if formats.as_ref().is_some_and(Vec::is_empty) {
        found.push(Mismatch::Format);
    }
    if formats.is_none_or(|formats| formats == [Format::InPerson]) {
        found.extend(too_far(citizen, opportunity));
    }
    if shared(&citizen.times, &opportunity.times).is_some_and(|times| times.is_empty()) {
        found.push(Mismatch::Time);
    }
    found
}

/// What both chose; `None` when one of them did not say, which excludes nothing.
fn shared<T: Copy + PartialEq>(one: &[T], other: &[T]) -> Option<Vec<T>> {
    let both_said = !one.is_empty() && !other.is_empty();
    both_said.then(|| one.iter().copied().filter(|item| other.contains(item)).collect())
}

/// The person's own limit is said first: it is theirs to change.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "kilometres on one island"
)]
fn too_far(citizen: &Citizen, opportunity: &Opportunity) -> Option<Mismatch<'static>> {
    let km = area::distance_km(citizen.area.as_deref()?, opportunity.area.as_deref()?)?;
    let beyond = |limit: Option<i64>| limit.filter(|limit| km > *limit as f64);
    let away = km.ceil() as i64;
    let own = beyond(citizen.travel_km).map(|limit| Mismatch::Distance(away, limit));
    own.or_else(|| beyond(opportunity.within_km).map(|limit| Mismatch::Nearer(away, limit)))
}

/// What is needed and not declared, as far as the catalogue can tell; own words are left to the matcher.
#[must_use]
pub fn unmet<'a>(citizen: &Citizen, opportunity: &'a Opportunity) -> Vec<Mismatch<'a>> {
    let needed = opportunity.seeks.iter().filter(|seek| seek.need == Need::Must);
    needed
        .filter(|seek| seek.badge.is_some() && !citizen.badges.iter().any(|badge| meets(badge, seek)))
        .map(Mismatch::Seek)
        .collect()
}

fn meets(declared: &Declared, seek: &Seek) -> bool {
    let (Some(has), Some(wants)) = (&declared.badge, &seek.badge) else {
        return false;
    };
    let standpoint = seek.standpoint.is_none() || seek.standpoint == declared.standpoint;
    declared.visibility != Visibility::Hidden
        && standpoint
        && catalogue()
            .with_broader(has)
            .iter()
            .any(|badge| badge.slug == *wants)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        account::AccountId,
        badge::Kind,
        citizen::{DeclaredId, Time},
        opportunity::draft::tests::whole,
    };

    fn somebody() -> Citizen {
        Citizen {
            id: AccountId(Uuid::nil()),
            called: None,
            area: Some("LS6".into()),
            travel_km: Some(10),
            formats: vec![Format::Online, Format::InPerson],
            times: vec![Time::Weekend],
            matters: None,
            motives: Vec::new(),
            phone: None,
            open_ceiling: 2,
            month_ceiling: 3,
            paused_until: None,
            step: "done".into(),
            created_at: Moment(0),
            badges: vec![Declared {
                id: DeclaredId(Uuid::nil()),
                kind: Kind::Experience,
                badge: Some("dementia".into()),
                words: None,
                standpoint: None,
                visibility: Visibility::Matching,
            }],
            contributions: Vec::new(),
            consents: vec![ConsentPurpose::Matching, ConsentPurpose::Invitations],
        }
    }

    fn slugs(citizen: &Citizen, opportunity: &Opportunity) -> Vec<&'static str> {
        let mut found = standing(citizen, Moment(0));
        found.extend(practical(citizen, opportunity));
        found.extend(unmet(citizen, opportunity));
        found.iter().map(Mismatch::slug).collect()
    }

    #[test]
    fn nothing_stands_in_the_way_of_somebody_who_fits() {
        assert!(slugs(&somebody(), &whole()).is_empty());
    }

    #[test]
    fn distance_matters_only_when_people_must_meet() {
        let mut opportunity = whole();
        opportunity.area = Some("CF10".into());
        opportunity.within_km = Some(500);
        assert!(slugs(&somebody(), &opportunity).is_empty());
        opportunity.formats = vec![Format::InPerson];
        assert_eq!(slugs(&somebody(), &opportunity), ["distance"]);
    }

    #[test]
    fn whose_limit_is_too_near_is_said_with_both_numbers() {
        let mut opportunity = whole();
        opportunity.formats = vec![Format::InPerson];
        opportunity.area = Some("BD1".into());
        opportunity.within_km = Some(3);
        let far = |citizen: &Citizen| practical(citizen, &opportunity);
        assert!(matches!(far(&somebody())[..], [Mismatch::Distance(km, 10)] if (11..20).contains(&km)));
        let mut traveller = somebody();
        traveller.travel_km = Some(80);
        assert!(matches!(far(&traveller)[..], [Mismatch::Nearer(_, 3)]));
        assert_eq!(far(&traveller)[0].question(), None, "it is not theirs to change");
    }

    #[test]
    fn a_broader_need_is_met_and_a_hidden_badge_says_nothing() {
        let mut opportunity = whole();
        opportunity.seeks[0].badge = Some("long-term-neurological-condition".into());
        let mut citizen = somebody();
        assert!(slugs(&citizen, &opportunity).is_empty());
        citizen.badges[0].visibility = Visibility::Hidden;
        assert_eq!(slugs(&citizen, &opportunity), ["seek"]);
        citizen.consents.clear();
        citizen.times = vec![Time::WeekdayEvening];
        assert_eq!(
            slugs(&citizen, &opportunity),
            ["matching", "invitations", "time", "seek"]
        );
    }
}
