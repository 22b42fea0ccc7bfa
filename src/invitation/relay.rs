//! What goes from one side to the other without a name goes without a way around us, too: addresses of mailboxes,
//! telephone numbers, links and handles are left out, and the writer sees where.
//!
//! This is a courtesy, not a wall: somebody who wants to spell a number out in words can. It keeps people from
//! giving themselves away by habit, with a signature for example.

crate::slugs! {
    /// What was left out of a text.
    pub enum LeftOut {
        /// The address of a mailbox.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// The address of a page.
        Link = "link",
        /// A name on a social network.
        Handle = "handle",
        /// The writer's own name, as they gave it to us.
        Name = "name",
    }
}

/// The endings that make a word with a dot in it the address of a page.
const ENDINGS: [&str; 22] = [
    "com", "org", "net", "uk", "wales", "cymru", "scot", "info", "eu", "ie", "me", "io", "co", "app", "tv",
    "gg", "be", "ly", "biz", "link", "page", "social",
];
/// A telephone number has so many digits: a British one without its first zero has nine at least, and no number
/// in the world has more than fifteen (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// `text` with `mark(kind)` in the place of everything by which somebody could be reached, and what that was,
/// without repetition.
#[must_use]
pub fn without_contacts(text: &str, mark: impl Fn(LeftOut) -> String) -> (String, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let text = without_phones(text, &mark, &mut left_out);
    let mut words = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(char::is_whitespace);
        let space = &piece[word.len()..];
        // Brackets and full stops around an address do not belong to it.
        let core = word.trim_matches(|c: char| !c.is_alphanumeric() && !"@_/".contains(c));
        match kind_of(core) {
            Some(kind) => {
                left_out.push(kind);
                words.push_str(&word.replacen(core, &mark(kind), 1));
            }
            None => words.push_str(word),
        }
        words.push_str(space);
    }
    left_out.sort_unstable();
    left_out.dedup();
    (words, left_out)
}

/// `text` with `mark` in the place of every word of the name `called`. A name that is an everyday word as well, like
/// Will or May, is taken out where it is written as a name: with a capital within a sentence, or after words by which
/// people say who they are.
#[must_use]
pub fn without_name(text: &str, called: &str, mark: &str) -> (String, bool) {
    let names: Vec<&str> = called
        .split(|c: char| !c.is_alphanumeric())
        .filter(|name| name.chars().count() > 1)
        .collect();
    let (mut words, mut found) = (String::with_capacity(text.len()), false);
    let (mut before, mut begins) = (String::new(), true);
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let same = names
            .iter()
            .find(|name| name.to_lowercase() == word.to_lowercase());
        let is_name = same.is_some_and(|name| {
            !WORDS.contains(&name.to_lowercase().as_str())
                || SAYS_WHO.contains(&before.as_str())
                || (!begins && word.starts_with(char::is_uppercase))
        });
        if is_name {
            words.push_str(mark);
            words.push_str(&piece[word.len()..]);
            found = true;
        } else {
            words.push_str(piece);
        }
        if !word.is_empty() {
            before = word.to_lowercase();
            begins = false;
        }
        begins |= piece.ends_with(['.', '!', '?', '\n']);
    }
    (words, found)
}

/// Words after which people say who they are: "I am", "I'm", "name is", "called", "from", "regards" and the Welsh ones.
const SAYS_WHO: [&str; 12] = [
    "am", "m", "is", "called", "from", "regards", "thanks", "love", "yw", "ydw", "wrth", "dyma",
];
/// Names that are everyday words too.
const WORDS: [&str; 48] = [
    "april", "art", "august", "bill", "bob", "chase", "daisy", "dale", "dawn", "dean", "don", "drew",
    "faith", "frank", "gene", "glen", "grace", "grant", "guy", "heath", "holly", "hope", "iris", "ivy",
    "jack", "joy", "june", "lily", "mark", "may", "miles", "nick", "pat", "penny", "ray", "rich", "rob",
    "robin", "rose", "ruby", "rusty", "sandy", "sky", "sue", "summer", "wade", "will", "violet",
];

fn kind_of(word: &str) -> Option<LeftOut> {
    let lower = word.to_lowercase();
    if let Some((name, domain)) = lower.split_once('@') {
        return match (name.is_empty(), domain.len()) {
            (_, 0) => None,
            (true, _) => Some(LeftOut::Handle),
            (false, _) => Some(LeftOut::Email),
        };
    }
    if lower.contains("://") || lower.starts_with("www.") {
        return Some(LeftOut::Link);
    }
    let host = lower.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let (name, ending) = host.rsplit_once('.')?;
    let is_name = name.chars().any(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || "-.".contains(c));
    (is_name && ENDINGS.contains(&ending)).then_some(LeftOut::Link)
}

fn without_phones(text: &str, mark: impl Fn(LeftOut) -> String, left_out: &mut Vec<LeftOut>) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let starts = (first.is_ascii_digit() || "+(".contains(first))
            && !before.is_alphanumeric()
            && !"£$€/".contains(before);
        let length = if starts { phone_length(rest) } else { None };
        if let Some(length) = length {
            words.push_str(&mark(LeftOut::Phone));
            left_out.push(LeftOut::Phone);
            rest = &rest[length..];
            before = ' ';
        } else {
            words.push(first);
            rest = &rest[first.len_utf8()..];
            before = first;
        }
    }
    words
}

/// How many bytes of `text` are a telephone number, when it begins with one.
fn phone_length(text: &str) -> Option<usize> {
    let (mut digits, mut end, mut gap) = (0, 0, 0);
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() {
            digits += 1;
            end = at + 1;
            gap = 0;
        } else if " ()-.+\u{a0}".contains(character) && gap < 3 {
            gap += 1;
        } else {
            break;
        }
    }
    DIGITS.contains(&digits).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relayed(text: &str) -> (String, Vec<LeftOut>) {
        without_contacts(text, |kind| format!("[{}]", kind.slug()))
    }

    #[test]
    fn whatever_reaches_somebody_is_left_out() {
        for (text, expected) in [
            (
                "Write to sian.evans@home.example please",
                "Write to [email] please",
            ),
            ("(sian@home.example)", "([email])"),
            ("Ring 07700 900 123.", "Ring [phone]."),
            ("Ring +44 (0)113 496 0000, or not", "Ring [phone], or not"),
            ("0113-496-0000", "[phone]"),
            ("See https://example.org/me?x=1, thanks", "See [link], thanks"),
            ("www.example.org", "[link]"),
            ("I am on facebook.com/sian.evans", "I am on [link]"),
            ("Find me: @sian_e!", "Find me: [handle]!"),
        ] {
            assert_eq!(relayed(text).0, expected, "{text}");
        }
        let (_, kinds) = relayed("a@b.org or c@d.org, 07700 900123");
        assert_eq!(kinds, [LeftOut::Email, LeftOut::Phone]);
    }

    #[test]
    fn the_own_name_is_left_out_and_everyday_words_stay() {
        let without = |text: &str, called: &str| without_name(text, called, "[name]").0;
        for (text, called, expected) in [
            ("I am Ellie. Is it far?", "Ellie", "I am [name]. Is it far?"),
            (
                "i'm ellie, ELLIE’s sister",
                "Ellie",
                "i'm [name], [name]’s sister",
            ),
            ("Siân Evans (Siân)", "Siân Evans", "[name] [name] ([name])"),
            ("Ellies and Ellington stay", "Ellie", "Ellies and Ellington stay"),
            (
                "Will there be lunch? I am will.",
                "Will",
                "Will there be lunch? I am [name].",
            ),
            ("It may rain, says May", "May", "It may rain, says [name]"),
            ("A b c", "A", "A b c"),
            ("Nobody", "", "Nobody"),
        ] {
            assert_eq!(without(text, called), expected);
        }
        assert!(without_name("I am Ellie", "Ellie", "").1);
        assert!(!without_name("I am Ann", "Ellie", "").1);
    }

    #[test]
    fn days_money_times_and_plain_words_stay() {
        for text in [
            "Is it on 12/01/2027 at 10.30 or on 2027-01-12?",
            "Do 25 people get £1,000,000.00?",
            "Bus 28.Then walk.\nTwo lines, \u{202e}strange marks…",
            "Is it 5 @ a time? And e.g. or i.e. stay.",
            "",
        ] {
            assert_eq!(relayed(text), (text.to_owned(), Vec::new()));
        }
    }
}
