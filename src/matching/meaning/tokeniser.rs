//! Cuts texts into the pieces of words that the model knows (BERT's uncased `WordPiece`).

use anyhow::{Context, ensure};
use tokenizers::{
    Tokenizer, models::wordpiece::WordPiece, normalizers::BertNormalizer,
    pre_tokenizers::bert::BertPreTokenizer,
};

/// Pieces of one text, the marks at both ends included: what the model was trained with.
pub const MOST_PIECES: usize = 256;
/// A text is cut to so many characters before anything looks at the whole of it; as many words as fit into
/// [`MOST_PIECES`] are shorter in any language with words.
const MOST_CHARACTERS: usize = 16 * MOST_PIECES;

/// Turns texts into numbers of pieces. It knows no special marks: "[CLS]" that somebody typed stays text.
pub struct Tokeniser {
    pieces: Tokenizer,
    begin: i32,
    end: i32,
}

impl Tokeniser {
    /// Reads a vocabulary: one piece a line, numbered from 0.
    pub fn new(vocabulary: &[u8]) -> anyhow::Result<Self> {
        let vocabulary = WordPiece::read_bytes(vocabulary).map_err(anyhow::Error::from_boxed)?;
        let number = |mark: &str| {
            let number = vocabulary.get(mark);
            let number = number.with_context(|| format!("the vocabulary has no {mark}"))?;
            Ok::<i32, anyhow::Error>(i32::try_from(*number)?)
        };
        let (begin, end) = (number("[CLS]")?, number("[SEP]")?);
        ensure!(vocabulary.contains_key("[UNK]"), "the vocabulary has no [UNK]");
        let model = WordPiece::builder().vocab(vocabulary).build();
        let mut pieces = Tokenizer::new(model.map_err(anyhow::Error::from_boxed)?);
        pieces
            .with_normalizer(Some(BertNormalizer::default()))
            .map_err(anyhow::Error::from_boxed)?
            .with_pre_tokenizer(Some(BertPreTokenizer));
        Ok(Self { pieces, begin, end })
    }

    /// The numbers of a text's pieces between the two marks; at most [`MOST_PIECES`] in all.
    pub fn numbers(&self, text: &str) -> anyhow::Result<Vec<i32>> {
        let end = text.char_indices().nth(MOST_CHARACTERS);
        let text = end.map_or(text, |(end, _)| &text[..end]);
        let found = self.pieces.encode_fast(text, false);
        let found = found.map_err(anyhow::Error::from_boxed)?;
        let mut numbers = vec![self.begin];
        for number in found.get_ids().iter().take(MOST_PIECES - 2) {
            numbers.push(i32::try_from(*number)?);
        }
        numbers.push(self.end);
        Ok(numbers)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VOCABULARY: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nlooked\nafter\nmy\nhusband\npark\n##inson\n##s\n'\n[\n]\ncls\ncafe";

    fn pieces(text: &str) -> Vec<&'static str> {
        let tokeniser = Tokeniser::new(VOCABULARY.as_bytes()).expect("a vocabulary");
        let numbers = tokeniser.numbers(text).expect("cut");
        let piece = |number: &i32| {
            let number = usize::try_from(*number).expect("a number");
            VOCABULARY.lines().nth(number).expect("a piece")
        };
        numbers.iter().map(piece).collect()
    }

    #[test]
    fn words_become_the_longest_pieces_that_are_known() {
        assert_eq!(
            pieces("Looked  after\tmy HUSBAND Parkinsons"),
            [
                "[CLS]", "looked", "after", "my", "husband", "park", "##inson", "##s", "[SEP]"
            ]
        );
        assert_eq!(
            pieces("my husband's café"),
            ["[CLS]", "my", "husband", "'", "[UNK]", "cafe", "[SEP]"]
        );
        assert_eq!(pieces(""), ["[CLS]", "[SEP]"]);
    }

    #[test]
    fn a_typed_mark_stays_text() {
        assert_eq!(pieces("my [CLS]"), ["[CLS]", "my", "[", "cls", "]", "[SEP]"]);
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(pieces(&"my ".repeat(5_000)).len(), MOST_PIECES);
        assert_eq!(pieces(&"é".repeat(100_000)), ["[CLS]", "[UNK]", "[SEP]"]);
    }

    #[test]
    fn a_vocabulary_without_its_marks_is_refused() {
        for mark in ["[UNK]", "[CLS]", "[SEP]"] {
            let error = Tokeniser::new(VOCABULARY.replace(mark, "x").as_bytes()).err();
            let error = error.expect("refused").to_string();
            assert!(error.contains(mark), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_an_accident(text in any::<String>()) {
            let found = pieces(&text);
            prop_assert!((2..=MOST_PIECES).contains(&found.len()));
            prop_assert_eq!((found[0], found[found.len() - 1]), ("[CLS]", "[SEP]"));
        }
    }
}
