//! What somebody is shown as being for them.

use super::{Suggestion, matcher::Matcher, person::Person, ranking::Closeness, views};
use crate::{citizen::Citizen, opportunity::Opportunity, turn::TooBusy};

/// What is too loose to be shown to somebody as being for them.
const SUGGESTION_FLOOR: f32 = 0.3;
/// So many opportunities are shown to one person.
const SUGGESTIONS: usize = 100;
impl Matcher {
    /// The open opportunities that fit somebody, closest first.
    ///
    /// # Errors
    /// When no turn comes, and before the matcher has caught up.
    pub async fn for_citizen(&self, citizen: &Citizen) -> Result<Vec<Suggestion>, TooBusy> {
        self.inner.is_ready()?;
        let now = self.inner.clock.now();
        let Some(profile) = views::for_matcher(citizen, now) else {
            return Ok(Vec::new());
        };
        let suggested = self.inner.turns.run(|| {
            let person = Person::new(&profile);
            let standing = self.standing();
            let closest = standing.board.closest(&person, now, SUGGESTIONS, is_shown);
            let hits = closest.into_iter().filter_map(|(posted, _)| {
                let hit = posted.wanted.compare(&person)?;
                Some(Suggestion {
                    opportunity: posted.id,
                    closeness: closeness(hit.closeness.fit),
                    reasons: hit.reasons,
                })
            });
            hits.collect()
        });
        suggested.await
    }

    /// How somebody and one opportunity fit, whether or not it is among the closest; `None` when they do not.
    ///
    /// # Errors
    /// When no turn comes, and before the matcher has caught up.
    pub async fn fit(
        &self,
        citizen: &Citizen,
        opportunity: &Opportunity,
    ) -> Result<Option<Suggestion>, TooBusy> {
        self.inner.is_ready()?;
        let Some(profile) = views::for_matcher(citizen, self.inner.clock.now()) else {
            return Ok(None);
        };
        let fit = self.inner.turns.run(|| {
            let wanted = self.wanted(opportunity);
            let hit = wanted.compare(&Person::new(&profile))?;
            let open_to_all = wanted.criteria.is_empty();
            (open_to_all || is_shown(hit.closeness)).then(|| Suggestion {
                opportunity: opportunity.id,
                closeness: closeness(hit.closeness.fit),
                reasons: hit.reasons,
            })
        });
        fit.await
    }
}

/// Whether somebody is close enough to an opportunity to be shown it as being for them.
fn is_shown(closeness: Closeness) -> bool {
    closeness.weakest >= SUGGESTION_FLOOR && closeness.strongest >= SUGGESTION_FLOOR
}

/// 1 (loosely) to 4 (very close).
fn closeness(fit: f32) -> u8 {
    match fit {
        fit if fit >= 0.85 => 4,
        fit if fit >= 0.7 => 3,
        fit if fit >= 0.5 => 2,
        _ => 1,
    }
}
