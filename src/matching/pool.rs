//! Who can be invited to an opportunity.

use std::sync::Arc;

use super::{
    Reason,
    index::Subject,
    matcher::{BASIS, Matcher},
    person::Person,
    ranking::Wanted,
    views,
};
use crate::{
    account::AccountId,
    citizen::{Citizen, CitizenId},
    moment::Moment,
    opportunity::Opportunity,
};

/// In a pool everybody has the same chance, so weaker evidence for a must than this does not open it. In a
/// ranking it would merely stand at the end.
pub(super) const FLOOR: f32 = 0.5;

/// Everybody who fits an opportunity, as the index knows it.
pub struct Pool {
    /// Who, and how well: the best fit first, then by id.
    pub people: Vec<(CitizenId, f32)>,
    wanted: Arc<Wanted>,
    now: Moment,
}

impl Matcher {
    /// Everybody who may be invited: feasible, with evidence for every must, and with consent and without a pause
    /// when the index was last brought up to date, which happens first where it can be written. People who are invited
    /// are asked for with [`Pool::reasons`], which looks at them as they are.
    pub async fn pool(&self, opportunity: &Opportunity) -> anyhow::Result<Pool> {
        if let Err(error) = self.catch_up().await {
            tracing::warn!("a pool is read from an index that is behind: {error:#}");
        }
        let wanted = self.inner.turns.run(|| self.wanted(opportunity)).await?;
        let reading = self.reading()?;
        let people = self.inner.turns.run(|| {
            let mut people = Vec::new();
            reading.each(&wanted, Subject::Person, FLOOR, |found| {
                people.push((AccountId(found.id), found.closeness.fit));
            })?;
            people.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            anyhow::Ok(people)
        });
        Ok(Pool {
            people: people.await??,
            wanted,
            now: self.inner.clock.now(),
        })
    }
}

impl Pool {
    /// Why somebody is in the pool, as they are known now; `None` when they no longer are.
    #[must_use]
    pub fn reasons(&self, citizen: &Citizen) -> Option<Vec<Reason>> {
        let profile = views::for_matcher(citizen, self.now)?;
        let hit = self.wanted.compare(&Person::new(&profile))?;
        (hit.closeness.weakest >= FLOOR).then_some(hit.reasons)
    }
}

impl Matcher {
    /// Which of these people, as they are known now, have evidence for every must of `opportunity`: the same
    /// evidence that opens a pool. Nobody who does not consent to matching has any.
    #[must_use]
    pub fn meets<'a>(
        &self,
        opportunity: &Opportunity,
        people: impl IntoIterator<Item = &'a Citizen>,
    ) -> Vec<bool> {
        let (wanted, now) = (
            Wanted::new(&views::posting(opportunity), &BASIS),
            self.inner.clock.now(),
        );
        let meets = |citizen| {
            let profile = views::for_matcher(citizen, now)?;
            let hit = wanted.compare(&Person::new(&profile))?;
            (hit.closeness.weakest >= FLOOR).then_some(())
        };
        people
            .into_iter()
            .map(|citizen| meets(citizen).is_some())
            .collect()
    }
}
