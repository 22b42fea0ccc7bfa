//! Fair groups: who is invited, and who takes part, when there are more people than places.

pub mod approach;
pub mod broken;
pub mod chances;
pub mod command;
pub mod compose;
pub mod dealing;
pub mod dive;
pub mod draw;
pub mod files;
pub mod found;
pub mod kinds;
pub mod linear;
pub mod lottery;
pub mod mixture;
pub mod nearest;
pub mod program;
pub mod published;
pub mod relaxation;
pub mod remedy;
pub mod report;
#[cfg(test)]
pub(crate) mod samples;
pub mod simplex;
pub mod swaps;

/// What a group has to look like, and who it can be made of. People are numbers below `people`; who they are, and
/// what is known of them, stays with the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// How many people there are to choose from, those in `chosen` included.
    pub people: usize,
    /// How many people the group has, those in `chosen` included.
    pub size: usize,
    /// What the group has to hold; each on its own, and a person may count for any number of them.
    pub rules: Vec<Rule>,
    /// The home of each person, as a number that those who share an address share; `None` where it is not known.
    /// Empty, or one entry for each person.
    pub homes: Vec<Option<usize>>,
    /// What sharing a home means.
    pub same_address: SameAddress,
    /// Who is in the group already, in ascending order: they stay, and count for every rule.
    pub chosen: Vec<usize>,
}

/// How many people of some kind a group has: a quota (least and most), or a seat (least only).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the rule is about: for a quota, the feature; for a seat, its name.
    pub about: String,
    /// For a quota, the value of the feature; empty for a seat.
    pub value: String,
    /// Who counts for it, in ascending order, nobody twice.
    pub members: Vec<usize>,
    /// The fewest of them that a group has.
    pub least: usize,
    /// The most of them that a group has; `usize::MAX` where there is no bound.
    pub most: usize,
}

/// What it means that people share an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameAddress {
    /// Nothing.
    #[default]
    Free,
    /// At most one of them is in a group: nobody joins somebody of their home, also where that one is in `chosen`.
    /// Two who are in `chosen` stay.
    OneEach,
    /// All of them are in a group or none: a carer and the person they care for come together. Whoever shares the
    /// home of somebody in `chosen` comes in too.
    Together,
}
