//! What people read is easy to read: a tired person on a phone reads it once. Every text counts by itself, since
//! one hard sentence among a hundred easy ones is as hard as it is alone.

use super::{none, sources};

/// The highest school grade, by Flesch and Kincaid (1975): 0.39 × words per sentence + 11.8 × syllables per word
/// − 15.59. Grade 6 is read at about eleven; Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability
/// formulas for Navy enlisted personnel", Research Branch Report 8-75.
const HIGHEST_GRADE: f64 = 6.0;
/// The highest grade of one text, and from how many words on it is counted: in a shorter one a single long word
/// decides, and "organisation" is a word one cannot do without.
const HIGHEST_OF_ONE: f64 = 8.0;
const FEWEST_WORDS: usize = 12;
/// Texts whose words are not ours: names of laws, bodies and licences.
const NOT_OURS: [&str; 3] = [
    "accessibility-law-text",
    "layout-attribution",
    "privacy-law-consent",
];
/// The longest sentence in English, in words: the GOV.UK content guidance asks to split longer ones.
const LONGEST: usize = 25;
/// The longest sentence in Welsh and the longest on average, in words. No formula is fitted to Welsh, whose small
/// words (yn, ei, y, a) are many.
const LONGEST_WELSH: usize = 28;
const AVERAGE_WELSH: f64 = 15.0;

/// The texts that citizens read: all but those of hosts and stewards, and the names of days and months.
fn files(language: &str) -> Vec<super::Source> {
    let mut files = sources(&format!("frontend/locales/{language}"), ".ftl");
    files.retain(|file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        !["host-", "steward-", "dates"]
            .iter()
            .any(|start| name.starts_with(start))
    });
    assert!(files.len() >= 20, "the texts were found");
    files
}

/// One text: what stands after a key, or one of its plural forms, with a word in the place of every argument.
struct Text {
    key: String,
    words: String,
}

fn texts(file: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut key = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let said = match line.split_once(" = ") {
            Some((name, said)) => {
                name.trim().clone_into(&mut key);
                said
            }
            None => line
                .trim_start()
                .trim_start_matches('*')
                .split_once("] ")
                .map_or("", |(_, said)| said),
        };
        let words = without_arguments(said);
        texts.push(Text {
            key: key.clone(),
            words,
        });
    }
    texts.retain(|text| words(&text.words).count() > 0);
    texts
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if let Some(last) = found.last_mut() {
            last.push(character);
        }
        if ".?!:".contains(character) && rest.peek().is_none_or(|next| *next == ' ') {
            found.push(String::new());
        }
    }
    found.retain(|sentence| words(sentence).count() > 0);
    found
}

/// The sentences of a whole file, and those among them that are longer than `longest` words, each with its key.
fn sentences_of(file: &super::Source, longest: usize) -> (Vec<String>, Vec<String>) {
    let mut all = Vec::new();
    let mut long = Vec::new();
    for text in texts(&file.text) {
        for sentence in sentences(&text.words) {
            let count = words(&sentence).count();
            if count > longest && !NOT_OURS.contains(&text.key.as_str()) {
                long.push(format!("{} {}: {count} words: {sentence}", file.path, text.key));
            }
            all.push(sentence);
        }
    }
    (all, long)
}

fn without_arguments(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0;
    for character in text.chars() {
        match character {
            '{' => {
                depth += 1;
                plain.push_str("Ann");
            }
            '}' => depth -= 1,
            _ if depth == 0 => plain.push(character),
            _ => (),
        }
    }
    plain
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// Groups of vowels; a final e is silent, but not in -le.
fn syllables(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let silent =
        word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted");
    let vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for character in word.chars() {
        groups += usize::from(vowel(character) && !before);
        before = vowel(character);
    }
    groups.saturating_sub(usize::from(silent)).max(1)
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand words")]
fn grade(sentences: &[String]) -> f64 {
    let all: Vec<&str> = sentences.iter().flat_map(|sentence| words(sentence)).collect();
    let syllables: usize = all.iter().map(|word| syllables(word)).sum();
    let count = all.len() as f64;
    0.39 * count / sentences.len() as f64 + 11.8 * syllables as f64 / count - 15.59
}

#[test]
fn what_people_read_is_read_at_eleven() {
    let mut wrong = Vec::new();
    for file in files("en") {
        let (sentences, long) = sentences_of(&file, LONGEST);
        let grade = grade(&sentences);
        println!("{}: grade {grade:.1}, {} sentences", file.path, sentences.len());
        if grade > HIGHEST_GRADE {
            wrong.push(format!("{}: grade {grade:.1}", file.path));
        }
        wrong.extend(long);
        wrong.extend(hard(&file));
    }
    none("a text that is hard to read", &wrong);
}

/// Texts that are hard by themselves, however easy the rest of their file is.
fn hard(file: &super::Source) -> Vec<String> {
    let mut hard = Vec::new();
    for text in texts(&file.text) {
        let grade = grade(&sentences(&text.words));
        let counts = words(&text.words).count() >= FEWEST_WORDS && !NOT_OURS.contains(&text.key.as_str());
        if counts && grade > HIGHEST_OF_ONE {
            hard.push(format!(
                "{} {}: grade {grade:.1}: {}",
                file.path, text.key, text.words
            ));
        }
    }
    hard
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "a few thousand words")]
fn what_people_read_in_welsh_has_short_sentences() {
    let mut wrong = Vec::new();
    for file in files("cy") {
        let (sentences, long) = sentences_of(&file, LONGEST_WELSH);
        let all: usize = sentences.iter().map(|sentence| words(sentence).count()).sum();
        let average = all as f64 / sentences.len() as f64;
        println!("{}: {average:.1} words a sentence", file.path);
        if average > AVERAGE_WELSH {
            wrong.push(format!("{}: {average:.1} words a sentence", file.path));
        }
        wrong.extend(long);
    }
    none("a text that is hard to read", &wrong);
}

#[test]
fn easy_and_hard_sentences_are_told_apart() {
    let one = |text: &str| grade(&[text.to_owned()]);
    assert!(one("We write to you when there is an answer.") < 5.0);
    assert!(one("Participation necessitates considerable organisational reconfiguration beforehand.") > 15.0);
    assert_eq!(syllables("table"), 2);
    assert_eq!(syllables("place"), 1);
    assert_eq!(syllables("invitation"), 4);
}
