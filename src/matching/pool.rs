//! Who can be invited to an opportunity.

use std::sync::Arc;

use super::{
    Reason, eligibility::LEAST_NAMED, evidence::POSSIBLE, index::Subject, matcher::Matcher, person::Person,
    ranking::Wanted, views,
};
use crate::{
    account::AccountId,
    citizen::{self, Citizen, CitizenId},
    moment::Moment,
    opportunity::Opportunity,
};

/// Everybody who may be invited to an opportunity.
pub struct Pool {
    /// Who, by id.
    pub people: Vec<CitizenId>,
    wanted: Arc<Wanted>,
    now: Moment,
}

impl Matcher {
    /// Everybody who may be invited: feasible, eligible by every must, and with consent and without a pause when the
    /// index was last brought up to date, which happens first where it can be written. People who are invited are
    /// asked for with [`Pool::reasons`], which looks at them as they are.
    pub async fn pool(&self, opportunity: &Opportunity) -> anyhow::Result<Pool> {
        if let Err(error) = self.catch_up().await {
            tracing::warn!("a pool is read from an index that is behind: {error:#}");
        }
        let wanted = self.inner.turns.run(|| self.wanted(opportunity)).await?;
        let reading = self.reading()?;
        let mut pool = Pool {
            people: Vec::new(),
            wanted,
            now: self.inner.clock.now(),
        };
        let found = self.inner.turns.run(|| {
            let (mut certain, mut possible) = (Vec::new(), Vec::new());
            reading.each(&pool.wanted.for_pool(), Subject::Person, POSSIBLE, |found| {
                if found.closeness.weakest >= LEAST_NAMED {
                    certain.push(AccountId(found.id));
                } else {
                    possible.push(AccountId(found.id));
                }
            })?;
            anyhow::Ok((certain, possible))
        });
        let (mut people, possible) = found.await??;
        for some in possible.chunks(AT_ONCE) {
            let read = citizen::records::load_many(&self.inner.database, some).await?;
            let admitted = read.iter().filter(|citizen| pool.admits(citizen));
            people.extend(admitted.map(|citizen| citizen.id));
        }
        people.sort_unstable();
        pool.people = people;
        Ok(pool)
    }
}

/// So many people are read at once.
const AT_ONCE: usize = 500;

impl Pool {
    fn admits(&self, citizen: &Citizen) -> bool {
        let profile = views::for_matcher(citizen, self.now);
        profile.is_some_and(|profile| is_admitted(&self.wanted, &Person::new(&profile)))
    }

    /// Why somebody is in the pool, as they are known now; `None` when they no longer are.
    #[must_use]
    pub fn reasons(&self, citizen: &Citizen) -> Option<Vec<Reason>> {
        let profile = views::for_matcher(citizen, self.now)?;
        let person = Person::new(&profile);
        let hit = self.wanted.compare(&person)?;
        is_admitted(&self.wanted, &person).then_some(hit.reasons)
    }
}

/// Whether somebody passes the filters and is eligible by every must.
pub(super) fn is_admitted(wanted: &Wanted, person: &Person) -> bool {
    wanted.admits(person).is_some_and(|(_, is_enough)| is_enough)
}

impl Matcher {
    /// Which of these people, as they are known now, are eligible by every must of `opportunity`: the same decision
    /// that opens a pool. Nobody who does not consent to matching is.
    #[must_use]
    pub fn meets<'a>(
        &self,
        opportunity: &Opportunity,
        people: impl IntoIterator<Item = &'a Citizen>,
    ) -> Vec<bool> {
        let wanted = self.wanted(opportunity);
        let now = self.inner.clock.now();
        let meets = |citizen| {
            let profile = views::for_matcher(citizen, now)?;
            is_admitted(&wanted, &Person::new(&profile)).then_some(())
        };
        people
            .into_iter()
            .map(|citizen| meets(citizen).is_some())
            .collect()
    }
}
