//! A criterion as a requirement: who meets it, and how surely.

use std::sync::Arc;

use super::{
    super::{
        meaning::{Sense, Vectors, key_of},
        person::Person,
        profile::Sought,
        standpoint,
    },
    answers::{Answer, answers},
    criterion,
    passage::Passage,
    settings::SETTINGS,
    words,
};
use crate::badge::catalogue;

/// What somebody who speaks from an asked standpoint must know about, beside that standpoint: "carers of people with
/// dementia". Without a chosen standpoint it is not enough.
const BESIDE_STANDPOINT: f32 = 0.7;
/// From this product of probability and standpoint on a badge meets a requirement.
pub const LEAST_NAMED: f32 = 0.6;

/// A criterion, ready to decide who meets it.
#[derive(Debug)]
pub struct Requirement {
    sought: Sought,
    /// The standpoint's place in its list; 0 for any.
    pub standpoint: u8,
    /// The badges that answer it, with how surely they are asked for, 0 to 1.
    pub answers: Vec<(Answer, f32)>,
    parts: Vec<Passage>,
    sense: Option<Sense>,
}

impl Requirement {
    /// Prepares a criterion.
    #[must_use]
    pub fn new(sought: &Sought, vectors: Option<&Arc<Vectors>>) -> Self {
        let standpoint = standpoint::place_of(sought.standpoint.as_deref());
        let mut requirement = Self {
            sought: sought.clone(),
            standpoint,
            answers: Vec::new(),
            parts: Vec::new(),
            sense: None,
        };
        if let Some(slug) = &sought.badge {
            let narrower = catalogue().badges().iter().filter(|badge| {
                let line = catalogue().with_broader(&badge.slug);
                line.iter().any(|broader| broader.slug == *slug)
            });
            requirement.answers = narrower.map(|badge| (certain(&badge.slug), 1.0)).collect();
        } else if let Some(text) = &sought.words {
            let (about, asked) = standpoint::meant(text, sought.kind, standpoint);
            requirement.standpoint = asked;
            requirement.sense = Sense::of(text, vectors);
            let found = answers(text, sought.kind, requirement.sense.as_ref());
            requirement.answers = found.into_iter().map(|answer| (answer, 1.0)).collect();
            if asked != standpoint {
                // Carers of some people are asked for: other carers are not meant.
                requirement.answers.retain(|(answer, _)| {
                    !standpoint::is_caring(answer.slug) || about.iter().any(|(slug, _)| slug == answer.slug)
                });
                requirement.add_subjects(&about);
            }
            let parts = criterion::parts(text);
            requirement.parts = parts.iter().map(|part| Passage::of(part)).collect();
        }
        requirement
    }

    /// What carers are asked to know about.
    fn add_subjects(&mut self, about: &[(String, f32)]) {
        const SURE: f32 = 0.7;
        for (slug, confidence) in about {
            let known = self
                .answers
                .iter()
                .any(|(answer, _)| answer.slug == slug && answer.is_enough);
            if let Some(badge) = catalogue().badge(slug)
                && !known
                && *confidence >= SURE
            {
                self.answers.push((certain(&badge.slug), BESIDE_STANDPOINT));
            }
        }
    }

    /// Whether it names nothing but a kind and perhaps a standpoint.
    fn is_open(&self) -> bool {
        self.sought.badge.is_none() && self.sought.words.is_none()
    }

    /// How likely a person meets it, 0 to 1, and whether that is enough.
    #[must_use]
    pub fn met_by(&self, person: &Person) -> (f32, bool) {
        let mut best = (0.0_f32, false);
        let mut note = |probability: f32, is_enough: bool| {
            best = (best.0.max(probability), best.1 || is_enough);
        };
        for (held, badge) in person.profile.badges.iter().zip(&person.badges) {
            let speaks = standpoint::speaks(self.standpoint, badge.standpoint);
            let Some(factor) = speaks.filter(|_| held.kind == self.sought.kind) else {
                continue;
            };
            if self.is_open() {
                note(1.0, true);
            }
            for meant in &badge.means {
                for (answer, asked) in self
                    .answers
                    .iter()
                    .filter(|(answer, _)| answer.slug == meant.slug)
                {
                    let is_enough = meant.is_enough && answer.is_enough && asked * factor >= LEAST_NAMED;
                    note(asked * answer.probability * meant.probability, is_enough);
                }
            }
            if let Some(words) = &held.words {
                self.read(words, &mut note);
            }
        }
        for long in &person.long {
            self.read(&long.text, &mut note);
        }
        best
    }

    /// Compares own words with the criterion itself.
    fn read(&self, words: &str, note: &mut impl FnMut(f32, bool)) {
        let sense = self.sense.as_ref().map(|sense| (sense, key_of(words)));
        let (weights, floors) = if sense.is_some() {
            (&SETTINGS.direct_with_meaning, &SETTINGS.floors_with_meaning)
        } else {
            (&SETTINGS.direct, &SETTINGS.floors)
        };
        for meeting in words::direct(&self.parts, words, sense) {
            let probability = meeting.probability(weights);
            let is_enough = probability >= floors.direct && !meeting.is_denied();
            note(probability, is_enough && (meeting.tells() || sense.is_some()));
        }
    }
}

fn certain(slug: &'static str) -> Answer {
    Answer {
        slug,
        probability: 1.0,
        is_enough: true,
    }
}
