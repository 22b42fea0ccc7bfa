//! What is published about a lottery: everything that somebody needs who wants to check it, and nothing about anybody.
//!
//! The report names the hash of every other file, and its last line the hash of everything above that line, so that no
//! byte of any file can change unseen.

use serde::{Deserialize, Serialize};

use super::draw;

/// The report of one lottery; chances from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// How the chances were set: leximin, maximin or random.
    pub method: String,
    /// The version of the program.
    pub version: String,
    /// How many people a group has.
    pub size: usize,
    /// How many people there were to choose from.
    pub pool: usize,
    /// What every group meets.
    pub quotas: Vec<Quota>,
    /// The quotas that were other in the file, as they were there.
    pub relaxed: Vec<Quota>,
    /// What sharing an address means: nothing, at most one, or all or none.
    pub same_address: String,
    /// The ids of those who are in every group, because they were in already.
    pub already_selected: Vec<String>,
    /// No lottery has a lowest chance above this.
    pub bound: f64,
    /// The lowest exact chance of those who can be drawn.
    pub min: f64,
    /// The highest exact chance of those who can be drawn.
    pub max: f64,
    /// The Gini coefficient of the exact chances, those in already left out: 0 where all are equal.
    pub gini: f64,
    /// The geometric mean of the exact chances above 0, those in already left out.
    pub geometric_mean: f64,
    /// By which part chances may fall short of the best possible; 0 when certified.
    pub gap: f64,
    /// Whether it is proven that chances could not be fairer (to a thousandth).
    pub certified: bool,
    /// The quotas that keep the lowest chance from being higher.
    pub binding_quotas: Vec<Binding>,
    /// How many people no group can contain.
    pub impossible: usize,
    /// How many people it could not be settled for.
    pub unknown: usize,
    /// How many groups the list has, numbered from 0.
    pub groups: usize,
    /// How the exact chances became a list.
    pub list: List,
    /// The hash of `lottery.csv`: SHA-256 of its bytes, published before the draw.
    pub hash: String,
    /// The hash of `chances.csv`.
    pub chances_hash: String,
    /// The hashes of the files that the lottery was made from.
    pub made_from: MadeFrom,
    /// How a seed becomes the number of a group.
    pub seed_to_number: String,
    /// What was drawn; empty before the draw.
    pub drawn: Option<Drawn>,
}

/// A quota.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The feature.
    pub feature: String,
    /// The value.
    pub value: String,
    /// The fewest that a group has.
    pub min: usize,
    /// The most that a group has.
    pub max: usize,
    /// How many people of the pool have the value.
    pub pool: usize,
}

/// A quota that binds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The feature.
    pub feature: String,
    /// The value.
    pub value: String,
    /// Which of its numbers: min or max.
    pub bound: String,
    /// What no lottery's lowest chance would exceed were this number looser by one; null where that was not worked
    /// out, because time was over, the number cannot be looser, or the solver gave up.
    pub bound_if_looser_by_one: Option<f64>,
}

/// The list and how near its chances are to the exact ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The rounding, in words.
    pub rounding: String,
    /// The largest difference between anybody's exact and listed chance.
    pub largest_difference: f64,
    /// The lowest listed chance of those who can be drawn.
    pub min: f64,
    /// The highest listed chance of those who can be drawn.
    pub max: f64,
}

/// Hashes of what the lottery was made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeFrom {
    /// Of the people's file.
    pub pool: String,
    /// Of the quotas' file.
    pub quotas: String,
    /// Of the file of those in already.
    pub already_selected: Option<String>,
}

/// A draw.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// The text of the seed.
    pub seed: String,
    /// The number of the group, from 0.
    pub number: usize,
    /// The hash of `selected.csv`.
    pub selected_hash: String,
}

/// How the list is made, in words; part of every report.
pub const ROUNDING: &str = "How often a group of kinds of people is in the list: its weight times the number of groups, \
rounded by largest remainders; then single appearances move between groups as long as that lowers the sum of the \
fourth powers of the errors in the kinds' chances. Within a kind people are dealt from shuffled decks, so that nobody \
has two groups more than somebody alike. The order follows from the hashes of the files and the settings.";

/// What stands before the hash in the report's last line but one.
const SEAL: &str = ",\n  \"report_hash\": \"";

/// The report's bytes: JSON, and as its last field the hash of everything before that field.
#[must_use]
pub fn sealed(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.truncate(text.trim_end_matches('}').trim_end().len());
    let hash = draw::hash(text.as_bytes());
    format!("{text}{SEAL}{hash}\"\n}}\n")
}

/// Why a text is not a sealed report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsealed {
    /// The last field is missing or not written as we write it.
    #[error("it does not end with the hash of its content")]
    Missing,
    /// The hash is another.
    #[error("its content is not the one that its report_hash was made of")]
    Broken,
    /// The fields are others.
    #[error("it has not the fields of a report: {0}")]
    Fields(String),
}

/// Reads a report and checks its seal.
pub fn open(text: &str) -> Result<Report, Unsealed> {
    let (content, rest) = text.rsplit_once(SEAL).ok_or(Unsealed::Missing)?;
    let hash = rest.strip_suffix("\"\n}\n").ok_or(Unsealed::Missing)?;
    if hash != draw::hash(content.as_bytes()) {
        return Err(Unsealed::Broken);
    }
    serde_json::from_str(&format!("{content}\n}}")).map_err(|error| Unsealed::Fields(error.to_string()))
}
