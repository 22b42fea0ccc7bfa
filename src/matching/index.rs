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
        let number = digest
            .iter()
            .take(8)
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{number:016x}")
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

    /// What the index holds of a person.
    #[must_use]
    pub fn of_person(&self, person: &Person) -> Vec<Text> {
        let mut texts = Vec::new();
        for (held, badge) in person.profile.badges.iter().zip(&person.badges) {
            let mut names = vec![(kind_token(held.kind), 1)];
            for step in &badge.line {
                let level = badge
                    .line
                    .iter()
                    .filter(|other| other.factor > step.factor)
                    .count();
                let name = badge_token(step.slug, level.min(LEVELS - 1));
                if !names.iter().any(|(known, _)| *known == name) {
                    names.push((name, 1));
                }
            }
            texts.push(Text {
                field: self.badge,
                counts: names,
            });
            let place = place_of(held.kind);
            let mut units = badge.units.iter();
            if held.words.is_some() {
                texts.extend(units.next().map(|bag| Text::new(self.words[place], bag)));
            }
            texts.extend(units.map(|bag| Text::new(self.labels[place], bag)));
        }
        texts.extend(person.long.iter().map(|long| Text::new(self.long, &long.bag)));
        texts
    }

    /// What the index holds of an opportunity: its question and what it seeks, then what it says at length.
    #[must_use]
    pub fn of_opportunity<'t>(
        &self,
        short: impl IntoIterator<Item = &'t str>,
        long: impl IntoIterator<Item = &'t str>,
    ) -> Vec<Text> {
        let short = short
            .into_iter()
            .map(|text| Text::new(self.labels[0], &Bag::of(text)));
        let long = long.into_iter().map(|text| Text::new(self.long, &Bag::of(text)));
        short.chain(long).collect()
    }

    /// The documents of a subject: one for each text, and one that says it is there.
    #[must_use]
    pub fn documents(&self, key: &str, texts: &[Text]) -> Vec<TantivyDocument> {
        let mut documents = Vec::with_capacity(texts.len() + 1);
        let mut bare = TantivyDocument::default();
        bare.add_text(self.subject, key);
        for text in texts {
            let mut document = bare.clone();
            if text.field == self.badge {
                text.counts
                    .iter()
                    .for_each(|(name, _)| document.add_text(self.badge, name));
            } else {
                document.add_pre_tokenized_text(text.field, tokens(&text.counts));
            }
            documents.push(document);
        }
        documents.push(bare);
        documents
    }

    /// Every field with words in it.
    #[must_use]
    pub fn texts(&self) -> [Field; 6] {
        let ([first, second], [third, fourth]) = (self.words, self.labels);
        [self.badge, first, second, third, fourth, self.long]
    }
}

/// One text of a subject, as the index holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// In which field.
    pub field: Field,
    /// Each word once, with how often it stands there.
    pub counts: Vec<(String, u32)>,
}

impl Text {
    fn new(field: Field, bag: &Bag) -> Self {
        Self {
            field,
            counts: bag.counts.clone(),
        }
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

fn tokens(counts: &[(String, u32)]) -> PreTokenizedString {
    let repeated = counts
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
