//! Cases that were judged by hand.

use std::{collections::HashSet, path::Path};

use alongside::badge::{Badge, Kind, catalogue};
use anyhow::Context;
use serde::Deserialize;

/// A criterion, and which badges a fair officer would take as evidence.
pub struct Criterion {
    pub kind: Kind,
    pub words: String,
    pub meets: HashSet<&'static str>,
    /// Weaker evidence, or a relation of what meets: neither right nor wrong.
    near: HashSet<&'static str>,
}

impl Criterion {
    /// Whether a badge is right; `None` when nobody judged it.
    pub fn judges(&self, slug: &str) -> Option<bool> {
        if self.meets.contains(slug) {
            return Some(true);
        }
        (!self.near.contains(slug)).then_some(false)
    }
}

/// Whether somebody who said something must be eligible, or must not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Yes,
    No,
}

/// Own words for a criterion.
pub struct Said {
    pub criterion: usize,
    pub words: String,
    pub verdict: Verdict,
}

/// All cases.
#[derive(Default)]
pub struct Judged {
    pub criteria: Vec<Criterion>,
    pub said: Vec<Said>,
}

#[derive(Deserialize)]
struct Case {
    kind: Kind,
    words: String,
    yes: Vec<String>,
    no: Vec<NearMiss>,
}

#[derive(Deserialize)]
struct NearMiss {
    text: String,
}

#[derive(Deserialize)]
struct Judgement {
    kind: Kind,
    words: String,
    meets: Vec<String>,
    near: Vec<String>,
}

#[derive(Deserialize)]
struct Pair {
    words: String,
    yes: String,
    no: String,
}

impl Judged {
    pub fn read(criteria: Option<&Path>, words: Option<&Path>) -> anyhow::Result<Self> {
        let mut judged = Self::default();
        for case in lines::<Case>(include_str!("cases.jsonl"))? {
            judged.add(case);
        }
        if let Some(path) = criteria {
            for one in lines::<Judgement>(&std::fs::read_to_string(path)?)? {
                let named =
                    |names: &[String]| names.iter().filter_map(|name| badge_of(name, one.kind)).collect();
                judged.criteria.push(Criterion {
                    kind: one.kind,
                    meets: named(&one.meets),
                    near: named(&one.near),
                    words: one.words,
                });
            }
        }
        if let Some(path) = words {
            for pair in lines::<Pair>(&std::fs::read_to_string(path)?)? {
                let criterion = judged.criteria.iter().position(|one| one.words == pair.words);
                let criterion = criterion.with_context(|| format!("no criterion {:?}", pair.words))?;
                for (words, verdict) in [(pair.yes, Verdict::Yes), (pair.no, Verdict::No)] {
                    judged.said.push(Said {
                        criterion,
                        words,
                        verdict,
                    });
                }
            }
        }
        Ok(judged)
    }

    fn add(&mut self, case: Case) {
        let meets: HashSet<&'static str> = case
            .yes
            .iter()
            .filter_map(|text| badge_of(text, case.kind))
            .collect();
        let misses: HashSet<&str> = case
            .no
            .iter()
            .filter_map(|no| badge_of(&no.text, case.kind))
            .collect();
        let all = catalogue().badges().iter().map(|badge| badge.slug.as_str());
        let near =
            all.filter(|slug| !misses.contains(slug) && meets.iter().any(|meets| are_related(meets, slug)));
        let number = self.criteria.len();
        self.criteria.push(Criterion {
            kind: case.kind,
            near: near.collect(),
            meets,
            words: case.words,
        });
        let yes = case.yes.into_iter().map(|text| (text, Verdict::Yes));
        let no = case.no.into_iter().map(|no| (no.text, Verdict::No));
        for (words, verdict) in yes.chain(no) {
            if badge_of(&words, case.kind).is_none() {
                self.said.push(Said {
                    criterion: number,
                    words,
                    verdict,
                });
            }
        }
    }
}

/// Whether one badge is above the other, or both stand below the same.
pub fn are_related(one: &str, other: &str) -> bool {
    let line = |slug: &str| {
        catalogue()
            .with_broader(slug)
            .into_iter()
            .map(|badge| badge.slug.as_str())
            .collect::<Vec<_>>()
    };
    let parent = |slug: &str| catalogue().badge(slug).and_then(|badge| badge.broader.as_deref());
    line(one).contains(&other)
        || line(other).contains(&one)
        || parent(one).is_some() && parent(one) == parent(other)
}

fn badge_of(name: &str, kind: Kind) -> Option<&'static str> {
    let named = |badge: &&Badge| badge.slug == name || badge.kind == kind && badge.label == name;
    let badge = catalogue().badges().iter().find(named)?;
    Some(&badge.slug)
}

fn lines<T: for<'a> Deserialize<'a>>(text: &str) -> anyhow::Result<Vec<T>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let read = |line: &str| serde_json::from_str(line).with_context(|| line.to_owned());
    lines.map(read).collect()
}
