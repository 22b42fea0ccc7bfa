//! Scores everybody at once: each word's postings are read once and added into one dense row.
//!
//! Not `TopDocs` and not the query parser: the whole question is scored, and nobody's text is ever parsed.

use std::collections::BTreeMap;

use tantivy::{
    DocSet, Searcher, SegmentReader, TERMINATED, Term,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use super::{
    evidence::{BROADER, Basis, Criterion},
    index::{self, Fields, LEVELS},
    words::{Query, Statistics},
};

/// Nobody: a deleted document, or of another kind of subject.
const NOBODY: u32 = u32::MAX;

/// The subjects of one kind in one state of the index.
pub struct Reading {
    searcher: Searcher,
    fields: Fields,
    /// Keys, sorted; a subject's number is its place.
    pub subjects: Vec<String>,
    /// For each segment, whose each document is.
    owners: Vec<Vec<u32>>,
}

impl Reading {
    /// Reads whose each document is.
    pub fn new(searcher: Searcher, fields: &Fields, prefix: char) -> tantivy::Result<Self> {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            segments.push(owners_in(reader, prefix)?);
        }
        for (keys, _) in &segments {
            numbers.extend(keys.iter().flatten().map(|key| (key.clone(), 0)));
        }
        for (number, place) in numbers.values_mut().zip(0..) {
            *number = place;
        }
        let owners = segments
            .into_iter()
            .map(|(keys, documents)| {
                let number = |key: &Option<String>| key.as_ref().map_or(NOBODY, |key| numbers[key]);
                let numbers: Vec<u32> = keys.iter().map(number).collect();
                let owner = |place: u32| numbers.get(place as usize).copied().unwrap_or(NOBODY);
                documents.into_iter().map(owner).collect()
            })
            .collect();
        Ok(Self {
            searcher,
            fields: fields.clone(),
            subjects: numbers.into_keys().collect(),
            owners,
        })
    }

    /// How strongly everybody meets a criterion, by subject number.
    pub fn strengths(&self, criterion: &Criterion, basis: &Basis) -> tantivy::Result<Vec<f64>> {
        let place = index::place_of(criterion.sought.kind);
        let mut short = self.scores(self.fields.words[place], &criterion.short, &basis.short)?;
        if criterion.sought.badge.is_none() {
            let labels = self.scores(self.fields.labels[place], &criterion.short, &basis.short)?;
            short
                .iter_mut()
                .zip(labels)
                .for_each(|(best, score)| *best = best.max(score));
        }
        let long = self.scores(self.fields.long, &criterion.long, &basis.long)?;
        let mixed = short.iter().zip(long);
        let mut strengths: Vec<f64> = mixed
            .map(|(&short, long)| {
                if short + long > 0.0 {
                    criterion.mix(short, long)
                } else {
                    0.0
                }
            })
            .collect();
        for (token, strength) in named(criterion) {
            self.raise(&token, strength, &mut strengths)?;
        }
        Ok(strengths)
    }

    /// The best score of each subject's texts in a field.
    pub fn scores(&self, field: Field, query: &Query, statistics: &Statistics) -> tantivy::Result<Vec<f64>> {
        let mut best = vec![0.0; self.subjects.len()];
        for (reader, owners) in self.searcher.segment_readers().iter().zip(&self.owners) {
            let mut sums = vec![0.0_f64; owners.len()];
            let mut touched = Vec::new();
            let lengths = reader.get_fieldnorms_reader(field)?;
            let inverted = reader.inverted_index(field)?;
            for clause in &query.clauses {
                let term = Term::from_field_text(field, &clause.stem);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                let mut document = postings.doc();
                while document != TERMINATED {
                    let sum = &mut sums[document as usize];
                    if *sum == 0.0 {
                        touched.push(document);
                    }
                    *sum +=
                        statistics.worth(clause.weight, postings.term_freq(), lengths.fieldnorm(document));
                    document = postings.advance();
                }
            }
            for document in touched {
                if let Some(best) = best.get_mut(owners[document as usize] as usize) {
                    *best = f64::max(*best, sums[document as usize]);
                }
            }
        }
        Ok(best)
    }

    /// Raises everybody who holds a badge to at least this strength.
    fn raise(&self, token: &str, strength: f64, strengths: &mut [f64]) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.fields.badge, token);
        for (reader, owners) in self.searcher.segment_readers().iter().zip(&self.owners) {
            let inverted = reader.inverted_index(self.fields.badge)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if let Some(best) = strengths.get_mut(owners[postings.doc() as usize] as usize) {
                    *best = f64::max(*best, strength);
                }
                postings.advance();
            }
        }
        Ok(())
    }
}

/// The badge tokens that meet a criterion, and how strongly.
fn named(criterion: &Criterion) -> Vec<(String, f64)> {
    if criterion.is_open() {
        return vec![(index::kind_token(criterion.sought.kind), 1.0)];
    }
    let mut tokens = Vec::new();
    for (slug, confidence) in &criterion.meant {
        let mut strength = *confidence;
        for level in 0..LEVELS {
            tokens.push((index::badge_token(slug, level), strength));
            strength *= BROADER;
        }
    }
    tokens
}

/// The keys of a segment that begin with `prefix`, and for each document the place of its key.
type Owners = (Vec<Option<String>>, Vec<u32>);

fn owners_in(reader: &SegmentReader, prefix: char) -> tantivy::Result<Owners> {
    let mut owners = vec![NOBODY; reader.max_doc() as usize];
    let Some(column) = reader.fast_fields().str("subject")? else {
        return Ok((Vec::new(), owners));
    };
    let mut keys = Vec::new();
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        keys.push(std::str::from_utf8(stream.key()).ok().map(str::to_owned));
    }
    let mut alive = vec![false; keys.len()];
    for document in reader.doc_ids_alive() {
        if let Some(place) = column
            .term_ords(document)
            .next()
            .and_then(|place| u32::try_from(place).ok())
        {
            owners[document as usize] = place;
            alive[place as usize] = true;
        }
    }
    for (key, alive) in keys.iter_mut().zip(alive) {
        if !alive || !key.as_ref().is_some_and(|key| key.starts_with(prefix)) {
            *key = None;
        }
    }
    Ok((keys, owners))
}

/// The key of each living document of a segment.
pub fn keys_by_document(reader: &SegmentReader) -> tantivy::Result<Vec<Option<String>>> {
    let mut documents = vec![None; reader.max_doc() as usize];
    let Some(column) = reader.fast_fields().str("subject")? else {
        return Ok(documents);
    };
    for document in reader.doc_ids_alive() {
        let mut key = String::new();
        if let Some(place) = column.term_ords(document).next()
            && column.ord_to_str(place, &mut key)?
        {
            documents[document as usize] = Some(key);
        }
    }
    Ok(documents)
}
