//! Tables as spreadsheets save them and people paste them: with a byte order mark or without, lines that end in any
//! way, quoted cells, cells between commas, semicolons or tabs, `sep=;` above the header, empty rows, and empty
//! columns at the right. Commands and pages read all their tables here.

mod fault;
mod formula;
mod reader;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Kind};
pub use formula::formula;

use crate::text;
use reader::{Layout, Reader};

/// A header and rows, all with as many cells as the header.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The line of the header, from 1.
    pub header_line: usize,
    /// What stands between the cells.
    pub separator: char,
    /// The rows that are not empty.
    pub rows: Vec<Row>,
    /// What does not fit, in the order of the lines; the other rows are right all the same.
    pub faults: Vec<Fault>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// Its cells without the spaces around them; empty where nothing can be seen.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// What leaves it unknown where its cells are; then nothing is read.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let (separator, rows) = separated(bytes)?;
        let mut rows = rows.into_iter();
        let mut header = rows.next().ok_or_else(|| Fault::of_line(1, Kind::Empty))?;
        let wide = header.cells.len();
        while header.cells.last().is_some_and(String::is_empty) {
            header.cells.pop();
        }
        let mut table = Self {
            header_line: header.line,
            header: header.cells,
            separator,
            ..Self::default()
        };
        let mut unnamed = Vec::new();
        for row in rows {
            table.add(row, wide, &mut unnamed);
        }
        Ok(table)
    }

    /// Adds a row under a header that is `wide` with its empty cells at the right; `unnamed` are the columns without a
    /// name that were told already.
    fn add(&mut self, mut row: Row, wide: usize, unnamed: &mut Vec<usize>) {
        let (width, found) = (self.header.len(), row.cells.len());
        let filled = (row.cells.iter()).rposition(|cell| !cell.is_empty());
        let filled = filled.map_or(0, |last| last + 1);
        for (column, cell) in row.cells.iter().enumerate().take(wide) {
            let named = self.header.get(column).is_some_and(|name| !name.is_empty());
            if !named && !cell.is_empty() && !unnamed.contains(&column) {
                unnamed.push(column);
                let kind = Kind::Unnamed {
                    line: row.line,
                    found: cell.clone(),
                };
                let fault = Fault::of_line(self.header_line, kind);
                self.faults.push(fault.in_column(column, ""));
            }
        }
        if found < width || filled > wide {
            let kind = Kind::Cells {
                found,
                expected: width,
            };
            self.faults.push(Fault::of_line(row.line, kind));
        }
        row.cells.resize(width, String::new());
        self.rows.push(row);
    }

    /// The only column from `first` on that has this name, whatever its case and Unicode form.
    #[must_use]
    pub fn column(&self, name: &str, first: usize) -> Option<usize> {
        let name = folded(name);
        let mut columns = (first..self.header.len()).filter(|&column| folded(&self.header[column]) == name);
        columns.next().filter(|_| columns.next().is_none())
    }
}

/// The form in which names and values are compared: whatever their case, Unicode form and kinds of blanks.
#[must_use]
pub fn folded(text: &str) -> String {
    let text = text::comparable(text).to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a table that are not empty, whatever their length.
///
/// # Errors
/// What leaves it unknown where its cells are.
pub fn rows(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    separated(bytes).map(|(_, rows)| rows)
}

fn separated(bytes: &[u8]) -> Result<(char, Vec<Row>), Fault> {
    let text = fault::decoded(bytes)?;
    let layout = Layout::of(text);
    let mut reader = Reader::new(text, layout);
    let mut rows = Vec::new();
    let mut header: Option<Vec<String>> = None;
    loop {
        match reader.next_row() {
            Ok(None) => return Ok((layout.separator, rows)),
            Ok(Some(row)) if row.cells.iter().all(String::is_empty) => (),
            Ok(Some(row)) => {
                header.get_or_insert_with(|| row.cells.clone());
                rows.push(row);
            }
            Err(open) => {
                let names = header.unwrap_or_default();
                let name = names.get(open.column).map_or("", String::as_str);
                return Err(Fault::of_line(open.line, Kind::OpenQuote).in_column(open.column, name));
            }
        }
    }
}
