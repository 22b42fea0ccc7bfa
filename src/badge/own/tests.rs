use super::{super::BUILT_IN, *};

/// A badge that can be used.
const SOUND: &str = r#"
[[badge]]
slug = "living-on-gipton-estate"
kind = "experience"
group = "home-and-money"
label = "Living on Gipton estate"
welsh = "Byw ar ystad Gipton"
phrases = ["my flat in Gipton"]
"#;

fn refusal(text: &str) -> String {
    let refused = parse(text, &BUILT_IN).expect_err(text);
    format!("{refused:#}")
}

/// The sound badge with one line replaced; an empty line leaves it out.
fn with(field: &str, line: &str) -> String {
    let lines = SOUND.lines().map(|old| match old.split(" = ").next() {
        Some(name) if name == field => line,
        _ => old,
    });
    let mut text: Vec<&str> = lines.collect();
    if !SOUND.contains(&format!("{field} = ")) {
        text.push(line);
    }
    text.join("\n")
}

#[test]
fn a_file_of_the_same_form_is_read_with_a_tree_of_its_own() {
    let own = parse(SOUND, &BUILT_IN).expect("it is sound");
    assert_eq!(own[0].label, "Living on Gipton estate");
    let beside = SOUND
        .replace("gipton", "seacroft")
        .replace("Gipton", "Seacroft")
        .replace("\nphrases", "\nbroader = \"living-on-gipton-estate\"\nphrases");
    for text in [format!("{SOUND}{beside}"), format!("{beside}{SOUND}")] {
        assert_eq!(parse(&text, &BUILT_IN).expect("in any order").len(), 2);
    }
    let name = with("welsh", "welsh = \"Living on Gipton estate\"");
    assert_eq!(
        parse(&name, &BUILT_IN).expect("one name in both languages").len(),
        1
    );
    assert!(parse("", &BUILT_IN).expect("no badge").is_empty());
}

#[test]
fn what_is_wrong_with_a_badge_is_said_by_line_badge_and_field() {
    let many: Vec<String> = (0..=MAX_PHRASES)
        .map(|number| format!("gipton flat {number}"))
        .collect();
    let many = format!("phrases = {many:?}");
    let long = format!("label = \"Living{}\"", " on".repeat(MAX_CHARACTERS));
    let flaws = [
        ("slug", "", "slug: must be"),
        ("slug", "slug = \"Gipton estate\"", "slug: must be"),
        (
            "slug",
            "slug = \"dementia\"",
            "slug: another badge has it already",
        ),
        ("label", "", "label: is missing"),
        ("label", "label = \" Gipton\"", "label: \" Gipton\" has blanks"),
        ("label", "label = \"Gipton\\nestate\"", "line breaks"),
        ("label", "label = \"–\"", "no letter"),
        ("label", &long, "longer than"),
        (
            "label",
            "label = \"DEMENTIA\"",
            "label: \"DEMENTIA\" belongs to the badge \"dementia\"",
        ),
        ("welsh", "", "welsh: the label in Welsh: is missing"),
        (
            "welsh",
            "welsh = \"Cyflwr hirdymor\"",
            "belongs to the badge \"long-term-condition\"",
        ),
        ("group", "", "group: \"\" is none; choose one of: health, "),
        ("group", "group = \"estates\"", "group: \"estates\" is none"),
        (
            "group",
            "group = \"digital-and-data\"",
            "is for the kind \"skill\"",
        ),
        (
            "group",
            "group = \"health\"",
            "sensitive: must be true in the group \"health\"",
        ),
        (
            "broader",
            "broader = \"nowhere\"",
            "broader: there is no badge \"nowhere\"",
        ),
        (
            "broader",
            "broader = \"web-design\"",
            "broader: \"web-design\" is of the kind \"skill\"",
        ),
        (
            "broader",
            "broader = \"dementia\"\nsensitive = true",
            "at most 3 levels",
        ),
        ("broader", "broader = \"living-on-gipton-estate\"", "in a circle"),
        (
            "broader",
            "broader = \"long-term-condition\"",
            "sensitive: must be true, because \"long-term-condition\"",
        ),
        ("phrases", "", "phrases: has 0"),
        ("phrases", "phrases = []", "phrases: has 0"),
        ("phrases", &many, "phrases: has 25; 1 to 24 are possible"),
        ("phrases", "phrases = [\"\"]", "phrases: is missing"),
        (
            "phrases",
            "phrases = [\"in Gipton\", \"In gipton\"]",
            "phrases: \"In gipton\" stands twice",
        ),
        (
            "phrases",
            "phrases = [\"losing my memory\"]",
            "belongs to the badge \"dementia\"",
        ),
        (
            "welsh_phrases",
            "welsh_phrases = [\"colli cof\"]",
            "welsh_phrases: \"colli cof\" belongs to",
        ),
        (
            "aliases",
            "aliases = [\"Dementia\"]",
            "aliases: \"Dementia\" belongs to",
        ),
    ];
    for (field, line, expected) in flaws {
        // The flawed badge is the second of its file.
        let before = SOUND.replace("gipton", "halton").replace("Gipton", "Halton");
        let said = refusal(&format!("{before}{}", with(field, line)));
        assert!(said.contains(expected), "{line}: {said}");
        assert!(said.starts_with("line 10, badge \""), "{line}: {said}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_by_line() {
    for (text, expected) in [
        (with("kind", ""), "missing field `kind`"),
        (with("kind", "kind = \"talent\""), "line 4"),
        (with("colour", "colour = \"red\""), "unknown field `colour`"),
        (with("phrases", "phrases = \"one\""), "line 8"),
        ("[[badges]]".into(), "unknown field `badges`"),
        ("[[badge".into(), "line 1"),
    ] {
        let said = refusal(&text);
        assert!(said.contains(expected) && said.contains("line "), "{said}");
    }
    let many: String = (0..=MAX_OWN_BADGES)
        .map(|number| {
            SOUND
                .replace("gipton", &format!("g{number}"))
                .replace("Gipton", &format!("G{number}"))
        })
        .collect();
    assert!(refusal(&many).contains("at most 500 are possible"));
    let twice = format!("{SOUND}{SOUND}");
    assert!(refusal(&twice).contains("slug: another badge has it already"));
    let nowhere = read(Path::new("/nowhere/badges.toml"), &BUILT_IN).expect_err("there is none");
    assert!(format!("{nowhere:#}").contains("/nowhere/badges.toml"));
}
