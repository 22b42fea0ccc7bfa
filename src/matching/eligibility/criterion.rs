//! A criterion in the host's words, as far as it asks for something: what is said not to be needed is left out, and
//! alternatives are parts of their own.

use super::super::vocabulary::{self, Word as Token};

/// The whole criterion, then each of its alternatives where it has several.
pub fn parts(text: &str) -> Vec<Vec<Token>> {
    let wanted = asked(text);
    let mut parts: Vec<Vec<Token>> = vec![Vec::new()];
    let mut whole = Vec::new();
    let mut clause = 0;
    for token in &wanted {
        if is_between(token.plain()) || token.clause() != clause {
            parts.push(Vec::new());
        }
        clause = token.clause();
        if !is_between(token.plain())
            && let Some(part) = parts.last_mut()
        {
            part.push(token.clone());
        }
    }
    parts.retain(|part| !part.is_empty());
    whole.push(wanted);
    if parts.len() > 1 {
        whole.append(&mut parts);
    }
    whole
}

/// Whether a word stands between alternatives.
fn is_between(word: &str) -> bool {
    ["or", "and", "neu", "example", "eg"].contains(&word)
}

/// The words of a criterion without clauses that say what is not needed.
fn asked(text: &str) -> Vec<Token> {
    let tokens = vocabulary::tokens(text);
    let mut asked = Vec::new();
    for clause in tokens.chunk_by(|one, next| one.clause() == next.clause()) {
        asked.extend_from_slice(&clause[not_needed(clause)..]);
    }
    asked
}

/// How many of a clause's first words say what is not needed: "no experience of drug use needed".
fn not_needed(clause: &[Token]) -> usize {
    const NEEDED: [&str; 5] = ["needed", "required", "necessary", "essential", "expected"];
    const DENYING: [&str; 4] = ["no", "not", "without", "isnt"];
    /// "Not needed" in Welsh begins what it denies.
    const WELSH: [&[&str]; 3] = [
        &["dim", "angen"],
        &["nid", "oes", "angen"],
        &["heb", "fod", "angen"],
    ];
    let words: Vec<&str> = clause.iter().map(Token::plain).collect();
    if WELSH
        .iter()
        .any(|run| words.windows(run.len()).any(|window| window == *run))
    {
        return clause.len();
    }
    let needed = words.iter().position(|word| NEEDED.contains(word));
    match needed {
        Some(needed) if words[..needed].iter().any(|word| DENYING.contains(word)) => needed + 1,
        _ => 0,
    }
}
