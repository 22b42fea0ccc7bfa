//! `alongside match`: the matcher on two files, without a database.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use serde_json::json;

use super::{
    library::Library,
    meaning::{Model, Vectors, texts},
    profile::{self, Line, Posting, Profile},
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
    /// The folder of the meaning pack (`make meaning` brings it), or off.
    #[arg(long, default_value = "off", value_name = "DIR|off")]
    meaning: PathBuf,
    /// Where to write; standard output without it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Threads that read texts for their meaning.
const THREADS: usize = 2;

/// Runs the command. What is wrong with a file is an [`Unusable`].
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let profiles: Vec<Profile> = read(&arguments.profiles)?;
    let postings: Vec<Posting> = read(&arguments.opportunities)?;
    let mut library = Library::of(&profiles)?;
    if arguments.meaning != Path::new("off") {
        library = library.with_meaning(Arc::new(meaning_of(&arguments.meaning, &profiles, &postings)?));
    }
    let mut out: Box<dyn Write> = match &arguments.out {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::new(&mut out);
    for posting in &postings {
        for ((hit, strength, is_eligible), rank) in library.top(posting, arguments.top)?.iter().zip(1_u64..) {
            let line = json!({
                "opportunity": posting.id,
                "profile": hit.id,
                "rank": rank,
                "score": hit.closeness.fit,
                "eligible": is_eligible,
                "strength": strength,
                "reasons": hit.reasons,
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The vectors of everything that is said and sought.
fn meaning_of(folder: &Path, profiles: &[Profile], postings: &[Posting]) -> anyhow::Result<Vectors> {
    let model = Model::load(folder, THREADS).map_err(|error| Unusable {
        file: format!("--meaning {}", folder.display()),
        what: format!("{error:#}"),
    })?;
    let watched = io::stderr().is_terminal();
    let vectors = texts::embed(&model, profiles, postings, |done, all| {
        if watched {
            eprint!("\r{done} of {all} texts read for their meaning");
        }
    });
    if watched {
        eprintln!();
    }
    vectors
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
