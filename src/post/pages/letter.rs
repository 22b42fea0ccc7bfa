//! A letter as it is printed: what would have gone by email, the code, a telephone number and a slip to tear off.

use serde_json::json;

use crate::{
    citizen::LetterFormat,
    frontend::Language,
    invitation::Answer,
    moment::Moment,
    post::{Printed, code::records::ABOUT_SUPPORTER},
    site::Site,
};

/// The template of one letter; its own language, whoever prints it.
const TEMPLATE: &str = "post/letter.html";
/// An address of ours whose last part is at least as long as this holds a secret that must not stand on paper.
const SECRET: usize = 30;

/// The HTML of one printed letter.
///
/// # Errors
/// When the template fails.
pub fn render(site: &Site, letter: &Printed, now: Moment) -> anyhow::Result<String> {
    let language = letter.locale;
    let slip: Vec<String> = Answer::ALL
        .iter()
        .map(|answer| site.frontend.text(language, &format!("reply-{}", answer.slug())))
        .collect();
    let context = json!({
        "operator": site.config.operator,
        "called": letter.called,
        "address": letter.lines(),
        "today": now.day().to_string(),
        "paragraphs": paragraphs(site, &letter.body_text),
        "code": letter.code,
        "answers": letter.invitation_id.is_some(),
        "supporter": letter.unique_key.starts_with(ABOUT_SUPPORTER),
        "reply": plain(&site.link("/reply")),
        "slip": slip,
        "large": letter.letter_format != LetterFormat::Standard,
        "speaks": if language == Language::Welsh { "cy" } else { "en" },
    });
    site.frontend
        .render(language, &format!("pages/{TEMPLATE}"), &context)
}

/// The letter's text as paragraphs of lines, up to the mark under which an email says how to stop. Links that hold
/// a secret become the page where the code is typed: a letter that is found must not open anything by itself. A
/// paragraph about the calendar file is left out, because paper has none.
fn paragraphs(site: &Site, text: &str) -> Vec<Vec<String>> {
    let reply = plain(&site.link("/reply"));
    let own = site.config.server.base_url.as_str();
    let ring = site.config.operator.phone.as_str();
    let calendar = site.link("/i/");
    text.split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty() && !paragraph.contains(&calendar))
        .map(|paragraph| {
            let lines = paragraph.lines().filter(|line| *line != "--" && *line != "-- ");
            lines
                .map(|line| without_secrets(line, own, (&reply, ring)))
                .collect()
        })
        .collect()
}

/// The number to ring stands for the link that takes an answer back: on paper that is done by telephone.
fn without_secrets(line: &str, own: &str, (reply, ring): (&str, &str)) -> String {
    let words = line.split(' ').map(|word| {
        let Some(path) = word.strip_prefix(own) else {
            return word.to_owned();
        };
        let secret = path.split(['/', '?', '.']).any(|part| part.len() >= SECRET);
        if !secret || path.starts_with("/draws/") {
            plain(word)
        } else if path.starts_with("/not-me/") && !ring.is_empty() {
            ring.to_owned()
        } else {
            reply.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// An address as people type it.
fn plain(link: &str) -> String {
    let bare = link.trim_start_matches("https://").trim_start_matches("http://");
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_with_a_secret_is_not_printed() {
        let own = "https://alongside.example";
        let token = "x".repeat(43);
        for secret in [
            format!("{own}/r/{token}?lang=cy"),
            format!("{own}/i/{token}.ics"),
            format!("{own}/stop/{token}"),
        ] {
            let line = without_secrets(
                &format!("Answer here: {secret}"),
                own,
                ("alongside.example/reply", "01632 960 001"),
            );
            assert_eq!(line, "Answer here: alongside.example/reply");
        }
        let not_me = format!("Take it back here: {own}/not-me/{token}");
        let line = without_secrets(&not_me, own, ("alongside.example/reply", "01632 960 001"));
        assert_eq!(line, "Take it back here: 01632 960 001");
        assert_eq!(
            without_secrets("See https://alongside.example/safe", own, ("", "")),
            "See alongside.example/safe"
        );
        assert_eq!(
            without_secrets("https://other.example/a", own, ("", "")),
            "https://other.example/a"
        );
    }
}
