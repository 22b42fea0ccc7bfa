//! `alongside group`: a fair group from the files that practitioners have, its draw, and the check of both.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::{
    Question, SameAddress,
    chances::{Chances, Method},
    compose::{Progress, Refused, Step, compose},
    draw,
    files::{self, File, Reading, Sources},
    remedy::{self, Verdict, smallest::remedies},
};
use made::Made;

mod folder;
mod made;
mod words;

/// Composes a lottery over groups that meet every quota, with chances as equal as the quotas allow.
///
/// Writes to DIR: lottery.csv (numbered groups), chances.csv (id, exact chance, chance in the list), report.json, and
/// with --seed selected.csv. Publish the hash of lottery.csv before the draw; take the seed from something that nobody
/// can foresee or steer, such as dice that are thrown in public.
///
/// Exit code 2 when a file cannot be used or no group meets the quotas, with what to change; 1 when a check fails.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    wanted: Option<Wanted>,
}

#[derive(Subcommand)]
enum Action {
    /// Draws one group of a list that is published already; writes selected.csv and adds the draw to report.json.
    Draw {
        /// The folder with lottery.csv.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The seed, any text: the numbers thrown, or a public random value.
        #[arg(long, value_name = "TEXT")]
        seed: String,
    },
    /// Checks hash, draw and chances from the files alone; exit code 1 and what differs when they do not agree.
    Verify {
        /// The folder with lottery.csv.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Args)]
struct Wanted {
    /// The people: an id first, then a column for each feature of the quotas; other columns are left alone. Ids are
    /// written as they are given, so none may start with =, +, - or @: a spreadsheet would run it as a formula.
    #[arg(long, value_name = "respondents.csv")]
    pool: PathBuf,
    /// The quotas: `feature,value,min,max` and perhaps `min_flex,max_flex`, how far each may be relaxed.
    #[arg(long, value_name = "categories.csv")]
    quotas: PathBuf,
    /// How many people the group has.
    #[arg(long, value_name = "K")]
    size: usize,
    /// Draw at once with this seed, any text. Without it, draw later: `alongside group draw DIR --seed TEXT`.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// How chances are set.
    #[arg(long, value_enum, default_value_t = Choice::Leximin)]
    method: Choice,
    /// The columns that make an address; at most one person of an address is in a group. Somebody who left one of them
    /// empty shares an address with nobody, and the command says how many did.
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    same_address_columns: Vec<String>,
    /// The opposite: people who share an address come together or not at all.
    #[arg(long, requires = "same_address_columns")]
    same_address_together: bool,
    /// Ids of people who are in already, one a line; they stay and count for the quotas.
    #[arg(long, value_name = "FILE")]
    already_selected: Option<PathBuf>,
    /// Where no group meets the quotas, apply the smallest relaxation, and say so.
    #[arg(long)]
    relax: bool,
    /// How many groups the list has; more where one of them would be more than 1 % of the lowest chance.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    lottery: usize,
    /// In about so many seconds all is done: the fairest lottery found by then is taken, with what is proven about
    /// it, and what there was no time for is left out and said. Some of it is kept for people who are in no group yet.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time_limit: u64,
    /// The folder to write to; it must not hold a lottery yet.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// The lowest chance as high as it goes, then the next lowest, and so on.
    Leximin,
    /// The lowest chance as high as it goes; the others as they come.
    Maximin,
    /// Groups that meet the quotas, found at random; no care for chances. For comparison.
    Random,
}

impl From<Choice> for Method {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Leximin => Self::Leximin,
            Choice::Maximin => Self::Maximin,
            Choice::Random => Self::Random,
        }
    }
}

/// What cannot be used: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// A check that failed: exit code 1.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Differs(String);

/// Runs the command. What is wrong with its files is an [`Unusable`], a failed check a [`Differs`].
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match (&arguments.action, &arguments.wanted) {
        (Some(Action::Draw { folder, seed }), _) => draw_from(folder, seed),
        (Some(Action::Verify { folder }), _) => verify(folder),
        (None, Some(wanted)) => make(wanted),
        (None, None) => {
            Err(Unusable("say --pool, --quotas, --size and --out, or draw, or verify".to_owned()).into())
        }
    }
}

/// Ends the program with code 2 or 1 when a file cannot be used or a check failed; passes any other error on.
pub fn exit(error: anyhow::Error) -> anyhow::Result<()> {
    if error.is::<Unusable>() {
        eprintln!("{error}");
        std::process::exit(2);
    }
    if error.is::<Differs>() {
        eprintln!("{error}");
        std::process::exit(1);
    }
    Err(error)
}

fn make(wanted: &Wanted) -> anyhow::Result<()> {
    let clock = Clock {
        start: Instant::now(),
        limit: Duration::from_secs(wanted.time_limit),
    };
    folder::must_be_free(&wanted.out)?;
    let sources = sources(wanted)?;
    let asked = files::read(&sources).map_err(|problems| Unusable(problems.to_string()))?;
    if !asked.without_address.is_empty() {
        let (unknown, people) = (asked.without_address.len(), asked.ids.len());
        let columns = &wanted.same_address_columns;
        println!("{}", words::without_address(unknown, people, columns));
    }
    let Answered {
        reading,
        key,
        chances,
    } = answered(wanted, &sources, &asked, clock)?;
    let made = Made {
        reading: &reading,
        asked: &asked,
        sources: &sources,
        chances: &chances,
        length: wanted.lottery,
        key: &key,
    };
    let mut published = made.published(&mut || clock.runs());
    let mut drawn = None;
    if let Some(seed) = &wanted.seed {
        let (after, number) = published.draw(seed).map_err(|wrong| Differs(wrong.join("\n")))?;
        (published, drawn) = (after, Some(number));
    }
    folder::write(&wanted.out, &published)?;
    let report = published.report().map_err(Differs)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", words::made(&report, &wanted.out, drawn.as_ref()))?;
    if !chances.impossible.is_empty() {
        let ids: Vec<&str> = chances
            .impossible
            .iter()
            .map(|&person| reading.ids[person].as_str())
            .collect();
        writeln!(out, "{}", words::in_no_group(&ids))?;
    }
    Ok(())
}

fn sources(wanted: &Wanted) -> anyhow::Result<Sources> {
    let meaning = if wanted.same_address_together {
        SameAddress::Together
    } else {
        SameAddress::OneEach
    };
    let columns = &wanted.same_address_columns;
    Ok(Sources {
        pool: file(&wanted.pool)?,
        quotas: file(&wanted.quotas)?,
        already: wanted.already_selected.as_deref().map(file).transpose()?,
        size: wanted.size,
        homes: (!columns.is_empty()).then(|| (columns.clone(), meaning)),
    })
}

fn file(path: &Path) -> anyhow::Result<File> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Unusable(format!("{name}: cannot be read: {error}")))?;
    Ok(File { name, bytes })
}

/// How many relaxations are offered.
const OFFERED: usize = 5;

/// The time that there is for everything.
#[derive(Clone, Copy)]
struct Clock {
    start: Instant,
    limit: Duration,
}

impl Clock {
    fn runs(self) -> bool {
        self.start.elapsed() < self.limit
    }
}

/// A question and its lottery.
struct Answered {
    reading: Reading,
    key: String,
    chances: Chances,
}

/// The lottery for the question as it was asked or, where that has no group and `--relax` is given, for the one with
/// the smallest relaxation.
fn answered(wanted: &Wanted, sources: &Sources, asked: &Reading, clock: Clock) -> anyhow::Result<Answered> {
    let mut reading = asked.clone();
    for relaxed in [false, true] {
        let key = key(wanted, sources, &reading);
        match composed(wanted, &reading, &key, clock) {
            Ok(chances) => {
                return Ok(Answered {
                    reading,
                    key,
                    chances,
                });
            }
            Err(Refused::Infeasible | Refused::Undecided) if !relaxed => {
                reading.question = relaxation(wanted, sources, asked, clock)?;
            }
            Err(Refused::Infeasible | Refused::Undecided) => break,
            Err(error) => return Err(error).context("composing the lottery"),
        }
    }
    Err(Unusable(words::UNDECIDED.to_owned()).into())
}

/// The question with its smallest relaxation where `--relax` is given; else why it has no group.
fn relaxation(wanted: &Wanted, sources: &Sources, asked: &Reading, clock: Clock) -> anyhow::Result<Question> {
    let mut go = || clock.runs();
    let Verdict::Impossible(conflict) = remedy::examine_while(&asked.question, &mut go) else {
        return Err(Unusable(words::UNDECIDED.to_owned()).into());
    };
    let offered = remedies(&asked.question, &asked.limits, OFFERED, &mut go);
    if let (Some(first), true) = (offered.first(), wanted.relax) {
        println!("{}", words::relaxed(asked, first));
        return Ok(first.applied(&asked.question));
    }
    let quotas = &sources.quotas.name;
    Err(Unusable(words::infeasible(asked, quotas, &conflict, &offered, &mut go)).into())
}

/// What the order of the list follows from: the files and the settings, and nothing that anybody chooses afterwards.
fn key(wanted: &Wanted, sources: &Sources, reading: &Reading) -> String {
    let hash = |file: &File| draw::hash(&file.bytes);
    let homes = sources.homes.as_ref();
    let rules = reading
        .question
        .rules
        .iter()
        .map(|rule| format!("{} {}", rule.least, rule.most));
    [
        format!("pool {}", hash(&sources.pool)),
        format!("quotas {}", hash(&sources.quotas)),
        format!(
            "already selected {}",
            sources.already.as_ref().map(hash).unwrap_or_default()
        ),
        format!("size {}", sources.size),
        format!("method {:?}", Method::from(wanted.method)),
        format!("same address {homes:?}"),
        format!("rules {}", rules.collect::<Vec<_>>().join(",")),
    ]
    .join("\n")
}

fn composed(wanted: &Wanted, reading: &Reading, key: &str, clock: Clock) -> Result<Chances, Refused> {
    let watched = io::stderr().is_terminal();
    let mut shown = Duration::ZERO;
    let mut ask = |progress: Progress| {
        let passed = clock.start.elapsed();
        if watched && passed >= shown {
            shown = passed + Duration::from_millis(100);
            eprint!("\r\x1b[K{}", words::progress(progress, passed.as_secs()));
        }
        progress.within(clock.limit, passed)
    };
    let done = compose(
        &reading.question,
        wanted.method.into(),
        draw::digest(key),
        &mut ask,
    );
    if watched {
        eprint!("\r\x1b[K");
    }
    done
}

fn draw_from(folder: &Path, seed: &str) -> anyhow::Result<()> {
    let published = folder::read(folder)?;
    let drawn = published.draw(seed);
    let (after, drawn) = drawn.map_err(|wrong| Differs(words::cannot_draw(folder, &wrong)))?;
    folder::write(folder, &after)?;
    let report = after.report().map_err(Differs)?;
    println!("{}", words::drawn(&report, folder, &drawn));
    Ok(())
}

fn verify(folder: &Path) -> anyhow::Result<()> {
    let published = folder::read(folder)?;
    let wrong = published.wrong();
    if !wrong.is_empty() {
        return Err(Differs(words::differs(folder, &wrong)).into());
    }
    let report = published.report().map_err(Differs)?;
    println!("{}", words::verified(&report));
    Ok(())
}

/// What a step is called.
fn step(step: Step) -> &'static str {
    match step {
        Step::Cover => "finding groups with everybody",
        Step::Target => "working out the fairest chances",
        Step::Approach => "mixing groups",
        Step::Proof => "proving how fair they are",
    }
}
