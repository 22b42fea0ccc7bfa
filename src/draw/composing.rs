//! From a question to a numbered list of groups, and from a number to one of them. The list is the text that is
//! published: whoever has it, its hash and the number can do the draw again.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Seat, ways};
use crate::{
    account,
    group::{
        Question,
        chances::{Chances, Method},
        compose::{self, Progress, Refused},
        draw,
        kinds::Kinds,
        lottery,
        remedy::effect::with_one_more,
    },
    matching,
    opportunity::Opportunity,
};

/// So many groups are on a list, or more where one in so many would be too coarse.
const GROUPS: usize = 1_000;
/// So long the composer tries to come nearer to equal chances; after that the best it found stands, with its gap.
const PATIENCE: Duration = Duration::from_secs(20);

/// What codes are made of: nothing that is read as something else.
const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
/// So many of them make a code.
const CODE: usize = 6;

/// A list, and what is said of it.
pub struct Listed {
    /// The numbered groups, as CSV.
    pub list: String,
    /// What is said of it.
    pub facts: Facts,
    /// People whom no group can contain, in ascending order.
    pub in_no_group: Vec<usize>,
}

/// What is said of a draw. Chances are in parts of a million.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// How many people stood in it.
    pub people: usize,
    /// How many of them had a place already.
    pub chosen: usize,
    /// How many a group has.
    pub size: usize,
    /// How many groups are on the list.
    pub groups: usize,
    /// The lowest chance of anybody who had no place, on the list.
    pub lowest: i64,
    /// The highest.
    pub highest: i64,
    /// The lowest chance that any draw could have given everybody.
    pub bound: i64,
    /// How unequal the chances are: 0 when all are equal.
    pub gini: f64,
    /// Whether chances are proven to be as equal as the rules allow.
    pub certified: bool,
    /// By which part they might be nearer; 0 when certified.
    pub gap: f64,
    /// The rules, seats first, each with how many of the people count for it.
    pub rules: Vec<RuleFacts>,
    /// Places in `rules` of those that held the lowest chance down.
    pub limits: Vec<usize>,
    /// For each of `limits`, in the same order, what the lowest chance could be with one person more room in that
    /// rule; `None` where it cannot be told. For stewards alone.
    #[serde(default)]
    pub raised: Vec<Option<i64>>,
    /// Sets of rules that keep people out of every group, each without which some of them can be in one. For stewards
    /// alone.
    #[serde(default)]
    pub in_the_way: Vec<Vec<usize>>,
    /// The mean chance of each tenth of those who had no place, from the lowest to the highest.
    pub tenths: Vec<i64>,
    /// It closes a wave: those who get no place hear of it, too.
    pub closes: bool,
    /// The number that decides comes from outside.
    pub outside: bool,
    /// The version of the composer.
    pub version: String,
}

/// A rule of a draw.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleFacts {
    /// `seat`, the slug of a feature, or [`REGULARS`](super::REGULARS).
    pub about: String,
    /// The value of the feature; empty for others.
    pub value: String,
    /// At least.
    pub least: usize,
    /// At most; none for a seat.
    pub most: Option<usize>,
    /// How many of the people count for it.
    pub members: usize,
    /// The seat; none for others.
    pub seat: Option<Seat>,
}

/// What one person reads about their chance, in parts of a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ChanceSummary {
    /// Everybody had this chance; it is rounded as on the public page of the draw.
    pub same: bool,
    /// The person's chance.
    pub percent: i64,
    /// The lowest chance of anybody.
    pub lowest: i64,
}

impl Facts {
    /// The chance of everybody, in parts of a million, when all chances are equal as far as a list of this length can
    /// tell: each person is in a whole number of groups, so equal chances differ by up to one group. `None` when
    /// chances differ by more.
    #[must_use]
    pub fn same_chance(&self) -> Option<i64> {
        let one_group = i64::try_from(1_000_000_usize.div_ceil(self.groups.max(1))).unwrap_or(i64::MAX);
        let free = i64::try_from(self.people.saturating_sub(self.chosen)).unwrap_or(i64::MAX);
        let places = i64::try_from(self.size.saturating_sub(self.chosen)).unwrap_or(i64::MAX);
        let is_rounding = self.highest - self.lowest <= one_group
            || super::percent(self.lowest) == super::percent(self.highest);
        (is_rounding && self.lowest > 0 && free > 0).then(|| (places * 1_000_000 / free).min(1_000_000))
    }

    /// What a person with `chance`, in parts of a million, reads about it.
    #[must_use]
    pub fn summary_for(&self, chance: i64) -> ChanceSummary {
        match self.same_chance() {
            Some(same) => ChanceSummary {
                same: true,
                percent: super::rounded_percent(same),
                lowest: super::rounded_percent(same),
            },
            None => ChanceSummary {
                same: false,
                percent: super::percent(chance),
                lowest: super::percent(self.lowest),
            },
        }
    }
}

/// Codes for people, each its own: how the list names them. They follow from our number, which was fixed before, so
/// that whoever makes the list has no choice in it. Nobody who does not know `secret` can work them out, and so nobody
/// can tell from a list how many others stand on it before they see it, also not by trying out its hash.
#[must_use]
pub fn codes(secret: &[u8; 32], number: &str, people: impl Iterator<Item = Uuid>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for person in people {
        let mut attempts = (0_u64..).map(|attempt| {
            code(matching::keyed(
                secret,
                &format!("code\n{number}\n{person}\n{attempt}"),
            ))
        });
        codes.extend(attempts.find(|code| !codes.contains(code)));
    }
    codes
}

fn code(mut number: u64) -> String {
    let all = u64::try_from(LETTERS.len()).unwrap_or(u64::MAX);
    let mut code = String::new();
    for _ in 0..CODE {
        code.push(char::from(LETTERS[usize::try_from(number % all).unwrap_or(0)]));
        number /= all;
    }
    code
}

/// Composes the list for a question over people with these codes; `None` when no group is what it asks for, or none
/// was found.
///
/// # Errors
/// When a solver fails in a way that says nothing about the question.
pub fn compose(question: &Question, codes: &[String]) -> anyhow::Result<Option<Listed>> {
    let chances = patiently(question)?;
    Ok(chances.map(|chances| listed(question, &chances, codes)))
}

/// One group of a question, as `seed` draws it: first its kinds, by their weight, then who of each kind. `None` when
/// no group is what the question asks for, or none was found.
///
/// # Errors
/// When a solver fails in a way that says nothing about the question.
pub fn pick(question: &Question, seed: &str) -> anyhow::Result<Option<Vec<usize>>> {
    let Some(chances) = patiently(question)? else {
        return Ok(None);
    };
    let parts: Vec<usize> = (chances.groups.iter())
        .map(|group| million(group.weight).try_into().unwrap_or(0))
        .collect();
    let mut left = draw::Stream::of(seed).below(parts.iter().sum::<usize>().max(1));
    let place = parts.iter().position(|part| {
        let is_here = left < *part;
        left = left.saturating_sub(*part);
        is_here
    });
    let group = &chances.groups[place.unwrap_or(0)].counts;
    // A text of its own: what decided the kinds must not decide the people as well.
    let key = format!("{seed} people");
    let mut lottery = lottery::list(&Kinds::of(question), std::slice::from_ref(group), &[1.0], 1, &key);
    Ok(Some(lottery.groups.swap_remove(0)))
}

/// Chances as near to equal as the composer comes in [`PATIENCE`].
fn patiently(question: &Question) -> anyhow::Result<Option<Chances>> {
    let start = Instant::now();
    let mut ask = |progress: Progress| progress.within(PATIENCE, start.elapsed());
    match compose::compose(question, Method::Leximin, [0; 32], &mut ask) {
        Ok(chances) => Ok(Some(chances)),
        Err(Refused::Infeasible | Refused::Undecided) => Ok(None),
        Err(refused) => Err(refused.into()),
    }
}

fn listed(question: &Question, chances: &Chances, codes: &[String]) -> Listed {
    let kinds = Kinds::of(question);
    let groups: Vec<Vec<u32>> = chances.groups.iter().map(|group| group.counts.clone()).collect();
    let weights: Vec<f64> = chances.groups.iter().map(|group| group.weight).collect();
    let length = lottery::length(GROUPS, chances.lowest);
    // The codes are settled: nobody can choose the order of the groups.
    let lottery = lottery::list(&kinds, &groups, &weights, length, &codes.join(" "));
    let parts = |held: usize| i64::try_from(held * 1_000_000 / length).unwrap_or(0);
    let free = (0..question.people).filter(|person| question.chosen.binary_search(person).is_err());
    let free: Vec<i64> = free
        .map(|person| parts(lottery.held.get(person).copied().unwrap_or(0)))
        .collect();
    let rules = question.rules.iter().map(|rule| RuleFacts {
        about: rule.about.clone(),
        value: rule.value.clone(),
        least: rule.least,
        most: (rule.most != usize::MAX).then_some(rule.most),
        members: rule.members.len(),
        seat: None,
    });
    let limits = chances
        .stages
        .first()
        .map(|stage| stage.limits.as_slice())
        .unwrap_or_default();
    Listed {
        list: lottery::written::text(&lottery.groups, codes),
        facts: Facts {
            people: question.people,
            chosen: question.chosen.len(),
            size: question.size,
            groups: length,
            lowest: free.iter().copied().min().unwrap_or(0),
            highest: free.iter().copied().max().unwrap_or(0),
            bound: million(chances.bound),
            gini: chances.gini,
            certified: chances.certified,
            gap: chances.gap,
            rules: rules.collect(),
            limits: limits.iter().map(|limit| limit.rule).collect(),
            raised: (limits.iter())
                .map(|limit| with_one_more(question, (*limit).into(), &chances.impossible).map(million))
                .collect(),
            in_the_way: ways::for_those_left_out(question, &chances.impossible),
            tenths: tenths(free),
            closes: true,
            outside: false,
            version: env!("CARGO_PKG_VERSION").into(),
        },
        in_no_group: chances.impossible.clone(),
    }
}

fn tenths(mut chances: Vec<i64>) -> Vec<i64> {
    chances.sort_unstable();
    let people = chances.len();
    let mean = |tenth: usize| {
        let some = &chances[people * tenth / 10..people * (tenth + 1) / 10];
        some.iter().sum::<i64>() / i64::try_from(some.len().max(1)).unwrap_or(1)
    };
    if people < 10 {
        Vec::new()
    } else {
        (0..10).map(mean).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a chance lies between 0 and 1")]
fn million(chance: f64) -> i64 {
    (chance * 1e6).round() as i64
}

/// A part of 1 in parts of a hundred, rounded up.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
pub fn in_hundred(part: f64) -> i64 {
    (part.clamp(0.0, 1.0) * 100.0).ceil() as i64
}

/// SHA-256 of a text, in hexadecimal digits.
#[must_use]
pub fn hash(text: &str) -> String {
    draw::hash(text.as_bytes())
}

/// A number of our own that can decide a draw.
#[must_use]
pub fn new_number() -> String {
    account::encode(&account::random::<16>())
}

/// The seed when no number comes from outside: our own, which was fixed before the first letter left or when the list
/// before was drawn, with the hash of the list.
#[must_use]
pub fn own_seed(opportunity: &Opportunity, hash: &str) -> String {
    format!("{} {hash}", opportunity.form_seed.as_deref().unwrap_or_default())
}

/// What is public of our own number while it is secret: its SHA-256. `None` before the first release, which fixes it.
#[must_use]
pub fn commitment(opportunity: &Opportunity) -> Option<String> {
    opportunity.form_seed.as_deref().map(hash)
}

/// Our own number in the seed of [`own_seed`].
#[must_use]
pub fn own_number(seed: &str) -> &str {
    seed.split_once(' ').map_or(seed, |(number, _)| number)
}

/// The group that a seed draws from a list: its number, and the codes of who is in it.
///
/// # Errors
/// When the list cannot be read.
pub fn draw(list: &str, seed: &str) -> anyhow::Result<(i64, HashSet<String>)> {
    let list = lottery::written::read(list)?;
    let number = draw::number(seed, list.groups.len());
    Ok((i64::try_from(number)?, list.people(number).into_iter().collect()))
}

/// The chance of everybody on a list, by code, in parts of a million.
#[must_use]
pub fn chances(list: &str) -> HashMap<String, i64> {
    let list = lottery::written::read(list).unwrap_or_default();
    let all = list.groups.len().max(1);
    let (held, _) = list.held(0);
    let parts = |held: usize| i64::try_from(held * 1_000_000 / all).unwrap_or(0);
    list.ids.into_iter().zip(held.into_iter().map(parts)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(lowest: i64, highest: i64) -> Facts {
        let facts = serde_json::json!({
            "people": 36, "chosen": 2, "size": 11, "groups": 1000, "lowest": lowest, "highest": highest, "bound": 0,
            "gini": 0.0, "certified": true, "gap": 0.0, "rules": [], "limits": [], "tenths": [], "closes": true,
            "outside": false, "version": "",
        });
        serde_json::from_value(facts).expect("facts")
    }

    #[test]
    fn chances_that_differ_by_one_group_of_the_list_are_the_same_for_everybody() {
        // 9 places for 34 people are 264.7 groups of 1,000 each: some people are in 264, some in 265.
        let told = facts(264_000, 265_000).summary_for(265_000);
        assert_eq!((told.same, told.percent), (true, 25));
        assert_eq!(facts(264_000, 265_000).summary_for(264_000), told);
        let told = facts(250_000, 265_000).summary_for(265_000);
        assert_eq!((told.same, told.percent, told.lowest), (false, 27, 25));
        assert_eq!(facts(0, 1_000).same_chance(), None, "a person without any chance");
    }
}
