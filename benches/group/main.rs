//! How fast fair groups are composed, and how near to equal: `make bench`. `benches/README.md` says how to read it.

use std::{path::Path, time::Duration};

use alongside::group::{
    Question, Rule,
    chances::Method,
    compose::{Progress, compose},
    draw::Stream,
};
use anyhow::Context;
use clap::Parser;

/// Composes a lottery for each pool and prints what it took.
#[derive(Parser)]
struct Arguments {
    /// CPU seconds after which the best found so far is taken.
    #[arg(long, default_value_t = 60.0)]
    seconds: f64,
    /// Folders with respondents.csv, categories.csv and k.txt; without any, invented pools.
    folders: Vec<std::path::PathBuf>,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Invented pools: how many people, and how many places.
const POOLS: [(usize, usize); 6] = [
    (200, 12),
    (200, 40),
    (1_000, 40),
    (5_000, 12),
    (5_000, 40),
    (5_000, 100),
];

/// Features of the invented pools: for each value, its share of the population and of those who come forward, in
/// hundredths. Invented, in the proportions of a British town where the old and the settled come forward more.
const FEATURES: [&[(usize, usize)]; 6] = [
    &[(11, 4), (17, 11), (17, 15), (16, 17), (16, 22), (23, 31)],
    &[(50, 58), (49, 41), (1, 1)],
    &[(78, 87), (10, 5), (5, 3), (4, 3), (3, 2)],
    &[(20, 8), (20, 14), (20, 20), (20, 26), (20, 32)],
    &[(30, 20), (35, 34), (10, 27), (25, 19)],
    &[(80, 64), (20, 36)],
];

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    println!(
        "| pool | people | places | CPU s | lowest | bound | of the bound | gini | groups | proven | MiB |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|");
    for folder in &arguments.folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        show(&name, &read(folder)?, arguments.seconds);
    }
    if arguments.folders.is_empty() {
        for (people, places) in POOLS {
            show("invented", &invented(people, places), arguments.seconds);
        }
    }
    Ok(())
}

/// A pool in which each quota lies around its share of the places.
fn invented(people: usize, places: usize) -> Question {
    let mut stream = Stream::of(&format!("{people} people, {places} places"));
    let mut rules = Vec::new();
    for (number, values) in FEATURES.iter().enumerate() {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); values.len()];
        for person in 0..people {
            let mut left = stream.below(values.iter().map(|(_, come)| come).sum());
            let value = values.iter().position(|&(_, come)| {
                let is_here = left < come;
                left = left.saturating_sub(come);
                is_here
            });
            members[value.unwrap_or(0)].push(person);
        }
        for ((share, _), members) in values.iter().zip(members) {
            let (low, high) = (share * places / 100, (share * places).div_ceil(100));
            rules.push(Rule {
                about: number.to_string(),
                value: share.to_string(),
                least: low.saturating_sub(1).min(members.len()),
                most: high + 1,
                members,
            });
        }
    }
    Question {
        people,
        size: places,
        rules,
        ..Question::default()
    }
}

fn show(name: &str, question: &Question, seconds: f64) {
    let start = cpu();
    let limit = Duration::from_secs_f64(seconds);
    let result = compose(question, Method::Leximin, [0; 32], &mut |progress: Progress| {
        progress.within(limit, Duration::from_secs_f64(cpu() - start))
    });
    let took = cpu() - start;
    let (people, places) = (question.people, question.size);
    match result {
        Err(error) => println!("| {name} | {people} | {places} | {took:.2} | {error} | | | | | | |"),
        Ok(found) => println!(
            "| {name} | {people} | {places} | {took:.2} | {:.6} | {:.6} | {:.5} | {:.4} | {} | {} | {} |",
            found.lowest,
            found.bound,
            found.lowest / found.bound,
            found.gini,
            found.groups.len(),
            if found.certified {
                "yes".into()
            } else {
                format!("to {:.4}", found.gap)
            },
            peak()
        ),
    }
}

fn read(folder: &Path) -> anyhow::Result<Question> {
    let size = std::fs::read_to_string(folder.join("k.txt"))?.trim().parse()?;
    let mut pool = csv::Reader::from_path(folder.join("respondents.csv"))?;
    let head = pool.headers()?.clone();
    let rows: Vec<csv::StringRecord> = pool.records().collect::<Result<_, _>>()?;
    let mut rules = Vec::new();
    for quota in csv::Reader::from_path(folder.join("categories.csv"))?.records() {
        let quota = quota?;
        let column = head
            .iter()
            .position(|name| name == &quota[0])
            .context("an unknown feature")?;
        let members = (0..rows.len()).filter(|&person| rows[person][column] == quota[1]);
        rules.push(Rule {
            about: quota[0].to_owned(),
            value: quota[1].to_owned(),
            members: members.collect(),
            least: quota[2].parse()?,
            most: quota[3].parse()?,
        });
    }
    Ok(Question {
        people: rows.len(),
        size,
        rules,
        ..Question::default()
    })
}

/// CPU seconds of the process so far.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split_whitespace()
        .next()
        .and_then(|nanoseconds| nanoseconds.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}

/// The most memory the process ever had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
