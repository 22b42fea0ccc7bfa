//! How well a person and an opportunity fit: pure, without clock, chance or memory.

use super::{
    Reason,
    basis::Basis,
    eligibility::{LEAST_NAMED, Requirement},
    evidence::{Criterion, Evidence, POSSIBLE},
    person::Person,
    practical::{Asked, Practical},
    profile::{Posting, Profile},
    reasons::By,
};
use crate::{badge::catalogue, frontend::Language, opportunity::Need};

/// How much what helps counts beside what is a must.
const HELPS: f32 = 0.25;
/// The most that a track record adds.
const TRACK: f32 = 0.05;

/// Bounds leave so much room: they need not be rounded as the fit is.
const ROUNDED: f32 = 1e-4;

/// An opportunity, ready to be compared with people.
#[derive(Debug)]
pub struct Wanted {
    /// The opportunity.
    pub posting: Posting,
    /// Whom it seeks, in its order.
    pub criteria: Vec<Criterion>,
    /// What it asks of somebody's day.
    pub asked: Asked,
    /// Its musts, in their order: as the index is asked for a pool, and as what decides who may be in it.
    musts: Vec<(Criterion, Requirement)>,
}

/// How well both sides fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closeness {
    /// 0 to 1.
    pub fit: f32,
    /// The weakest evidence for a must; 1 without one.
    pub weakest: f32,
    /// The strongest evidence for anything that is sought; 0 when nothing is met.
    pub strongest: f32,
}

/// A person who fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The profile's id.
    pub id: String,
    /// How well.
    pub closeness: Closeness,
    /// Why: what met each criterion, then shared motives.
    pub reasons: Vec<Reason>,
}

impl Wanted {
    /// Prepares an opportunity.
    #[must_use]
    pub fn new(posting: &Posting, basis: &Basis) -> Self {
        let criteria = posting.seeks.iter();
        let mut criteria: Vec<Criterion> = criteria.map(|sought| Criterion::new(sought, basis)).collect();
        let mut musts = Vec::new();
        for criterion in criteria
            .iter_mut()
            .filter(|criterion| criterion.sought.need == Need::Must)
        {
            let requirement = Requirement::new(&criterion.sought, basis.vectors.as_ref());
            criterion.also_means(&requirement);
            musts.push((criterion.for_pool(&requirement), requirement));
        }
        Self {
            criteria,
            asked: Asked::of(posting),
            posting: posting.clone(),
            musts,
        }
    }

    /// Its musts alone, asked of the index for a pool.
    #[must_use]
    pub fn for_pool(&self) -> Self {
        Self {
            criteria: self
                .musts
                .iter()
                .map(|(criterion, _)| criterion.clone())
                .collect(),
            asked: self.asked.clone(),
            posting: self.posting.clone(),
            musts: Vec::new(),
        }
    }

    /// How likely somebody meets every must, 0 to 1, and whether that is enough to be in the pool; `None` when a
    /// filter keeps them out.
    #[must_use]
    pub fn admits(&self, person: &Person) -> Option<(f32, bool)> {
        if !self.asked.admits(person.practical) {
            return None;
        }
        let met = self.musts_met(person).into_iter();
        Some(met.fold((1.0, true), |all, one| (all.0.min(one.0), all.1 && one.1)))
    }

    /// For each must, in their order, how likely somebody meets it, 0 to 1, and whether that is enough.
    #[must_use]
    pub fn musts_met(&self, person: &Person) -> Vec<(f32, bool)> {
        let met = self.musts.iter().map(|(criterion, requirement)| {
            let strength = person
                .evidence(criterion)
                .map_or(0.0, |evidence| evidence.strength);
            let (probability, is_enough) = requirement.met_by(person);
            let is_met = strength >= LEAST_NAMED || strength >= POSSIBLE && is_enough;
            (probability, is_met)
        });
        met.collect()
    }

    /// How somebody fits; `None` when a filter or a must stands against it.
    #[must_use]
    pub fn compare(&self, person: &Person) -> Option<Hit> {
        if !self.asked.admits(person.practical) {
            return None;
        }
        let criteria = self.criteria.iter();
        let evidence: Vec<Option<Evidence>> = criteria.map(|criterion| person.evidence(criterion)).collect();
        let strengths: Vec<f32> = evidence
            .iter()
            .map(|evidence| evidence.as_ref().map_or(0.0, |evidence| evidence.strength))
            .collect();
        let closeness = self.closeness(person.practical, &strengths)?;
        let links = self.criteria.iter().zip(evidence);
        let links = links.filter_map(|(criterion, evidence)| Some((criterion, evidence?)));
        let mut reasons: Vec<Reason> = links
            .map(|(criterion, evidence)| Reason {
                criterion: criterion.shown.clone(),
                because: evidence.because,
                by: evidence.by,
            })
            .collect();
        reasons.extend(motive_reasons(&self.posting, person.profile));
        Some(Hit {
            id: person.profile.id.clone(),
            closeness,
            reasons,
        })
    }

    /// The fit of both sides, given how strongly each criterion is met; `None` when a must is not.
    #[must_use]
    #[inline]
    pub fn closeness(&self, person: Practical, strengths: &[f32]) -> Option<Closeness> {
        let needs = self.criteria.iter().map(|criterion| criterion.sought.need);
        closeness(&self.asked, person, needs.zip(strengths.iter().copied()))
    }

    /// A little less than the least fit, reckoned as if so many of the criteria that help were not met, that can become
    /// as good as this one when they are.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a few criteria")]
    pub fn least_fit(&self, fit: f32, left: usize) -> f32 {
        let musts = self.count_musts();
        let helps = self.criteria.len() - musts;
        let share = if musts > 0 { HELPS } else { 1.0 };
        let more = (1.0 - TRACK) * share * left as f32 / helps.max(1) as f32;
        (fit * fit - more - ROUNDED).max(0.0).sqrt()
    }

    /// A little less than how strongly each must has to be met by whoever is to fit so well; without a must, anything
    /// that is sought.
    #[must_use]
    pub fn least_strength(&self, fit: f32) -> f32 {
        let core = (fit * fit - TRACK) / (1.0 - TRACK) - ROUNDED;
        if (1..self.criteria.len()).contains(&self.count_musts()) {
            (core - HELPS) / (1.0 - HELPS)
        } else {
            core
        }
    }

    fn count_musts(&self) -> usize {
        let needs = self.criteria.iter().map(|criterion| criterion.sought.need);
        needs.filter(|need| *need == Need::Must).count()
    }
}

/// The fit of both sides, given how strongly each of what is sought is met; `None` when a must is not. Both sides
/// count alike: the fit is their geometric mean.
#[must_use]
#[inline]
pub fn closeness(
    asked: &Asked,
    person: Practical,
    met: impl Iterator<Item = (Need, f32)>,
) -> Option<Closeness> {
    let mut weakest: Option<f32> = None;
    let (mut helping, mut helps, mut strongest) = (0.0, 0.0, 0.0_f32);
    for (need, strength) in met {
        strongest = strongest.max(strength);
        if need == Need::Must {
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
    let wanted = (1.0 - TRACK) * core + TRACK * person.track_record();
    Some(Closeness {
        fit: (wanted * asked.willingness(person)).sqrt(),
        weakest: weakest.unwrap_or(1.0),
        strongest,
    })
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

#[cfg(test)]
mod tests;
