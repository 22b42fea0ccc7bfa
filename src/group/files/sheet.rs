//! A table and the name of its file, for messages.

use super::{File, Problem, Problems};
use crate::table::{Fault, Row, Table};

/// A table of a file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The name of the file.
    pub name: String,
    /// What it says.
    pub table: Table,
}

impl Sheet {
    /// Reads a table and notes what is wrong with it; `None` where it cannot be read at all.
    pub fn read(file: &File, problems: &mut Problems) -> Option<Self> {
        match Table::read(&file.bytes) {
            Ok(table) => {
                for fault in &table.faults {
                    problems.add(told(&file.name, fault));
                }
                Some(Self {
                    name: file.name.clone(),
                    table,
                })
            }
            Err(fault) => {
                problems.add(told(&file.name, &fault));
                None
            }
        }
    }

    /// A problem of the header.
    #[must_use]
    pub fn problem_of_header(&self, what: String) -> Problem {
        Problem {
            line: Some(self.table.header_line),
            ..Problem::of(&self.name, what)
        }
    }

    /// A problem of one cell.
    #[must_use]
    pub fn problem(&self, row: &Row, column: usize, what: String) -> Problem {
        let name = &self.table.header[column];
        Problem {
            line: Some(row.line),
            column: Some(called(name, column + 1)),
            ..Problem::of(&self.name, what)
        }
    }
}

/// A fault of the table of a file.
#[must_use]
pub fn told(file: &str, fault: &Fault) -> Problem {
    let nowhere = fault.kind == crate::table::Kind::Empty;
    Problem {
        line: (!nowhere).then_some(fault.line),
        column: fault.column.map(|column| called(&fault.name, column)),
        ..Problem::of(file, fault.kind.to_string())
    }
}

/// A column by its name, or by its number where it has none.
fn called(name: &str, number: usize) -> String {
    if name.is_empty() {
        number.to_string()
    } else {
        name.to_owned()
    }
}
