//! The postings of one field of one segment, read in runs of documents.

use std::{ops::Range, sync::Arc};

use tantivy::{
    InvertedIndexReader, SegmentReader, Term,
    fieldnorm::FieldNormReader,
    postings::BlockSegmentPostings,
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

    /// The postings of a word; `None` when it stands nowhere.
    pub fn read(
        &self,
        word: &str,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<BlockSegmentPostings>> {
        let term = Term::from_field_text(self.field, word);
        Ok(self.inverted.read_block_postings(&term, option)?)
    }

    /// Adds what every word of a query is worth to the sums of the documents in these runs.
    pub fn add(&self, query: &Query, documents: &[Range<u32>], desk: &mut Desk) -> tantivy::Result<()> {
        let Some(lengths) = &self.lengths else {
            return Ok(());
        };
        for clause in &query.clauses {
            let Some(postings) = self.read(&clause.stem, IndexRecordOption::WithFreqs)? else {
                continue;
            };
            walk(postings, documents, |document, count| {
                let discount = query.discounts[usize::from(lengths.fieldnorm_id(document))];
                desk.add(document, words::worth(clause.weight, count, discount));
            });
        }
        Ok(())
    }
}

/// Visits the postings in these runs of documents, with how often the word stands there.
#[inline]
pub fn walk(mut postings: BlockSegmentPostings, documents: &[Range<u32>], mut see: impl FnMut(u32, u32)) {
    for run in documents {
        let mut start = postings.seek(run.start);
        loop {
            let block = &postings.docs()[start..];
            let end = block.partition_point(|&document| document < run.end);
            for (place, &document) in block[..end].iter().enumerate() {
                see(document, postings.freq(start + place));
            }
            // A block that is not full is the last one.
            if end < block.len() || start + block.len() < BLOCK {
                break;
            }
            postings.advance();
            start = 0;
        }
    }
}

/// Tantivy's postings come in blocks of so many.
const BLOCK: usize = 128;
