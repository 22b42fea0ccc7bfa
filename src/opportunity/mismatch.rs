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
    /// Too far, for the person or the host.
    Distance,
    /// No time in common.
    Time,
    /// Something needed that nothing the person declared says.
    Seek(&'a Seek),
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
            Self::Distance => "distance",
            Self::Time => "time",
            Self::Seek(_) => "seek",
        }
    }
}

/// What the person allows, and what stands in the way of meeting: certain without a matcher.
#[must_use]
pub fn obstacles<'a>(citizen: &Citizen, opportunity: &Opportunity, now: Moment) -> Vec<Mismatch<'a>> {
    let mut found = Vec::new();
    let mut note = |wrong, mismatch| {
        if wrong {
            found.push(mismatch);
        }
    };
    note(!citizen.consents_to(ConsentPurpose::Matching), Mismatch::Matching);
    note(
        !citizen.consents_to(ConsentPurpose::Invitations),
        Mismatch::Invitations,
    );
    note(
        citizen.paused_until.is_some_and(|until| until > now),
        Mismatch::Paused,
    );
    let formats = shared(&citizen.formats, &opportunity.formats);
    note(formats.as_ref().is_some_and(Vec::is_empty), Mismatch::Format);
    note(
        formats.is_none_or(|formats| formats == [Format::InPerson]) && is_too_far(citizen, opportunity),
        Mismatch::Distance,
    );
    note(
        shared(&citizen.times, &opportunity.times).is_some_and(|times| times.is_empty()),
        Mismatch::Time,
    );
    found
}

/// What both chose; `None` when one of them did not say, which excludes nothing.
fn shared<T: Copy + PartialEq>(one: &[T], other: &[T]) -> Option<Vec<T>> {
    let both_said = !one.is_empty() && !other.is_empty();
    both_said.then(|| one.iter().copied().filter(|item| other.contains(item)).collect())
}

fn is_too_far(citizen: &Citizen, opportunity: &Opportunity) -> bool {
    let (Some(home), Some(venue)) = (&citizen.area, &opportunity.area) else {
        return false;
    };
    area::distance_km(home, venue).is_some_and(|km| {
        #[expect(clippy::cast_precision_loss, reason = "kilometres on one island")]
        let beyond = |limit: Option<i64>| limit.is_some_and(|limit| km > limit as f64);
        beyond(citizen.travel_km) || beyond(opportunity.within_km)
    })
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
        let mut found = obstacles(citizen, opportunity, Moment(0));
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
