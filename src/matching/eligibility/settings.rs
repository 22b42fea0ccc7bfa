//! `data/eligibility.toml`: the lists and weights by which eligibility is decided.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::meeting::{Features, NAMES};

/// The lists and weights.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Words that are no evidence alone, with spaces between.
    pub general: Vec<String>,
    /// Words of one meaning, with spaces between: a line for each meaning.
    pub same: Vec<String>,
    /// Words that have another common sense, with spaces between.
    pub ambiguous: Vec<String>,
    /// Expressions in which words mean something else.
    pub idioms: Vec<String>,
    /// Slugs of badges of which every narrower one is a kind, with spaces between.
    pub kinds: Vec<String>,
    /// From which probability on a badge meets a criterion.
    pub floors: Floors,
    /// The same with the meaning pack.
    pub floors_with_meaning: Floors,
    /// Which badges answer a criterion.
    pub criterion: Weights,
    /// The same with the meaning pack.
    pub criterion_with_meaning: Weights,
    /// Which badges own words mean.
    pub words: Weights,
    /// Whether own words answer a criterion directly.
    pub direct: Weights,
    /// The same with the meaning pack.
    pub direct_with_meaning: Weights,
}

/// From which probability on something counts, 0 to 1.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// A badge meets a criterion.
    pub criterion: f32,
    /// A sensitive badge does.
    pub sensitive: f32,
    /// Own words mean a badge.
    pub words: f32,
    /// Own words mean a sensitive badge.
    pub sensitive_words: f32,
    /// Own words meet a criterion directly.
    pub direct: f32,
}

/// The weights of a logistic regression.
#[derive(Debug, Deserialize)]
#[serde(from = "BTreeMap<String, f32>")]
pub struct Weights {
    constant: f32,
    by_feature: Features,
}

impl From<BTreeMap<String, f32>> for Weights {
    fn from(table: BTreeMap<String, f32>) -> Self {
        let weight = |name: &str| table.get(name).copied().unwrap_or(0.0);
        Self {
            constant: weight("constant"),
            by_feature: NAMES.map(weight),
        }
    }
}

impl Weights {
    /// The logistic function of the weighted features.
    #[must_use]
    pub fn probability(&self, features: &Features) -> f32 {
        let terms = self.by_feature.iter().zip(features);
        let sum: f32 = terms.map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-self.constant - sum).exp())
    }
}

/// The lists and weights of this build.
#[expect(clippy::expect_used, reason = "a file of the build, read by every test")]
pub static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/eligibility.toml")).expect("sound data/eligibility.toml")
});
