//! Which badges of the catalogue answer a criterion in the host's words.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::{labels, meaning::Sense, steps, vocabulary::Word as Token},
    criterion,
    meeting::Meeting,
    passage::Passage,
    phrases,
    settings::{Floors, SETTINGS},
};
use crate::badge::{Badge, Kind, catalogue};

/// A badge that answers a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its slug.
    pub slug: &'static str,
    /// How likely it does, 0 to 1.
    pub probability: f32,
    /// Whether that is enough to be evidence.
    pub is_enough: bool,
}

/// Less likely answers are left out.
const LEAST_PROBABILITY: f32 = 0.05;

/// The best probability of each badge, by its place in the catalogue; `None` where it is not enough.
#[derive(Default)]
pub struct Found(BTreeMap<usize, (f32, bool)>);

impl Found {
    /// Notes how likely a badge is, and whether that is enough.
    pub fn note(&mut self, badge: usize, probability: f32, is_enough: bool) {
        if probability >= LEAST_PROBABILITY {
            let known = self.0.entry(badge).or_default();
            *known = (known.0.max(probability), known.1 || is_enough);
        }
    }

    /// The badges, surest first.
    #[must_use]
    pub fn sorted(self) -> Vec<Answer> {
        let badges = catalogue().badges();
        let found = self.0.into_iter();
        let mut answers: Vec<Answer> = found
            .map(|(badge, (probability, is_enough))| Answer {
                slug: &badges[badge].slug,
                probability,
                is_enough,
            })
            .collect();
        answers.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        answers
    }
}

/// A phrase of a badge that has words of a criterion.
pub struct Candidate {
    /// The badge's place in the catalogue.
    pub badge: usize,
    /// Whether the phrase is its label.
    pub is_label: bool,
    /// What both have of each other.
    pub meeting: Meeting,
}

/// The badges of a kind that may answer a criterion, surest first, narrower badges of what is answered whole included.
#[must_use]
pub fn answers(text: &str, kind: Kind, sense: Option<&Sense>) -> Vec<Answer> {
    let (weights, floors) = if sense.is_some() {
        (&SETTINGS.criterion_with_meaning, &SETTINGS.floors_with_meaning)
    } else {
        (&SETTINGS.criterion, &SETTINGS.floors)
    };
    let badges = catalogue().badges();
    let mut found = Found::default();
    let mut whole: BTreeMap<&str, f32> = BTreeMap::new();
    for candidate in candidates(text, kind, sense) {
        let badge = &badges[candidate.badge];
        let probability = candidate.meeting.probability(weights);
        let is_enough = probability >= floor(badge, floors) && !candidate.meeting.is_denied();
        found.note(candidate.badge, probability, is_enough);
        if is_enough && candidate.meeting.is_whole() && (candidate.is_label || has_kinds(&badge.slug)) {
            let known = whole.entry(&badge.slug).or_default();
            *known = known.max(probability);
        }
    }
    if !whole.is_empty() {
        for (place, badge) in badges.iter().enumerate() {
            let broader = catalogue().with_broader(&badge.slug).into_iter().skip(1);
            for probability in broader.filter_map(|broader| whole.get(broader.slug.as_str())) {
                found.note(place, *probability, true);
            }
        }
    }
    found.sorted()
}

/// Whether each narrower badge is a kind of this one, whatever names it; otherwise a phrase may name one of several
/// things that it gathers.
fn has_kinds(slug: &str) -> bool {
    SETTINGS
        .kinds
        .iter()
        .any(|line| line.split(' ').any(|kind| kind == slug))
}

/// From which probability on a badge answers.
fn floor(badge: &Badge, floors: &Floors) -> f32 {
    if badge.sensitive {
        floors.sensitive
    } else {
        floors.criterion
    }
}

/// Every phrase that may answer a criterion, with its features.
#[must_use]
pub fn candidates(text: &str, kind: Kind, sense: Option<&Sense>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (number, part) in criterion::parts(text).iter().enumerate() {
        all.extend(meetings(part, kind, number > 0));
    }
    if let Some(sense) = sense {
        mean(&mut all, kind, sense);
    }
    all
}

/// What phrases have of one part of a criterion, beside each other.
fn meetings(part: &[Token], kind: Kind, is_part: bool) -> Vec<Candidate> {
    let passage = Passage::of(part);
    let sharing = phrases::sharing(&passage, kind).into_iter();
    let mut found: Vec<Candidate> = sharing
        .filter_map(|phrase| {
            let meeting = Meeting::of(&passage, &phrase.passage, phrase.is_label, is_part)?;
            Some(Candidate {
                badge: phrase.badge,
                is_label: phrase.is_label,
                meeting,
            })
        })
        .filter(|candidate| candidate.meeting.tells())
        .collect();
    compete(&mut found);
    found
}

/// Notes for each candidate how much more of the text a phrase of another badge has.
pub fn compete(found: &mut [Candidate]) {
    const NEARLY_SAID: f32 = 0.6;
    const FULLY_SAID: f32 = 0.95;
    const HALF_SAID: f32 = 0.8;
    steps::take(found.len() * found.len());
    let rivals: Vec<(usize, u64, f32, f32, f32)> = found
        .iter()
        .map(|one| {
            let had = one.meeting.phrase_covered();
            (
                one.badge,
                one.meeting.places,
                one.meeting.met,
                had,
                had * one.meeting.text_covered(),
            )
        })
        .collect();
    for one in found.iter_mut() {
        let own = one.meeting.phrase_covered() * one.meeting.text_covered();
        let (mut within, mut rival, mut is_beaten) = (0.0_f32, 0.0_f32, false);
        for &(badge, places, met, had, both) in &rivals {
            if badge == one.badge || places & one.meeting.places != one.meeting.places {
                continue;
            }
            rival = rival.max(both - own);
            is_beaten |= had >= FULLY_SAID && one.meeting.phrase_covered() < HALF_SAID;
            if places != one.meeting.places && had >= NEARLY_SAID {
                within = within.max((met - one.meeting.met) * had);
            }
        }
        one.meeting.compete(within, rival, is_beaten);
    }
}

/// Notes how near each candidate's label is in meaning, and adds labels that are near without a common word.
fn mean(found: &mut Vec<Candidate>, kind: Kind, sense: &Sense) {
    /// Labels less near are none of the candidates.
    const NEAR: f32 = 0.45;
    /// At most so many.
    const NEAREST: usize = 25;
    let badges = catalogue().badges().iter().enumerate();
    let of_kind = badges.filter(|(_, badge)| badge.kind == kind);
    let cosines = of_kind.map(|(place, badge)| (place, sense.cosine(labels::key(&badge.slug))));
    let cosines: HashMap<usize, f32> = cosines.collect();
    let mut nearest: Vec<(usize, f32)> = cosines.iter().map(|(&badge, &cosine)| (badge, cosine)).collect();
    nearest.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let most = nearest.first().map_or(0.0, |(_, cosine)| *cosine);
    for &(badge, cosine) in nearest.iter().take(NEAREST) {
        if cosine >= NEAR && !found.iter().any(|candidate| candidate.badge == badge) {
            found.push(Candidate {
                badge,
                is_label: true,
                meeting: Meeting::by_meaning(),
            });
        }
    }
    for candidate in found {
        let cosine = cosines.get(&candidate.badge).copied().unwrap_or(0.0);
        candidate.meeting.mean(cosine, cosine - most);
    }
}
