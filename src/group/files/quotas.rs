//! Quotas: `feature,value,min,max[,min_flex,max_flex]`; the first two may be called `category` and `name`.

use std::collections::BTreeMap;

use super::{super::remedy::smallest::Limits, File, Problem, Problems, sheet::Sheet};
use crate::{
    table::{Row, folded},
    text,
};

/// One quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Its line in the file.
    pub line: usize,
    /// The feature, which is a column of the people's file.
    pub feature: String,
    /// The value.
    pub value: String,
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
    /// How far down `min` may go, where the file says.
    pub min_flex: Option<usize>,
    /// How far up `max` may go, where the file says.
    pub max_flex: Option<usize>,
}

impl Quota {
    /// How far it may be changed in a group of this size: as the file says, or as far as makes sense.
    #[must_use]
    pub fn limits(&self, size: usize) -> Limits {
        Limits {
            least: self.min_flex.unwrap_or(0),
            most: self.max_flex.unwrap_or(self.max.max(size)),
        }
    }
}

/// The names that each column may have; the first two and the next two must be there.
const COLUMNS: [&[&str]; 6] = [
    &["feature", "category"],
    &["value", "name"],
    &["min"],
    &["max"],
    &["min_flex"],
    &["max_flex"],
];

/// Reads the quotas; those without a flaw.
pub fn read(file: &File, problems: &mut Problems) -> Vec<Quota> {
    let Some(sheet) = Sheet::read(file, problems) else {
        return Vec::new();
    };
    let table = &sheet.table;
    let columns = COLUMNS.map(|names| names.iter().find_map(|name| table.column(name, 0)));
    let [
        Some(feature),
        Some(value),
        Some(min),
        Some(max),
        min_flex,
        max_flex,
    ] = columns
    else {
        problems.add(sheet.problem_of_header(format!(
            "the header is {}; expected feature,value,min,max and perhaps min_flex,max_flex \
             (feature may be called category, and value name)",
            table.header.join(",")
        )));
        return Vec::new();
    };
    let mut quotas = Vec::new();
    let mut lines: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells {
            sheet: &sheet,
            row,
            problems,
        };
        let (feature, value) = (cells.text(feature), cells.text(value));
        let numbers = (cells.number(min), cells.number(max));
        let flexes = (cells.flex(min_flex), cells.flex(max_flex));
        let (Some(feature), Some(value), (Some(min), Some(max))) = (feature, value, numbers) else {
            continue;
        };
        let quota = Quota {
            line: row.line,
            feature,
            value,
            min,
            max,
            min_flex: flexes.0,
            max_flex: flexes.1,
        };
        if let Some(first) = lines.insert((folded(&quota.feature), folded(&quota.value)), row.line) {
            let what = format!(
                "{} {} stands in line {first} already; expected each value once",
                quota.feature, quota.value
            );
            problems.add(Problem {
                line: Some(row.line),
                ..Problem::of(&file.name, what)
            });
            continue;
        }
        for flaw in flaws(&quota) {
            problems.add(Problem {
                line: Some(row.line),
                ..Problem::of(&file.name, flaw)
            });
        }
        quotas.push(quota);
    }
    if table.rows.is_empty() {
        problems.add(Problem::of(
            &file.name,
            "has no quotas; expected a row for each value".to_owned(),
        ));
    }
    quotas
}

/// What does not fit within one quota.
fn flaws(quota: &Quota) -> Vec<String> {
    let (min, max) = (quota.min, quota.max);
    let mut flaws = Vec::new();
    if min > max {
        flaws.push(format!(
            "min is {min} and max is {max}; expected min to be at most max"
        ));
    }
    if let Some(flex) = quota.min_flex.filter(|flex| *flex > min) {
        flaws.push(format!(
            "min_flex is {flex} and min is {min}; expected min_flex to be at most min"
        ));
    }
    if let Some(flex) = quota.max_flex.filter(|flex| *flex < max) {
        flaws.push(format!(
            "max_flex is {flex} and max is {max}; expected max_flex to be at least max"
        ));
    }
    flaws
}

/// The cells of one row.
struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    problems: &'a mut Problems,
}

impl Cells<'_> {
    fn text(&mut self, column: usize) -> Option<String> {
        let cell = &self.row.cells[column];
        if cell.is_empty() {
            self.wrong(column, "is empty; expected a name".to_owned());
        }
        (!cell.is_empty()).then(|| cell.clone())
    }

    fn number(&mut self, column: usize) -> Option<usize> {
        let cell = &self.row.cells[column];
        let number = text::plain_digits(&text::comparable(cell))
            .parse::<u32>()
            .ok()
            .and_then(|number| usize::try_from(number).ok());
        if number.is_none() {
            self.wrong(
                column,
                format!("{cell:?} is no number of people; expected 0, 1, 2 or more"),
            );
        }
        number
    }

    /// A number that may be missing; -1 is how some tools write that.
    fn flex(&mut self, column: Option<usize>) -> Option<usize> {
        let column = column?;
        let cell = self.row.cells[column].as_str();
        if matches!(cell, "" | "-1") {
            None
        } else {
            self.number(column)
        }
    }

    fn wrong(&mut self, column: usize, what: String) {
        self.problems.add(self.sheet.problem(self.row, column, what));
    }
}
