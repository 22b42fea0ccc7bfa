//! Composes a lottery for each folder named (`respondents.csv`, `categories.csv`, `k.txt`) and prints what it took.
//! usage: group [--method leximin|maximin|random] [--seconds CPU] FOLDER...

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::ControlFlow;
use std::path::Path;

use alongside::group::chances::Method;
use alongside::group::compose::compose;
use alongside::group::{Question, Rule};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut method, mut seconds, mut folders) = (Method::Leximin, 60.0, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--method" => {
                method = match arguments.next().unwrap_or_default().as_str() {
                    "maximin" => Method::Maximin,
                    "random" => Method::Random,
                    _ => Method::Leximin,
                }
            }
            "--seconds" => seconds = arguments.next().unwrap_or_default().parse()?,
            _ => folders.push(argument),
        }
    }
    println!(
        "{:<22} {:>6} {:>4} {:>7} {:>9} {:>9} {:>8} {:>8} {:>7} {:>6} {:>8} {:>5} {:>5}",
        "pool",
        "people",
        "size",
        "CPU s",
        "lowest",
        "bound",
        "of bound",
        "gap",
        "gini",
        "groups",
        "status",
        "imp.",
        "MiB"
    );
    for folder in folders {
        show(Path::new(&folder), method, seconds)?;
    }
    Ok(())
}

fn show(folder: &Path, method: Method, seconds: f64) -> Result<(), Box<dyn Error>> {
    let question = read(folder)?;
    let name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let start = cpu();
    let mut last = String::new();
    let mut marks: BTreeMap<String, f64> = BTreeMap::new();
    let result = compose(&question, method, [0; 32], &mut |progress| {
        let now = cpu() - start;
        let step = format!("{:?}", progress.step);
        marks.entry(step).or_insert(now);
        last = format!(
            "{:?} {} short {:.5}",
            progress.step, progress.round, progress.shortfall
        );
        if now > seconds {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let took = cpu() - start;
    match result {
        Err(error) => println!(
            "{name:<22} {:>6} {:>4} {took:>7.2} {error}",
            question.people, question.size
        ),
        Ok(found) => println!(
            "{name:<22} {:>6} {:>4} {took:>7.2} {:>9.6} {:>9.6} {:>8.5} {:>8.5} {:>7.4} {:>6} {:>8} {:>5} {:>5}   {marks:.2?} {last}",
            question.people,
            question.size,
            found.lowest,
            found.bound,
            found.lowest / found.bound,
            found.gap,
            found.gini,
            found.groups.len(),
            if found.certified { "certified" } else { "gap" },
            found.impossible.len() + found.unknown.len(),
            peak()
        ),
    }
    Ok(())
}

fn read(folder: &Path) -> Result<Question, Box<dyn Error>> {
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
            .ok_or("an unknown feature")?;
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
