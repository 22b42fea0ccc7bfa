//! What can be wrong with a table as such, said so that whoever keeps it can mend it.

use std::fmt;

use super::reader::{Layout, Reader};

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, where it is about one.
    pub column: Option<usize>,
    /// The name of the column; empty where it has none, or where the names are not known yet.
    pub name: String,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is nothing.
    Empty,
    /// The bytes are no UTF-8.
    NotUtf8,
    /// The bytes are UTF-16.
    Utf16,
    /// A byte that is no sign of any text.
    Nul,
    /// A quote opens a cell and never closes, so that all that follows would be one cell.
    OpenQuote,
    /// A column without a name is not empty.
    Unnamed {
        /// The first line in which something stands in it.
        line: usize,
        /// The text of the cell.
        found: String,
    },
    /// A row has too few or too many cells.
    Cells {
        /// So many it has.
        found: usize,
        /// So many the header has.
        expected: usize,
    },
}

impl Fault {
    /// A fault of a line as a whole.
    pub(super) fn of_line(line: usize, kind: Kind) -> Self {
        Self {
            line,
            column: None,
            name: String::new(),
            kind,
        }
    }

    /// The same in a column, counted from 0, with this name.
    pub(super) fn in_column(self, column: usize, name: &str) -> Self {
        Self {
            column: Some(column + 1),
            name: name.to_owned(),
            ..self
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => to.write_str("is empty; expected a header and rows"),
            Self::NotUtf8 => to.write_str("is not UTF-8; expected a file saved as \"CSV UTF-8\""),
            Self::Utf16 => to.write_str(
                "is not UTF-8; expected a file saved as \"CSV UTF-8\" (this one is saved as UTF-16)",
            ),
            Self::Nul => to.write_str(
                "has a NUL sign, which no text has; take it out, or save the file anew as \"CSV UTF-8\"",
            ),
            Self::OpenQuote => to.write_str(
                "a quote opens here and is never closed, so that the rows after it would be lost; \
                 put a quote at the end of the cell, or take this one out",
            ),
            Self::Unnamed { line, found } => write!(
                to,
                "has no name, but line {line} has {found:?} under it; name the column, or empty it"
            ),
            Self::Cells { found, expected } => {
                write!(to, "has {found} cells; expected {expected}, as in the header")
            }
        }
    }
}

/// The bytes as text, without the mark before it.
pub(super) fn decoded(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || is_utf16(bytes) {
        return Err(Fault::of_line(1, Kind::Utf16).in_column(0, ""));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (end, kind) = match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => return Ok(text),
            Some(at) => (at, Kind::Nul),
        },
        Err(error) => (error.valid_up_to(), Kind::NotUtf8),
    };
    let before = std::str::from_utf8(&bytes[..end]).unwrap_or_default();
    let (line, column) = Reader::new(before, Layout::of(before)).place_of_end();
    Err(Fault::of_line(line, kind).in_column(column - 1, ""))
}

/// Whether these bytes are Latin letters in UTF-16 without a mark: every second one is NUL.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64) & !1];
    let nul = |odd: usize| {
        start
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let pairs = start.len() / 2;
    pairs > 1 && (nul(0) > pairs / 2) != (nul(1) > pairs / 2)
}
