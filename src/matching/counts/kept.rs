//! This week's snapshot in memory: read once, and each question answered once. Asking again costs a look at who still
//! allows to be counted.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::records;
use crate::{
    citizen::CitizenId,
    database::Database,
    matching::{
        matcher::BASIS,
        person::Person,
        profile::{Posting, Profile},
        ranking::Wanted,
    },
    turn::Turns,
};

/// The answers to so many questions are kept.
const MOST_QUESTIONS: usize = 200;

/// What is kept of the present week.
#[derive(Default)]
pub struct Kept(tokio::sync::Mutex<Option<Arc<Week>>>);

struct Week {
    number: i64,
    people: Vec<(CitizenId, Profile)>,
    /// For each question, whom it finds: places in `people`.
    found: Mutex<HashMap<String, Arc<Vec<usize>>>>,
}

impl Kept {
    /// Whom `posting` finds among the people of a week's snapshot who allow to be counted; without a posting, all of
    /// them.
    pub async fn find(
        &self,
        database: &Database,
        turns: &Turns,
        week: i64,
        posting: Option<&Posting>,
    ) -> anyhow::Result<Vec<CitizenId>> {
        let allow = records::allow(database, week).await?;
        let Some(posting) = posting else {
            return Ok(allow
                .into_iter()
                .filter_map(|(id, allows)| allows.then_some(id))
                .collect());
        };
        let kept = self.week(database, week, &allow).await?;
        let found = turns.run(|| kept.found(posting)).await??;
        let allows: HashMap<CitizenId, bool> = allow.into_iter().collect();
        let ids = found
            .iter()
            .filter_map(|place| kept.people.get(*place))
            .map(|(id, _)| *id);
        Ok(ids.filter(|id| allows.get(id) == Some(&true)).collect())
    }

    /// The week in memory; read anew when it is another, or when somebody in it has been erased.
    async fn week(
        &self,
        database: &Database,
        week: i64,
        present: &[(CitizenId, bool)],
    ) -> anyhow::Result<Arc<Week>> {
        let mut kept = self.0.lock().await;
        if let Some(known) = kept.as_ref().filter(|known| known.is(week, present)) {
            return Ok(known.clone());
        }
        let rows = records::load(database, week).await?;
        let people = rows
            .into_iter()
            .filter_map(|(id, profile)| Some((id, serde_json::from_str(&profile).ok()?)));
        let read = Arc::new(Week {
            number: week,
            people: people.collect(),
            found: Mutex::default(),
        });
        *kept = Some(read.clone());
        Ok(read)
    }
}

impl Week {
    fn is(&self, week: i64, present: &[(CitizenId, bool)]) -> bool {
        let same = || {
            self.people
                .iter()
                .zip(present)
                .all(|((known, _), (id, _))| known == id)
        };
        self.number == week && self.people.len() == present.len() && same()
    }

    fn found(&self, posting: &Posting) -> anyhow::Result<Arc<Vec<usize>>> {
        let question = serde_json::to_string(posting)?;
        let known = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&question) {
            return Ok(found.clone());
        }
        let wanted = Wanted::new(posting, &BASIS);
        let fits = self.people.iter().enumerate();
        let fits = fits.filter(|(_, (_, profile))| wanted.compare(&Person::new(profile)).is_some());
        let found: Arc<Vec<usize>> = Arc::new(fits.map(|(place, _)| place).collect());
        let mut answers = known();
        if answers.len() >= MOST_QUESTIONS {
            answers.clear();
        }
        answers.insert(question, found.clone());
        Ok(found)
    }
}
