//! What a host asks of a group beside its size, and the draw of who takes part: from people with badges and answers
//! to the composer's [`Question`] and back.
//!
//! A draw has two steps. First a list of numbered groups is composed, and its hash stands for everybody to see;
//! then a number decides which of them it is. Neither the host nor we have a choice in the
//! list: it follows from the answers and from our number, whose hash was public before.

pub mod composing;
pub mod pages;
pub mod records;
pub mod spread;
pub mod starting;
pub mod ways;
pub mod words;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use composing::Facts;

use crate::{
    badge::{Kind, Visibility},
    citizen::Citizen,
    equality::{Answers, Feature},
    group::{Question, Rule, SameAddress},
    matching::Matcher,
    moment::{DAY, Moment},
    opportunity::{Need, Opportunity, OpportunityId, Seek},
};

crate::id! {
    /// The id of a draw.
    DrawId
}

crate::slugs! {
    /// Where a draw stands.
    pub enum State {
        /// No group can be made of those who said yes: the host has to decide.
        Stuck = "stuck",
        /// The list stands; the number is not known yet.
        Listed = "listed",
        /// Decided.
        Drawn = "drawn",
    }
}

/// So many places in other groups within [`REGULAR_FOR`], with anybody, make somebody a regular.
pub const REGULAR_FROM: i64 = 2;
/// The time that is looked back on for that, seconds: 12 months.
pub const REGULAR_FOR: i64 = 365 * DAY;
/// What the rule about regulars is about, in the composer's question and in the facts of a draw.
pub const REGULARS: &str = "regulars";

/// At least so many people who are all of this; what is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Seat {
    /// Lived experience: its place in the list of what the opportunity seeks, from 0.
    pub experience: Option<i64>,
    /// Skill: its place in the same list.
    pub skill: Option<i64>,
    /// From where they speak: slug of the list `standpoint`.
    pub standpoint: Option<String>,
    /// What moves them: slug of the list `motive`.
    pub motive: Option<String>,
    /// They never had a place in a group.
    pub first_time: bool,
    /// So many of them, at least 1.
    pub least: i64,
}

/// Between `least` and `most` people who chose to say this about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Quota {
    /// About what they were asked.
    pub feature: Feature,
    /// What they said: a value of the feature.
    pub value: String,
    /// At least.
    pub least: i64,
    /// At most.
    pub most: i64,
}

/// What a host asks of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Wishes {
    /// Whom it needs.
    pub seats: Vec<Seat>,
    /// How it is balanced.
    pub quotas: Vec<Quota>,
    /// At most so many regulars, at least 1: they are fewer, and never kept out. `None` for no such rule.
    pub most_regulars: Option<i64>,
    /// The number that decides comes from outside.
    pub outside_seed: bool,
}

/// Somebody who stands in a draw.
pub struct Candidate {
    /// As they are known now.
    pub citizen: Citizen,
    /// What they chose to say.
    pub answers: Answers,
    /// They never had a place in a group.
    pub first_time: bool,
    /// They had several places elsewhere not long ago: see [`REGULAR_FROM`].
    pub regular: bool,
}

/// Somebody on a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stood {
    /// Their invitation.
    pub invitation_id: Uuid,
    /// How the list names them: known to them alone, so that nobody can tell from the list how many said yes
    /// without one of them telling.
    pub code: String,
    /// Their chance on it, in parts of a million.
    pub chance: i64,
    /// No group that meets the rules can contain them.
    pub in_no_group: bool,
}

/// One draw.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Draw {
    /// Its id.
    pub id: DrawId,
    /// For what.
    pub opportunity_id: OpportunityId,
    /// Where it stands.
    pub state: State,
    /// JSON: what the public page says; for a stuck one, the ways out: sets of rules to go without.
    pub facts: String,
    /// The numbered groups, as CSV.
    pub list: String,
    /// SHA-256 of the list.
    pub list_hash: String,
    /// The list stands since.
    pub listed_at: Moment,
    /// It is drawn by itself then.
    pub draw_at: Moment,
    /// What decided.
    pub seed: Option<String>,
    /// That came from outside: an officer typed it.
    pub by_host: bool,
    /// The number of the group.
    pub drawn: Option<i64>,
    /// Decided at.
    pub drawn_at: Option<Moment>,
}

impl Draw {
    /// What the public page says of it.
    ///
    /// # Errors
    /// For a draw that is stuck, which has none.
    pub fn facts(&self) -> anyhow::Result<Facts> {
        Ok(serde_json::from_str(&self.facts)?)
    }

    /// The ways out of a draw that is stuck: sets of rules, by their place, to go without.
    #[must_use]
    pub fn ways(&self) -> Vec<Vec<usize>> {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }
}

impl Wishes {
    /// The composer's question: who of `people` can make a group of `size`, with those in `chosen` in it already.
    #[must_use]
    pub fn question(
        &self,
        matcher: &Matcher,
        opportunity: &Opportunity,
        people: &[Candidate],
        (size, chosen): (usize, Vec<usize>),
    ) -> Question {
        let seats = self.seats.iter().map(|seat| Rule {
            about: "seat".into(),
            value: String::new(),
            members: seat.members(matcher, opportunity, people),
            least: count(seat.least),
            most: usize::MAX,
        });
        let quotas = self.quotas.iter().map(|quota| Rule {
            about: quota.feature.slug().into(),
            value: quota.value.clone(),
            members: places(people, |one| {
                one.answers.value(quota.feature) == Some(quota.value.as_str())
            }),
            least: count(quota.least),
            most: count(quota.most),
        });
        let regulars = self.most_regulars.map(|most| Rule {
            about: REGULARS.into(),
            value: String::new(),
            members: places(people, |one| one.regular),
            least: 0,
            most: count(most),
        });
        Question {
            people: people.len(),
            size,
            rules: seats.chain(quotas).chain(regulars).collect(),
            // Where people live is known of those alone who want letters on paper; nobody else is asked for a rule.
            homes: Vec::new(),
            same_address: SameAddress::Free,
            chosen,
        }
    }

    /// These wishes without some rules, named by their place in the composer's question: seats first, then quotas,
    /// then the rule about regulars.
    #[must_use]
    pub fn without(&self, rules: &[usize]) -> Self {
        let seats = self.seats.iter().enumerate();
        let quotas = self.quotas.iter().enumerate();
        let first_quota = self.seats.len();
        let regulars = first_quota + self.quotas.len();
        Self {
            seats: seats
                .filter(|(place, _)| !rules.contains(place))
                .map(|(_, seat)| seat.clone())
                .collect(),
            quotas: quotas
                .filter(|(place, _)| !rules.contains(&(first_quota + place)))
                .map(|(_, quota)| quota.clone())
                .collect(),
            most_regulars: self.most_regulars.filter(|_| !rules.contains(&regulars)),
            outside_seed: self.outside_seed,
        }
    }
}

impl Seat {
    fn members(&self, matcher: &Matcher, opportunity: &Opportunity, people: &[Candidate]) -> Vec<usize> {
        let asked = self.asked(opportunity);
        let citizens = people.iter().map(|one| &one.citizen);
        let meets = if asked.seeks.is_empty() {
            vec![true; people.len()]
        } else {
            matcher.meets(&asked, citizens)
        };
        let mut meets = meets.into_iter();
        places(people, |one| {
            meets.next() == Some(true)
                && (!self.first_time || one.first_time)
                && self.is_moved(&one.citizen)
                && self.speaks_from_there(&one.citizen)
        })
    }

    /// Whether it asks for new voices and nothing else.
    #[must_use]
    pub fn is_only_first_time(&self) -> bool {
        let seat = Self {
            first_time: true,
            least: self.least,
            ..Self::default()
        };
        *self == seat
    }

    /// Whether somebody said that they speak from the standpoint of this seat. To be found for an opportunity, not
    /// saying it is enough; to sit on a seat for it, it is not.
    fn speaks_from_there(&self, citizen: &Citizen) -> bool {
        self.standpoint.is_none()
            || citizen
                .badges
                .iter()
                .any(|badge| badge.visibility != Visibility::Hidden && badge.standpoint == self.standpoint)
    }

    fn is_moved(&self, citizen: &Citizen) -> bool {
        let motive = self.motive.as_ref();
        motive.is_none_or(|motive| citizen.motives.contains(motive))
    }

    /// The opportunity as if it sought nobody but those on this seat, wherever they live and whenever they can:
    /// who has evidence for that, can sit on it. A standpoint goes with the experience, when the seat has one.
    #[must_use]
    pub fn asked(&self, opportunity: &Opportunity) -> Opportunity {
        let mut asked = opportunity.clone();
        let places = [self.experience, self.skill].into_iter().flatten();
        asked.seeks = places
            .filter_map(|place| opportunity.seeks.get(usize::try_from(place).ok()?).cloned())
            .collect();
        for seek in &mut asked.seeks {
            seek.need = Need::Must;
        }
        if let Some(standpoint) = &self.standpoint {
            let experience = asked.seeks.iter_mut().find(|seek| seek.kind == Kind::Experience);
            match experience {
                Some(seek) => seek.standpoint = Some(standpoint.clone()),
                None => asked.seeks.push(Seek {
                    kind: Kind::Experience,
                    badge: None,
                    standpoint: Some(standpoint.clone()),
                    words: None,
                    need: Need::Must,
                }),
            }
        }
        (asked.area, asked.within_km) = (None, None);
        asked.formats.clear();
        asked.times.clear();
        asked
    }
}

/// Parts of a million in parts of a hundred: at least 1 where there is any chance, and 100 only for a certain one.
#[must_use]
pub fn percent(parts: i64) -> i64 {
    match parts {
        0 => 0,
        1_000_000.. => 100,
        _ => ((parts + 5_000) / 10_000).clamp(1, 99),
    }
}

/// [`percent`], from ten on rounded to the nearest five: more would tell how many people stood in a draw.
#[must_use]
pub fn rounded_percent(parts: i64) -> i64 {
    match percent(parts) {
        few @ 0..10 => few,
        many => (many + 2) / 5 * 5,
    }
}

fn places(people: &[Candidate], mut is_in: impl FnMut(&Candidate) -> bool) -> Vec<usize> {
    let all = people.iter().enumerate();
    all.filter_map(|(place, one)| is_in(one).then_some(place))
        .collect()
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
