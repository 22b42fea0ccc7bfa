//! What the words of everybody are weighed by.

use std::sync::Arc;

use super::{
    evidence::Person,
    labels,
    meaning::Vectors,
    words::{Bag, Statistics},
};
use crate::badge::catalogue;

/// What the words of everybody are weighed by: fixed for one run, so that no single person's words move another.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Of labels and own words.
    pub short: Statistics,
    /// Of contributions and what matters.
    pub long: Statistics,
    /// What texts mean, where the meaning pack is there.
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
