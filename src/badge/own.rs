//! An installation's own badges: its estates, hospitals and local words, from a TOML file of the form of
//! `data/badges.toml`.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use toml::Spanned;

use super::{Badge, MAX_LEVELS, MAX_PHRASES};

/// The most own badges: each is compared with every text.
const MAX_OWN_BADGES: usize = 500;
/// The longest slug, label or phrase, in characters.
const MAX_CHARACTERS: usize = 80;

/// Reads the file and checks every badge against the built-in ones and the rest of the file.
///
/// # Errors
/// Names the file, the line, the badge and the field, and how to mend it.
pub(super) fn read(file: &Path, built_in: &[Badge]) -> anyhow::Result<Vec<Badge>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    parse(&text, built_in).with_context(|| format!("the badges of {} cannot be used", file.display()))
}

/// The badges of a file's text.
pub(super) fn parse(text: &str, built_in: &[Badge]) -> anyhow::Result<Vec<Badge>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(default)]
        badge: Vec<Spanned<Badge>>,
    }
    let file: File = toml::from_str(text)?;
    ensure!(
        file.badge.len() <= MAX_OWN_BADGES,
        "it has {} badges; at most {MAX_OWN_BADGES} are possible",
        file.badge.len()
    );
    let (places, own): (Vec<usize>, Vec<Badge>) = file
        .badge
        .into_iter()
        .map(|badge| (badge.span().start, badge.into_inner()))
        .unzip();
    let mut known = Known::of(built_in, &own);
    for (badge, place) in own.iter().zip(places) {
        known.check(badge).with_context(|| {
            let line = 1 + text[..place].matches('\n').count();
            format!("line {line}, badge {:?}", badge.slug)
        })?;
    }
    Ok(own)
}

/// What a badge is checked against.
struct Known<'b> {
    by_slug: HashMap<&'b str, &'b Badge>,
    /// Slugs that are taken so far: the built-in ones, then those of the file up to here.
    slugs: HashSet<&'b str>,
    /// Whose a label or a phrase is, in lower case.
    owners: HashMap<String, &'b str>,
    /// An example of each group.
    examples: Vec<&'b Badge>,
}

impl<'b> Known<'b> {
    fn of(built_in: &'b [Badge], own: &'b [Badge]) -> Self {
        let mut known = Self {
            // A slug that stands twice is refused where it stands the second time.
            by_slug: own
                .iter()
                .chain(built_in)
                .map(|badge| (&*badge.slug, badge))
                .collect(),
            slugs: built_in.iter().map(|badge| &*badge.slug).collect(),
            owners: HashMap::new(),
            examples: Vec::new(),
        };
        for badge in built_in {
            for text in badge.texts() {
                known.owners.insert(text.to_lowercase(), &badge.slug);
            }
            if known.examples.iter().all(|example| example.group != badge.group) {
                known.examples.push(badge);
            }
        }
        known
    }

    fn check(&mut self, badge: &'b Badge) -> anyhow::Result<()> {
        let sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        ensure!(
            !badge.slug.is_empty() && badge.slug.chars().all(sign) && badge.slug.len() <= MAX_CHARACTERS,
            "slug: must be 1 to {MAX_CHARACTERS} lower-case letters without accents, digits and hyphens"
        );
        ensure!(
            self.slugs.insert(&badge.slug),
            "slug: another badge has it already; choose another one"
        );
        named(&badge.label).context("label")?;
        named(&badge.welsh).context("welsh: the label in Welsh")?;
        self.check_group(badge)?;
        self.check_broader(badge)?;
        self.check_texts(badge)
    }

    fn check_group(&self, badge: &Badge) -> anyhow::Result<()> {
        let Some(example) = self.examples.iter().find(|example| example.group == badge.group) else {
            let groups: Vec<&str> = self.examples.iter().map(|example| &*example.group).collect();
            bail!(
                "group: {:?} is none; choose one of: {}",
                badge.group,
                groups.join(", ")
            );
        };
        ensure!(
            example.kind == badge.kind,
            "group: {:?} is for the kind \"{}\"; choose another group or kind",
            badge.group,
            example.kind.slug()
        );
        ensure!(
            badge.sensitive || !badge.is_about_health(),
            "sensitive: must be true in the group {:?}, because it is about health",
            badge.group
        );
        Ok(())
    }

    fn check_broader(&self, badge: &'b Badge) -> anyhow::Result<()> {
        let (mut level, mut levels) = (badge, 1);
        while let Some(slug) = &level.broader {
            let Some(broader) = self.by_slug.get(&**slug) else {
                bail!("broader: there is no badge {slug:?}");
            };
            ensure!(
                broader.kind == badge.kind,
                "broader: {slug:?} is of the kind \"{}\", this badge is not",
                broader.kind.slug()
            );
            ensure!(
                badge.sensitive || !broader.sensitive,
                "sensitive: must be true, because {slug:?}, which is broader, is sensitive"
            );
            levels += 1;
            ensure!(
                levels <= MAX_LEVELS,
                "broader: this badge lies at level {levels} or in a circle; at most {MAX_LEVELS} levels are possible"
            );
            level = broader;
        }
        Ok(())
    }

    fn check_texts(&mut self, badge: &'b Badge) -> anyhow::Result<()> {
        for (field, phrases, least) in [
            ("phrases", &badge.phrases, 1),
            ("welsh_phrases", &badge.welsh_phrases, 0),
        ] {
            ensure!(
                (least..=MAX_PHRASES).contains(&phrases.len()),
                "{field}: has {}; {least} to {MAX_PHRASES} are possible",
                phrases.len()
            );
        }
        let mut said = HashSet::new();
        let phrases = badge.phrases.iter().map(|text| ("phrases", text));
        let welsh = badge.welsh_phrases.iter().map(|text| ("welsh_phrases", text));
        let aliases = badge.aliases.iter().map(|text| ("aliases", text));
        let labels = [("label", &badge.label), ("welsh", &badge.welsh)];
        for (field, text) in labels.into_iter().chain(aliases).chain(phrases).chain(welsh) {
            named(text).context(field)?;
            let comparable = text.to_lowercase();
            let owner = *self.owners.entry(comparable.clone()).or_insert(&badge.slug);
            ensure!(
                owner == badge.slug,
                "{field}: {text:?} belongs to the badge {owner:?} already; say it in other words"
            );
            // A name may be the same in both languages.
            ensure!(
                said.insert(comparable) || field == "welsh",
                "{field}: {text:?} stands twice"
            );
        }
        Ok(())
    }
}

/// Whether a text can be shown.
fn named(text: &str) -> anyhow::Result<()> {
    ensure!(!text.trim().is_empty(), "is missing");
    ensure!(
        text.trim() == text && !text.chars().any(char::is_control),
        "{text:?} has blanks at its ends, line breaks or other signs that cannot be shown"
    );
    ensure!(
        text.chars().count() <= MAX_CHARACTERS,
        "{text:?} is longer than {MAX_CHARACTERS} characters"
    );
    ensure!(
        text.chars().any(char::is_alphanumeric),
        "{text:?} has no letter and no digit"
    );
    Ok(())
}

#[cfg(test)]
mod tests;
