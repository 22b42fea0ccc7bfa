//! The two files that practitioners of democratic lotteries have, quotas and people, read into a question. Whatever is
//! wrong with them is said with file, line and column, and what was expected.

use std::collections::BTreeMap;

use super::{Question, Rule, SameAddress, published::ID, remedy::smallest::Limits};
use crate::{
    table::{self, Row, folded, formula},
    text,
};
use quotas::Quota;
use sheet::Sheet;

pub mod address;
pub mod problem;
pub mod quotas;
pub mod sheet;
#[cfg(test)]
mod tests;

pub use problem::{Problem, Problems};

/// A file: its name for messages, and its bytes.
#[derive(Clone, Debug)]
pub struct File {
    /// As whoever gave it calls it.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// What to read.
#[derive(Clone, Debug)]
pub struct Sources {
    /// One row a person: an id first, and a column for each feature of the quotas.
    pub pool: File,
    /// `feature,value,min,max[,min_flex,max_flex]`.
    pub quotas: File,
    /// Ids of people who are in already, one a line.
    pub already: Option<File>,
    /// How many people the group has.
    pub size: usize,
    /// The columns that make an address, and what sharing one means.
    pub homes: Option<(Vec<String>, SameAddress)>,
}

/// A question read from files.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The question; people are numbered as their rows are.
    pub question: Question,
    /// The name of the column of ids.
    pub id_column: String,
    /// The ids in the order of the rows.
    pub ids: Vec<String>,
    /// The quotas in the order of their rows, as the question's rules are.
    pub quotas: Vec<Quota>,
    /// How far each quota may be changed.
    pub limits: Vec<Limits>,
    /// Where addresses count: the people of whose address a part is not known, so that they share it with nobody.
    pub without_address: Vec<usize>,
}

/// Reads the files; says everything that is wrong with them.
pub fn read(sources: &Sources) -> Result<Reading, Problems> {
    let mut problems = Problems::default();
    let quotas = quotas::read(&sources.quotas, &mut problems);
    let Some(sheet) = Sheet::read(&sources.pool, &mut problems) else {
        return Err(problems);
    };
    let ids = ids(&sheet, &mut problems);
    let rules = rules(&sheet, &quotas, &mut problems);
    let homes = sources.homes.as_ref();
    let homes_of = homes.map(|(columns, _)| homes_of(&sheet, columns, &mut problems));
    let chosen = (sources.already.as_ref()).map(|file| chosen(file, &sheet, &ids, &mut problems));
    let chosen = chosen.unwrap_or_default();
    let (people, size) = (ids.len(), sources.size);
    if size == 0 || size > people {
        let what =
            format!("the group is to have {size} people; expected 1 to {people}, as many as the file has");
        problems.add(Problem::of(&sources.pool.name, what));
    }
    if let Some(file) = sources.already.as_ref().filter(|_| chosen.len() > size) {
        let what = format!("{} people are in already; expected at most {size}", chosen.len());
        problems.add(Problem::of(&file.name, what));
    }
    problems.none()?;
    let limits = quotas.iter().map(|quota| quota.limits(size)).collect();
    let known = homes_of.iter().flatten().zip(0..);
    let without_address = known
        .filter_map(|(home, person)| home.is_none().then_some(person))
        .collect();
    let question = Question {
        people,
        size,
        rules,
        homes: homes_of.unwrap_or_default(),
        same_address: homes.map_or(SameAddress::Free, |(_, meaning)| *meaning),
        chosen,
    };
    Ok(Reading {
        question,
        id_column: sheet.table.header[0].clone(),
        ids,
        quotas,
        limits,
        without_address,
    })
}

/// The ids, which are written as they are given; those that look the same are the same.
fn ids(sheet: &Sheet, problems: &mut Problems) -> Vec<String> {
    let rows = &sheet.table.rows;
    let mut lines = BTreeMap::new();
    for row in rows {
        let id = row.cells[0].as_str();
        let what = if id.is_empty() {
            "is empty; expected an id".to_owned()
        } else if let Some(sign) = formula(id) {
            format!(
                "{id:?} has a {sign:?} where a spreadsheet takes it for a formula and runs it; \
                 expected an id that starts with a letter or a digit"
            )
        } else if let Some(first) = lines.insert(text::comparable(id), row.line) {
            format!("{id:?} stands in line {first} already; expected each id once")
        } else {
            continue;
        };
        problems.add(sheet.problem(row, 0, what));
    }
    rows.iter().map(|row| row.cells[0].clone()).collect()
}

/// Whether an answer is none: it counts for no value, and whoever gave it is eligible all the same.
fn silent(answer: &str) -> bool {
    matches!(
        folded(answer).as_str(),
        "" | "prefer not to say" | "prefer not to answer"
    )
}

/// A rule for each quota.
fn rules(sheet: &Sheet, quotas: &[Quota], problems: &mut Problems) -> Vec<Rule> {
    let table = &sheet.table;
    let mut features: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (index, quota) in quotas.iter().enumerate() {
        let values = features.entry(folded(&quota.feature)).or_default();
        values.insert(folded(&quota.value), index);
    }
    let mut members = vec![Vec::new(); quotas.len()];
    for (feature, values) in &features {
        let named = |index: usize| &quotas[index];
        let Some(quota) = values.values().min().map(|&first| named(first)) else {
            continue;
        };
        let Some(column) = table.column(feature, 1) else {
            let what = format!(
                "has no column {:?} (or has it twice), which line {} of the quotas names; expected one for each feature; it has {}",
                quota.feature,
                quota.line,
                table.header[1..].join(", ")
            );
            problems.add(sheet.problem_of_header(what));
            continue;
        };
        for (person, row) in table.rows.iter().enumerate() {
            let answer = &row.cells[column];
            match values.get(&folded(answer)) {
                Some(&index) => members[index].push(person),
                None if silent(answer) => (),
                None => {
                    let known: Vec<&str> = quotas
                        .iter()
                        .filter(|one| folded(&one.feature) == *feature)
                        .map(|one| one.value.as_str())
                        .collect();
                    let what = format!(
                        "{answer:?} is no value of the quotas; expected {}, or nothing, or \"prefer not to say\"",
                        known.join(", ")
                    );
                    problems.add(sheet.problem(row, column, what));
                }
            }
        }
    }
    let rule = |(quota, members): (&Quota, Vec<usize>)| Rule {
        about: quota.feature.clone(),
        value: quota.value.clone(),
        members,
        least: quota.min,
        most: quota.max,
    };
    quotas.iter().zip(members).map(rule).collect()
}

fn homes_of(sheet: &Sheet, columns: &[String], problems: &mut Problems) -> Vec<Option<usize>> {
    let table = &sheet.table;
    let mut places = Vec::new();
    for name in columns {
        match table.column(name, 0) {
            Some(column) => places.push(column),
            None => problems.add(sheet.problem_of_header(format!(
                "has no column {name:?} (or has it twice) for addresses; it has {}",
                table.header.join(", ")
            ))),
        }
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut home = |row: &Row| {
        let parts: Vec<&str> = places.iter().map(|&column| row.cells[column].as_str()).collect();
        let address = address::plain(&parts)?;
        let next = numbers.len();
        Some(*numbers.entry(address).or_insert(next))
    };
    table.rows.iter().map(&mut home).collect()
}

/// The numbers of those in the file, in ascending order. The name of the column of ids may stand above them, or the
/// one that we write above a group that was drawn.
fn chosen(file: &File, sheet: &Sheet, ids: &[String], problems: &mut Problems) -> Vec<usize> {
    let rows = match table::rows(&file.bytes) {
        Ok(rows) => rows,
        Err(fault) => {
            problems.add(sheet::told(&file.name, &fault));
            return Vec::new();
        }
    };
    let people: BTreeMap<_, usize> = ids.iter().map(|id| text::comparable(id)).zip(0..).collect();
    let names = [folded(&sheet.table.header[0]), ID.to_owned()];
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let id = row.cells[0].as_str();
        let what = match people.get(&text::comparable(id)) {
            Some(person) => match chosen.insert(*person, row.line) {
                None => continue,
                Some(first) => format!("{id:?} stands in line {first} already; expected each id once"),
            },
            None if at == 0 && names.contains(&folded(id)) => continue,
            None => format!(
                "{id:?} is no id of {}; expected the ids of people who are in already",
                sheet.name
            ),
        };
        problems.add(Problem {
            line: Some(row.line),
            column: Some("1".to_owned()),
            ..Problem::of(&file.name, what)
        });
    }
    chosen.into_keys().collect()
}
