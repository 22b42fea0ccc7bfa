//! How often anybody may be asked, over all hosts. Limits protect people from being asked, not from asking: who
//! put themselves forward is not held back by them.
//!
//! A person's own limit wins where it is smaller. An invitation to a hard topic counts twice: reading it takes more
//! out of somebody than reading one about bus stops. Its weight is stored with it when it is made, so that counting
//! is a sum over one person's few rows, and so that a catalogue which changes later changes nobody's past.

use crate::{
    badge::catalogue,
    matching::vocabulary,
    moment::{DAY, Moment},
    opportunity::{Opportunity, Seek},
};

/// At most so much waits for one person's answer, over all hosts.
pub const OPEN_CEILING: i64 = 2;
/// At most so much reaches one person in 30 days, over all hosts.
pub const MONTH_CEILING: i64 = 3;
/// The 30 days of the ceiling, seconds.
pub const MONTH: i64 = 30 * DAY;
/// After a no, the organisation that was told it waits so long, seconds.
pub const SAME_HOST_COOL_OFF: i64 = 30 * DAY;
/// After a no, everybody waits so long, seconds.
pub const COOL_OFF: i64 = 14 * DAY;

/// What an invitation counts.
const USUAL: i64 = 1;
/// What an invitation to a hard topic counts.
const HARD: i64 = 2;
/// Own words of a host count as the badge that they mean at least this surely.
const SURE: f64 = 0.8;

/// The branches of the catalogue that are hard to be asked about, whatever the question is: whoever seeks one of
/// these badges, or a narrower one, asks about
/// - abuse and violence, domestic abuse first of all, and safeguarding;
/// - mental distress, the services for it, and caring for somebody in it;
/// - substance use and other addictions, one's own or somebody else's;
/// - the end of life and bereavement;
/// - prison and justice;
/// - seeking asylum;
/// - racism and hatred;
/// - LGBT+ life in care.
const HARD_BRANCHES: [&str; 18] = [
    "abuse-or-violence",
    "safeguarding",
    "mental-distress",
    "mental-health-services",
    "mental-health-stigma",
    "caring-for-someone-with-mental-distress",
    "addiction",
    "drug-and-alcohol-services",
    "someone-else-s-drinking-or-drug-use",
    "life-limiting-illness",
    "end-of-life-and-palliative-care",
    "end-of-life-caring",
    "bereavement",
    "prison-or-justice",
    "seeking-asylum-or-refugee",
    "racism-in-services",
    "hate-crime",
    "lgbt-life",
];

/// What an invitation to this opportunity counts in everybody's limits: 1, or 2 when something it seeks is hard.
#[must_use]
pub fn weight(opportunity: &Opportunity) -> i64 {
    if opportunity.seeks.iter().any(is_hard) {
        HARD
    } else {
        USUAL
    }
}

fn is_hard(seek: &Seek) -> bool {
    let meant = || {
        let words = seek.words.as_deref()?;
        let (slug, sure) = vocabulary::link(words, Some(seek.kind)).into_iter().next()?;
        (sure >= SURE).then(|| slug.to_owned())
    };
    let badge = seek.badge.clone().or_else(meant);
    badge.is_some_and(|slug| {
        let line = catalogue().with_broader(&slug);
        line.iter()
            .any(|badge| HARD_BRANCHES.contains(&badge.slug.as_str()))
    })
}

/// Whether something that counts `weight` still fits under `limit` when `used` is used. Whoever allows one at a
/// time allows one of any weight.
#[must_use]
pub fn fits(used: i64, weight: i64, limit: i64) -> bool {
    used + weight <= limit || (used == 0 && limit > 0)
}

/// From when on things count, looking back from `now`.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// Invitations that count in the month.
    pub month: Moment,
    /// A no that keeps its organisation away.
    pub same_host: Moment,
    /// A no that keeps everybody away.
    pub any_host: Moment,
}

impl Since {
    /// Looking back from `now`.
    #[must_use]
    pub fn before(now: Moment) -> Self {
        Self {
            month: now.plus(-MONTH),
            same_host: now.plus(-SAME_HOST_COOL_OFF),
            any_host: now.plus(-COOL_OFF),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{badge::Kind, opportunity::Need};

    fn seeking(badge: Option<&str>, words: Option<&str>) -> Opportunity {
        let mut opportunity = crate::opportunity::draft::tests::whole();
        opportunity.seeks = vec![Seek {
            kind: Kind::Experience,
            badge: badge.map(str::to_owned),
            standpoint: None,
            words: words.map(str::to_owned),
            need: Need::Helps,
        }];
        opportunity
    }

    #[test]
    fn every_hard_branch_stands_in_the_catalogue() {
        for slug in HARD_BRANCHES {
            assert!(catalogue().badge(slug).is_some(), "{slug}");
        }
    }

    #[test]
    fn hard_topics_count_twice_and_so_does_everything_narrower() {
        for slug in [
            "domestic-abuse-survivor",
            "economic-abuse",
            "psychosis",
            "drug-use",
            "stillbirth-or-newborn-death",
            "leaving-prison",
            "asylum-accommodation",
            "racism-in-services",
            "lgbt-in-care",
            "safeguarding",
            "hospice-care",
        ] {
            assert_eq!(weight(&seeking(Some(slug), None)), 2, "{slug}");
        }
        for slug in [
            "hospital-discharge",
            "buses-and-trains",
            "dementia",
            "rural-isolation",
        ] {
            assert_eq!(weight(&seeking(Some(slug), None)), 1, "{slug}");
        }
        assert_eq!(weight(&seeking(None, Some("domestic abuse"))), 2);
        assert_eq!(weight(&seeking(None, Some("waiting for the bus"))), 1);
    }

    #[test]
    fn one_of_any_weight_fits_where_nothing_is_and_two_of_them_only_where_there_is_room() {
        assert!(fits(0, 1, 2) && fits(1, 1, 2) && !fits(2, 1, 2));
        assert!(fits(0, 2, 2) && !fits(1, 2, 2));
        assert!(fits(0, 2, 1), "who allows one at a time allows one of any weight");
        assert!(!fits(0, 1, 0) && !fits(0, 2, 0));
        assert!(fits(1, 2, 3) && !fits(2, 2, 3));
    }
}
