//! Keeps the vectors of a running service: made in the background, shared through the database, gone with their
//! texts.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::Context;
use uuid::Uuid;

use super::{
    Model, TextKey, Vector, Vectors, records, texts,
    uses::{Turn, Uses},
};
use crate::{
    account::AccountId,
    citizen::{self, CitizenId},
    database::{
        Database,
        changes::{self, Change},
    },
    matching::{readable, views},
    opportunity::{self, OpportunityId},
};

/// So many texts get their vectors before the change log is looked at again.
const AT_ONCE: usize = 64;
/// So many changes are read at once.
const CHANGES: i64 = 1000;

/// The meaning pack in a running service.
pub struct Meaning {
    model: Arc<Model>,
    /// For everybody who compares.
    pub vectors: Arc<Vectors>,
    waiting: AtomicUsize,
    work: tokio::sync::Mutex<Work>,
}

#[derive(Default)]
struct Work {
    uses: Uses,
    /// The last change that was looked at; none before the first time.
    sequence: Option<i64>,
}

/// What a steward sees of the pack.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// The model's id.
    pub model: String,
    /// How many texts have a vector.
    pub texts: usize,
    /// How many wait for theirs.
    pub waiting: usize,
}

/// What one step of the work did.
#[derive(Debug, Default)]
pub struct Step {
    /// Whether texts wait for the next one.
    pub more: bool,
    /// Opportunities that seek something whose meaning is known now.
    pub understood: Vec<OpportunityId>,
}

impl Meaning {
    /// Loads the pack; one thread, because requests come first.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            model: Arc::new(Model::load(folder, 1)?),
            vectors: Arc::default(),
            waiting: AtomicUsize::new(0),
            work: tokio::sync::Mutex::default(),
        })
    }

    /// How far the work has come.
    #[must_use]
    pub fn status(&self) -> Status {
        Status {
            model: self.model.id().to_owned(),
            texts: self.vectors.len(),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }

    /// Follows the change log, forgets what nobody says any more and makes some of the vectors that are missing.
    pub async fn step(&self, database: &Database) -> anyhow::Result<Step> {
        let mut work = self.work.lock().await;
        let first = work.sequence.is_none();
        self.follow(database, &mut work).await?;
        for text in work.uses.take_gone() {
            records::delete(database, text).await?;
            self.vectors.remove(text);
        }
        let texts = work.uses.next(AT_ONCE);
        let mut made = Vec::new();
        for (text, vector) in self.make(database, texts).await? {
            self.vectors.insert(text, &vector);
            made.push(text);
        }
        self.waiting.store(work.uses.waiting(), Ordering::Relaxed);
        let understood = if first {
            opportunity::records::open_ids(database).await?
        } else {
            let seek = work.uses.who_seeks(&made).into_iter();
            seek.map(OpportunityId).collect()
        };
        Ok(Step {
            more: work.uses.waiting() > 0,
            understood,
        })
    }

    async fn follow(&self, database: &Database, work: &mut Work) -> anyhow::Result<()> {
        let Some(sequence) = work.sequence else {
            // What changes while we read is read again when the log is followed from here.
            let newest = changes::newest(database).await?;
            self.read_everything(database, &mut work.uses).await?;
            work.sequence = Some(newest);
            return Ok(());
        };
        let log = changes::after(database, sequence, CHANGES).await?;
        let subjects = |kind: &str| -> Vec<Uuid> {
            let of_kind = log.iter().filter(|change: &&Change| change.kind == kind);
            of_kind.map(|change| change.subject).collect()
        };
        let people: Vec<CitizenId> = subjects("citizen").into_iter().map(AccountId).collect();
        self.read_people(database, &mut work.uses, &people).await?;
        let asked: Vec<OpportunityId> = subjects("opportunity").into_iter().map(OpportunityId).collect();
        self.read_opportunities(database, &mut work.uses, &asked).await?;
        if let Some(last) = log.last() {
            work.sequence = Some(last.sequence);
        }
        Ok(())
    }

    /// The first time: everything that is said, and what is known of it; what nobody says and what other models
    /// said is forgotten.
    async fn read_everything(&self, database: &Database, uses: &mut Uses) -> anyhow::Result<()> {
        let model = self.model.id();
        records::delete_others(database, Some(model)).await?;
        let mut last = None;
        loop {
            let page = records::page(database, model, last).await?;
            let Some((text, _)) = page.last() else { break };
            last = Some(*text);
            for (text, vector) in page {
                if let Some(vector) = vector {
                    self.vectors.insert(text, &vector);
                }
            }
        }
        let has = |text| self.vectors.get(text).is_some();
        uses.set(Uuid::nil(), Turn::Sought, texts::of_catalogue(), has);
        for ids in citizen::records::all_ids(database).await?.chunks(1000) {
            self.read_people(database, uses, ids).await?;
        }
        let open = opportunity::records::open_ids(database).await?;
        self.read_opportunities(database, uses, &open).await?;
        for text in self.vectors.keys() {
            if !uses.has(text) {
                records::delete(database, text).await?;
                self.vectors.remove(text);
            }
        }
        Ok(())
    }

    async fn read_people(
        &self,
        database: &Database,
        uses: &mut Uses,
        ids: &[CitizenId],
    ) -> anyhow::Result<()> {
        let has = |text| self.vectors.get(text).is_some();
        let people = readable::citizens(database, ids).await?.found;
        for id in ids {
            let person = people.iter().find(|person| person.id == *id);
            let texts = person.into_iter().flat_map(views::own_texts);
            uses.set(id.0, Turn::Said, texts, has);
        }
        Ok(())
    }

    async fn read_opportunities(
        &self,
        database: &Database,
        uses: &mut Uses,
        ids: &[OpportunityId],
    ) -> anyhow::Result<()> {
        let has = |text| self.vectors.get(text).is_some();
        let found = readable::opportunities(database, ids).await?.found;
        for id in ids {
            let open = found
                .iter()
                .find(|found| found.id == *id && found.state.is_public());
            let posting = open.map(views::posting);
            uses.set(
                id.0,
                Turn::Sought,
                posting.iter().flat_map(texts::of_posting),
                has,
            );
        }
        Ok(())
    }

    /// The vectors of these texts: what any node made first counts, so that all nodes have the same.
    async fn make(
        &self,
        database: &Database,
        texts: Vec<(TextKey, String)>,
    ) -> anyhow::Result<Vec<(TextKey, Vector)>> {
        let (id, model) = (self.model.id(), Arc::clone(&self.model));
        let (mut known, mut missing) = (Vec::new(), Vec::new());
        for (key, text) in texts {
            match records::find(database, id, key).await? {
                Some(vector) => known.push((key, vector)),
                None => missing.push((key, text)),
            }
        }
        if missing.is_empty() {
            return Ok(known);
        }
        let made = tokio::task::spawn_blocking(move || {
            let texts: Vec<&str> = missing.iter().map(|(_, text)| text.as_str()).collect();
            let keys = missing.iter().map(|(key, _)| *key);
            Ok::<Vec<_>, anyhow::Error>(keys.zip(model.embed(&texts)?).collect())
        });
        for (key, numbers) in made.await?? {
            let vector = Vector::new(&numbers).context("the model gave no vector")?;
            records::insert(database, id, key, &vector).await?;
            known.push((key, records::find(database, id, key).await?.unwrap_or(vector)));
        }
        Ok(known)
    }
}

/// Forgets every vector: where the pack is no longer used, nobody would forget them with their texts.
pub async fn forget(database: &Database) -> sqlx::Result<()> {
    records::delete_others(database, None).await
}
