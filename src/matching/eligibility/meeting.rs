//! What two passages have of each other: the features by which a match is judged.

use super::{passage::Passage, settings::Weights};

/// The features of a meeting, in the order of [`NAMES`].
pub type Features = [f32; NAMES.len()];

/// What a feature is called in `data/eligibility.toml`. "Text" is the criterion or what somebody said; "phrase" a label
/// or phrase of the catalogue, or what somebody said beside a criterion.
pub const NAMES: [&str; 34] = [
    "text_covered",
    "phrase_covered",
    "both_covered",
    "text_beyond_60",
    "phrase_beyond_60",
    "text_beyond_85",
    "phrase_beyond_85",
    "word_for_word",
    "in_order",
    "same",
    "text_missing_most",
    "phrase_missing_most",
    "text_missing",
    "phrase_missing",
    "most_telling_met",
    "tells",
    "label",
    "part",
    "denied",
    "opposite",
    "last_of_phrase",
    "last_of_text",
    "one_word",
    "one_everyday_word",
    "only_ambiguous",
    "ambiguous_beside",
    "loose",
    "scattered",
    "out_of_order",
    "within_another",
    "rival",
    "beaten",
    "nearness",
    "behind_nearest",
];

/// A text and a phrase that have words of each other.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// By [`NAMES`].
    pub features: Features,
    /// The words of the text that the phrase has, as bits.
    pub places: u64,
    /// What those words weigh.
    pub met: f32,
}

impl Meeting {
    /// Less in common, as a mean of both sides, is no meeting.
    const LEAST: f32 = 0.3;

    /// Compares a text with a phrase; `None` when they have little of each other.
    #[must_use]
    pub fn of(text: &Passage, phrase: &Passage, is_label: bool, is_part: bool) -> Option<Self> {
        let (of_text, of_phrase) = (text.covered_by(phrase), phrase.covered_by(text));
        let text_side = Side::of(text, &of_text);
        let phrase_side = Side::of(phrase, &of_phrase);
        let (covered, had) = (text_side.share, phrase_side.share);
        if f32::midpoint(covered, had) < Self::LEAST {
            return None;
        }
        let denied = !phrase.denies && denied(text, &of_text) || !text.denies && denied(phrase, &of_phrase);
        let one = phrase.words.len() == 1;
        let is_literal = text.says(phrase);
        // Several words that stand together exactly as in the phrase tell, however general each is: "care home", "had a
        // stroke".
        let is_whole = is_literal && phrase.has_several_words();
        let tells = text_side.tells && phrase_side.tells || is_whole;
        let is_sure = text_side.is_sure && phrase_side.is_sure || is_whole;
        let (scattered, out_of_order) = text.order_of(phrase);
        let mut places = 0;
        for (place, (covered, word)) in of_text.iter().zip(&text.words).enumerate() {
            // General words prove nothing, unless there are no others.
            let counts = word.tells || !phrase_side.tells;
            places |= u64::from(counts && *covered >= HALF) << place;
        }
        let features = [
            covered,
            had,
            covered * had,
            (covered - 0.6).max(0.0),
            (had - 0.6).max(0.0),
            (covered - 0.85).max(0.0),
            (had - 0.85).max(0.0),
            flag(is_literal),
            flag(text.says_in_order(phrase)),
            flag(text.is_same(phrase)),
            text_side.missing_most,
            phrase_side.missing_most,
            text_side.missing,
            phrase_side.missing,
            text_side.met_most,
            flag(tells),
            flag(is_label),
            flag(is_part),
            flag(denied),
            flag(phrase.denies && !text.denies),
            of_phrase.last().copied().unwrap_or(0.0),
            of_text.last().copied().unwrap_or(0.0),
            flag(one),
            flag(one && phrase.words[0].is_everyday),
            flag(!is_sure),
            flag(!is_sure) * text_side.missing.min(MOST_BESIDE),
            if is_literal {
                0.0
            } else {
                phrase.share_of_stop_words()
            },
            scattered,
            flag(out_of_order),
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ];
        let met = text.words.iter().enumerate();
        let met = met.filter(|(place, _)| places >> place & 1 == 1);
        Some(Self {
            features,
            places,
            met: met.map(|(_, word)| word.weight).sum(),
        })
    }

    /// Of a phrase that has no word of the text and may mean the same.
    #[must_use]
    pub fn by_meaning() -> Self {
        Self {
            features: [0.0; NAMES.len()],
            places: 0,
            met: 0.0,
        }
    }

    /// How much of the text the phrase has, 0 to 1.
    #[must_use]
    pub fn text_covered(&self) -> f32 {
        self.features[0]
    }

    /// How much of the phrase the text has, 0 to 1.
    #[must_use]
    pub fn phrase_covered(&self) -> f32 {
        self.features[1]
    }

    /// Whether the phrase answers the whole text, not one of several alternatives: then narrower badges do too.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        const WHOLE: f32 = 0.8;
        self.text_covered() >= WHOLE && self.phrase_covered() >= WHOLE && self.features[17] <= 0.0
    }

    /// Whether a word that can be evidence is among those that met, or several words that stand together in the text
    /// exactly as in the phrase.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.features[15] > 0.0
    }

    /// Whether either side denies what the other says.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.features[18] > 0.0
    }

    /// Whether features are those of a text and itself.
    #[must_use]
    pub fn is_same_text(features: &Features) -> bool {
        features[9] > 0.0
    }

    /// Whether nothing but one everyday word met.
    #[must_use]
    pub fn is_one_everyday_word(&self) -> bool {
        self.features[23] > 0.0
    }

    /// Notes what a phrase of another badge has of the same text.
    pub fn compete(&mut self, within_another: f32, rival: f32, is_beaten: bool) {
        self.features[29] = within_another;
        self.features[30] = rival;
        self.features[31] = flag(is_beaten);
    }

    /// Notes how near both are in meaning, 0 to 1, and how far behind the nearest.
    pub fn mean(&mut self, nearness: f32, behind: f32) {
        self.features[32] = nearness;
        self.features[33] = behind;
    }

    /// How likely it is right, 0 to 1.
    #[must_use]
    pub fn probability(&self, weights: &Weights) -> f32 {
        weights.probability(&self.features)
    }
}

/// More words beside an ambiguous one do not make it weaker.
const MOST_BESIDE: f32 = 2.0;
/// A word counts as had from this share on.
const HALF: f32 = 0.5;

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn denied(passage: &Passage, covered: &[f32]) -> bool {
    let words = passage.words.iter().zip(covered);
    words
        .filter(|(word, _)| word.tells && word.is_denied)
        .any(|(_, covered)| *covered >= HALF)
}

/// What one side has of the other, and what it lacks.
struct Side {
    share: f32,
    missing: f32,
    missing_most: f32,
    met_most: f32,
    tells: bool,
    /// Whether a word met that has no other common sense.
    is_sure: bool,
}

impl Side {
    fn of(passage: &Passage, covered: &[f32]) -> Self {
        const LEAST_WEIGHT: f32 = 1e-6;
        let mut side = Self {
            share: 0.0,
            missing: 0.0,
            missing_most: 0.0,
            met_most: 0.0,
            tells: false,
            is_sure: false,
        };
        for (word, covered) in passage.words.iter().zip(covered) {
            side.share += covered * word.weight;
            side.missing_most = side.missing_most.max((1.0 - covered) * word.weight);
            side.met_most = side.met_most.max(covered * word.weight);
            side.tells |= word.tells && *covered >= HALF;
            side.is_sure |= word.tells && *covered >= HALF && !word.is_ambiguous;
        }
        side.missing = passage.weight - side.share;
        side.share /= passage.weight.max(LEAST_WEIGHT);
        side
    }
}
