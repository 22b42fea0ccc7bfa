//! Whether the index says exactly what the database says: every word of every subject, compared.

use std::{collections::BTreeMap, path::Path};

use sha2::{Digest, Sha256};
use tantivy::{DocSet, Searcher, TERMINATED, postings::Postings, schema::IndexRecordOption};

use super::{
    evidence::Person,
    follow,
    index::{Fields, Subject, Text},
    retrieval, views,
};
use crate::{
    citizen,
    database::{Database, changes},
    moment::Moment,
    opportunity,
};

/// By subject, a sum over its words: equal words in any order give equal sums.
type Sums = BTreeMap<String, u128>;

/// One line for each thing that is wrong; empty when all is well, or when there is no index yet.
pub async fn check(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<Vec<String>> {
    let Some((searcher, fields, position)) = follow::current(directory)? else {
        return Ok(Vec::new());
    };
    let newest = changes::newest(database).await?;
    if position.sequence != newest {
        let at = position.sequence;
        return Ok(vec![format!(
            "the index is at change {at}, the database at {newest}"
        )]);
    }
    let held = indexed(&searcher, &fields)?;
    let mut wrong = Vec::new();
    let mut expected = expected(database, &fields, now).await?;
    for (subject, sum) in held {
        match expected.remove(&subject) {
            None => wrong.push(format!("the index holds {subject}, who must not be there")),
            Some(other) if other != sum => {
                wrong.push(format!("the index says something else of {subject}"));
            }
            Some(_) => (),
        }
    }
    wrong.extend(
        expected
            .into_keys()
            .map(|subject| format!("the index lacks {subject}")),
    );
    Ok(wrong)
}

async fn expected(database: &Database, fields: &Fields, now: Moment) -> anyhow::Result<Sums> {
    let mut sums = Sums::new();
    for ids in citizen::records::all_ids(database).await?.chunks(1000) {
        for citizen in citizen::records::load_many(database, ids).await? {
            let id = citizen.id.to_string();
            let views = [
                (Subject::Person, views::for_matcher(&citizen, now)),
                (Subject::Card, views::for_host(&citizen, now)),
            ];
            for (subject, profile) in views {
                if let Some(profile) = profile {
                    let texts = fields.of_person(&Person::new(&profile));
                    sums.insert(subject.key(&id), sum(&texts));
                }
            }
        }
    }
    let open = opportunity::records::open_ids(database).await?;
    for opportunity in opportunity::records::load_many(database, &open).await? {
        let texts = follow::opportunity_texts(fields, &opportunity);
        sums.insert(Subject::Opportunity.key(&opportunity.id.to_string()), sum(&texts));
    }
    Ok(sums)
}

fn indexed(searcher: &Searcher, fields: &Fields) -> anyhow::Result<Sums> {
    let mut sums = Sums::new();
    for reader in searcher.segment_readers() {
        let owners = retrieval::keys_by_document(reader)?;
        for key in owners.iter().flatten() {
            sums.entry(key.clone()).or_default();
        }
        for field in fields.texts() {
            let inverted = reader.inverted_index(field)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let word = String::from_utf8_lossy(terms.key()).into_owned();
                let info = terms.value().clone();
                let option = IndexRecordOption::WithFreqs;
                let mut postings = inverted.read_postings_from_terminfo(&info, option)?;
                while postings.doc() != TERMINATED {
                    let count = if field == fields.badge {
                        1
                    } else {
                        postings.term_freq()
                    };
                    let owner = owners.get(postings.doc() as usize).and_then(Option::as_ref);
                    if let Some(sum) = owner.and_then(|key| sums.get_mut(key)) {
                        *sum = sum.wrapping_add(hash(field.field_id(), &word, count));
                    }
                    postings.advance();
                }
            }
        }
    }
    Ok(sums)
}

fn sum(texts: &[Text]) -> u128 {
    let words = texts.iter().flat_map(|text| {
        let words = text.counts.iter();
        words.map(|(word, count)| hash(text.field.field_id(), word, *count))
    });
    words.fold(0, u128::wrapping_add)
}

fn hash(field: u32, word: &str, count: u32) -> u128 {
    let digest: [u8; 32] = Sha256::digest(format!("{field} {count} {word}")).into();
    digest
        .iter()
        .take(16)
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}
