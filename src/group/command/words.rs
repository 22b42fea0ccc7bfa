//! What the command says, in plain English.

use std::{fmt::Write, path::Path};

use super::{
    super::{
        compose::Progress,
        files::Reading,
        lottery::written::digits,
        published::REPORT,
        remedy::{
            Bound, Conflict, Side,
            effect::lowest,
            smallest::{Change, Remedy},
        },
        report::{Drawn, Report},
    },
    step,
};

/// No group, and no proof that there is none.
pub const UNDECIDED: &str =
    "no group was found, and not proven either that there is none; try a longer --time-limit or wider quotas";

/// For how many people a part of the address is not known.
pub fn without_address(unknown: usize, people: usize, columns: &[String]) -> String {
    format!(
        "{unknown} of {people} people have an address with an unknown part ({}), so they share it with nobody. \
         If a column is empty for many, leave it out of --same-address-columns.",
        columns.join(", ")
    )
}

/// One line while the work goes on.
pub fn progress(progress: Progress, seconds: u64) -> String {
    let Progress {
        groups, shortfall, ..
    } = progress;
    let near = if shortfall < 1.0 {
        format!(", {:.2} % from the best chances", shortfall * 100.0)
    } else {
        String::new()
    };
    format!("{seconds} s: {} ({groups} groups{near})", step(progress.step))
}

/// A chance as people say it.
pub fn chance(chance: f64) -> String {
    if chance <= 0.0 {
        return "none".to_owned();
    }
    if chance >= 1.0 - 1e-9 {
        return "certain".to_owned();
    }
    if chance > 0.95 {
        return format!("{} %", percent(chance));
    }
    format!(
        "{} %, about 1 in {}",
        percent(chance),
        trimmed(format!("{:.1}", 1.0 / chance))
    )
}

fn percent(chance: f64) -> String {
    trimmed(format!("{:.2}", chance * 100.0))
}

/// Without the zeros at its end.
fn trimmed(number: String) -> String {
    if number.contains('.') {
        return number.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    number
}

/// At the end: what was made, what is proven, and what comes next.
pub fn made(report: &Report, folder: &Path, drawn: Option<&Drawn>) -> String {
    let mut text = format!(
        "{} groups of {} from {} people are in {}.\n",
        report.groups,
        report.size,
        report.pool,
        folder.display()
    );
    writeln!(
        text,
        "Lowest chance: {}. Highest: {}.",
        chance(report.min),
        chance(report.max)
    )
    .ok();
    let proof = if report.certified {
        "It is proven that chances could not be fairer under these quotas (to a thousandth).".to_owned()
    } else {
        format!(
            "It is not proven that chances could not be fairer; no lottery has a lowest chance above {} %.",
            percent(report.bound)
        )
    };
    writeln!(text, "{proof}").ok();
    for limit in &report.binding_quotas {
        let more = limit.bound_if_looser_by_one.map_or_else(
            || "; what it would be looser by one was not worked out".to_owned(),
            |more| format!("; looser by one, the lowest chance could be {} %", percent(more)),
        );
        let (feature, value, bound) = (&limit.feature, &limit.value, &limit.bound);
        writeln!(
            text,
            "The lowest chance is limited by the {bound} of {feature}: {value}{more}."
        )
        .ok();
    }
    if report.unknown > 0 {
        writeln!(
            text,
            "For {} people it is not known whether any group can have them.",
            report.unknown
        )
        .ok();
    }
    match drawn {
        Some(drawn) => text.push_str(&self::drawn(report, folder, drawn)),
        None => text.push_str(&next(report, folder)),
    }
    text
}

fn next(report: &Report, folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "\nBefore the draw publish the SHA-256 of lottery.csv, or all of {folder}:\n  {}\n\
         Then draw with a seed that nobody could foresee, and let anybody check:\n  \
         alongside group draw {folder} --seed \"…\"\n  alongside group verify {folder}",
        report.hash
    )
}

/// After a draw.
pub fn drawn(report: &Report, folder: &Path, drawn: &Drawn) -> String {
    let width = digits(report.groups);
    let folder = folder.display();
    format!(
        "The seed {:?} draws group {:0width$} of {}. Its {} people are in {folder}/selected.csv, the draw is in \
         {folder}/{REPORT}.\nThe SHA-256 of lottery.csv is {}.\nAnybody can check it: alongside group verify {folder}",
        drawn.seed, drawn.number, report.groups, report.size, report.hash
    )
}

/// People whom no group can contain.
pub fn in_no_group(ids: &[&str]) -> String {
    let rest = if ids.len() > 20 {
        format!(" and {} more", ids.len() - 20)
    } else {
        String::new()
    };
    let first = ids.iter().take(20).copied().collect::<Vec<_>>().join(", ");
    format!(
        "\nNo group that meets the quotas can contain these {} people: {first}{rest}.",
        ids.len()
    )
}

/// All is well.
pub fn verified(report: &Report) -> String {
    let list = format!(
        "The list of {} groups and everybody's chances agree with the report",
        report.groups
    );
    match &report.drawn {
        Some(drawn) => format!(
            "{list}, and the seed {:?} draws group {:0width$}, which is selected.csv.\nThe SHA-256 of lottery.csv is {}; \
             compare it with what was published before the draw.",
            drawn.seed,
            drawn.number,
            report.hash,
            width = digits(report.groups)
        ),
        None => format!(
            "{list}. Nothing was drawn yet.\nThe SHA-256 of lottery.csv is {}.",
            report.hash
        ),
    }
}

/// Something differs.
pub fn differs(folder: &Path, wrong: &[String]) -> String {
    format!("{} does not hold:\n  {}", folder.display(), wrong.join("\n  "))
}

/// Nothing can be drawn.
pub fn cannot_draw(folder: &Path, wrong: &[String]) -> String {
    format!(
        "nothing was drawn from {}:\n  {}",
        folder.display(),
        wrong.join("\n  ")
    )
}

/// Nothing meets the quotas: why, and what would, as far as `go` gives time to work it out.
pub fn infeasible(
    reading: &Reading,
    quotas: &str,
    conflict: &Conflict,
    offered: &[Remedy],
    go: &mut dyn FnMut() -> bool,
) -> String {
    let mut text = format!("No group of {} meets the quotas.\n", reading.question.size);
    if conflict.bounds.is_empty() {
        text.push_str("Too few people can be in one group, whatever the quotas are.\n");
    } else {
        text.push_str("These cannot hold together");
        let alone = conflict.bounds.len() == 1 && !conflict.homes;
        text.push_str(match (alone, conflict.proven) {
            (true, _) => " with the people there are:\n",
            (false, true) => "; without any one of them the others can:\n",
            (false, false) => ":\n",
        });
    }
    for bound in &conflict.bounds {
        let line = reading.quotas[bound.rule].line;
        writeln!(
            text,
            "  {quotas}, line {line}: {}",
            bound_in_words(reading, *bound)
        )
        .ok();
    }
    if conflict.homes {
        text.push_str("  and the rule for people who share an address\n");
    }
    let sum: usize = conflict
        .bounds
        .iter()
        .map(|bound| reading.question.rules[bound.rule].least)
        .sum();
    if conflict.bounds.len() > 1 && conflict.bounds.iter().all(|bound| bound.side == Side::Least) {
        writeln!(
            text,
            "  The numbers of min add up to {sum}; the group has {}.",
            reading.question.size
        )
        .ok();
    }
    if offered.is_empty() {
        text.push_str(if go() {
            "No change of the quotas within min_flex and max_flex is enough."
        } else {
            "There was no time to find out what would be enough; try a longer --time-limit."
        });
        return text;
    }
    text.push_str("The smallest relaxations, any one of which is enough:\n");
    for (remedy, number) in offered.iter().zip(1..) {
        let then = lowest(&remedy.applied(&reading.question), go).map_or(String::new(), |lowest| {
            format!("; the lowest chance could then be {} %", percent(lowest))
        });
        writeln!(text, "  {number}. {}{then}", changes(reading, remedy)).ok();
    }
    if !go() {
        text.push_str("There was no time to work out all of this; a longer --time-limit may show more.\n");
    }
    text.push_str("--relax applies the first of them.");
    text
}

/// A relaxation was applied.
pub fn relaxed(reading: &Reading, remedy: &Remedy) -> String {
    format!(
        "No group meets the quotas as they are. Relaxed, because --relax was given: {}.",
        changes(reading, remedy)
    )
}

fn changes(reading: &Reading, remedy: &Remedy) -> String {
    let changes: Vec<String> = remedy
        .changes
        .iter()
        .flat_map(|change| change_in_words(reading, *change))
        .collect();
    changes.join(", ")
}

fn change_in_words(reading: &Reading, change: Change) -> Vec<String> {
    let rule = &reading.question.rules[change.rule];
    let (feature, value) = (&rule.about, &rule.value);
    let mut words = Vec::new();
    if change.least != rule.least {
        words.push(format!(
            "{feature}: {value} min {} instead of {}",
            change.least, rule.least
        ));
    }
    if change.most != rule.most {
        words.push(format!(
            "{feature}: {value} max {} instead of {}",
            change.most, rule.most
        ));
    }
    words
}

fn bound_in_words(reading: &Reading, bound: Bound) -> String {
    let rule = &reading.question.rules[bound.rule];
    let (feature, value) = (&rule.about, &rule.value);
    let there = rule.members.len();
    match bound.side {
        Side::Least => format!("{feature}: {value} min {} (there are {there})", rule.least),
        Side::Most => format!("{feature}: {value} max {} (there are {there})", rule.most),
    }
}
