//! What is wrong with files, said so that whoever keeps them can mend it.

use std::fmt;

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as whoever gave it calls it.
    pub file: String,
    /// The line, from 1, where it is about one.
    pub line: Option<usize>,
    /// The column, by the name in the header or by its number, where it is about one.
    pub column: Option<String>,
    /// What is wrong and what was expected.
    pub what: String,
}

impl Problem {
    /// A problem of a file as a whole.
    #[must_use]
    pub fn of(file: &str, what: String) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            what,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(to, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(to, ", column {column}")?;
        }
        write!(to, ": {}", self.what)
    }
}

/// How many problems are said; of the rest, only how many they are.
const SAID: usize = 20;

/// Everything that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    /// In the order in which they were found, the first 20 of them.
    pub said: Vec<Problem>,
    /// How many more there are.
    pub more: usize,
}

impl Problems {
    /// One more.
    pub fn add(&mut self, problem: Problem) {
        if self.said.len() < SAID {
            self.said.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// These as an error, if there are any.
    pub fn none(&self) -> Result<(), Self> {
        if self.said.is_empty() {
            Ok(())
        } else {
            Err(self.clone())
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.said.iter().enumerate() {
            write!(to, "{}{problem}", if at > 0 { "\n" } else { "" })?;
        }
        if self.more > 0 {
            write!(to, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}
