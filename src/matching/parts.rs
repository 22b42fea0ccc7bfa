//! Parts of medical words. "Nephropathy" and "hydronephrosis" speak of the kidney as "renal" does, and no list can
//! hold all such words: so they are taken apart, and `data/lay-words.tsv` says what a part is called every day. A
//! part is written there with the hyphen where it is joined: "nephro-" begins a word or stands in it, "-aemia"
//! ends one.

use std::{collections::HashSet, sync::LazyLock};

use ahash::AHashMap;

use super::{steps, text};

/// What may follow a part that stands last in a word, or a part that ends one.
static ENDINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a ae al ally an ar ary as ata atic e esis ia iac iacs ial ian iar ias iasis ic ical ics ies ion ious is ism \
     isms ist istic itic itis ium ity ive oid on osis otic ous s um us y"
        .split_whitespace()
        .collect()
});
/// What may follow a part that ends words after it lost an ending itself: nothing that common words end in.
static LAST_ENDINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a ae al as ata ia iac iacs ial ian ias ic ical ies ion ions ious is ism ity ium ive ous um us y"
        .split_whitespace()
        .collect()
});
/// What a part that ends a word loses before it is compared, so that "-plegia" also ends "paraplegic".
const LOOSE: [&str; 11] = [
    "iasis", "ia", "ies", "y", "is", "ism", "a", "us", "um", "ion", "ic",
];
/// Shorter words are not taken apart, and a word of one part needs a part of so many letters.
const LEAST_WORD: usize = 5;
const LEAST_ALONE: usize = 4;
/// Nor are longer ones: no word of medicine has so many letters.
const LONGEST_WORD: usize = 40;
/// Where only the beginning or only the end of a word is known, it must be longer to be believed, and so must be
/// what it leaves.
const LEAST_KNOWN: usize = 5;
const LEAST_LEFT: usize = 5;
/// Shorter ones that hardly begin or end any other words.
const SURE_BEGINNINGS: [&str; 2] = ["poly", "hypo"];
const SURE_ENDS: [&str; 2] = ["itis", "uria"];

struct Parts {
    /// Parts that begin a word or stand in it.
    inner: AHashMap<String, String>,
    /// Those that lose their last "o" before a vowel ("nephr-itis"), by what is left.
    shortened: AHashMap<String, String>,
    /// Parts that end a word, by their form without a loose ending.
    last: AHashMap<String, String>,
    /// The bytes of the longest.
    longest: usize,
}

/// The first part of what is left of a word.
#[derive(Clone, Copy)]
struct Cut<'p> {
    part: &'p str,
    /// Where the next part begins; `None` when this is the last.
    next: Option<usize>,
    /// How many parts there are from here on.
    parts: usize,
}

/// What is known of a place in a word.
#[derive(Clone, Copy)]
enum Place<'p> {
    Unseen,
    /// What begins here is not made of parts.
    Whole,
    Cut(Cut<'p>),
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts {
        inner: AHashMap::new(),
        shortened: AHashMap::new(),
        last: AHashMap::new(),
        longest: 0,
    };
    for line in include_str!("../../data/lay-words.tsv").lines() {
        let professional = line.split('\t').nth(1).unwrap_or_default();
        if let Some(inner) = professional.strip_suffix('-') {
            let inner = spelt(inner);
            if let Some(short) = inner.strip_suffix('o') {
                parts.shortened.insert(short.to_owned(), inner.clone());
            }
            parts.inner.insert(inner.clone(), inner);
        } else if let Some(last) = professional.strip_prefix('-') {
            let last = spelt(last);
            let bare = LOOSE.iter().find_map(|ending| last.strip_suffix(ending));
            let bare = bare.filter(|bare| bare.len() >= 3).unwrap_or(&last).to_owned();
            parts.last.insert(bare, last);
        }
    }
    let all = parts.inner.keys().chain(parts.last.keys());
    parts.longest = all.map(String::len).max().unwrap_or(0);
    parts
});

/// The word that stands for a part in indexes and questions; `None` for what is not written as a part.
#[must_use]
pub fn token(part: &str) -> Option<String> {
    let part = part.strip_suffix('-').or_else(|| part.strip_prefix('-'))?;
    Some(format!("{}-", spelt(part)))
}

/// The tokens of the parts of a word that [`text::words`] returned, each once. What stands beside a known
/// beginning or end is a word of its own and given as its stem: "threonin" in "hyperthreoninaemia".
#[must_use]
pub fn of(word: &str) -> Vec<String> {
    if !(LEAST_WORD..=LONGEST_WORD).contains(&word.len())
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    for token in PARTS.whole(word).unwrap_or_else(|| PARTS.some(word)) {
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
    tokens
}

impl Parts {
    /// The fewest parts that make up all of a word.
    fn whole(&self, word: &str) -> Option<Vec<String>> {
        let mut cuts = vec![Place::Unseen; word.len()];
        let mut next = self.cut(word, 0, &mut cuts).map(|_| 0);
        let mut tokens = Vec::new();
        while let Some(place) = next {
            let Place::Cut(cut) = cuts[place] else {
                break;
            };
            tokens.push(format!("{}-", cut.part));
            next = cut.next;
        }
        (!tokens.is_empty()).then_some(tokens)
    }

    /// The best cut of what begins at `place`. Each place is cut once: a word of thirty letters can be cut in a
    /// million ways.
    fn cut<'p>(&'p self, word: &'p str, place: usize, cuts: &mut [Place<'p>]) -> Option<Cut<'p>> {
        match cuts[place] {
            Place::Unseen => (),
            Place::Cut(known) => return Some(known),
            Place::Whole => return None,
        }
        let rest = &word[place..];
        steps::take(rest.len());
        let mut last = self.last_in(rest);
        let last = last.find(|&(_, end)| place > 0 || end >= LEAST_KNOWN);
        let mut best = last.map(|(part, _)| Cut {
            part,
            next: None,
            parts: 1,
        });
        for (part, end) in self.inner_in(rest) {
            let left = &rest[end..];
            let long_enough = place > 0 || end >= LEAST_ALONE;
            let ends = left.is_empty() || long_enough && ENDINGS.contains(left);
            let after = if ends {
                0
            } else {
                let Some(after) = self.cut(word, place + end, cuts) else {
                    continue;
                };
                after.parts
            };
            if best.is_none_or(|best| after + 1 < best.parts) {
                best = Some(Cut {
                    part,
                    next: (!ends).then_some(place + end),
                    parts: after + 1,
                });
            }
        }
        cuts[place] = best.map_or(Place::Whole, Place::Cut);
        best
    }

    /// The beginning and the end of a word, where they are known, and what is left between them.
    fn some(&self, word: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        let mut inner = self.inner_in(word);
        let beginning = inner.find(|&(_, end)| {
            let known = end >= LEAST_KNOWN || SURE_BEGINNINGS.contains(&&word[..end]);
            known && word.len() - end >= LEAST_LEFT
        });
        let start = beginning.as_ref().map_or(0, |&(_, end)| end);
        tokens.extend(beginning.map(|(part, _)| format!("{part}-")));
        let mut stop = word.len();
        for place in 3.max(start + 1)..word.len().saturating_sub(2) {
            steps::take(self.longest);
            let last = self.last_in(&word[place..]).find(|(part, _)| {
                let sure = SURE_ENDS.contains(part) || start > 0 && part.len() + 1 == LEAST_KNOWN;
                sure || part.len() >= LEAST_KNOWN
            });
            if let Some((part, _)) = last {
                tokens.push(format!("{part}-"));
                stop = place;
                break;
            }
        }
        if !tokens.is_empty() && stop - start >= LEAST_ALONE {
            tokens.push(text::stem(&word[start..stop]));
        }
        tokens
    }

    /// The inner parts with which `rest` begins, and where they end, longest first. Before a vowel a part may lose
    /// its last "o": "nephr-itis".
    fn inner_in<'r>(&'r self, rest: &'r str) -> impl Iterator<Item = (&'r str, usize)> + 'r {
        (2..=rest.len().min(self.longest)).rev().flat_map(move |end| {
            let written = self.inner.get(&rest[..end]);
            let vowel = rest[end..].starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
            let shortened = || self.shortened.get(&rest[..end]);
            let shortened = vowel.then(shortened).flatten();
            written
                .into_iter()
                .chain(shortened)
                .map(move |part| (part.as_str(), end))
        })
    }

    /// The last parts that make up `rest` with an ending, and where the ending starts, longest first.
    fn last_in<'r>(&'r self, rest: &'r str) -> impl Iterator<Item = (&'r str, usize)> + 'r {
        (2..=rest.len().min(self.longest)).rev().filter_map(move |end| {
            let part = self.last.get(&rest[..end])?;
            let ends = if part.len() == end {
                end == rest.len() || ENDINGS.contains(&rest[end..])
            } else {
                LAST_ENDINGS.contains(&rest[end..])
            };
            ends.then_some((part.as_str(), end))
        })
    }
}

/// One spelling, whatever the length.
fn spelt(part: &str) -> String {
    part.replace("ae", "e").replace("oe", "e")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Vec<String> {
        super::of(&text::words(word)[0])
    }

    #[test]
    fn a_medical_word_is_taken_apart_and_its_family_meets() {
        assert_eq!(of("microcephaly"), ["micro-", "cephaly-"]);
        assert_eq!(of("nephritis")[0], of("hydronephrotic")[1]);
        assert_eq!(of("hepatosplenomegaly"), ["hepato-", "spleno-", "megaly-"]);
        assert_eq!(token("-aemia"), token("emia-"));
        assert_eq!(token("renal"), None);
    }

    #[test]
    fn a_word_that_can_be_cut_in_many_ways_is_cut_once() {
        assert_eq!(of(&"myocardio".repeat(4)), ["myocardio-"]);
        assert!(of(&format!("{}x", "myocardio".repeat(4))).contains(&"myocardio-".to_owned()));
        assert!(of(&"myocardio".repeat(5)).is_empty(), "longer than any word");
    }

    #[test]
    fn what_is_left_between_known_parts_is_a_word_of_its_own() {
        assert_eq!(of("hyperthreoninaemia"), ["hyper-", "emia-", "threonin"]);
        assert_eq!(of("tonsillitis"), ["itis-", "tonsil"]);
    }

    #[test]
    fn other_words_stay_whole() {
        for word in [
            "entrepreneur",
            "cardigan",
            "community",
            "academia",
            "television",
            "colour",
            "nose",
        ] {
            assert!(of(word).is_empty(), "{word}: {:?}", of(word));
        }
    }
}
