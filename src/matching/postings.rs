//! The postings of one field of one segment, read in runs of documents.

use std::{ops::Range, sync::Arc};

use tantivy::{
    InvertedIndexReader, SegmentReader, Term,
    fieldnorm::FieldNormReader,
    postings::{BlockSegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use super::{
    desk::Desk,
    words::{self, Query},
};

/// The postings of a field.
pub struct Postings {
    field: Field,
    inverted: Arc<InvertedIndexReader>,
    lengths: Option<FieldNormReader>,
}

impl Postings {
    /// Opens a field of a segment.
    pub fn of(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        Ok(Self {
            field,
            inverted: reader.inverted_index(field)?,
            lengths: reader.fieldnorms_readers().get_field(field)?,
        })
    }

    /// Where the postings of a word stand; `None` when it stands nowhere.
    pub fn find(&self, word: &str) -> tantivy::Result<Option<TermInfo>> {
        let term = Term::from_field_text(self.field, word);
        Ok(self.inverted.get_term_info(&term)?)
    }

    /// Where the words of a query stand, and what each counts.
    pub fn find_all(&self, query: &Query) -> tantivy::Result<Vec<(Cursor<'_>, f32)>> {
        let mut found = Vec::with_capacity(query.clauses.len());
        for clause in &query.clauses {
            let info = self.find(&clause.stem)?;
            let cursor = info.map(|info| self.cursor(info, IndexRecordOption::WithFreqs));
            found.extend(cursor.map(|cursor| (cursor, clause.weight)));
        }
        Ok(found)
    }

    /// The postings that stand there, from the first one on.
    pub fn cursor(&self, info: TermInfo, option: IndexRecordOption) -> Cursor<'_> {
        Cursor {
            postings: self,
            info,
            option,
            open: None,
        }
    }

    /// Adds what every word of a query is worth to the documents in these runs; `found` is where they stand.
    pub fn add(
        &self,
        query: &Query,
        found: &mut [(Cursor, f32)],
        runs: &[Range<u32>],
        desk: &mut Desk,
    ) -> tantivy::Result<()> {
        let Some(lengths) = &self.lengths else {
            return Ok(());
        };
        for (cursor, weight) in found {
            cursor.walk(runs, |document, count| {
                let discount = query.discounts[usize::from(lengths.fieldnorm_id(document))];
                let worth = words::worth(*weight, count, discount);
                desk.raise(document, |row| row.sum += worth);
            })?;
        }
        Ok(())
    }
}

/// The postings of a word, read on from where they were left. They are opened when they are first needed.
pub struct Cursor<'p> {
    postings: &'p Postings,
    info: TermInfo,
    option: IndexRecordOption,
    open: Option<Place>,
}

struct Place {
    postings: BlockSegmentPostings,
    /// In the block.
    next: usize,
}

impl Cursor<'_> {
    /// How many documents there are at most.
    pub fn reach(&self) -> u64 {
        self.info.doc_freq.into()
    }

    /// Visits the postings in these runs of documents, with how often the word stands there. The runs are sorted, and
    /// come after those that were visited before.
    #[inline]
    pub fn walk(&mut self, runs: &[Range<u32>], see: impl FnMut(u32, u32)) -> tantivy::Result<()> {
        if self.open.is_none() {
            let inverted = &self.postings.inverted;
            self.open = Some(Place {
                postings: inverted.read_block_postings_from_terminfo(&self.info, self.option)?,
                next: 0,
            });
        }
        if let Some(place) = &mut self.open {
            place.walk(runs, see);
        }
        Ok(())
    }
}

impl Place {
    /// Runs and postings are both sorted, and whichever lies behind catches up in one step.
    #[inline]
    fn walk(&mut self, mut runs: &[Range<u32>], mut see: impl FnMut(u32, u32)) {
        while let Some(run) = runs.first() {
            let Some(here) = self.seek(run.start) else {
                return;
            };
            if here >= run.end {
                runs = skip(runs, here);
                continue;
            }
            let block = self.postings.docs();
            let end = self.next + block[self.next..].partition_point(|&document| document < run.end);
            for (place, &document) in block[self.next..end].iter().enumerate() {
                see(document, self.postings.freq(self.next + place));
            }
            self.next = end;
        }
    }

    /// The first document from `target` on that was not visited yet; `None` when there is none.
    #[inline]
    fn seek(&mut self, target: u32) -> Option<u32> {
        loop {
            let block = self.postings.docs();
            match block.last() {
                Some(&last) if last >= target && self.next < block.len() => {
                    self.next += block[self.next..].partition_point(|&document| document < target);
                    return Some(block[self.next]);
                }
                // A block that is not full is the last one.
                _ if block.len() < BLOCK => return None,
                Some(&last) if last >= target => {
                    self.postings.advance();
                    self.next = 0;
                }
                _ => self.next = self.postings.seek(target),
            }
        }
    }
}

/// The runs that do not end before a document. Most often that is the next one or one soon after it, so the steps
/// double from there.
#[inline]
fn skip(runs: &[Range<u32>], document: u32) -> &[Range<u32>] {
    let behind = |run: &Range<u32>| run.end <= document;
    let mut step = 1;
    while runs.get(step).is_some_and(behind) {
        step *= 2;
    }
    let start = step / 2;
    let end = runs.len().min(step + 1);
    &runs[start + runs[start..end].partition_point(behind)..]
}

/// Tantivy's postings come in blocks of so many.
const BLOCK: usize = 128;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::{
        Index, IndexWriter, TantivyDocument, Term,
        schema::{STRING, Schema},
    };

    use super::*;

    /// The postings of a word that stands in these documents of many.
    fn postings(stands: &[bool]) -> Option<BlockSegmentPostings> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("word", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).expect("a writer");
        for stands in stands {
            let mut document = TantivyDocument::default();
            document.add_text(field, if *stands { "here" } else { "elsewhere" });
            writer.add_document(document).expect("added");
        }
        writer.commit().expect("committed");
        let searcher = index.reader().expect("a reader").searcher();
        let inverted = searcher.segment_reader(0).inverted_index(field).expect("a field");
        let term = Term::from_field_text(field, "here");
        inverted
            .read_block_postings(&term, IndexRecordOption::Basic)
            .expect("read")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn each_posting_in_the_runs_is_visited_once_over_many_blocks(
            stands in proptest::collection::vec(prop_oneof![4 => Just(true), 1 => Just(false)], 1..900),
            mut cuts in proptest::collection::vec(0_u32..1000, 0..12),
        ) {
            cuts.sort_unstable();
            let length = u32::try_from(stands.len()).expect("few");
            let runs: Vec<Range<u32>> = cuts
                .chunks_exact(2)
                .map(|ends| ends[0].min(length)..ends[1].min(length))
                .filter(|run| run.start < run.end)
                .collect();
            let expected: Vec<u32> =
                runs.iter().flat_map(Clone::clone).filter(|&document| stands[document as usize]).collect();
            let mut visited = Vec::new();
            if let Some(postings) = postings(&stands) {
                let mut place = Place { postings, next: 0 };
                // In two parts, as windows do.
                let (first, rest) = runs.split_at(runs.len() / 2);
                place.walk(first, |document, _| visited.push(document));
                place.walk(rest, |document, _| visited.push(document));
            }
            prop_assert_eq!(visited, expected);
        }
    }
}
