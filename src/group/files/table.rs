//! A file of comma-separated values as spreadsheets save it: with a byte order mark or without, lines that end in any
//! way, quoted cells, spaces around values, empty lines, and semicolons or tabs where commas are decimal signs.

use super::{File, Problem, Problems, folded};

/// A header and rows, all with as many cells as the header.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of the file.
    pub name: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The line of the header, from 1.
    pub header_line: usize,
    /// The rows that are not empty.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Its cells without the spaces around them.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a table; `None`, and why, where the file has none.
    pub fn read(file: &File, problems: &mut Problems) -> Option<Self> {
        let mut rows = rows(file, problems)?.into_iter();
        let Some(header) = rows.next() else {
            problems.add(Problem::of(
                &file.name,
                "is empty; expected a header and rows".to_owned(),
            ));
            return None;
        };
        let mut table = Self {
            name: file.name.clone(),
            header: header.cells,
            header_line: header.line,
            rows: Vec::new(),
        };
        let width = table.header.len();
        for mut row in rows {
            let cells = row.cells.len();
            let surplus = row.cells.iter().skip(width).any(|cell| !cell.is_empty());
            row.cells.resize(width, String::new());
            if cells < width || surplus {
                problems.add(Problem {
                    line: Some(row.line),
                    ..Problem::of(
                        &file.name,
                        format!("has {cells} cells; expected {width}, as in the header"),
                    )
                });
            }
            table.rows.push(row);
        }
        Some(table)
    }

    /// The only column from `first` on that has this name, in lower case.
    #[must_use]
    pub fn column(&self, name: &str, first: usize) -> Option<usize> {
        let mut columns = (first..self.header.len()).filter(|&column| folded(&self.header[column]) == name);
        columns.next().filter(|_| columns.next().is_none())
    }

    /// A problem of one cell.
    #[must_use]
    pub fn problem(&self, row: &Row, column: usize, what: String) -> Problem {
        let name = &self.header[column];
        Problem {
            line: Some(row.line),
            column: Some(if name.is_empty() {
                (column + 1).to_string()
            } else {
                name.clone()
            }),
            ..Problem::of(&self.name, what)
        }
    }
}

/// The rows of a file that are not empty, whatever their length; `None`, and why, where it is no text.
pub fn rows(file: &File, problems: &mut Problems) -> Option<Vec<Row>> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        problems.add(not_text(file, bytes, error.valid_up_to()));
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let (mut rows, mut line, mut counted) = (Vec::new(), 1, 0);
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let start = record
            .position()
            .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        // The reader's position lies before the empty lines that it skips.
        let blank = bytes[start..]
            .iter()
            .take_while(|byte| b"\r\n".contains(byte))
            .count();
        line += often(&bytes[counted..start + blank], b'\n');
        counted = start + blank;
        if record.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row {
                line,
                cells: record.iter().map(|cell| unquoted(cell).to_owned()).collect(),
            });
        }
    }
    Some(rows)
}

/// Without the quotes that are left where spaces stand before them.
fn unquoted(cell: &str) -> &str {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    inner.map_or(cell, str::trim)
}

/// What separates the cells of the first line that has any.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut lines = bytes.split(|byte| b"\r\n".contains(byte));
    let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let found = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|&delimiter| often(first, delimiter));
    found.unwrap_or(b',')
}

fn not_text(file: &File, bytes: &[u8], at: usize) -> Problem {
    let before = &bytes[..at];
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let column = 1 + often(&before[line_start..], b',');
    Problem {
        line: Some(1 + often(before, b'\n')),
        column: Some(column.to_string()),
        ..Problem::of(
            &file.name,
            "is not UTF-8; expected a file saved as \"CSV UTF-8\"".to_owned(),
        )
    }
}

/// How often a byte stands in these.
fn often(bytes: &[u8], wanted: u8) -> usize {
    bytes.split(|byte| *byte == wanted).count() - 1
}
