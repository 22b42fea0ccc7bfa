//! A lottery as files: written, drawn from, and checked from nothing but themselves.

use std::collections::HashMap;

use super::{
    chances::gini,
    draw,
    lottery::written::{self, List},
    report::{self, Drawn, Report},
};
use crate::table::formula;

#[cfg(test)]
mod tests;

/// The names of the files.
pub const LOTTERY: &str = "lottery.csv";
/// Everybody's chance.
pub const CHANCES: &str = "chances.csv";
/// What is published about it.
pub const REPORT: &str = "report.json";
/// Who was drawn.
pub const SELECTED: &str = "selected.csv";
/// The name of the column of ids in [`CHANCES`] and [`SELECTED`].
pub const ID: &str = "id";

/// The bytes of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// `lottery.csv`; see [`written`].
    pub lottery: Vec<u8>,
    /// `chances.csv`; see [`chances`].
    pub chances: Vec<u8>,
    /// `report.json`; see [`report`].
    pub report: Vec<u8>,
    /// `selected.csv`, where somebody has drawn; see [`selected`].
    pub selected: Option<Vec<u8>>,
}

/// The text of `chances.csv`: for each id the exact chance and the listed one, which is in how many groups the person
/// is (`held`) over how many there are.
#[must_use]
pub fn chances(ids: &[String], exact: &[f64], held: &[usize], groups: usize) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([ID, "chance", "listed"]).ok();
    for ((id, chance), held) in ids.iter().zip(exact).zip(held) {
        let listed = part(*held, groups);
        writer
            .write_record([id, &chance.to_string(), &listed.to_string()])
            .ok();
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The text of `selected.csv`: an id a line.
#[must_use]
pub fn selected(ids: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([ID]).ok();
    for id in ids {
        writer.write_record([id]).ok();
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// One number of groups over another; with a power of ten below it, its decimal form is exact.
#[expect(clippy::cast_precision_loss, reason = "numbers of groups lie far below 2^52")]
#[must_use]
pub fn part(held: usize, groups: usize) -> f64 {
    held as f64 / groups.max(1) as f64
}

impl Published {
    /// Draws: the new `selected.csv` and report. Says what is wrong where the files do not hold, or hold a draw.
    pub fn draw(&self, seed: &str) -> Result<(Self, Drawn), Vec<String>> {
        let before = Self {
            selected: None,
            ..self.clone()
        };
        let mut report = self.report().map_err(|wrong| vec![wrong])?;
        if let Some(drawn) = &report.drawn {
            let what = format!(
                "group {} was drawn already, with the seed {:?}",
                drawn.number, drawn.seed
            );
            return Err(vec![what]);
        }
        let list = before.checked()?;
        if let Some((id, sign)) = list.ids.iter().find_map(|id| Some((id, formula(id)?))) {
            let what = format!(
                "{LOTTERY}: the id {id:?} has a {sign:?} where a spreadsheet takes it for a formula and runs it; \
                 make the list anew with other ids"
            );
            return Err(vec![what]);
        }
        let number = draw::number(seed, list.groups.len());
        let selected = selected(&list.people(number));
        let drawn = Drawn {
            seed: seed.to_owned(),
            number,
            selected_hash: draw::hash(selected.as_bytes()),
        };
        report.drawn = Some(drawn.clone());
        let after = Self {
            report: report::sealed(&report).into_bytes(),
            selected: Some(selected.into_bytes()),
            ..before
        };
        Ok((after, drawn))
    }

    /// The report, if it is whole.
    pub fn report(&self) -> Result<Report, String> {
        let wrong = |what: String| format!("{REPORT}: {what}");
        let text = std::str::from_utf8(&self.report).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
        report::open(text).map_err(|error| wrong(error.to_string()))
    }

    fn list(&self) -> Result<List, String> {
        let wrong = |what: String| format!("{LOTTERY}: {what}");
        let text = std::str::from_utf8(&self.lottery).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
        written::read(text).map_err(|error| wrong(error.to_string()))
    }

    /// Everything in which the files do not agree with themselves and each other; nothing where all is well.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        self.checked().err().unwrap_or_default()
    }

    /// The list, where all is well.
    fn checked(&self) -> Result<List, Vec<String>> {
        let mut wrong = Vec::new();
        let report = self.report().map_err(|what| vec![what])?;
        let mut same = |name: &str, bytes: &[u8], hash: &str| {
            let found = draw::hash(bytes);
            if found != hash {
                wrong.push(format!("{name}: its SHA-256 is {found}; the report says {hash}"));
            }
        };
        same(LOTTERY, &self.lottery, &report.hash);
        same(CHANCES, &self.chances, &report.chances_hash);
        match (&report.drawn, &self.selected) {
            (Some(drawn), Some(selected)) => same(SELECTED, selected, &drawn.selected_hash),
            (Some(_), None) => wrong.push(format!(
                "{SELECTED} is missing; the report says that a group was drawn"
            )),
            (None, Some(_)) => wrong.push(format!(
                "{SELECTED} is there; the report says that nothing was drawn"
            )),
            (None, None) => (),
        }
        let list = match self.list() {
            Ok(list) => list,
            Err(what) => {
                wrong.push(what);
                return Err(wrong);
            }
        };
        wrong.extend(self.disagreements(&report, &list));
        if wrong.is_empty() { Ok(list) } else { Err(wrong) }
    }

    /// What does not follow from the list.
    fn disagreements(&self, report: &Report, list: &List) -> Vec<String> {
        let mut wrong = Vec::new();
        let groups = &list.groups;
        if groups.len() != report.groups {
            wrong.push(format!(
                "{LOTTERY}: it has {} groups; the report says {}",
                groups.len(),
                report.groups
            ));
        }
        let (held, odd) = list.held(report.size);
        let held = list.ids.iter().map(String::as_str).zip(held).collect();
        if let Some(number) = odd {
            wrong.push(format!(
                "{LOTTERY}: group {number} has not {} different people",
                report.size
            ));
        }
        if report.seed_to_number != draw::PROCEDURE {
            wrong.push(format!(
                "{REPORT}: seed_to_number is another procedure than this program's"
            ));
        }
        if let Some(drawn) = &report.drawn {
            let number = draw::number(&drawn.seed, groups.len());
            if drawn.number != number {
                wrong.push(format!(
                    "{REPORT}: the seed {:?} draws group {number}; it says {}",
                    drawn.seed, drawn.number
                ));
            }
            if self
                .selected
                .as_deref()
                .is_some_and(|bytes| bytes != selected(&list.people(number)).as_bytes())
            {
                wrong.push(format!("{SELECTED}: it is not group {number} of the list"));
            }
        }
        match people(&self.chances) {
            Some(people) => wrong.extend(chances_disagree(report, groups.len(), held, &people)),
            None => wrong.push(format!(
                "{CHANCES}: it is not id,chance,listed with a number in each cell"
            )),
        }
        wrong
    }
}

/// A line of `chances.csv`.
struct Person {
    id: String,
    exact: f64,
    listed: f64,
}

fn people(bytes: &[u8]) -> Option<Vec<Person>> {
    let mut reader = csv::Reader::from_reader(bytes);
    if reader.headers().ok()? != vec![ID, "chance", "listed"] {
        return None;
    }
    let person = |record: csv::StringRecord| {
        Some(Person {
            id: record.get(0)?.to_owned(),
            exact: record.get(1)?.parse().ok()?,
            listed: record.get(2)?.parse().ok()?,
        })
    };
    reader.records().map(|record| person(record.ok()?)).collect()
}

/// Where the chances do not follow from the list, or the report's figures not from the chances.
fn chances_disagree(
    report: &Report,
    groups: usize,
    mut held: HashMap<&str, usize>,
    people: &[Person],
) -> Vec<String> {
    let mut wrong = Vec::new();
    for person in people {
        let listed = part(held.remove(person.id.as_str()).unwrap_or(0), groups);
        if !same(listed, person.listed) && wrong.len() < 20 {
            let Person { id, listed: said, .. } = person;
            wrong.push(format!(
                "{CHANCES}: {id} is in {listed} of the list; the file says {said}"
            ));
        }
    }
    if let Some(id) = held.keys().min() {
        wrong.push(format!("{CHANCES}: {id} is in the list and not in the file"));
    }
    if people.len() != report.pool {
        wrong.push(format!(
            "{CHANCES}: it has {} people; the report says {}",
            people.len(),
            report.pool
        ));
    }
    let free = |person: &&Person| !report.already_selected.contains(&person.id);
    let free: Vec<&Person> = people.iter().filter(free).collect();
    let mut exact: Vec<f64> = free.iter().map(|person| person.exact).collect();
    exact.sort_unstable_by(f64::total_cmp);
    let largest = people
        .iter()
        .map(|person| (person.exact - person.listed).abs())
        .fold(0.0, f64::max);
    let figures = [
        ("gini", gini(&exact), report.gini),
        ("max", exact.last().copied().unwrap_or(0.0), report.max),
        ("list.largest_difference", largest, report.list.largest_difference),
    ];
    for (name, found, said) in figures {
        if !same(found, said) {
            wrong.push(format!(
                "{REPORT}: {name} is {found} by the chances; it says {said}"
            ));
        }
    }
    wrong
}

/// Whether two figures are one, written and read.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}
