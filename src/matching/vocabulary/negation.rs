//! What a text denies: "never had cancer", "not a carer", but not "doctors don't understand autism".

use super::dictionary::is_negator;

/// What a text says against a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// Nothing.
    None,
    /// The phrase denies and the text does not: the opposite.
    Undenied,
    /// The text denies it.
    Denied,
}

/// Not a denial after "not" or "no".
const NOT_ONLY: [&str; 5] = ["only", "just", "merely", "longer", "doubt"];

/// May stand between a denial and what is denied.
const BETWEEN: &str = " a an the any ever been be being had have has having got get at on in from really personally \
    myself actually yet suffer suffered suffering experienced experience experiences history knowledge sign signs \
    problem problems trouble living lived live with of diagnosed need needed needs use used currently taken done \
    felt feel to as known also ";

/// A new thought begins here.
const TURNS: &str = " but because although though however so then until unless and while since yet except ";

/// What is denied may go on after these.
const OR: &str = " or nor ";

/// With these it is what somebody does that is denied, not what they do it with: "don't understand autism".
const OF_VERBS: &str = " never dont didnt doesnt wont cant cannot couldnt wouldnt shouldnt ";

/// One word of a clause.
pub struct Word<'a> {
    /// As [`text::plain`](super::super::text::plain) has it.
    pub word: &'a str,
    /// Whether it is a stop word.
    pub stop: bool,
}

fn among(list: &str, word: &str) -> bool {
    let mut words = list.split(' ');
    words.any(|known| known == word)
}

/// The places of a clause's words that are denied, as bits; a denying word itself is not. The clause has at most
/// 64 words.
pub fn denied(clause: &[Word]) -> u64 {
    let mut denied = 0;
    for (place, word) in clause.iter().enumerate() {
        let after = clause.get(place + 1).map_or("", |next| next.word);
        if is_negator(word.word) && !NOT_ONLY.contains(&after) {
            denied |= after_negator(clause, place);
        }
    }
    denied
}

fn after_negator(clause: &[Word], negator: usize) -> u64 {
    const REACH: usize = 3;
    let no = clause[negator].word == "no";
    let mut run = Vec::new();
    let mut denied = 0;
    let mut passed = false;
    for (place, word) in clause.iter().enumerate().skip(negator + 1) {
        if among(TURNS, word.word) || is_negator(word.word) && !among(OR, word.word) {
            break;
        }
        if run.is_empty() && among(BETWEEN, word.word) {
            passed = true;
        } else if among(OR, word.word) {
            denied |= bits(&run, no);
            run.clear();
        } else if word.stop {
            if !run.is_empty() {
                break;
            }
        } else {
            run.push(place);
            if run.len() == REACH || !passed && among(OF_VERBS, clause[negator].word) {
                break;
            }
        }
    }
    denied | bits(&run, no)
}

/// "No autism support" denies the support; "not a wheelchair user" all of it.
fn bits(run: &[usize], last_only: bool) -> u64 {
    let from = if last_only { run.len().saturating_sub(1) } else { 0 };
    run[from..].iter().fold(0, |bits, &place| bits | 1 << place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied_in(text: &str) -> Vec<&str> {
        let stops = ["i", "a", "am", "of", "had", "for", "my", "with", "the"];
        let words: Vec<&str> = text.split(' ').collect();
        let clause: Vec<Word> = words
            .iter()
            .map(|&word| Word {
                word,
                stop: stops.contains(&word),
            })
            .collect();
        let bits = denied(&clause);
        words
            .into_iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, word)| word)
            .collect()
    }

    #[test]
    fn what_follows_a_denial_is_denied_until_the_thought_turns() {
        assert_eq!(denied_in("i have never had cancer"), ["cancer"]);
        assert_eq!(denied_in("i am not a carer but a nurse"), ["carer"]);
        assert_eq!(denied_in("never had cancer or diabetes"), ["cancer", "diabetes"]);
        assert_eq!(denied_in("no experience of prison"), ["prison"]);
        assert_eq!(denied_in("i am not a wheelchair user"), ["wheelchair", "user"]);
    }

    #[test]
    fn a_verb_that_is_denied_leaves_its_object_alone() {
        assert_eq!(denied_in("doctors dont understand autism"), ["understand"]);
        assert_eq!(denied_in("no autism support"), ["support"]);
        assert_eq!(denied_in("no support for my autism"), ["support"]);
        assert_eq!(denied_in("not only a carer"), Vec::<&str>::new());
    }
}
