//! Searches as nobody types them. `make bench` asks them as well.

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

/// A search as nobody types it; now and then a very long one.
pub fn hostile(random: &mut impl Rng) -> String {
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
