//! What tantivy offers by itself for the same question: one document a person, its own analyser, a `BooleanQuery`
//! and `TopDocs`.

use std::path::Path;

use alongside::{
    area,
    badge::catalogue,
    citizen::{Format, Time},
    matching::{
        index,
        profile::{Posting, Profile},
        ranking::Wanted,
        words::Query as Clauses,
    },
    opportunity::Need,
};
use tantivy::{
    Index, IndexSettings, IndexSortByField, Order, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer},
};

const ENGLISH: &str = "english";
/// What a word of the lexicon counts beside one that was written.
const EXPANSION: f32 = 0.8;

/// Its fields.
pub struct Plain {
    schema: Schema,
    number: Field,
    place: Field,
    district: Field,
    formats: Field,
    times: Field,
    consent: Field,
    badge: Field,
    words: Field,
    long: Field,
}

impl Plain {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let text = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(ENGLISH)
                .set_index_option(IndexRecordOption::WithFreqs),
        );
        let fast = NumericOptions::default().set_fast();
        Self {
            number: schema.add_u64_field("number", fast.clone()),
            place: schema.add_u64_field("place", fast),
            district: schema.add_u64_field("district", NumericOptions::default().set_indexed()),
            formats: schema.add_text_field("formats", STRING),
            times: schema.add_text_field("times", STRING),
            consent: schema.add_text_field("consent", STRING),
            badge: schema.add_text_field("badge", STRING),
            words: schema.add_text_field("words", text.clone()),
            long: schema.add_text_field("long", text),
            schema: schema.build(),
        }
    }

    pub fn create(&self, folder: &Path) -> anyhow::Result<Index> {
        std::fs::create_dir_all(folder)?;
        let index = Index::builder()
            .schema(self.schema.clone())
            .settings(IndexSettings {
                sort_by_field: Some(IndexSortByField {
                    field: "place".to_owned(),
                    order: Order::Asc,
                }),
                ..IndexSettings::default()
            })
            .create_in_dir(folder)?;
        register(&index);
        Ok(index)
    }

    /// The same texts, badges with their broader ones, and what filters need.
    pub fn document(&self, profile: &Profile) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let district = profile.area.as_deref().map_or(0, area::district);
        let number = super::build::id(profile).as_u64_pair().0;
        document.add_u64(self.number, number);
        document.add_u64(self.place, u64::from(district) << 48 | number);
        document.add_u64(self.district, u64::from(district));
        document.add_text(self.consent, "matching");
        let named = |some: &[Format]| {
            if some.is_empty() {
                Format::ALL.to_vec()
            } else {
                some.to_vec()
            }
        };
        for format in named(&profile.formats) {
            document.add_text(self.formats, format.slug());
        }
        let times = if profile.times.is_empty() {
            Time::ALL
        } else {
            &profile.times
        };
        for time in times {
            document.add_text(self.times, time.slug());
        }
        for held in &profile.badges {
            let line = catalogue().with_broader(held.badge.as_deref().unwrap_or_default());
            for (level, badge) in line.into_iter().enumerate() {
                document.add_text(self.badge, &index::badge_tokens(&badge.slug)[level]);
            }
            held.words
                .iter()
                .for_each(|words| document.add_text(self.words, words));
        }
        for done in &profile.contributions {
            document.add_text(self.long, &done.words);
        }
        profile
            .matters
            .iter()
            .for_each(|matters| document.add_text(self.long, matters));
        document
    }

    /// The same terms in the same fields, any of them; with `musts`, one of each criterion that is a must.
    pub fn query(&self, wanted: &Wanted, filters: bool, musts: bool) -> BooleanQuery {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for criterion in &wanted.criteria {
            let mut some = self.terms(self.words, &criterion.short);
            some.extend(self.terms(self.long, &criterion.long));
            for (slug, _) in &criterion.labels {
                some.push(self.term(self.badge, &index::badge_tokens(slug)[0], 1.0));
            }
            for (slug, confidence) in &criterion.meant {
                let tokens = index::badge_tokens(slug).iter();
                some.extend(tokens.map(|token| self.term(self.badge, token, 2.0 * confidence)));
            }
            if musts && criterion.sought.need == Need::Must {
                parts.push((Occur::Must, Box::new(BooleanQuery::new(some))));
            } else {
                parts.extend(some);
            }
        }
        if filters {
            let any = BooleanQuery::new(parts);
            parts = vec![(Occur::Must, Box::new(any))];
            parts.extend(self.filters(&wanted.posting));
        }
        BooleanQuery::new(parts)
    }

    fn terms(&self, field: Field, clauses: &Clauses) -> Vec<(Occur, Box<dyn Query>)> {
        let clauses = clauses.clauses.iter();
        clauses
            .map(|clause| self.term(field, &clause.stem, if clause.written { 1.0 } else { EXPANSION }))
            .collect()
    }

    fn term(&self, field: Field, text: &str, boost: f32) -> (Occur, Box<dyn Query>) {
        let option = if field == self.badge {
            IndexRecordOption::Basic
        } else {
            IndexRecordOption::WithFreqs
        };
        let term = TermQuery::new(Term::from_field_text(field, text), option);
        let term: Box<dyn Query> = Box::new(term);
        (Occur::Should, Box::new(BoostQuery::new(term, boost)))
    }

    /// Who can come, how, when, and who agreed.
    fn filters(&self, posting: &Posting) -> Vec<(Occur, Box<dyn Query>)> {
        let any = |terms: Vec<Term>| -> (Occur, Box<dyn Query>) {
            let terms = terms.into_iter().map(|term| -> (Occur, Box<dyn Query>) {
                (
                    Occur::Should,
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
                )
            });
            (Occur::Must, Box::new(BooleanQuery::new(terms.collect())))
        };
        let named = |field, slugs: Vec<&'static str>| {
            any(slugs
                .into_iter()
                .map(|slug| Term::from_field_text(field, slug))
                .collect())
        };
        let mut filters = vec![named(self.consent, vec!["matching"])];
        if !posting.formats.is_empty() {
            filters.push(named(
                self.formats,
                posting.formats.iter().map(|one| one.slug()).collect(),
            ));
        }
        if !posting.times.is_empty() {
            filters.push(named(
                self.times,
                posting.times.iter().map(|one| one.slug()).collect(),
            ));
        }
        if let Some(near) = alongside::matching::practical::Asked::of(posting).admits_districts() {
            let districts = (0..).zip(near).filter(|(_, near)| *near);
            let terms =
                districts.map(|(district, _): (u64, bool)| Term::from_field_u64(self.district, district));
            filters.push(any(terms.collect()));
        }
        filters
    }
}

/// Tells an index the default chain: lower case, stop words, stems.
pub fn register(index: &Index) {
    let analyser = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
    if let Some(stop) = StopWordFilter::new(Language::English) {
        let analyser = analyser.filter(stop).filter(Stemmer::new(Language::English));
        index.tokenizers().register(ENGLISH, analyser.build());
    }
}

/// The best hundred, as `TopDocs` finds them; returns how many.
pub fn top(searcher: &Searcher, query: &BooleanQuery) -> tantivy::Result<usize> {
    Ok(searcher
        .search(query, &TopDocs::with_limit(100).order_by_score())?
        .len())
}
