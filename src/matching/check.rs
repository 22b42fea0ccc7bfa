//! Whether the index says exactly what the database says: every word of every subject, compared.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;

use sha2::{Digest, Sha256};
use tantivy::{
    DocSet, Searcher, TERMINATED,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};
use uuid::Uuid;

use super::{
    follow,
    index::{Entry, Fields, Said, Subject},
    practical::Practical,
    shelf::Shelf,
    updates,
};
use crate::{
    citizen,
    database::{Database, changes},
    moment::Moment,
    opportunity,
};

/// By kind of subject and id, a sum over its words and numbers: equal ones in any order give equal sums.
type Sums = BTreeMap<(usize, Uuid), u128>;

/// One line for each thing that is wrong; empty when all is well, or when there is no index yet.
pub async fn check(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<Vec<String>> {
    let Some((reader, fields, position)) = follow::current(directory)? else {
        return Ok(Vec::new());
    };
    let newest = changes::newest(database).await?;
    if position.sequence != newest {
        let at = position.sequence;
        return Ok(vec![format!(
            "the index is at change {at}, the database at {newest}"
        )]);
    }
    let held = indexed(&reader.searcher(), &fields)?;
    let mut wrong = Vec::new();
    let mut expected = expected(database, &fields, now, &mut wrong).await?;
    let name = |(kind, id): (usize, Uuid)| format!("{:?} {id}", Subject::ALL[kind]).to_lowercase();
    for (key, sum) in held {
        let subject = name(key);
        match expected.remove(&key) {
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
            .map(|key| format!("the index lacks {}", name(key))),
    );
    Ok(wrong)
}

async fn expected(
    database: &Database,
    fields: &Fields,
    now: Moment,
    wrong: &mut Vec<String>,
) -> anyhow::Result<Sums> {
    let mut sums = Sums::new();
    for ids in citizen::records::all_ids(database).await?.chunks(1000) {
        let read = updates::read_people(fields, database, ids, now).await?;
        let entries = read.found.iter().flat_map(|(_, entries)| entries);
        sums.extend(entries.map(|entry| sum(fields, entry)));
        let left_out = read.left_out.iter();
        wrong.extend(left_out.map(|(id, why)| format!("the index leaves out citizen {id}: {why}")));
    }
    let open = opportunity::records::open_ids(database).await?;
    let read = updates::read_opportunities(fields, database, &open).await?;
    let entries = read.found.iter().filter_map(|(_, entry)| entry.as_ref());
    sums.extend(entries.map(|entry| sum(fields, entry)));
    let left_out = read.left_out.iter();
    wrong.extend(left_out.map(|(id, why)| format!("the index leaves out opportunity {id}: {why}")));
    Ok(sums)
}

fn indexed(searcher: &Searcher, fields: &Fields) -> anyhow::Result<Sums> {
    let mut sums = Sums::new();
    for reader in searcher.segment_readers() {
        let shelf = Shelf::of(reader)?;
        let kinds = Subject::ALL.map(|subject| shelf.all(subject));
        let key = |document: u32| {
            let number = shelf.owner[document as usize];
            let kind = kinds.iter().position(|numbers| numbers.contains(&number))?;
            Some((kind, shelf.ids[number as usize]))
        };
        for document in reader.doc_ids_alive() {
            let number = shelf.owner[document as usize];
            if shelf.document(number) == document {
                let head = shelf.practical[number as usize];
                *sums.entry(key(document).context("of no kind")?).or_default() = practical(head);
            }
        }
        for field in [fields.badge, fields.words, fields.long] {
            let inverted = reader.inverted_index(field)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let word = String::from_utf8_lossy(terms.key()).into_owned();
                let info = terms.value().clone();
                let mut postings =
                    inverted.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
                while postings.doc() != TERMINATED {
                    let document = postings.doc();
                    let count = if field == fields.badge {
                        1
                    } else {
                        postings.term_freq()
                    };
                    if !reader.is_deleted(document)
                        && let Some(sum) = key(document).and_then(|key| sums.get_mut(&key))
                    {
                        let said = shelf.said[document as usize];
                        *sum = sum.wrapping_add(hash(field, said, &word, count));
                    }
                    postings.advance();
                }
            }
        }
    }
    Ok(sums)
}

fn sum(fields: &Fields, entry: &Entry) -> ((usize, Uuid), u128) {
    let mut sum = practical(entry.practical);
    for text in &entry.texts {
        let badges = text
            .badges
            .iter()
            .map(|token| hash(fields.badge, text.said, token, 1));
        let words = text.words.iter().flat_map(|(field, bag)| {
            let counts = bag.counts.iter();
            counts.map(|(stem, count)| hash(*field, text.said, stem, *count))
        });
        sum = badges.chain(words).fold(sum, u128::wrapping_add);
    }
    ((entry.subject as usize, entry.id), sum)
}

fn practical(practical: Practical) -> u128 {
    digest(&format!("{} {}", practical.fits, practical.motives))
}

fn hash(field: Field, said: Said, word: &str, count: u32) -> u128 {
    digest(&format!("{} {} {count} {word}", field.field_id(), said.0))
}

fn digest(text: &str) -> u128 {
    let digest: [u8; 32] = Sha256::digest(text).into();
    let first = digest.iter().take(16);
    first.fold(0, |number, byte| number << 8 | u128::from(*byte))
}
