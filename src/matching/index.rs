//! What stands in the tantivy index, and how it is written. A subject is a person, the card of a person or an
//! opportunity; each short text of a subject is a document of its own, because the best one counts.

use sha2::{Digest, Sha256};
use tantivy::{
    Index, TantivyDocument, Term,
    schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, TextAnalyzer, Token, WhitespaceTokenizer},
};

use super::{evidence::Person, words::Bag};
use crate::badge::Kind;

/// The name of our analyser in the schema; texts arrive as stems.
const STEMS: &str = "stems";
/// Grows when the meaning of what is indexed changes without the schema.
const VERSION: u32 = 1;

/// The fields of the index.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema they belong to.
    pub schema: Schema,
    /// The internal id, alone in being readable.
    pub subject: Field,
    /// Badges with their broader ones, and kinds.
    pub badge: Field,
    /// Own words about lived experience, and about skills.
    pub words: [Field; 2],
    /// Labels of lived experience, and of skills.
    pub labels: [Field; 2],
    /// Contributions, what matters; what an opportunity says at length.
    pub long: Field,
}

/// What a subject's key begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person, for the matcher.
    Person,
    /// What a host may know of a person.
    Card,
    /// An opportunity.
    Opportunity,
}

impl Subject {
    /// The key of the subject with this id.
    #[must_use]
    pub fn key(self, id: &str) -> String {
        format!("{}{id}", self.prefix())
    }

    /// What its keys begin with.
    #[must_use]
    pub fn prefix(self) -> char {
        match self {
            Self::Person => 'p',
            Self::Card => 'c',
            Self::Opportunity => 'o',
        }
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new()
    }
}

impl Fields {
    /// The schema of the index.
    #[must_use]
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let stems = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(STEMS)
                .set_index_option(IndexRecordOption::WithFreqs),
        );
        let subject = schema.add_text_field("subject", STRING | FAST);
        let badge = schema.add_text_field("badge", STRING);
        let mut texts = |name: &str| schema.add_text_field(name, stems.clone());
        let words = [texts("experience_words"), texts("skill_words")];
        let labels = [texts("experience_labels"), texts("skill_labels")];
        let long = texts("long");
        Self {
            schema: schema.build(),
            subject,
            badge,
            words,
            labels,
            long,
        }
    }

    /// What tells this schema from any other.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_string(&self.schema).unwrap_or_default();
        let digest = Sha256::digest(format!("{VERSION}\n{text}").as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Tells an index how its texts are read.
    pub fn register(index: &Index) {
        index
            .tokenizers()
            .register(STEMS, TextAnalyzer::from(WhitespaceTokenizer::default()));
    }

    /// The term by which all documents of a subject are deleted.
    #[must_use]
    pub fn subject_term(&self, key: &str) -> Term {
        Term::from_field_text(self.subject, key)
    }

    /// The documents of a person, under `key`.
    #[must_use]
    pub fn of_person(&self, key: &str, person: &Person) -> Vec<TantivyDocument> {
        let mut documents = vec![self.bare(key)];
        for (held, badge) in person.profile.badges.iter().zip(&person.badges) {
            let mut named = self.bare(key);
            named.add_text(self.badge, kind_token(held.kind));
            for step in &badge.line {
                let level = badge
                    .line
                    .iter()
                    .filter(|other| other.factor > step.factor)
                    .count();
                named.add_text(self.badge, badge_token(step.slug, level.min(LEVELS - 1)));
            }
            documents.push(named);
            let place = place_of(held.kind);
            let mut units = badge.units.iter();
            if held.words.is_some() {
                documents.extend(units.next().map(|bag| self.text(key, self.words[place], bag)));
            }
            documents.extend(units.map(|bag| self.text(key, self.labels[place], bag)));
        }
        documents.extend(
            person
                .long
                .iter()
                .map(|long| self.text(key, self.long, &long.bag)),
        );
        documents
    }

    /// A document with one text.
    #[must_use]
    pub fn text(&self, key: &str, field: Field, bag: &Bag) -> TantivyDocument {
        let mut document = self.bare(key);
        document.add_pre_tokenized_text(field, tokens(bag));
        document
    }

    fn bare(&self, key: &str) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.subject, key);
        document
    }
}

/// Steps from a badge to its broadest, itself included.
pub const LEVELS: usize = 3;

/// Where the fields of a kind stand.
#[must_use]
pub fn place_of(kind: Kind) -> usize {
    usize::from(kind == Kind::Skill)
}

/// Stands with every badge of a kind.
#[must_use]
pub fn kind_token(kind: Kind) -> String {
    format!("kind:{}", kind.slug())
}

/// Stands for a badge that is so many steps broader than the one held.
#[must_use]
pub fn badge_token(slug: &str, level: usize) -> String {
    format!("{slug}~{level}")
}

fn tokens(bag: &Bag) -> PreTokenizedString {
    let repeated = bag
        .counts
        .iter()
        .flat_map(|(stem, count)| std::iter::repeat_n(stem, usize::try_from(*count).unwrap_or(1)));
    let tokens = repeated.enumerate().map(|(position, stem)| Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text: stem.clone(),
        position_length: 1,
    });
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    }
}
