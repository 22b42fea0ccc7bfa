//! What a spreadsheet would run instead of showing it.

use crate::text;

/// The sign by which a spreadsheet takes a cell for a formula, when it has such a sign: `=`, `+`, `@`, or `-`
/// and what looks like it at its start (OWASP, "CSV Injection"), also in another width, behind blanks or quotes, and behind what another spreadsheet
/// takes for the end of a cell. The sign stays dangerous however the cell is quoted.
#[must_use]
pub fn formula(cell: &str) -> Option<char> {
    let hides = |letter: char| letter.is_whitespace() || "\"'`“”‘’«»".contains(letter);
    let starts = |part: &str| {
        let seen = text::comparable(part);
        let first = seen.chars().find(|letter| !hides(*letter));
        first.filter(|first| "=+-@\u{2010}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}".contains(*first))
    };
    cell.split([',', ';', '\t', '|', '\r', '\n']).find_map(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_found_however_it_is_hidden() {
        for (cell, sign) in [
            ("=1+2", '='),
            ("+441134960000", '+'),
            ("-12", '-'),
            ("@SUM(A1)", '@'),
            ("  =1", '='),
            ("\t=1", '='),
            ("\r=1", '='),
            ("\u{a0}\u{200b}=1", '='),
            ("\"=1\"", '='),
            ("'+1", '+'),
            ("＝1+2", '='),
            ("＠x", '@'),
            ("﹣1", '-'),
            ("\u{2212}1", '\u{2212}'),
            ("\u{2010}12", '\u{2010}'),
            ("\u{2011}12", '\u{2010}'),
            ("\u{2013}12", '\u{2013}'),
            ("\u{2014}12", '\u{2014}'),
            ("\u{fe63}12", '-'),
            ("\u{ff0d}12", '-'),
            ("\u{2012}1", '\u{2012}'),
            ("＋44", '+'),
            ("\u{fe66}1", '='),
            ("\u{208c}1", '='),
            ("\u{a0}\u{2060}@x", '@'),
            ("a|=1", '='),
            ("a;=1", '='),
            ("a,\"=1", '='),
            ("a\n@b", '@'),
        ] {
            assert_eq!(formula(cell), Some(sign), "{cell:?}");
        }
        for fine in [
            "",
            "p1",
            "007",
            "1e3",
            "a-b",
            "a=b",
            "nia@example.org",
            "Ŵyn, Siân",
            "\"x\"",
            "p+1",
            "#12",
        ] {
            assert_eq!(formula(fine), None, "{fine:?}");
        }
    }
}
