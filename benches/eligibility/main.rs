//! Fits the weights by which eligibility is decided, and says how far they can be believed.
//!
//! `cargo bench --bench eligibility -- [--criteria FILE --words FILE] [--meaning DIR]`: the project's own judged cases
//! (`benches/eligibility/cases.jsonl`), with judged criteria and pairs of own words where they are given.

mod fit;
mod judged;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use alongside::{
    badge::catalogue,
    matching::{
        eligibility::{
            answers, criterion_passages,
            meeting::{Features, Meeting},
            words,
        },
        meaning::{Model, Sense, Vector, Vectors, key_of},
    },
};
use anyhow::Context;
use clap::Parser;

use fit::{Fit, Row, held_out, print_reliability};
use judged::{Judged, Verdict};

#[derive(Parser)]
struct Arguments {
    /// Judged criteria: one JSON object a line with kind, words, meets and near.
    #[arg(long)]
    criteria: Option<PathBuf>,
    /// Pairs of own words for such criteria: kind, words, yes and no.
    #[arg(long)]
    words: Option<PathBuf>,
    /// The folder of the meaning pack.
    #[arg(long)]
    meaning: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A phrase of a badge as own words is only an example of how people speak: it counts little beside judged words, and
/// more where it would mean another badge.
const PHRASE_WEIGHTS: [f64; 2] = [0.03, 0.003];
/// Of each badge so many phrases count, the best first.
const PHRASES_A_BADGE: usize = 6;

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let judged = Judged::read(arguments.criteria.as_deref(), arguments.words.as_deref())?;
    let meanings = Meanings::load(arguments.meaning, &judged)?;
    let with = if meanings.is_some() { "_with_meaning" } else { "" };
    let mut criteria = Vec::new();
    for (group, criterion) in judged.criteria.iter().enumerate() {
        let sense = meanings
            .as_ref()
            .and_then(|vectors| Sense::of(&criterion.words, Some(vectors)));
        let found = answers::candidates(&criterion.words, criterion.kind, sense.as_ref());
        for (slug, features) in best(found) {
            if let Some(is_right) = criterion.judges(slug) {
                criteria.push(row(features, is_right, 1.0, group));
            }
        }
    }
    let (mut means, mut direct) = (of_phrases(), Vec::new());
    for said in &judged.said {
        let criterion = &judged.criteria[said.criterion];
        for (slug, features) in best(words::candidates(&said.words, criterion.kind)) {
            if criterion.meets.contains(slug) {
                means.push(row(features, said.verdict == Verdict::Yes, 1.0, said.criterion));
            }
        }
        let sense = meanings
            .as_ref()
            .and_then(|vectors| Sense::of(&criterion.words, Some(vectors)));
        let sense = sense.as_ref().map(|sense| (sense, key_of(&said.words)));
        let parts = criterion_passages(&criterion.words);
        for meeting in words::direct(&parts, &said.words, sense) {
            direct.push(row(
                meeting.features,
                said.verdict == Verdict::Yes,
                1.0,
                said.criterion,
            ));
        }
    }
    for (name, rows) in [("criterion", &criteria), ("words", &means), ("direct", &direct)] {
        print_reliability(name, rows, &held_out(rows));
        let fit = Fit::of(&rows.iter().collect::<Vec<&Row>>());
        let table = if name == "words" {
            name.to_owned()
        } else {
            format!("{name}{with}")
        };
        fit.print(&table);
    }
    Ok(())
}

fn row(features: Features, is_right: bool, weight: f64, group: usize) -> Row {
    Row {
        features,
        is_right,
        weight,
        group,
    }
}

/// The best meetings of each badge, by what both sides cover.
fn best(found: Vec<answers::Candidate>) -> Vec<(&'static str, Features)> {
    let mut by_badge: BTreeMap<usize, Vec<Meeting>> = BTreeMap::new();
    for candidate in found {
        by_badge
            .entry(candidate.badge)
            .or_default()
            .push(candidate.meeting);
    }
    let mut best = Vec::new();
    for (badge, mut meetings) in by_badge {
        let cover = |meeting: &Meeting| meeting.text_covered() + meeting.phrase_covered();
        meetings.sort_by(|one, other| cover(other).total_cmp(&cover(one)));
        let slug = catalogue().badges()[badge].slug.as_str();
        best.extend(
            meetings
                .into_iter()
                .take(PHRASES_A_BADGE)
                .map(|meeting| (slug, meeting.features)),
        );
    }
    best
}

/// Every phrase as if somebody had said it and the catalogue did not have it.
fn of_phrases() -> Vec<Row> {
    let mut rows = Vec::new();
    for (group, badge) in catalogue().badges().iter().enumerate() {
        for text in badge.phrases.iter().chain(&badge.welsh_phrases) {
            for (slug, features) in best(words::candidates(text, badge.kind)) {
                let is_own = slug == badge.slug;
                let is_itself = Meeting::is_same_text(&features);
                if !(is_own && is_itself) && (is_own || !judged::are_related(slug, &badge.slug)) {
                    rows.push(row(features, is_own, PHRASE_WEIGHTS[usize::from(is_own)], group));
                }
            }
        }
    }
    rows
}

/// The vectors of the labels and of every judged text.
struct Meanings;

impl Meanings {
    fn load(folder: Option<PathBuf>, judged: &Judged) -> anyhow::Result<Option<Arc<Vectors>>> {
        const THREADS: usize = 2;
        let Some(folder) = folder else {
            return Ok(None);
        };
        let model = Model::load(&folder, THREADS).with_context(|| format!("{}", folder.display()))?;
        let vectors = Vectors::default();
        let labels = catalogue().badges().iter().map(|badge| badge.label.as_str());
        let said = judged.said.iter().map(|said| said.words.as_str());
        let criteria = judged.criteria.iter().map(|criterion| criterion.words.as_str());
        for text in labels.chain(said).chain(criteria) {
            let numbers = model.embed(&[text.trim()])?;
            if let Some(vector) = numbers.first().and_then(|numbers| Vector::new(numbers)) {
                vectors.insert(key_of(text), &vector);
            }
        }
        Ok(Some(Arc::new(vectors)))
    }
}
