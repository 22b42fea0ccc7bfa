//! How the best of what somebody said becomes a strength towards one criterion.

use super::super::words::{self, Query};

/// Even the same words are less sure than the same badge.
pub const WORDS: f32 = 0.95;
/// Long texts tell less surely what somebody knows than a badge in own words.
const LONG: f32 = 0.9;
/// Where the words that are sought name a badge, a long text that has them in passing tells still less: the badge is
/// what links, and length must not win.
const IN_PASSING: f32 = 0.75;
/// How much the weaker of badge words and long texts adds to the stronger.
const TIE: f32 = 0.05;
/// Where a badge of the catalogue is sought, words that say only half of its label do not meet it (half the
/// weight of a label is a strength of 0.71 before discounts): who spoke in "Carers Week" has not lived with
/// "Home care".
const HALF_SAID: f32 = 0.75;
/// What means the same adds so much of what the words leave open; it never takes anything away. On the development half
/// 0.6 orders a little better (nDCG@10 0.555; 0.54 with this, 0.53 without meaning), but then even "brewed my own beer"
/// stays below what is shown to somebody who could tell about "making ale".
const MEANING: f32 = 0.9;

/// And words that say more of it still count less than a badge two steps narrower: "a blood disorder that I manage
/// by eating well" has both words of "Eating disorder".
const SAID_OF_A_BADGE: f32 = 0.6;

/// The strength of what may meet a requirement of a pool, and has to be read.
pub const POSSIBLE: f32 = 0.5;
/// Words that score less cannot meet a requirement.
const POOL_WORDS: f32 = 0.7;
/// And a meaning that is less near than this times [`POOL_WORDS`].
const POOL_MEANING: f32 = 1.7;

/// How the best of what somebody said becomes a strength towards one criterion.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// What the very words that are sought would score among labels and own words.
    short: f32,
    /// And among long texts.
    long: f32,
    /// What a long text counts, 0 to 1.
    worth_of_long: f32,
    /// Whether a badge of the catalogue is sought.
    badge: bool,
    /// Whether it asks who may be in a pool.
    is_for_pool: bool,
}

/// The best of what somebody said, towards one criterion: what is needed to say how strongly they meet it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Best {
    /// By what a badge is, 0 to 1.
    pub named: f32,
    /// What the words of a badge score.
    pub short: f32,
    /// What a long text scores.
    pub long: f32,
    /// How far the words of a badge or a long text mean the same, 0 to 1.
    pub meaning: f32,
}

impl Scale {
    /// Of a criterion with these words; `names`: they surely name a badge; `badge`: a badge of the catalogue is sought.
    pub(super) fn new(short: &Query, long: &Query, names: bool, badge: bool) -> Self {
        Self {
            short: short.ideal,
            long: long.ideal,
            worth_of_long: if names { IN_PASSING * LONG } else { LONG },
            badge,
            is_for_pool: false,
        }
    }

    /// The same, asked for a pool.
    pub(super) fn for_pool(self) -> Self {
        Self {
            is_for_pool: true,
            ..self
        }
    }

    /// Whether meaning tells more than words.
    pub(super) fn is_by_meaning(&self, best: Best) -> bool {
        MEANING * best.meaning > self.mix(best)
    }

    /// How strongly a criterion is met, 0 to 1.
    #[must_use]
    #[inline]
    pub fn strength(&self, best: Best) -> f32 {
        let said = self.mix(best);
        if self.is_for_pool {
            let is_possible = !self.badge && said.max(POOL_MEANING * best.meaning) >= POOL_WORDS;
            return if is_possible { POSSIBLE } else { 0.0 }.max(best.named);
        }
        let said = said + MEANING * best.meaning * (1.0 - said);
        let said = match said {
            _ if !self.badge => said,
            HALF_SAID.. => SAID_OF_A_BADGE * said,
            _ => 0.0,
        };
        said.max(best.named)
    }

    /// What labels and own words must score, or long texts, for words alone to meet a criterion so strongly; a little
    /// less than that.
    #[must_use]
    pub fn least_sums(&self, strength: f32) -> [f32; 2] {
        const ROUNDED: f32 = 1e-4;
        let said = if self.is_for_pool {
            POOL_WORDS
        } else if self.badge {
            (strength / SAID_OF_A_BADGE).max(HALF_SAID)
        } else {
            strength
        };
        // The weaker of the two adds at most the tie.
        let strong = (said - TIE) / (1.0 - TIE) - ROUNDED;
        let (short, long) = (strong / WORDS, strong / self.worth_of_long);
        [
            words::least_sum(short, self.short),
            words::least_sum(long, self.long),
        ]
    }

    /// One strength from what labels and own words scored and what long texts scored.
    #[inline]
    pub(super) fn mix(&self, best: Best) -> f32 {
        let short = WORDS * words::strength(best.short, self.short);
        let long = self.worth_of_long * words::strength(best.long, self.long);
        let (strong, weak) = if short >= long {
            (short, long)
        } else {
            (long, short)
        };
        strong + TIE * weak * (1.0 - strong)
    }
}
