//! What was measured, as people read it.

use serde::{Deserialize, Serialize};

/// One table.
#[derive(Serialize, Deserialize)]
pub struct Table {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            title: title.into(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub fn row(&mut self, first: impl Into<String>, rest: impl IntoIterator<Item = String>) {
        let mut row = vec![first.into()];
        row.extend(rest);
        self.rows.push(row);
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub fn plain(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                let widest = cells.map(|cell| cell.chars().count()).max();
                widest.unwrap_or(0).max(self.columns[column].chars().count())
            })
            .collect();
        let line = |cells: &[String]| {
            let cells = cells.iter().zip(&widths).enumerate();
            let cells = cells.map(|(place, (cell, width))| match place {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            cells.collect::<Vec<_>>().join("  ")
        };
        let mut lines = vec![format!("\n{}", self.title), line(&self.columns)];
        lines.extend(self.rows.iter().map(|row| line(row)));
        lines.extend(self.notes.iter().map(|note| format!("  {note}")));
        lines.join("\n")
    }

    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rule: Vec<&str> = (0..self.columns.len())
            .map(|place| if place == 0 { "---" } else { "---:" })
            .collect();
        let mut lines = vec![
            format!("\n### {}\n", self.title),
            line(&self.columns),
            format!("|{}|", rule.join("|")),
        ];
        lines.extend(self.rows.iter().map(|row| line(row)));
        if !self.notes.is_empty() {
            lines.push(format!("\n{}", self.notes.join(" ")));
        }
        lines.join("\n")
    }
}
