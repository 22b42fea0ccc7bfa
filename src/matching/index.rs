//! What stands in the tantivy index, and how it is written. A subject is a person, the card of a person or an
//! opportunity; each of its badges and texts is a document of its own, because the best one counts. All documents
//! are sorted by kind of subject, district and subject, so that a place is a few runs of documents.

use std::{collections::HashMap, sync::LazyLock};

use sha2::{Digest, Sha256};
use tantivy::{
    Index, IndexSettings, IndexSortByField, IndexWriter, Order, TantivyDocument, Term,
    indexer::UserOperation,
    schema::{
        BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::{TextAnalyzer, WhitespaceTokenizer},
};
use uuid::Uuid;

use super::{
    meaning::TextKey,
    person::{Badge, Person},
    practical::Practical,
    profile::Held,
    words::Bag,
};
use crate::{
    area::District,
    badge::{self, Kind, catalogue},
};

/// The name of our analyser in the schema; texts arrive as stems.
const STEMS: &str = "stems";
/// The field by which documents are sorted.
const PLACE: &str = "place";
/// Grows when the meaning of what is indexed changes without the schema.
const VERSION: u32 = 6;
/// Whatever changes what is indexed without changing the database.
const FACTS: [&str; 6] = [
    include_str!("../../data/everyday-words.txt"),
    include_str!("../../data/badges.toml"),
    include_str!("../../data/eligibility.toml"),
    include_str!("../../data/lists.toml"),
    include_str!("../../data/lay-words.tsv"),
    include_str!("../../data/outcodes.csv"),
];

/// The fields of the index.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema they belong to.
    pub schema: Schema,
    /// Whose the document is: a [`Subject::key`].
    pub subject: Field,
    /// Where it stands: see [`place`].
    pub place: Field,
    /// From where it is said: see [`Said`].
    pub said: Field,
    /// The subject's id in two halves; the first document of a subject alone has these and the next two.
    pub id: [Field; 2],
    /// [`Practical::fits`].
    pub fits: Field,
    /// [`Practical::motives`].
    pub motives: Field,
    /// What names the text among those that have a meaning.
    pub text: Field,
    /// A badge and its broader ones: [`badge_tokens`].
    pub badge: Field,
    /// Own words for a badge; what an opportunity asks and seeks.
    pub words: Field,
    /// Contributions, what matters; what an opportunity says at length.
    pub long: Field,
}

/// What a subject's key begins with, and what documents are sorted by first.
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
    /// All kinds, in the order of their documents.
    pub const ALL: [Self; 3] = [Self::Person, Self::Card, Self::Opportunity];

    /// The key of the subject with this id.
    #[must_use]
    pub fn key(self, id: Uuid) -> [u8; 17] {
        let mut key = [b"pco"[self as usize]; 17];
        key[1..].copy_from_slice(id.as_bytes());
        key
    }
}

/// From where something is said, in one byte: lived experience (0) or skill (1); whether a badge is presumed from
/// own words (2); whether it is a long text (4); the standpoint's place in its list, from 1 (the other five bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said(pub u8);

impl Said {
    /// A long text.
    pub const LONG: Self = Self(4);

    fn badge(held: &Held, badge: &Badge) -> Self {
        Self(u8::from(held.kind == Kind::Skill) | u8::from(badge.presumed) << 1 | badge.standpoint << 3)
    }

    /// Lived experience or skill.
    #[must_use]
    pub fn kind(self) -> Kind {
        if self.0 & 1 == 0 {
            Kind::Experience
        } else {
            Kind::Skill
        }
    }

    /// Whether nobody confirmed that the words mean the badge.
    #[must_use]
    pub fn is_presumed(self) -> bool {
        self.0 & 2 != 0
    }

    /// The standpoint's place in its list, from 1; 0 when none was said.
    #[must_use]
    pub fn standpoint(self) -> u8 {
        self.0 >> 3
    }
}

/// Where the documents of a subject stand: its kind (2 bits), its district (12) and the end of its id (50), so that
/// they stand together. In a country of a million two subjects of a district share an end once in a million
/// countries; whatever is shown or sent is compared with the database first.
#[must_use]
pub fn place(subject: Subject, district: District, id: Uuid) -> u64 {
    const ID: u64 = (1 << 50) - 1;
    (subject as u64) << 62 | u64::from(district) << 50 | id.as_u64_pair().1 & ID
}

/// The kind of subject and district at a place.
#[must_use]
pub fn kind_and_district(place: u64) -> (usize, usize) {
    ((place >> 62) as usize, (place >> 50 & 0xfff) as usize)
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
        let number = NumericOptions::default().set_fast();
        let subject = schema.add_bytes_field("subject", BytesOptions::default().set_indexed());
        let place = schema.add_u64_field(PLACE, number.clone());
        let said = schema.add_u64_field("said", number.clone());
        let id = ["id_high", "id_low"].map(|name| schema.add_u64_field(name, number.clone()));
        let fits = schema.add_u64_field("fits", number.clone());
        let motives = schema.add_u64_field("motives", FAST);
        let text = schema.add_u64_field("text", number);
        let badge = schema.add_text_field("badge", STRING);
        let words = schema.add_text_field("words", stems.clone());
        let long = schema.add_text_field("long", stems);
        Self {
            schema: schema.build(),
            subject,
            place,
            said,
            id,
            fits,
            motives,
            text,
            badge,
            words,
            long,
        }
    }

    /// How the index is kept.
    #[must_use]
    pub fn settings() -> IndexSettings {
        IndexSettings {
            sort_by_field: Some(IndexSortByField {
                field: PLACE.to_owned(),
                order: Order::Asc,
            }),
            ..IndexSettings::default()
        }
    }

    /// What tells this schema, and the facts that what is indexed rests on, from any other.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(VERSION.to_be_bytes());
        digest.update(serde_json::to_string(&self.schema).unwrap_or_default());
        for facts in FACTS {
            digest.update(facts);
        }
        for badge in badge::own() {
            digest.update(format!("{badge:?}"));
        }
        Uuid::from_slice(&digest.finalize()[..16])
            .unwrap_or_default()
            .to_string()
    }

    /// Tells an index how its texts are read.
    pub fn register(index: &Index) {
        index
            .tokenizers()
            .register(STEMS, TextAnalyzer::from(WhitespaceTokenizer::default()));
    }

    /// The term by which all documents of a subject are deleted.
    #[must_use]
    pub fn subject_term(&self, subject: Subject, id: Uuid) -> Term {
        Term::from_field_bytes(self.subject, &subject.key(id))
    }

    /// What the index holds of a person.
    #[must_use]
    pub fn of_person(&self, subject: Subject, id: Uuid, person: Person) -> Entry {
        let badges = person.profile.badges.iter().zip(person.badges);
        let badges = badges.map(|(held, badge)| Text {
            said: Said::badge(held, &badge),
            badges: tokens(&badge),
            key: badge.text,
            words: badge.words.map(|bag| (self.words, bag)),
        });
        let long = person.long.into_iter().map(|long| Text {
            key: Some(long.key),
            ..self.text(self.long, long.bag)
        });
        Entry {
            subject,
            id,
            practical: person.practical,
            texts: badges.chain(long).collect(),
        }
    }

    /// What the index holds of an opportunity: its question and what it seeks, then what it says at length.
    #[must_use]
    pub fn of_opportunity<'t>(
        &self,
        id: Uuid,
        short: impl IntoIterator<Item = &'t str>,
        long: impl IntoIterator<Item = &'t str>,
    ) -> Entry {
        let short = short.into_iter().map(|text| self.text(self.words, Bag::of(text)));
        let long = long.into_iter().map(|text| self.text(self.long, Bag::of(text)));
        Entry {
            subject: Subject::Opportunity,
            id,
            practical: Practical::default(),
            texts: short.chain(long).collect(),
        }
    }

    fn text(&self, field: Field, bag: Bag) -> Text {
        Text {
            said: if field == self.long { Said::LONG } else { Said(0) },
            badges: Vec::new(),
            key: None,
            words: Some((field, bag)),
        }
    }

    /// The documents of a subject: one that says it is there, and one for each badge and text.
    #[must_use]
    pub fn documents(&self, entry: &Entry) -> Vec<TantivyDocument> {
        let place = place(entry.subject, entry.practical.district(), entry.id);
        let bare = |said: Said| {
            let mut document = TantivyDocument::default();
            document.add_bytes(self.subject, &entry.subject.key(entry.id));
            document.add_u64(self.place, place);
            document.add_u64(self.said, u64::from(said.0));
            document
        };
        let mut head = bare(Said::LONG);
        let (high, low) = entry.id.as_u64_pair();
        head.add_u64(self.id[0], high);
        head.add_u64(self.id[1], low);
        head.add_u64(self.fits, entry.practical.fits);
        head.add_u64(self.motives, entry.practical.motives);
        let texts = entry.texts.iter().map(|text| {
            let mut document = bare(text.said);
            for token in &text.badges {
                document.add_text(self.badge, token);
            }
            if let Some(key) = text.key {
                document.add_u64(self.text, key.0);
            }
            if let Some((field, bag)) = &text.words {
                document.add_text(*field, bag.text());
            }
            document
        });
        std::iter::once(head).chain(texts).collect()
    }
}

/// Writes the documents of a subject in place of those with these keys: in one go, because all documents of a
/// subject must stand in one segment.
pub fn put(writer: &IndexWriter, keys: Vec<Term>, documents: Vec<TantivyDocument>) -> tantivy::Result<()> {
    let deleted = keys.into_iter().map(UserOperation::Delete);
    let added = documents.into_iter().map(UserOperation::Add);
    writer.run(deleted.chain(added).collect::<Vec<_>>())?;
    Ok(())
}

/// One subject, as the index holds it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What kind of subject it is.
    pub subject: Subject,
    /// Its id.
    pub id: Uuid,
    /// What filters need.
    pub practical: Practical,
    /// Its badges and texts.
    pub texts: Vec<Text>,
}

/// One badge or text of a subject.
#[derive(Clone, Debug)]
pub struct Text {
    /// From where it is said.
    pub said: Said,
    /// The badge and its broader ones.
    pub badges: Vec<&'static str>,
    /// What names it among texts that have a meaning; none of what an opportunity says.
    pub key: Option<TextKey>,
    /// Its words and the field they stand in.
    pub words: Option<(Field, Bag)>,
}

/// Stand for a badge in the index: the badge itself, then as a broader one of a badge so many steps below, as far
/// down as the catalogue goes.
#[must_use]
pub fn badge_tokens(slug: &str) -> &'static [String] {
    static TOKENS: LazyLock<HashMap<&str, Vec<String>>> = LazyLock::new(|| {
        let mut tokens: HashMap<&str, Vec<String>> = HashMap::new();
        for badge in catalogue().badges() {
            for (level, broader) in catalogue().with_broader(&badge.slug).into_iter().enumerate() {
                let known = tokens.entry(&broader.slug).or_default();
                while known.len() <= level {
                    known.push(format!("{}~{}", broader.slug, known.len()));
                }
            }
        }
        tokens
    });
    TOKENS.get(slug).map_or(&[], Vec::as_slice)
}

/// Words that surely mean two badges have two lines; each token once.
fn tokens(badge: &Badge) -> Vec<&'static str> {
    let steps = badge.line.iter();
    let mut tokens: Vec<&str> = steps
        .map(|step| badge_tokens(step.slug)[step.level].as_str())
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
