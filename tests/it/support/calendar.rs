//! Whether a text is a calendar as RFC 5545 describes it, as far as ours go.

use std::collections::HashMap;

/// Parts with the properties that stand in them exactly once (3.6, 3.6.1). Every other one stands at most once.
const ONCE: [(&str, &[&str]); 2] = [
    ("VCALENDAR", &["PRODID", "VERSION"]),
    ("VEVENT", &["UID", "DTSTAMP", "DTSTART"]),
];

/// Fails with what is wrong when `text` is no calendar.
#[track_caller]
pub fn must_be_a_calendar(text: &str) {
    let mut open: Vec<(String, HashMap<String, usize>)> = Vec::new();
    let mut events = 0;
    // A line that begins with a space goes on with the one before.
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let (name, value) = line
            .split_once(':')
            .unwrap_or_else(|| panic!("no property: {line:?}"));
        let name = name.split(';').next().unwrap_or_default();
        match name {
            "BEGIN" => open.push((value.to_owned(), HashMap::new())),
            "END" => {
                let (part, properties) = open.pop().unwrap_or_else(|| panic!("{line} ends nothing"));
                assert_eq!(part, value, "parts end in the order in which they began");
                let (_, once) = ONCE
                    .iter()
                    .find(|(known, _)| *known == part)
                    .expect("a part of ours");
                for property in *once {
                    assert_eq!(
                        properties.get(*property),
                        Some(&1),
                        "{property} of {part}: {text}"
                    );
                }
                events += usize::from(part == "VEVENT");
            }
            _ => {
                let (part, properties) = open.last_mut().expect("a property stands in a part");
                let times = properties.entry(name.to_owned()).or_default();
                *times += 1;
                assert_eq!(*times, 1, "{name} stands more than once in {part}: {text}");
            }
        }
    }
    assert!(open.is_empty() && events > 0, "{text}");
}
