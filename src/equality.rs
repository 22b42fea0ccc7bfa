//! Equality answers: what people choose to say about themselves so that a group can look like the place it speaks
//! for. They are kept apart from the profile, under a consent of their own, and are of use in counts only: nothing
//! that matches, ranks or shows a person knows this module.
//!
//! The bands are those a council can compare with the census of 2021: the age bands of the Office for National
//! Statistics cut at 16, 18, 25 and every ten years to 75; the five ethnic groups of the harmonised standard of the
//! Government Statistical Service (GSS); its two questions on long-lasting conditions and on restricted activity,
//! put as one, which together come near the definition of disability in section 6 of the Equality Act 2010 (a
//! physical or mental impairment with a substantial and long-term adverse effect on the ability to carry out normal
//! day-to-day activities). The GSS standard on gender identity is being revised; until then gender is asked in
//! plain words. Nobody knows the fifth of the Index of Multiple Deprivation in which they live, so that people say
//! how their place seems to them, in five steps of which 1 is the most deprived.

pub mod missing;
pub mod pages;
pub mod population;
pub mod records;

use std::collections::BTreeMap;

crate::slugs! {
    /// What is asked, in the order in which it is asked.
    pub enum Feature {
        /// How old, in bands.
        Age = "age",
        /// Which gender.
        Gender = "gender",
        /// Which ethnic group, of five.
        Ethnicity = "ethnicity",
        /// Disabled in the sense of the Equality Act 2010.
        Disability = "disability",
        /// How deprived the place is where they live, in fifths.
        Area = "area",
    }
}

/// The answer of somebody who would rather not say: an answer like any other, of which nothing follows.
pub const PREFER_NOT_TO_SAY: &str = "prefer-not-to-say";

/// An age group of [`Feature::Age`] that only figures about the population have: people register from 18 on.
const MINORS: &str = "16-17";

impl Feature {
    /// What a person can answer, in the order in which people see it; not saying is none of them.
    pub fn answers(self) -> impl Iterator<Item = &'static str> {
        self.values().iter().copied().filter(|value| *value != MINORS)
    }

    /// The slugs of what can be said, in the order in which people see them; not saying is none of them.
    #[must_use]
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Age => &[
                MINORS,
                "18-24",
                "25-34",
                "35-44",
                "45-54",
                "55-64",
                "65-74",
                "75-and-over",
            ],
            Self::Gender => &["woman", "man", "non-binary", "another-way"],
            Self::Ethnicity => &["asian", "black", "mixed", "white", "other"],
            Self::Disability => &["yes", "no"],
            Self::Area => &["1", "2", "3", "4", "5"],
        }
    }

    /// The stored form of what somebody chose: a value of this feature, or [`PREFER_NOT_TO_SAY`].
    #[must_use]
    pub fn choice(self, slug: &str) -> Option<&'static str> {
        let not_said = [PREFER_NOT_TO_SAY];
        let all = self.values().iter().chain(&not_said);
        all.copied().find(|value| *value == slug)
    }

    /// The next question; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }
}

/// What one person answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Feature, &'static str>);

impl Answers {
    /// What somebody said about a feature; `None` when they did not answer or would rather not say. The two are
    /// never told apart outside of the person's own page.
    #[must_use]
    pub fn value(&self, feature: Feature) -> Option<&str> {
        self.chosen(feature).filter(|value| *value != PREFER_NOT_TO_SAY)
    }

    /// What somebody chose, [`PREFER_NOT_TO_SAY`] included: for their own page.
    fn chosen(&self, feature: Feature) -> Option<&str> {
        self.0.get(&feature).copied()
    }

    /// Adds an answer as it is stored; one that this version does not know is left out.
    fn add(&mut self, feature: Feature, value: &str) {
        if let Some(value) = feature.choice(value) {
            self.0.insert(feature, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_saying_is_a_choice_and_no_value() {
        let mut answers = Answers::default();
        answers.add(Feature::Age, PREFER_NOT_TO_SAY);
        answers.add(Feature::Disability, "yes");
        answers.add(Feature::Gender, "unheard-of");
        assert_eq!(answers.chosen(Feature::Age), Some(PREFER_NOT_TO_SAY));
        assert_eq!(answers.value(Feature::Age), None);
        assert_eq!(answers.value(Feature::Disability), Some("yes"));
        assert_eq!(answers.value(Feature::Gender), None);
    }

    #[test]
    fn the_questions_follow_each_other() {
        assert_eq!(Feature::Age.next(), Some(Feature::Gender));
        assert_eq!(Feature::Area.next(), None);
    }
}
