//! Templates hold no text of their own, all parse, and none is left over.

use alongside::frontend::{Frontend, Language};

use super::{Source, none, sources};

/// What stands in a page without a key: the languages' own names.
const NAMES: [&str; 2] = ["English", "Cymraeg"];

fn templates() -> Vec<Source> {
    let mut files = sources("frontend/pages", ".html");
    files.extend(sources("frontend/letters", ".html"));
    files.extend(sources("frontend/letters", ".txt"));
    files
}

#[test]
fn every_text_in_a_template_has_a_key() {
    let mut wrong = Vec::new();
    for file in templates() {
        let bare = without_template_language(&file.text);
        let texts = if std::path::Path::new(&file.path)
            .extension()
            .is_some_and(|ending| ending == "html")
        {
            texts_of_html(&bare)
        } else {
            vec![bare]
        };
        let literals = literals_of_calls(&file.text);
        for text in texts.iter().chain(&literals) {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if has_word(&words) && !NAMES.contains(&words.as_str()) {
                wrong.push(format!("{}: {words}", file.path));
            }
        }
    }
    none("a text without a key", &wrong);
}

#[test]
fn every_template_parses_and_finds_what_it_imports() {
    let frontend = Frontend::load().expect("the frontend loads");
    let broken = [
        "syntax error",
        "template not found",
        "unknown filter",
        "unknown test",
        "unknown function",
        "unknown method",
    ];
    let mut wrong = Vec::new();
    for file in templates() {
        let name = file.path["frontend/".len()..].to_owned();
        for language in Language::ALL {
            let made = frontend.render(*language, &name, &serde_json::json!({}));
            let message = made.err().map(|error| format!("{error:#}")).unwrap_or_default();
            if broken.iter().any(|kind| message.contains(kind)) {
                wrong.push(format!("{name}: {message}"));
            }
        }
    }
    none("a template that cannot be used", &wrong);
}

#[test]
fn every_template_is_used() {
    let code: String = sources("src", ".rs")
        .into_iter()
        .map(|source| source.text)
        .collect();
    let all = templates();
    let named = |name: &str| {
        let stems = name
            .match_indices(['/', '-'])
            .map(|(at, _)| format!("\"{}{{", &name[..=at]));
        code.contains(&format!("\"{name}\"")) || stems.into_iter().any(|stem| code.contains(&stem))
    };
    let wrong: Vec<String> = all
        .iter()
        .filter(|file| {
            let name = file
                .path
                .trim_start_matches("frontend/pages/")
                .trim_start_matches("frontend/");
            let letter = name
                .strip_prefix("letters/")
                .and_then(|name| name.split('.').next());
            let elsewhere = all
                .iter()
                .any(|other| other.path != file.path && other.text.contains(&format!("\"{name}\"")));
            !elsewhere && !named(letter.unwrap_or(name))
        })
        .map(|file| file.path.clone())
        .collect();
    none("a template that nothing uses", &wrong);
}

/// The template without comments, statements and expressions.
fn without_template_language(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some(at) = rest
        .find("{#")
        .into_iter()
        .chain(rest.find("{%"))
        .chain(rest.find("{{"))
        .min()
    {
        bare.push_str(&rest[..at]);
        let closing = match &rest[at..at + 2] {
            "{#" => "#}",
            "{%" => "%}",
            _ => "}}",
        };
        let inside = &rest[at + 2..];
        let end = end_of(inside, closing);
        // An attribute such as href="{{ x }}" keeps a value, so that the tag still reads as one.
        bare.push(if closing == "}}" { '_' } else { ' ' });
        rest = &inside[end..];
    }
    bare + rest
}

/// Where `closing` ends outside of quotes and of braces that belong to values.
fn end_of(inside: &str, closing: &str) -> usize {
    let (mut quote, mut depth) = (None, 0_i32);
    for (at, character) in inside.char_indices() {
        let comment = closing == "#}";
        if !comment && depth <= 0 && quote.is_none() && inside[at..].starts_with(closing) {
            return at + 2;
        }
        if comment {
            if inside[at..].starts_with(closing) {
                return at + 2;
            }
            continue;
        }
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            _ => (),
        }
    }
    inside.len()
}

/// Texts between tags, and those of attributes that people read or hear.
fn texts_of_html(html: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        texts.push(text.to_owned());
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        for attribute in [
            "aria-label=\"",
            "alt=\"",
            "title=\"",
            "placeholder=\"",
            "content=\"_",
        ] {
            if let Some((_, value)) = tag.split_once(attribute) {
                texts.push(value.split('"').next().unwrap_or_default().to_owned());
            }
        }
        rest = next;
    }
    texts.push(rest.to_owned());
    texts
}

/// Words handed to a component as they are: `"text": "Words"`.
fn literals_of_calls(text: &str) -> Vec<String> {
    [
        "text",
        "html",
        "titleText",
        "summaryText",
        "label",
        "hint",
        "legend",
        "caption",
        "heading",
    ]
    .iter()
    .flat_map(|name| [format!("\"{name}\": "), format!("{name}=")])
    .flat_map(|opening| {
        super::literals_after(text, &opening)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Two letters in a row are a word; entities are not.
fn has_word(text: &str) -> bool {
    let plain = crate::support::html::unescape(
        &text
            .replace("&ndash;", "–")
            .replace("&middot;", "·")
            .replace("&nbsp;", " ")
            .replace("&rarr;", "→"),
    );
    plain
        .as_bytes()
        .windows(2)
        .any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}
