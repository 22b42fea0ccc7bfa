//! Tables as spreadsheets save them and people paste them: with a byte order mark or without, lines that end in any
//! way, quoted cells, cells between commas, semicolons, tabs or bars, `sep=;` above the header, empty rows, and empty
//! columns at both sides. Commands and pages read all their tables here.

mod fault;
mod formula;
mod reader;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Kind};
pub use formula::formula;

use crate::text;
use reader::{Layout, OpenQuote, Reader};

/// A header and rows, all with as many cells as the header.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The line of the header, from 1.
    pub header_line: usize,
    /// Empty columns at the left, which are left out.
    pub left: usize,
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
        let (separator, mut rows) = separated(bytes)?;
        let left = empty_at_left(&rows);
        for row in &mut rows {
            row.cells.drain(..left.min(row.cells.len()));
        }
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
            left,
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
                self.faults.push(fault.in_column(self.left + column, ""));
            }
        }
        if found < width || filled > wide {
            let kind = Kind::Cells {
                found: self.left + found,
                expected: self.left + width,
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

/// Columns before the first one with a name in which nothing is written.
fn empty_at_left(rows: &[Row]) -> usize {
    let filled = |row: &Row| row.cells.iter().position(|cell| !cell.is_empty());
    rows.iter().filter_map(filled).min().unwrap_or(0)
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
    let lines = reader::lines(text);
    let mut rows: Vec<Row> = Vec::new();
    let mut width = None;
    loop {
        let open = match reader.next_row() {
            Ok(None) => return Ok((layout.separator, rows)),
            Ok(Some(row)) if row.cells.iter().all(String::is_empty) || is_rule(layout, &row) => continue,
            Ok(Some(row)) => {
                let width = *width.get_or_insert(row.cells.len());
                let spanned = lines.get(row.line - 1..reader.line_before()).unwrap_or_default();
                let swallowed = !rows.is_empty() && reader::are_rows(spanned, layout.separator, width);
                match row.cells.iter().position(|cell| cell.contains('\n')) {
                    Some(column) if swallowed => OpenQuote {
                        line: row.line,
                        column,
                    },
                    _ => {
                        rows.push(row);
                        continue;
                    }
                }
            }
            Err(open) => open,
        };
        let header = rows.first().map_or(&[][..], |header| &header.cells);
        let name = header.get(open.column).map_or("", String::as_str);
        return Err(Fault::of_line(open.line, Kind::OpenQuote).in_column(open.column, name));
    }
}

/// Whether a row is the rule below the header of a table between bars: `|---|:--:|`.
fn is_rule(layout: Layout, row: &Row) -> bool {
    let dashes = |cell: &String| cell.chars().all(|sign| "-:".contains(sign));
    layout.separator == '|'
        && row.cells.iter().all(dashes)
        && row.cells.iter().any(|cell| cell.contains("--"))
}
