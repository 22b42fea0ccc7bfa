//! Who lives here: the shares that a steward brings, as a file with the columns `feature,value,share,source`.

pub mod records;

use super::Feature;

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
    /// What stands there.
    pub found: String,
}

/// Reads a file.
///
/// # Errors
/// Everything that does not fit, in the order of the lines.
pub fn parse(text: &str) -> Result<Vec<Share>, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut shares, mut faults) = (Vec::new(), Vec::new());
    let mut last = Vec::new();
    let mut header = false;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(1, csv::Position::line);
        if !header {
            header = true;
            if !record.iter().map(str::to_ascii_lowercase).eq(COLUMNS) {
                faults.push(fault(
                    line,
                    1,
                    "header",
                    &record.iter().collect::<Vec<_>>().join(","),
                ));
                break;
            }
            continue;
        }
        match read(&record, line, &shares) {
            Ok(share) => {
                last.retain(|(feature, _)| *feature != share.feature);
                last.push((share.feature, line));
                shares.push(share);
            }
            Err(found) => faults.push(found),
        }
    }
    if faults.is_empty() && shares.is_empty() {
        faults.push(fault(1, 1, "empty", ""));
    }
    if faults.is_empty() {
        faults = sums(&shares, &last);
    }
    if faults.is_empty() {
        Ok(shares)
    } else {
        Err(faults)
    }
}

fn read(record: &csv::StringRecord, line: u64, before: &[Share]) -> Result<Share, Fault> {
    let [feature, value, share, source] = record.iter().collect::<Vec<_>>()[..] else {
        return Err(fault(line, 1, "columns", &record.len().to_string()));
    };
    let known = Feature::parse(&feature.to_lowercase());
    let known = known.ok_or_else(|| fault(line, 1, "feature", feature))?;
    let fits = |slug: &&&str| slug.eq_ignore_ascii_case(value);
    let slug = known.values().iter().find(fits);
    let slug = *slug.ok_or_else(|| fault(line, 2, "value", value))?;
    let hundredths = percent(share).ok_or_else(|| fault(line, 3, "share", share))?;
    if source.is_empty() || source.chars().count() > LONGEST_SOURCE {
        return Err(fault(line, 4, "source", source));
    }
    if before.iter().any(|one| one.feature == known && one.value == slug) {
        return Err(fault(line, 2, "twice", value));
    }
    Ok(Share {
        feature: known,
        value: slug.to_owned(),
        hundredths,
        source: source.to_owned(),
    })
}

/// A percentage with at most two decimals, in hundredths; the sign may be left out.
fn percent(text: &str) -> Option<i64> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
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
fn sums(shares: &[Share], last: &[(Feature, u64)]) -> Vec<Fault> {
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

fn fault(line: u64, column: usize, kind: &'static str, found: &str) -> Fault {
    Fault {
        line,
        column,
        kind,
        found: found.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests;
