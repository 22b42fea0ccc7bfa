//! What the words of everybody are weighed by.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    labels,
    meaning::Vectors,
    person::Person,
    words::{Bag, Statistics},
};
use crate::badge::catalogue;

/// A word in fewer texts than this is as rare as one in none: it could tell who uses it.
const LEAST: u32 = 10;

/// What the words of everybody are weighed by: fixed for one run, so that no single person's words move another.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Basis {
    /// Of labels and own words.
    pub short: Statistics,
    /// Of contributions and what matters.
    pub long: Statistics,
    /// What texts mean, where the meaning pack is there.
    #[serde(skip)]
    pub vectors: Option<Arc<Vectors>>,
}

impl Basis {
    /// The statistics of the catalogue's labels and phrases: the same on every node and on every day, whoever
    /// registers, hides a badge or leaves.
    #[must_use]
    pub fn of_catalogue() -> Self {
        let mut basis = Self::default();
        for badge in catalogue().badges() {
            basis.short.add(&Bag::of(&badge.label));
            for phrase in &badge.phrases {
                basis.short.add(&Bag::of(phrase));
            }
            // A long text says about as much as everything the catalogue says of one badge.
            basis.long.add(&Bag::of(&badge.phrases.join(" ")));
        }
        basis
    }

    /// The statistics of the catalogue and of what these people say, without words that hardly anybody uses.
    pub fn snapshot<'p>(people: impl Iterator<Item = Person<'p>>) -> Self {
        let mut said = Self::default();
        people.for_each(|person| said.add(&person));
        let mut basis = Self::of_catalogue();
        for (of_all, of_people) in [(&mut basis.short, said.short), (&mut basis.long, said.long)] {
            let mut of_people = of_people;
            of_people.forget_rare(LEAST);
            of_all.join(&of_people);
        }
        basis
    }

    /// Takes a person's words into account.
    pub fn add(&mut self, person: &Person) {
        for badge in &person.badges {
            badge.words.iter().for_each(|bag| self.short.add(bag));
            badge
                .label
                .iter()
                .for_each(|slug| self.short.add(labels::bag(slug)));
        }
        person.long.iter().for_each(|long| self.long.add(&long.bag));
    }
}
