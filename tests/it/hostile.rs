//! Searches as nobody types them. `make bench` asks them as well.

use std::sync::LazyLock;

use rand::{Rng, RngExt, seq::IndexedRandom};

/// What breaks parsers, pages and queries that trust what they are given.
const HOSTILE: &[&str] = &[
    "\"",
    "'",
    "\\",
    "(",
    ")",
    "[* TO z]",
    "title:",
    "AND",
    "OR NOT",
    "+",
    "-",
    "^2",
    "~1",
    "*",
    "?",
    "\0",
    "\u{7}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "'; drop table citizen; --",
    "1 or 1=1",
    "%",
    "_",
    "%00",
    "<script>",
    "&lt;",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${jndi:ldap}",
    "../../etc/passwd",
    "🙂",
    "👩‍👩‍👧",
    "مرحبا",
    "שלום",
    "ﬁ",
    "ß",
    "İ",
    "ı",
    "ŵ",
    "Ǆ",
    "e\u{301}",
    "𝔘𝔫𝔦",
    "一二三",
    "NaN",
    "-1",
    "999999999999999999999",
    "LS6",
    "hospital",
    "demenita",
    "looking after mum",
    "kidney",
    "o’r",
    "\r\n",
    "\t",
];

/// What is long when it is repeated: chains of parts and signs that must not be read again and again.
const REPEATED: &[&str] = &[
    "myocardio",
    "thrombocyto",
    "a",
    "-",
    "a-",
    "'",
    "a'",
    ".",
    "a.",
    "M.S. ",
    "ME ",
    "\u{301}",
    "e\u{301}",
    "\u{200b}",
    "7",
    "not ",
    "nor ",
    "never a ",
    "trouble ",
    "kidney ",
    "my mum ",
    "hosptial ",
    "qwertyuiop ",
    "a b ",
    "self harm ",
    "ﷺ",
];

/// The parts of words that the lexicon knows.
static PARTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../../data/lay-words.tsv").lines();
    let words = lines.filter_map(|line| line.split('\t').nth(1));
    let parts = words.filter(|word| word.starts_with('-') || word.ends_with('-'));
    parts.map(|part| part.replace('-', "")).collect()
});

/// One or two pieces, again and again.
fn repeated(random: &mut impl Rng) -> String {
    let mut piece = String::new();
    for _ in 0..random.random_range(1..3) {
        if random.random_ratio(1, 3) {
            piece.push_str(REPEATED.choose(random).copied().unwrap_or_default());
        } else {
            piece.push_str(PARTS.choose(random).map_or("", String::as_str));
        }
    }
    let letters = *[40, 163, 199, 200, 2000].choose(random).unwrap_or(&40);
    piece.chars().cycle().take(letters).collect()
}

/// A search as nobody types it; now and then a very long one.
pub fn hostile(random: &mut impl Rng) -> String {
    if random.random_ratio(1, 4) {
        return repeated(random);
    }
    let pieces = if random.random_ratio(1, 40) {
        3000
    } else {
        random.random_range(0..8)
    };
    let mut text = String::new();
    for _ in 0..pieces {
        match random.random_range(0..4) {
            0 => text.extend(char::from_u32(random.random_range(0..0x11_0000))),
            1 => text.push(' '),
            _ => text.push_str(HOSTILE.choose(random).copied().unwrap_or_default()),
        }
    }
    if random.random_ratio(1, 60) {
        return "z".repeat(10_000);
    }
    // What an address can hold at all.
    text.chars().take(2000).collect()
}
