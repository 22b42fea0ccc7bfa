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
    pub fn find_all(&self, query: &Query) -> tantivy::Result<Vec<(TermInfo, f32)>> {
        let mut found = Vec::with_capacity(query.clauses.len());
        for clause in &query.clauses {
            found.extend(self.find(&clause.stem)?.map(|info| (info, clause.weight)));
        }
        Ok(found)
    }

    /// The postings that stand there.
    pub fn read(&self, info: &TermInfo, option: IndexRecordOption) -> tantivy::Result<BlockSegmentPostings> {
        Ok(self.inverted.read_block_postings_from_terminfo(info, option)?)
    }

    /// Adds what every word of a query is worth to the documents in these runs; `found` is where they stand.
    pub fn add(
        &self,
        query: &Query,
        found: &[(TermInfo, f32)],
        documents: &[Range<u32>],
        desk: &mut Desk,
    ) -> tantivy::Result<()> {
        let Some(lengths) = &self.lengths else {
            return Ok(());
        };
        for (info, weight) in found {
            let postings = self.read(info, IndexRecordOption::WithFreqs)?;
            walk(postings, documents, |document, count| {
                let discount = query.discounts[usize::from(lengths.fieldnorm_id(document))];
                desk.add(document, words::worth(*weight, count, discount));
            });
        }
        Ok(())
    }
}

/// Visits the postings in these runs of documents, with how often the word stands there. Runs and postings are
/// both sorted, and whichever lies behind catches up in one step.
#[inline]
pub fn walk(mut postings: BlockSegmentPostings, documents: &[Range<u32>], mut see: impl FnMut(u32, u32)) {
    let mut runs = documents;
    let mut start = 0;
    let Some(first) = runs.first() else {
        return;
    };
    let mut next = first.start;
    loop {
        let block = postings.docs();
        match block.last() {
            Some(&last) if last >= next => {
                start += block[start..].partition_point(|&document| document < next);
            }
            // A block that is not full is the last one.
            _ if block.len() < BLOCK => return,
            _ => start = postings.seek(next),
        }
        let block = postings.docs();
        let Some(&here) = block.get(start) else {
            return;
        };
        runs = &runs[runs.partition_point(|run| run.end <= here)..];
        let Some(run) = runs.first() else {
            return;
        };
        if run.start > here {
            next = run.start;
            continue;
        }
        let end = start + block[start..].partition_point(|&document| document < run.end);
        for (place, &document) in block[start..end].iter().enumerate() {
            see(document, postings.freq(start + place));
        }
        if end < block.len() {
            (start, next) = (end, block[end]);
        } else if block.len() < BLOCK {
            return;
        } else {
            postings.advance();
            start = 0;
            next = 0;
        }
    }
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
                walk(postings, &runs, |document, _| visited.push(document));
            }
            prop_assert_eq!(visited, expected);
        }
    }
}
