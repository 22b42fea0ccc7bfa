//! Where the cells of a table begin and end.

use std::{iter::Peekable, str::Chars};

use super::Row;
use crate::text;

/// The rows by which a separator is chosen, the header included: enough to tell, and quick in a large file.
const LOOKED_AT: usize = 50;

/// How a text is laid out as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What stands between cells.
    pub separator: char,
    /// Whether the first row says only that (`sep=;`) and is no header.
    told: bool,
}

impl Layout {
    /// The layout of a text. Where the text does not tell its separator, that is the one by which most rows have as many
    /// cells as the header, and then the one by which the header has the most.
    pub fn of(text: &str) -> Self {
        let told = told(text);
        let usual = [',', ';', '\t', '|'];
        let candidates: Vec<char> = told.into_iter().chain(usual).collect();
        let start = Self {
            separator: ',',
            told: told.is_some(),
        };
        let rows = often(Reader::new(text, start).letters, &candidates);
        // How many rows have as many as the header, and how many that has.
        let fit = |at: usize| {
            let header = rows.first().map_or(0, |row| row[at]);
            let alike = rows.iter().filter(|row| row[at] == header).count();
            (header > 0).then_some((alike, header))
        };
        let best = (0..candidates.len()).rev().filter_map(|at| Some((fit(at)?, at)));
        let found = match (told, fit(0)) {
            (Some(told), Some(_)) => told,
            _ => best
                .max_by_key(|(fit, _)| *fit)
                .map_or(',', |(_, at)| candidates[at]),
        };
        Self {
            separator: found,
            ..start
        }
    }
}

/// How often each candidate stands outside quotes in each of the first rows that are not empty. A quote opens after
/// any candidate, because it is not known yet which of them is the separator.
fn often(letters: Peekable<Chars<'_>>, candidates: &[char]) -> Vec<Vec<usize>> {
    let mut letters = letters;
    let mut rows = Vec::new();
    let mut row = vec![0; candidates.len()];
    let (mut starts, mut quoted, mut blank) = (true, false, true);
    while let Some(letter) = letters.next() {
        let ends = !quoted && "\r\n".contains(letter);
        if quoted {
            quoted = letter != '"' || letters.next_if_eq(&'"').is_some();
        } else if letter == '"' && starts {
            (quoted, blank) = (true, false);
        } else if candidates.contains(&letter) {
            for (count, candidate) in row.iter_mut().zip(candidates) {
                *count += usize::from(*candidate == letter);
            }
            starts = true;
        } else if !ends && !is_blank_sign(letter) {
            (starts, blank) = (false, false);
        }
        if ends || letters.peek().is_none() {
            if !blank {
                rows.push(row.clone());
            }
            row.fill(0);
            (starts, blank) = (true, true);
        }
        if rows.len() == LOOKED_AT {
            break;
        }
    }
    rows
}

/// The separator that the first line with anything on it tells: `sep=;` as Excel writes it, perhaps in quotes or with
/// the empty cells of the columns below it.
fn told(text: &str) -> Option<char> {
    let mut lines = text.split(['\r', '\n']);
    let first = lines.find(|line| !line.chars().all(is_blank_sign))?;
    let quotes_or_blanks = |letter: char| letter == '"' || letter == ' ';
    let first = first.trim_start_matches(|letter: char| letter == '"' || is_blank_sign(letter));
    let (name, told) = first.split_once('=')?;
    let told = told.trim_start_matches(quotes_or_blanks);
    let is_sep = name.trim_end().eq_ignore_ascii_case("sep");
    let separator = (told.chars().next()).filter(|letter| is_sep && !letter.is_alphanumeric())?;
    let mut rest = told.chars();
    let empty = |letter: char| {
        letter == '"' || letter.is_whitespace() || ",;".contains(letter) || letter == separator
    };
    rest.all(empty).then_some(separator)
}

/// The lines of a text, whatever ends them.
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once(['\r', '\n']) {
        let is_pair = rest[line.len()..].starts_with("\r\n");
        lines.push(line);
        rest = if is_pair { &after[1..] } else { after };
    }
    lines.push(rest);
    lines
}

/// Whether several lines are rows by themselves: each has as many cells as the header, were the quote that joins them
/// none. In sentences a blank follows a comma.
pub fn are_rows(lines: &[&str], separator: char, width: usize) -> bool {
    let prose = format!("{separator} ");
    let mut filled = lines.iter().filter(|line| !line.chars().all(is_blank_sign));
    let is_row = |line: &&str| line.matches(separator).count() + 1 == width;
    let first = filled.next();
    let mut others = filled.peekable();
    width > 1
        && first.is_some_and(is_row)
        && others.peek().is_some()
        && others.all(|line| is_row(line) && !line.contains(&prose))
}

/// Whether nothing of a sign can be seen.
fn is_blank_sign(letter: char) -> bool {
    letter.is_whitespace() || text::is_invisible(letter)
}

/// A quote that opens a cell and never closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenQuote {
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 0.
    pub column: usize,
}

/// Reads row after row.
pub struct Reader<'a> {
    letters: Peekable<Chars<'a>>,
    separator: char,
    line: usize,
    /// Whether the last row had an end of a line, and not that of the text.
    ended: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the first row, or at the one after the row that tells the separator.
    pub fn new(text: &'a str, layout: Layout) -> Self {
        let mut reader = Self {
            letters: text.chars().peekable(),
            separator: layout.separator,
            line: 1,
            ended: false,
        };
        let mut pending = layout.told;
        while pending && reader.letters.peek().is_some() {
            let mut blank = true;
            while let Some(letter) = reader.letters.next_if(|letter| !"\r\n".contains(*letter)) {
                blank &= letter.is_whitespace();
            }
            reader.end_line();
            pending = blank;
        }
        reader
    }

    /// The next row, however empty.
    pub fn next_row(&mut self) -> Result<Option<Row>, OpenQuote> {
        if self.letters.peek().is_none() {
            return Ok(None);
        }
        let mut row = Row {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            let cell = self.cell(row.cells.len())?;
            row.cells.push(cell);
            if self.letters.next_if_eq(&self.separator).is_none() {
                self.end_line();
                return Ok(Some(row));
            }
        }
    }

    /// The line on which the row that was read last ends.
    pub fn line_before(&self) -> usize {
        self.line - usize::from(self.ended)
    }

    /// Line and column of the end, both from 1: where what comes next is no text.
    pub fn place_of_end(mut self) -> (usize, usize) {
        let mut column = 0;
        loop {
            // A quote that is still open is not the fault here: the text ends where a byte is no text.
            self.cell(column).ok();
            if self.letters.next_if_eq(&self.separator).is_some() {
                column += 1;
            } else if self.letters.peek().is_none() {
                return (self.line, column + 1);
            } else if self.letters.peek().is_some_and(|letter| "\r\n".contains(*letter)) {
                self.end_line();
                column = 0;
            }
        }
    }

    /// Reads a line's end of any kind, if one is next.
    fn end_line(&mut self) {
        let end = self.letters.next_if(|letter| "\r\n".contains(*letter));
        if end == Some('\r') {
            self.letters.next_if_eq(&'\n');
        }
        self.ended = end.is_some();
        self.line += usize::from(self.ended);
    }

    /// The next cell, up to its separator or its line's end.
    fn cell(&mut self, column: usize) -> Result<String, OpenQuote> {
        let mut cell = String::new();
        let separator = self.separator;
        let inside = |letter: &char| *letter != separator && !"\r\n".contains(*letter);
        while let Some(space) = self
            .letters
            .next_if(|letter| inside(letter) && is_blank_sign(*letter))
        {
            cell.push(space);
        }
        if self.letters.next_if_eq(&'"').is_some() {
            cell.clear();
            self.quoted(column, &mut cell)?;
        }
        // Quotes within a cell are signs like others.
        while let Some(letter) = self.letters.next_if(inside) {
            cell.push(letter);
        }
        let trimmed = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        Ok(if trimmed.chars().all(is_blank_sign) {
            String::new()
        } else {
            trimmed.to_owned()
        })
    }

    /// The rest of a quoted cell up to the quote that closes it.
    fn quoted(&mut self, column: usize, cell: &mut String) -> Result<(), OpenQuote> {
        let open = OpenQuote {
            line: self.line,
            column,
        };
        loop {
            match self.letters.peek() {
                None => return Err(open),
                Some('\r' | '\n') => {
                    self.end_line();
                    cell.push('\n');
                }
                Some('"') => {
                    self.letters.next();
                    if self.letters.next_if_eq(&'"').is_none() {
                        break;
                    }
                    cell.push('"');
                }
                Some(_) => cell.extend(self.letters.next()),
            }
        }
        // A quote that closes in another line and in the middle of a cell is none that closes: it opens that cell.
        if self.line > open.line {
            let separator = self.separator;
            let blank =
                |letter: &char| *letter != separator && !"\r\n".contains(*letter) && letter.is_whitespace();
            while self.letters.next_if(blank).is_some() {}
            let ends = self
                .letters
                .peek()
                .is_none_or(|letter| *letter == separator || "\r\n".contains(*letter));
            if !ends {
                return Err(open);
            }
        }
        Ok(())
    }
}
