//! One segment of the index as the search walks through it: its subjects, and whose each document is. Read once,
//! when a segment appears; segments never change.

use std::ops::Range;

use tantivy::SegmentReader;
use uuid::Uuid;

use super::{
    index::{self, Said, Subject},
    practical::Practical,
};
use crate::area;

/// A subject of a segment.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Whose.
    pub id: Uuid,
    /// What filters need.
    pub practical: Practical,
}

/// The subjects of a segment, in the order of their documents.
#[derive(Debug)]
pub struct Shelf {
    /// By number.
    pub heads: Vec<Head>,
    /// By number, the first document; one more at the end.
    first: Vec<u32>,
    /// By document, the subject's number.
    pub owner: Vec<u32>,
    /// By document, from where it is said.
    pub said: Vec<Said>,
    /// By kind of subject and district, the number of the first subject; one more at the end.
    districts: Vec<u32>,
}

impl Shelf {
    /// Reads a segment.
    pub fn of(reader: &SegmentReader) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let documents = reader.max_doc();
        let id = [columns.u64("id_high")?, columns.u64("id_low")?];
        let [fits, motives] = [columns.u64("fits")?, columns.u64("motives")?];
        let [place, said] = [columns.u64("place")?, columns.u64("said")?];
        let mut shelf = Self {
            heads: Vec::new(),
            first: Vec::new(),
            owner: Vec::with_capacity(documents as usize),
            said: Vec::with_capacity(documents as usize),
            districts: Vec::new(),
        };
        let mut last = None;
        for document in 0..documents {
            let here = place.first(document);
            if here != last {
                last = here;
                shelf.begin(document, here.unwrap_or(0));
            }
            if let (Some(high), Some(low)) = (id[0].first(document), id[1].first(document))
                && let Some(head) = shelf.heads.last_mut()
            {
                head.id = Uuid::from_u64_pair(high, low);
                head.practical = Practical {
                    fits: fits.first(document).unwrap_or(0),
                    motives: motives.first(document).unwrap_or(0),
                };
            }
            shelf.owner.push(number(shelf.heads.len() - 1));
            shelf
                .said
                .push(Said(said.first(document).unwrap_or(0).to_le_bytes()[0]));
        }
        shelf.first.push(documents);
        shelf.close_districts(Subject::ALL.len() * area::districts());
        Ok(shelf)
    }

    fn begin(&mut self, document: u32, place: u64) {
        let (kind, district) = index::kind_and_district(place);
        self.close_districts(kind * area::districts() + district);
        self.first.push(document);
        self.heads.push(Head {
            id: Uuid::nil(),
            practical: Practical::default(),
        });
    }

    /// Everything up to and including this district begins here at the latest.
    fn close_districts(&mut self, last: usize) {
        let here = number(self.heads.len());
        while self.districts.len() <= last {
            self.districts.push(here);
        }
    }

    /// The numbers of all subjects of a kind.
    #[must_use]
    pub fn all(&self, subject: Subject) -> Range<u32> {
        let start = subject as usize * area::districts();
        self.districts[start]..self.districts[start + area::districts()]
    }

    /// The numbers of the subjects of a kind in the districts that are admitted: few runs, because neighbours
    /// stand together. All of them when no district is ruled out.
    #[must_use]
    pub fn within(&self, subject: Subject, admitted: Option<&[bool]>) -> Vec<Range<u32>> {
        let Some(admitted) = admitted else {
            return vec![self.all(subject)];
        };
        let start = subject as usize * area::districts();
        let mut runs: Vec<Range<u32>> = Vec::new();
        for (district, _) in admitted.iter().enumerate().filter(|(_, admitted)| **admitted) {
            let (from, to) = (
                self.districts[start + district],
                self.districts[start + district + 1],
            );
            match runs.last_mut() {
                Some(run) if run.end == from => run.end = to,
                _ if from == to => (),
                _ => runs.push(from..to),
            }
        }
        runs
    }

    /// The documents of a run of subjects.
    #[must_use]
    pub fn documents(&self, subjects: &Range<u32>) -> Range<u32> {
        self.first[subjects.start as usize]..self.first[subjects.end as usize]
    }

    /// The first document of a subject.
    #[must_use]
    pub fn document(&self, subject: u32) -> u32 {
        self.first[subject as usize]
    }
}

/// Tantivy numbers the documents of a segment with 32 bits, so its subjects have numbers as small.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use tantivy::{Index, IndexReader, IndexWriter};

    use super::*;
    use crate::matching::{index::Fields, person::Person, profile::Profile};

    #[test]
    fn all_that_somebody_said_stands_in_one_segment_however_often_one_is_full() {
        const PEOPLE: u128 = 1500;
        let fields = Fields::new();
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(Fields::settings())
            .create_in_ram()
            .expect("an index");
        Fields::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).expect("a writer");
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        for number in 1..=PEOPLE {
            // Words that nobody else uses fill the memory soon.
            let words = (0..60)
                .map(|word| format!("w{number}x{word}"))
                .collect::<Vec<_>>();
            let held = |words: &[String]| format!(r#"{{"kind":"skill","words":"{}"}}"#, words.join(" "));
            let badges: Vec<String> = words.chunks(6).map(held).collect();
            let line = format!(r#"{{"id":"a","badges":[{}]}}"#, badges.join(","));
            let profile: Profile = crate::matching::profile::read(&line).expect("a sound profile");
            let entry = fields.of_person(Subject::Person, Uuid::from_u128(number), Person::new(&profile));
            index::put(&writer, Vec::new(), fields.documents(&entry)).expect("put");
        }
        writer.commit().expect("committed");
        let reader: IndexReader = index.reader().expect("a reader");
        let searcher = reader.searcher();
        let shelves: Vec<Shelf> = searcher
            .segment_readers()
            .iter()
            .map(|segment| Shelf::of(segment).expect("a shelf"))
            .collect();
        assert!(shelves.len() > 1, "one segment held everybody");
        for shelf in &shelves {
            for number in shelf.all(Subject::Person) {
                let documents = shelf.documents(&(number..number + 1));
                assert_eq!(documents.len(), 11, "{}", shelf.heads[number as usize].id);
            }
        }
        let people: usize = shelves.iter().map(|shelf| shelf.heads.len()).sum();
        assert_eq!(people as u128, PEOPLE);
    }
}
