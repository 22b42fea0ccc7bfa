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

/// The subjects of a segment, in the order of their documents.
#[derive(Debug)]
pub struct Shelf {
    /// By number, whose each is.
    pub ids: Vec<Uuid>,
    /// By number, what filters need.
    pub practical: Vec<Practical>,
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
            ids: Vec::new(),
            practical: Vec::new(),
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
                && let (Some(own), Some(practical)) = (shelf.ids.last_mut(), shelf.practical.last_mut())
            {
                *own = Uuid::from_u64_pair(high, low);
                *practical = Practical {
                    fits: fits.first(document).unwrap_or(0),
                    motives: motives.first(document).unwrap_or(0),
                };
            }
            shelf.owner.push(number(shelf.ids.len() - 1));
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
        self.ids.push(Uuid::nil());
        self.practical.push(Practical::default());
    }

    /// Everything up to and including this district begins here at the latest.
    fn close_districts(&mut self, last: usize) {
        let here = number(self.ids.len());
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

    /// Runs of subjects in windows that span about so many documents; a subject is never parted.
    #[must_use]
    pub fn windows(&self, subjects: &[Range<u32>], documents: u32) -> Vec<Vec<Range<u32>>> {
        let mut windows: Vec<Vec<Range<u32>>> = Vec::new();
        let mut until = 0;
        for run in subjects {
            let mut start = run.start;
            while start < run.end {
                let rest = &self.first[start as usize + 1..=run.end as usize];
                let mut fit = rest.partition_point(|end| *end <= until);
                if fit == 0 {
                    windows.push(Vec::new());
                    until = self.first[start as usize] + documents;
                    // At least one, however much it said.
                    fit = rest.partition_point(|end| *end <= until).max(1);
                }
                let end = start + number(fit);
                windows
                    .last_mut()
                    .into_iter()
                    .for_each(|window| window.push(start..end));
                start = end;
            }
        }
        windows
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
                assert_eq!(documents.len(), 11, "{}", shelf.ids[number as usize]);
            }
        }
        let people: usize = shelves.iter().map(|shelf| shelf.ids.len()).sum();
        assert_eq!(people as u128, PEOPLE);
    }
}
