//! How well a person and an opportunity fit: pure, without clock, chance or memory.

use std::cmp::Ordering;

use super::{
    Reason,
    evidence::{Basis, Criterion, Evidence, Person},
    profile::{Posting, Profile},
    reasons::By,
};
use crate::{area, badge::catalogue, citizen::Format, frontend::Language, opportunity::Need};

/// How much what helps counts beside what is a must.
const HELPS: f64 = 0.25;
/// The most that a track record adds.
const TRACK: f64 = 0.05;
/// With so many contributions the track record is full: the busiest do not crowd out the newly arrived.
const FULL_TRACK: f64 = 10.0;
/// How much shared motives move the person's side.
const MOTIVES: f64 = 0.3;

/// An opportunity, ready to be compared with people.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The opportunity.
    pub posting: &'a Posting,
    /// Whom it seeks, in its order.
    pub criteria: Vec<Criterion>,
}

/// A person who fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The profile's id.
    pub id: String,
    /// 0 to 1.
    pub fit: f64,
    /// The weakest evidence for a must; 1 without one.
    pub weakest: f64,
    /// The strongest evidence for anything that is sought; 0 when nothing is met.
    pub strongest: f64,
    /// Why: what met each criterion, then shared motives.
    pub reasons: Vec<Reason>,
}

impl<'a> Wanted<'a> {
    /// Prepares an opportunity.
    #[must_use]
    pub fn new(posting: &'a Posting, basis: &Basis) -> Self {
        let criteria = posting.seeks.iter();
        let criteria = criteria.map(|sought| Criterion::new(sought, basis)).collect();
        Self { posting, criteria }
    }

    /// How somebody fits; `None` when a filter or a must stands against it.
    #[must_use]
    pub fn compare(&self, person: &Person, basis: &Basis) -> Option<Hit> {
        let profile = person.profile;
        if !is_feasible(self.posting, profile) {
            return None;
        }
        let criteria = self.criteria.iter();
        let evidence: Vec<Option<Evidence>> = criteria
            .map(|criterion| person.evidence(criterion, basis))
            .collect();
        let strengths: Vec<f64> = evidence
            .iter()
            .map(|evidence| evidence.as_ref().map_or(0.0, |evidence| evidence.strength))
            .collect();
        let fit = self.fit(profile, &strengths)?;
        let musts = self.criteria.iter().zip(&strengths);
        let weakest = musts
            .filter(|(criterion, _)| criterion.sought.need == Need::Must)
            .map(|(_, &strength)| strength)
            .fold(1.0, f64::min);
        let strongest = strengths.iter().copied().fold(0.0, f64::max);
        let links = self.criteria.iter().zip(evidence);
        let links = links.filter_map(|(criterion, evidence)| Some((criterion, evidence?)));
        let mut reasons: Vec<Reason> = links
            .map(|(criterion, evidence)| Reason {
                criterion: criterion.shown.clone(),
                because: evidence.because,
                by: evidence.by,
            })
            .collect();
        reasons.extend(motive_reasons(self.posting, profile));
        Some(Hit {
            id: profile.id.clone(),
            fit,
            weakest,
            strongest,
            reasons,
        })
    }

    /// The fit of both sides, given how strongly each criterion is met; `None` when a must is not.
    #[must_use]
    pub fn fit(&self, profile: &Profile, strengths: &[f64]) -> Option<f64> {
        let mut weakest: Option<f64> = None;
        let (mut helping, mut helps) = (0.0, 0.0);
        for (criterion, &strength) in self.criteria.iter().zip(strengths) {
            if criterion.sought.need == Need::Must {
                weakest = Some(weakest.map_or(strength, |weakest| weakest.min(strength)));
            } else {
                helping += strength;
                helps += 1.0;
            }
        }
        if weakest.is_some_and(|weakest| weakest <= 0.0) {
            return None;
        }
        let core = match weakest {
            Some(weakest) if helps > 0.0 => (1.0 - HELPS) * weakest + HELPS * helping / helps,
            Some(weakest) => weakest,
            None if helps > 0.0 => helping / helps,
            None => 1.0,
        };
        let wanted = (1.0 - TRACK) * core + TRACK * track_record(profile.contributions.len());
        Some((wanted * willingness(self.posting, profile)).sqrt())
    }
}

/// Best first; equal fits by id.
#[must_use]
pub fn order(one: &Hit, other: &Hit) -> Ordering {
    other.fit.total_cmp(&one.fit).then_with(|| one.id.cmp(&other.id))
}

/// A capped logarithm of the number of contributions, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn track_record(contributions: usize) -> f64 {
    ((contributions as f64).ln_1p() / FULL_TRACK.ln_1p()).min(1.0)
}

/// How much the person would want this opportunity, by what matters to both; in between when one did not say.
fn willingness(posting: &Posting, profile: &Profile) -> f64 {
    if posting.motives.is_empty() || profile.motives.is_empty() {
        return 1.0 - MOTIVES / 2.0;
    }
    let mut weight = 1.0;
    let (mut shared, mut most) = (0.0, 0.0);
    for (place, motive) in profile.motives.iter().enumerate() {
        if posting.motives.contains(motive) {
            shared += weight;
        }
        if place < posting.motives.len() {
            most += weight;
        }
        weight *= 0.8;
    }
    1.0 - MOTIVES + MOTIVES * f64::min(shared / most, 1.0)
}

fn motive_reasons(posting: &Posting, profile: &Profile) -> impl Iterator<Item = Reason> {
    let shared = profile
        .motives
        .iter()
        .filter(|motive| posting.motives.contains(motive));
    shared.map(|motive| {
        let label = catalogue().label("motive", motive, Language::English);
        Reason {
            criterion: label.clone(),
            because: label,
            by: By::Motive,
        }
    })
}

/// Whether the person can take part at all: how, when and where. What somebody did not say is no obstacle.
#[must_use]
pub fn is_feasible(posting: &Posting, profile: &Profile) -> bool {
    overlap(&posting.formats, &profile.formats)
        && overlap(&posting.times, &profile.times)
        && (share_remote(&posting.formats, &profile.formats) || is_near(posting, profile))
}

fn overlap<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|member| other.contains(member))
}

fn share_remote(one: &[Format], other: &[Format]) -> bool {
    one.iter()
        .any(|format| format.is_remote() && other.contains(format))
}

/// Within both limits, where both places are known.
fn is_near(posting: &Posting, profile: &Profile) -> bool {
    let (Some(venue), Some(home)) = (&posting.area, &profile.area) else {
        return true;
    };
    let Some(km) = area::distance_km(&venue.to_ascii_uppercase(), &home.to_ascii_uppercase()) else {
        return true;
    };
    let within = |limit: Option<f64>| limit.is_none_or(|limit| km <= limit);
    within(posting.within_km) && within(profile.travel_km)
}

#[cfg(test)]
mod tests;
