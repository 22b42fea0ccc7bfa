//! The catalogue: badges people can declare, and the other closed lists, as `data/` holds them.

mod own;

use std::{
    collections::HashMap,
    path::Path,
    sync::{LazyLock, OnceLock},
};

use anyhow::ensure;
use serde::Deserialize;

use crate::frontend::Language;

crate::slugs! {
    /// What a badge is about.
    pub enum Kind {
        /// Something lived through: believed, never ranked by proof.
        Experience = "experience",
        /// Something a person can do.
        Skill = "skill",
    }
}

crate::slugs! {
    /// Who and what may see a badge besides the person.
    pub enum Visibility {
        /// On anonymous cards and in searches of verified hosts; by its catalogue label only.
        Searchable = "searchable",
        /// For the matcher: pools, invitations, "for you"; never on a card, in a reason or an order a host sees.
        Matching = "matching",
        /// Only for the person.
        Hidden = "hidden",
    }
}

impl Visibility {
    /// What a new badge of this kind begins with: skills searchable, lived experience for matching only.
    #[must_use]
    pub fn default_for(kind: Kind) -> Self {
        match kind {
            Kind::Experience => Self::Matching,
            Kind::Skill => Self::Searchable,
        }
    }
}

/// A badge of the catalogue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Badge {
    /// The lower-case label with hyphens when the badge was new. It stays when the label changes.
    #[serde(default)]
    pub slug: String,
    /// Lived experience or skill.
    pub kind: Kind,
    /// The shelf it stands on in the picker.
    #[serde(default)]
    pub group: String,
    /// What people see in English.
    #[serde(default)]
    pub label: String,
    /// What people see in Welsh.
    #[serde(default)]
    pub welsh: String,
    /// What it was called before: found, and never shown.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The slug of the next broader badge.
    pub broader: Option<String>,
    /// Special category data, or dangerous to reveal.
    #[serde(default)]
    pub sensitive: bool,
    /// How people say it.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// How people say it in Welsh, where that helps.
    #[serde(default)]
    pub welsh_phrases: Vec<String>,
}

impl Badge {
    /// What people see.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::English => &self.label,
            Language::Welsh => &self.welsh,
        }
    }

    /// Whatever it is called or said with, in both languages.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        let labels = [&self.label, &self.welsh].into_iter().chain(&self.aliases);
        labels.chain(&self.phrases).chain(&self.welsh_phrases)
    }

    /// Whether its group is about health: special category data by law, however harmless it may seem.
    fn is_about_health(&self) -> bool {
        matches!(self.group.as_str(), "health" | "disability" | "mental-health")
    }
}

/// A member of one of the other closed lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// How it is stored and posted.
    pub slug: String,
    /// What people see in English.
    pub label: String,
    /// What people see in Welsh.
    pub welsh: String,
}

impl Item {
    /// What people see.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::English => &self.label,
            Language::Welsh => &self.welsh,
        }
    }
}

/// The most levels of the tree.
const MAX_LEVELS: usize = 3;
/// The most phrases of a badge in one language.
const MAX_PHRASES: usize = 24;

/// Everything in `badges.toml` and `lists.toml`, and an installation's own badges.
#[derive(Debug)]
pub struct Catalogue {
    badges: Vec<Badge>,
    by_slug: HashMap<String, usize>,
    lists: HashMap<String, Vec<Item>>,
}

/// The badges of `badges.toml`.
static BUILT_IN: LazyLock<Vec<Badge>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        badge: Vec<Badge>,
    }
    let file: File = toml::from_str(include_str!("../data/badges.toml")).expect("data/badges.toml is sound");
    file.badge
});

/// The installation's own badges, which stand behind the built-in ones.
static OWN: OnceLock<Vec<Badge>> = OnceLock::new();

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let badges: Vec<Badge> = BUILT_IN.iter().chain(own()).cloned().collect();
    let by_slug = badges.iter().enumerate();
    let by_slug = by_slug
        .map(|(place, badge)| (badge.slug.clone(), place))
        .collect();
    Catalogue {
        badges,
        by_slug,
        lists: toml::from_str(include_str!("../data/lists.toml")).expect("data/lists.toml is sound"),
    }
});

/// Adds the badges of an installation's file to the catalogue, once in a process and before anything reads it.
///
/// # Errors
/// Names the file, the line, the badge and the field, and how to mend it.
pub fn add_own(file: &Path) -> anyhow::Result<()> {
    let badges = own::read(file, &BUILT_IN)?;
    ensure!(
        LazyLock::get(&CATALOGUE).is_none() && OWN.set(badges).is_ok(),
        "the catalogue is in use already"
    );
    Ok(())
}

/// The installation's own badges.
#[must_use]
pub fn own() -> &'static [Badge] {
    OWN.get().map_or(&[], Vec::as_slice)
}

/// The built-in catalogue with the installation's own badges.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

impl Catalogue {
    /// All badges, in the order of the files.
    #[must_use]
    pub fn badges(&self) -> &[Badge] {
        &self.badges
    }

    /// The badge with this slug.
    #[must_use]
    pub fn badge(&self, slug: &str) -> Option<&Badge> {
        self.by_slug.get(slug).map(|&place| &self.badges[place])
    }

    /// The badge and every broader one, nearest first.
    #[must_use]
    pub fn with_broader(&self, slug: &str) -> Vec<&Badge> {
        let mut line: Vec<&Badge> = Vec::new();
        let mut next = self.badge(slug);
        while let Some(badge) = next.filter(|_| line.len() < 8) {
            line.push(badge);
            next = badge.broader.as_deref().and_then(|slug| self.badge(slug));
        }
        line
    }

    /// One of the closed lists: `standpoint`, `contribution`, `motive`, `format`, `activity`, `time`, `access`,
    /// `recognition`, `reason`, `stage`, `cycle`. Empty when there is no such list.
    #[must_use]
    pub fn list(&self, name: &str) -> &[Item] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The member of a list with this slug.
    #[must_use]
    pub fn item(&self, list: &str, slug: &str) -> Option<&Item> {
        self.list(list).iter().find(|item| item.slug == slug)
    }

    /// The label of a list's member, or the slug itself when this version does not know it.
    #[must_use]
    pub fn label(&self, list: &str, slug: &str, language: Language) -> String {
        self.item(list, slug)
            .map_or(slug, |item| item.label(language))
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn slugs_are_unique_and_those_of_the_first_catalogue_stay() {
        assert_eq!(
            catalogue().by_slug.len(),
            catalogue().badges().len(),
            "a slug stands twice"
        );
        for slug in include_str!("../tests/first-badges.txt").lines() {
            assert!(
                catalogue().badge(slug).is_some(),
                "{slug} is stored with people and is gone"
            );
        }
        assert!((620..=1200).contains(&catalogue().badges().len()));
    }

    #[test]
    fn the_tree_has_three_levels_of_one_kind_and_no_cycles() {
        let mut deepest = 0;
        for badge in catalogue().badges() {
            // A cycle is followed until it is longer than any line may be.
            let line = catalogue().with_broader(&badge.slug);
            assert!(
                line.len() <= MAX_LEVELS,
                "{} lies too deep or in a cycle",
                badge.slug
            );
            deepest = deepest.max(line.len());
            if let Some(broader) = &badge.broader {
                assert_eq!(
                    catalogue().badge(broader).map(|broader| broader.kind),
                    Some(badge.kind),
                    "{}",
                    badge.slug
                );
            }
        }
        assert_eq!(deepest, MAX_LEVELS);
    }

    #[test]
    fn every_badge_is_said_in_several_ways_that_no_other_badge_uses() {
        let mut owners = HashMap::new();
        for badge in catalogue().badges() {
            assert!(!badge.welsh.is_empty(), "{} has no Welsh label", badge.slug);
            assert!(
                (3..=MAX_PHRASES).contains(&badge.phrases.len()),
                "{} has {} phrases",
                badge.slug,
                badge.phrases.len()
            );
            for text in badge.texts() {
                let owner = *owners.entry(text.to_lowercase()).or_insert(&badge.slug);
                assert_eq!(owner, &badge.slug, "{text:?} stands with two badges");
            }
            let mut said = HashSet::new();
            for phrase in badge.phrases.iter().chain(&badge.welsh_phrases) {
                assert!(said.insert(phrase.to_lowercase()), "{phrase:?} stands twice");
            }
        }
    }

    #[test]
    fn what_is_about_health_is_sensitive() {
        for badge in catalogue().badges() {
            assert!(
                badge.sensitive || !badge.is_about_health(),
                "{} is about health",
                badge.slug
            );
        }
    }
}
