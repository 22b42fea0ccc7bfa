//! `alongside match`: the matcher on two files, without a database.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde_json::json;
use tantivy::{Index, IndexWriter};

use super::{
    evidence::{Basis, Person},
    index::{Fields, Subject},
    profile::{self, Line, Posting, Profile},
    ranking::{self, Hit, Wanted},
    retrieval::Reading,
};

/// Matches the profiles of one file with the opportunities of another.
#[derive(clap::Args)]
pub struct Arguments {
    /// One profile a line, as JSON.
    #[arg(long, value_name = "P.jsonl")]
    profiles: PathBuf,
    /// One opportunity a line, as JSON.
    #[arg(long, value_name = "O.jsonl")]
    opportunities: PathBuf,
    /// At most so many people an opportunity.
    #[arg(long, default_value_t = 100)]
    top: usize,
    /// The folder of the meaning pack, or off. This version has none.
    #[arg(long, default_value = "off", value_parser = ["off"])]
    meaning: String,
    /// Where to write; standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Memory for building the index.
const MEMORY: usize = 200_000_000;

/// Runs the command. What is wrong with a file is an [`Unusable`].
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let profiles: Vec<Profile> = read(&arguments.profiles)?;
    let postings: Vec<Posting> = read(&arguments.opportunities)?;
    let pool = Pool::build(&profiles)?;
    let mut out: Box<dyn Write> = match &arguments.out {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::new(&mut out);
    for posting in &postings {
        for (hit, rank) in pool.top(posting, arguments.top)?.iter().zip(1_u64..) {
            let line = json!({
                "opportunity": posting.id,
                "profile": hit.id,
                "rank": rank,
                "score": hit.fit,
                "reasons": hit.reasons,
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}

/// A file that cannot be used: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct Unusable {
    file: String,
    what: String,
}

/// Ends the program with code 2 when a file cannot be used; passes any other error on.
pub fn exit(error: anyhow::Error) -> anyhow::Result<()> {
    if error.is::<Unusable>() {
        eprintln!("{error}");
        std::process::exit(2);
    }
    Err(error)
}

fn read<T: Line>(path: &Path) -> anyhow::Result<Vec<T>> {
    let unusable = |what: String| Unusable {
        file: path.display().to_string(),
        what,
    };
    let file = File::open(path).map_err(|error| unusable(error.to_string()))?;
    let mut ids = HashSet::new();
    let mut lines = Vec::new();
    for (line, number) in BufReader::new(file).split(b'\n').zip(1..) {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let line = String::from_utf8(line)
            .map_err(|_| unusable(format!("line {number}, field (the whole line): is not UTF-8")))?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed: T = profile::read(&line).map_err(|flaw| unusable(format!("line {number}, {flaw}")))?;
        if !ids.insert(parsed.id().to_owned()) {
            let id = parsed.id();
            return Err(unusable(format!("line {number}, field id: {id:?} stands twice")).into());
        }
        lines.push(parsed);
    }
    Ok(lines)
}

/// The profiles of a file with an index in memory.
struct Pool<'a> {
    /// Sorted by id, like the subjects of the reading.
    profiles: Vec<&'a Profile>,
    basis: Basis,
    reading: Reading,
}

impl<'a> Pool<'a> {
    fn build(profiles: &'a [Profile]) -> anyhow::Result<Self> {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema.clone());
        Fields::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        let mut basis = Basis::default();
        for profile in profiles {
            let person = Person::new(profile);
            basis.add(&person);
            let key = Subject::Person.key(&profile.id);
            for document in fields.documents(&key, &fields.of_person(&person)) {
                writer.add_document(document)?;
            }
        }
        writer.commit()?;
        let reading = Reading::new(index.reader()?.searcher(), &fields, Subject::Person.prefix())?;
        let mut profiles: Vec<&Profile> = profiles.iter().collect();
        profiles.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(Self {
            profiles,
            basis,
            reading,
        })
    }

    /// The best people for a posting. The index says who comes near; the pure ranking decides.
    fn top(&self, posting: &Posting, limit: usize) -> anyhow::Result<Vec<Hit>> {
        let wanted = Wanted::new(posting, &self.basis);
        let mut strengths = Vec::new();
        for criterion in &wanted.criteria {
            strengths.push(self.reading.strengths(criterion, &self.basis)?);
        }
        let mut near: Vec<(f64, &Profile)> = Vec::new();
        for (number, profile) in self.profiles.iter().enumerate() {
            let row: Vec<f64> = strengths.iter().map(|strengths| strengths[number]).collect();
            near.extend(wanted.fit(profile, &row).map(|fit| (fit, *profile)));
        }
        near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.id.cmp(&other.1.id)));
        let feasible = near
            .iter()
            .filter(|(_, profile)| ranking::is_feasible(posting, profile));
        let mut hits: Vec<Hit> = feasible
            // The index rounds the lengths of long texts and knows no standpoints: look a little further.
            .take(2 * limit + 50)
            .filter_map(|(_, profile)| wanted.compare(&Person::new(profile), &self.basis))
            .collect();
        hits.sort_by(ranking::order);
        hits.truncate(limit);
        Ok(hits)
    }
}
