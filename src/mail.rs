//! Letters as text: a subject, a plain body and an HTML body that say the same.

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::frontend::{Frontend, Language};

/// A letter as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Neutral: it lights up on a locked phone.
    pub subject: String,
    /// The plain body.
    pub text: String,
    /// The HTML body.
    pub html: String,
}

/// Writes the letter `name`: `letters/NAME.txt`, `letters/NAME.html` and the key `letter-NAME-subject`.
///
/// `context` needs `operator` (the configuration's), because every letter says who we are, and may have
/// `called`, the name to greet.
///
/// # Errors
/// When `operator` is missing or a template fails.
pub fn write(
    frontend: &Frontend,
    language: Language,
    name: &str,
    context: &Value,
) -> anyhow::Result<Rendered> {
    ensure!(
        context["operator"]["name"].is_string(),
        "the letter {name} does not say who we are: put \"operator\" into its context"
    );
    let body = |kind: &str| {
        frontend
            .render(language, &format!("letters/{name}.{kind}"), context)
            .with_context(|| format!("the letter {name}"))
    };
    Ok(Rendered {
        subject: frontend.text(language, &format!("letter-{name}-subject")),
        text: tidy(&body("txt")?),
        html: body("html")?,
    })
}

/// At most one empty line between paragraphs, none at the ends: templates leave more behind.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines() {
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_one_empty_line_apart() {
        assert_eq!(
            tidy("\n\nHello,  \n\n \n\nword\nword\n\n"),
            "Hello,\n\nword\nword\n"
        );
    }
}
