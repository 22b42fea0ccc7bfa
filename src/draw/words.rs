//! What is asked of a group, in words.

use super::{
    Seat, Wishes,
    composing::{Facts, RuleFacts},
};
use crate::{
    badge::catalogue,
    equality::Feature,
    frontend::{Frontend, Language},
    opportunity::{Opportunity, pages::shown},
};

/// Words in one language about one opportunity.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Where texts come from.
    pub frontend: &'a Frontend,
    /// In which language.
    pub language: Language,
    /// What seats are about.
    pub opportunity: &'a Opportunity,
}

impl Words<'_> {
    fn text(&self, key: &str) -> String {
        self.frontend.text(self.language, key)
    }

    /// A seat: its parts joined.
    #[must_use]
    pub fn seat(&self, seat: &Seat) -> String {
        let sought = [seat.experience, seat.skill]
            .into_iter()
            .flatten()
            .filter_map(|place| {
                let seek = self.opportunity.seeks.get(usize::try_from(place).ok()?)?;
                shown::sought(seek, self.language)["label"]
                    .as_str()
                    .map(str::to_owned)
            });
        let label = |list: &str, slug: &Option<String>| {
            slug.as_deref()
                .map(|slug| catalogue().label(list, slug, self.language))
        };
        let first = seat.first_time.then(|| self.text("draw-first-time"));
        let parts: Vec<String> = sought
            .chain(label("standpoint", &seat.standpoint))
            .chain(label("motive", &seat.motive))
            .chain(first)
            .collect();
        parts.join(" + ")
    }

    /// A quota: the feature and its value.
    #[must_use]
    pub fn quota(&self, feature: Feature, value: &str) -> String {
        let slug = feature.slug();
        format!(
            "{}: {}",
            self.text(&format!("draw-feature-{slug}")),
            self.text(&format!("equality-{slug}-{value}"))
        )
    }

    fn regulars(&self) -> String {
        self.text("draw-regulars")
    }

    /// The rules of these wishes, in the order of the composer's question.
    #[must_use]
    pub fn wishes(&self, wishes: &Wishes) -> Vec<String> {
        let seats = wishes.seats.iter().map(|seat| self.seat(seat));
        let quotas = wishes
            .quotas
            .iter()
            .map(|quota| self.quota(quota.feature, &quota.value));
        let regulars = wishes.most_regulars.map(|_| self.regulars());
        seats.chain(quotas).chain(regulars).collect()
    }

    /// A rule as it was when a list was made.
    #[must_use]
    pub fn rule(&self, rule: &RuleFacts) -> String {
        match (&rule.seat, Feature::parse(&rule.about)) {
            (Some(seat), _) => self.seat(seat),
            (None, Some(feature)) => self.quota(feature, &rule.value),
            (None, None) => self.regulars(),
        }
    }

    /// The rules that held the lowest chance down, with their numbers.
    #[must_use]
    pub fn limits(&self, facts: &Facts) -> Vec<String> {
        let rules = facts.limits.iter().filter_map(|place| facts.rules.get(*place));
        rules
            .map(|rule| {
                let most = rule.most.filter(|most| *most < facts.size);
                let key = match (rule.least, most) {
                    (_, None) => "draw-limit-least",
                    (0, Some(_)) => "draw-limit-most",
                    _ => "draw-limit-between",
                };
                let arguments = [
                    ("rule", self.rule(rule).into()),
                    ("least", rule.least.into()),
                    ("most", most.unwrap_or_default().into()),
                ];
                self.frontend.text_with(self.language, key, &arguments)
            })
            .collect()
    }
}
