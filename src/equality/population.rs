//! Who lives here: the shares that a steward brings, as a file with the columns `feature,value,share,source`.

pub mod records;

use super::Feature;
use crate::table::{self, Row, Table, folded, formula};

/// The columns, in this order.
pub const COLUMNS: [&str; 4] = ["feature", "value", "share", "source"];
/// A file has at most so many characters.
pub const LONGEST: usize = 20_000;
/// The most characters of a source.
const LONGEST_SOURCE: usize = 200;
/// Shares are rounded, so that those of a feature may miss 100 % by one, in hundredths of one per cent.
const ROUNDING: i64 = 100;

/// How many of those who live here have one value of one feature.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Share {
    /// About what.
    pub feature: Feature,
    /// A slug of the feature.
    pub value: String,
    /// Of all who live here, hundredths of one per cent.
    #[sqlx(rename = "share")]
    pub hundredths: i64,
    /// Where the figure comes from, for people to read.
    pub source: String,
}

/// Something in the file that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1.
    pub line: u64,
    /// From 1; the first when the whole line is meant.
    pub column: usize,
    /// The ending of the locale key that says what is wrong.
    pub kind: &'static str,
    /// The text of the cell.
    pub found: String,
}

/// Reads a file.
///
/// # Errors
/// Everything that does not fit, in the order of the lines.
pub fn parse(text: &str) -> Result<Vec<Share>, Vec<Fault>> {
    let table = match Table::read(text.as_bytes()) {
        Ok(table) => table,
        Err(found) => return Err(vec![of_table(&found)]),
    };
    if !table.header.iter().map(|name| folded(name)).eq(COLUMNS) {
        let found = table.header.join(",");
        return Err(vec![fault(table.header_line, 1, "header", &found)]);
    }
    let (mut shares, mut last) = (Vec::new(), Vec::new());
    let mut faults: Vec<Fault> = table.faults.iter().map(of_table).collect();
    let misshapen: Vec<usize> = table.faults.iter().map(|fault| fault.line).collect();
    for row in table.rows.iter().filter(|row| !misshapen.contains(&row.line)) {
        match read(row, table.separator, &shares) {
            Ok(share) => {
                last.retain(|(feature, _)| *feature != share.feature);
                last.push((share.feature, row.line));
                shares.push(share);
            }
            Err(found) => faults.push(Fault {
                column: table.left + found.column,
                ..found
            }),
        }
    }
    if faults.is_empty() && shares.is_empty() {
        faults.push(fault(1, 1, "empty", ""));
    }
    if faults.is_empty() {
        faults = sums(&shares, &last);
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() {
        Ok(shares)
    } else {
        Err(faults)
    }
}

/// A fault of the table as such.
fn of_table(found: &table::Fault) -> Fault {
    let (kind, what) = match &found.kind {
        table::Kind::Empty => ("empty", String::new()),
        table::Kind::OpenQuote => ("quote", String::new()),
        table::Kind::Cells { found, .. } => ("columns", found.to_string()),
        table::Kind::Unnamed { found, .. } => ("unnamed", found.clone()),
        // Not among pasted text.
        table::Kind::NotUtf8 | table::Kind::Utf16 | table::Kind::Nul => ("no-text", String::new()),
    };
    fault(found.line, found.column.unwrap_or(1), kind, &what)
}

fn read(row: &Row, separator: char, before: &[Share]) -> Result<Share, Fault> {
    let line = row.line;
    let [feature, value, share, source] = &row.cells[..] else {
        return Err(fault(line, 1, "columns", &row.cells.len().to_string()));
    };
    let known = Feature::parse(&folded(feature));
    let known = known.ok_or_else(|| fault(line, 1, "feature", feature))?;
    let fits = |slug: &&&str| **slug == folded(value);
    let slug = known.values().iter().find(fits);
    let slug = *slug.ok_or_else(|| fault(line, 2, "value", value))?;
    // Where commas are decimal signs, cells stand between semicolons or tabs.
    let plain = if separator == ',' {
        share.clone()
    } else {
        share.replace(',', ".")
    };
    let hundredths = percent(&plain).ok_or_else(|| fault(line, 3, "share", share))?;
    if source.is_empty() || source.chars().count() > LONGEST_SOURCE {
        return Err(fault(line, 4, "source", source));
    }
    if formula(source).is_some() {
        return Err(fault(line, 4, "formula", source));
    }
    if before.iter().any(|one| one.feature == known && one.value == slug) {
        return Err(fault(line, 2, "twice", value));
    }
    Ok(Share {
        feature: known,
        value: slug.to_owned(),
        hundredths,
        source: source.clone(),
    })
}

/// A percentage with at most two decimals, in hundredths; the sign may be left out.
fn percent(text: &str) -> Option<i64> {
    let text = crate::text::plain_digits(&crate::text::comparable(text));
    let text = text.strip_suffix('%').unwrap_or(&text).trim_end();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits =
        |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole, 3) || !digits(decimals, 2) {
        return None;
    }
    let hundredths: i64 = format!("{whole}{decimals:0<2}").parse().ok()?;
    (hundredths <= 10_000).then_some(hundredths)
}

/// The shares of a feature add up to 100 % when all its values are there, and never to more.
fn sums(shares: &[Share], last: &[(Feature, usize)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for &(feature, line) in last {
        let of: Vec<i64> = shares
            .iter()
            .filter(|share| share.feature == feature)
            .map(|share| share.hundredths)
            .collect();
        let sum: i64 = of.iter().sum();
        let whole = of.len() == feature.values().len();
        if sum > 10_000 + ROUNDING || (whole && sum < 10_000 - ROUNDING) {
            let found = format!("{}.{:02}", sum / 100, sum % 100);
            faults.push(fault(line, 3, "sum", &found));
        }
    }
    faults
}

fn fault(line: usize, column: usize, kind: &'static str, found: &str) -> Fault {
    Fault {
        line: u64::try_from(line).unwrap_or(u64::MAX),
        column,
        kind,
        found: found.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests;
