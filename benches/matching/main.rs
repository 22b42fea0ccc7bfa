//! How fast people and opportunities meet: `make bench`. `benches/README.md` says what is measured and how to
//! read it.

mod board;
mod build;
mod exact;
mod hostile;
mod meaning;
mod measure;
mod people;
mod plain;
mod postgres;
mod search;
mod service;
mod table;
mod words;

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};
use clap::Parser;
use people::World;
use table::Table;

/// Measures matching over invented people: building, searching, memory, freshness; against tantivy's own means
/// and PostgreSQL's full-text search.
#[derive(Parser)]
struct Arguments {
    /// How many people, once or several times.
    #[arg(long, default_values_t = [100_000, 1_000_000])]
    profiles: Vec<u64>,
    /// Where the indexes are built, and stay; without it, in a temporary folder that goes.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Prints the tables as they stand in benches/README.md.
    #[arg(long)]
    markdown: bool,
    /// Leaves out PostgreSQL.
    #[arg(long)]
    without_postgres: bool,
    /// The folder of the meaning pack; without it, that is not measured.
    #[arg(long, env = "ALONGSIDE_MEANING")]
    meaning: Option<PathBuf>,
    /// Only these parts.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// One part, in a process of its own: its tables are printed as JSON.
    #[arg(long, hide = true)]
    part: Option<String>,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// The parts, in their order. Each runs in a process of its own, so that none uses another's memory.
const PARTS: [&str; 10] = [
    "build", "search", "merge", "again", "requests", "board", "recall", "hostile", "postgres", "fresh",
];

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Some(part) = &arguments.part {
        let folder = arguments.folder.as_deref().context("a part needs a folder")?;
        let people = arguments.profiles.first().copied().unwrap_or_default();
        let tables = run(part, folder, people, arguments.meaning.as_deref())?;
        println!("{}", serde_json::to_string(&tables)?);
        return Ok(());
    }
    println!("{}", machine());
    for people in &arguments.profiles {
        eprintln!("{people} people");
        let temporary = tempfile::Builder::new().prefix("alongside-bench-").tempdir()?;
        let folder = match &arguments.folder {
            Some(folder) => folder.join(people.to_string()),
            None => temporary.path().to_owned(),
        };
        for part in PARTS.iter().filter(|part| arguments.wants(part, &folder)) {
            arguments.print(&arguments.apart(part, &folder, *people)?);
        }
    }
    if arguments.meaning.is_some() {
        arguments.print(&arguments.apart("meaning", Path::new("."), 0)?);
    }
    Ok(())
}

impl Arguments {
    fn wants(&self, part: &str, folder: &Path) -> bool {
        let built = part == "build" && build::ours(folder).join("meta.json").exists();
        // Hostile questions have a bound that is meant for 100,000 people, and take minutes: only when asked for.
        let named = if self.only.is_empty() {
            part != "hostile"
        } else {
            self.only.iter().any(|only| only == part)
        };
        named && !built && !(part == "postgres" && self.without_postgres)
    }

    fn print(&self, tables: &[Table]) {
        for table in tables {
            println!(
                "{}",
                if self.markdown {
                    table.markdown()
                } else {
                    table.plain()
                }
            );
        }
    }

    /// Runs a part in a process of its own.
    fn apart(&self, part: &str, folder: &Path, people: u64) -> anyhow::Result<Vec<Table>> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["--part", part, "--profiles", &people.to_string(), "--folder"])
            .arg(folder)
            .stderr(Stdio::inherit());
        if let Some(meaning) = &self.meaning {
            command.arg("--meaning").arg(meaning);
        }
        let output = command.output()?;
        ensure!(output.status.success(), "the part {part} failed");
        serde_json::from_slice(&output.stdout).with_context(|| format!("the tables of {part}"))
    }
}

fn run(part: &str, folder: &Path, people: u64, pack: Option<&Path>) -> anyhow::Result<Vec<Table>> {
    let world = World::new()?;
    Ok(match part {
        "build" => vec![build::both(folder, &world, people)?],
        "merge" => vec![build::merge(folder)?],
        "search" | "again" => search::compare(folder, &world, people)?,
        "requests" => vec![service::requests(folder, &world, people)?],
        "board" => vec![board::suggestions(folder, &world)?],
        "recall" => {
            let sample = if people > 200_000 { 5 } else { 20 };
            vec![exact::recall(folder, &world, people, sample)?]
        }
        "hostile" => vec![hostile::questions(folder, &world, people)?],
        "postgres" => postgres::compare(folder, &world, people)?.into_iter().collect(),
        "fresh" => vec![service::freshness(folder, &world, people)?],
        "meaning" => vec![meaning::pack(pack.context("a folder")?)?],
        other => anyhow::bail!("there is no part {other:?}"),
    })
}

/// On what this ran.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.map_or_else(String::new, |line| line.trim_matches([' ', '\t', ':']).to_owned())
    };
    format!(
        "{}, {} threads, memory {}, load {}",
        after(&read("/proc/cpuinfo"), "model name"),
        std::thread::available_parallelism().map_or(0, usize::from),
        after(&read("/proc/meminfo"), "MemTotal:"),
        read("/proc/loadavg")
            .split(' ')
            .take(3)
            .collect::<Vec<_>>()
            .join(" "),
    )
}
