//! The index on disk: opened with suspicion, and kept up with the database's change log.
//!
//! `DATA/index/current` names the folder in use. On any doubt a fresh index is built in a new folder beside
//! it and `current` is replaced in one step; what is in the index can always be made again.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use futures_util::FutureExt;
use tantivy::{
    FutureResult, Index, IndexReader, IndexWriter, ReloadPolicy, SegmentReader,
    index::{SegmentId, SegmentMeta},
};
use uuid::Uuid;

use super::{
    index::{self, Fields},
    records,
    updates::{self, Update},
};
use crate::{
    account::{self, AccountId},
    citizen::{self, CitizenId},
    database::{
        Database,
        changes::{self, Change},
    },
    moment::Moment,
    opportunity::{self, OpportunityId},
};

/// Memory for writing; a segment is written when it is full.
const MEMORY: usize = 50_000_000;
/// So many changes are applied with one commit.
const AT_ONCE: i64 = 1000;
/// So many documents are merged while the following waits: it takes a moment.
const AT_ONCE_FORGOTTEN: u32 = 100_000;
/// Names the folder in use.
const CURRENT: &str = "current";

/// How far an index has come: stands in the payload of its commits, so that both move together.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Of the schema and its meaning.
    schema: String,
    /// The last change applied.
    pub sequence: i64,
    /// Whose change it was: another database has another one there.
    subject: Option<Uuid>,
    /// Pauses that ended by then are applied.
    until: Moment,
}

/// An index that is being kept up.
pub struct Live {
    /// What can be searched.
    pub reader: IndexReader,
    /// The fields of it.
    pub fields: Fields,
    /// How far it has come.
    pub position: Position,
    writer: IndexWriter,
    /// Somebody was erased whose words may still be in the files.
    must_forget: bool,
    /// The merge that writes such files anew.
    forgetting: Option<FutureResult<Option<SegmentMeta>>>,
}

impl Live {
    /// Opens the index below `directory`, or builds a fresh one when it is missing, damaged, of another schema or
    /// of another history than the database.
    pub async fn open(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<Self> {
        fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))?;
        match Self::existing(database, directory).await {
            Ok(live) => Ok(live),
            Err(doubt) => {
                tracing::info!("building a fresh index: {doubt:#}");
                Self::fresh(database, directory, now).await
            }
        }
    }

    async fn existing(database: &Database, directory: &Path) -> anyhow::Result<Self> {
        let name = fs::read_to_string(directory.join(CURRENT)).context("there is no index yet")?;
        ensure!(name.parse::<Uuid>().is_ok(), "what is current is damaged");
        let folder = directory.join(name);
        // Damage that no checksum covers may end in a panic of the reader: another reason for doubt.
        let live = tokio::task::spawn_blocking(move || Self::at(&folder)).await??;
        ensure!(
            live.position.schema == live.fields.hash(),
            "the schema is another one"
        );
        let known = changes::after(database, live.position.sequence - 1, 1).await?;
        let known = known
            .first()
            .filter(|change| change.sequence == live.position.sequence);
        ensure!(
            live.position.sequence == 0 || known.map(|change| change.subject) == live.position.subject,
            "the database has another history"
        );
        Ok(live)
    }

    /// Opens one folder; every file of it is read once before any is believed.
    fn at(folder: &Path) -> anyhow::Result<Self> {
        let fields = Fields::new();
        let index = Index::open_in_dir(folder)?;
        ensure!(index.schema() == fields.schema, "the schema is another one");
        let damaged = index.validate_checksum()?;
        ensure!(damaged.is_empty(), "{} files are damaged", damaged.len());
        Fields::register(&index);
        let payload = index.load_metas()?.payload.context("the position is missing")?;
        Self::around(&index, fields, serde_json::from_str(&payload)?)
    }

    fn around(index: &Index, fields: Fields, position: Position) -> anyhow::Result<Self> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let writer = index.writer_with_num_threads(1, MEMORY)?;
        Ok(Self {
            reader,
            fields,
            position,
            // Whoever ended the program may have ended it before it could forget.
            must_forget: true,
            forgetting: None,
            writer,
        })
    }

    /// Builds an index from the database in a new folder, makes it the current one and removes the others.
    pub async fn fresh(database: &Database, directory: &Path, now: Moment) -> anyhow::Result<Self> {
        let name = Uuid::from_bytes(account::random()).to_string();
        let folder = directory.join(&name);
        fs::create_dir_all(&folder)?;
        let fields = Fields::new();
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(Fields::settings())
            .create_in_dir(&folder)?;
        Fields::register(&index);
        // What changes while we read is read again when the log is followed from here.
        let sequence = changes::newest(database).await?;
        let last = changes::after(database, sequence - 1, 1).await?;
        let position = Position {
            schema: fields.hash(),
            sequence,
            subject: last.first().map(|change| change.subject),
            until: now,
        };
        let mut live = Self::around(&index, fields, position)?;
        for ids in citizen::records::all_ids(database).await?.chunks(1000) {
            live.put(updates::people(&live.fields, database, ids, now).await?)?;
        }
        let open = opportunity::records::open_ids(database).await?;
        live.put(updates::opportunities(&live.fields, database, &open).await?)?;
        let live = live.commit().await?;
        make_current(directory, &name)?;
        Ok(live)
    }

    /// Applies everything the log holds; says which opportunities changed.
    pub async fn catch_up(
        self,
        database: &Database,
        now: Moment,
    ) -> anyhow::Result<(Self, Vec<OpportunityId>)> {
        let mut live = self;
        let mut changed = Vec::new();
        loop {
            let log = changes::after(database, live.position.sequence, AT_ONCE).await?;
            let resumed = records::resumed(database, live.position.until, now).await?;
            if log.is_empty() && resumed.is_empty() {
                live.forget().await?;
                return Ok((live, changed));
            }
            let mut updates = updates::people(&live.fields, database, &people_in(&log, resumed), now).await?;
            let posted = opportunities_in(&log);
            updates.extend(updates::opportunities(&live.fields, database, &posted).await?);
            changed.extend(posted);
            live.must_forget |= updates.iter().any(|update| update.gone);
            live.put(updates)?;
            if let Some(last) = log.last() {
                live.position.sequence = last.sequence;
                live.position.subject = Some(last.subject);
            }
            live.position.until = now;
            live = live.commit().await?;
        }
    }

    fn put(&mut self, updates: Vec<Update>) -> anyhow::Result<()> {
        for update in updates {
            index::put(&self.writer, update.keys, update.documents)?;
        }
        Ok(())
    }

    /// Makes everything durable and visible, off the async workers.
    async fn commit(mut self) -> anyhow::Result<Self> {
        tokio::task::spawn_blocking(move || {
            let mut commit = self.writer.prepare_commit()?;
            commit.set_payload(&serde_json::to_string(&self.position)?);
            commit.commit()?;
            self.reader.reload()?;
            Ok(self)
        })
        .await?
    }

    /// Writes segments with deleted documents anew, so that the words of whoever was erased leave the files. A
    /// large merge takes seconds: it goes on beside the following, and is looked after at the next call.
    async fn forget(&mut self) -> anyhow::Result<()> {
        if let Some(mut merge) = self.forgetting.take() {
            match (&mut merge).now_or_never() {
                None => self.forgetting = Some(merge),
                Some(merged) => self.forgotten(merged).await?,
            }
            return Ok(());
        }
        if !std::mem::take(&mut self.must_forget) {
            return Ok(());
        }
        let searcher = self.reader.searcher();
        let harmed = searcher.segment_readers().iter();
        let harmed: Vec<&SegmentReader> = harmed.filter(|reader| reader.has_deletes()).collect();
        let documents: u32 = harmed.iter().map(|reader| reader.max_doc()).sum();
        let segments: Vec<SegmentId> = harmed.iter().map(|reader| reader.segment_id()).collect();
        if segments.is_empty() {
            return Ok(());
        }
        let merge = self.writer.merge(&segments);
        if documents <= AT_ONCE_FORGOTTEN {
            let merged = merge.await;
            return self.forgotten(merged).await;
        }
        self.forgetting = Some(merge);
        Ok(())
    }

    /// Another merge of the same segments may have come first: then there is something to forget still.
    async fn forgotten(&mut self, merged: tantivy::Result<Option<SegmentMeta>>) -> anyhow::Result<()> {
        if let Err(error) = merged {
            tracing::warn!("words of whoever was erased are still in the files of the index: {error}");
            self.must_forget = true;
        }
        self.writer.garbage_collect_files().await?;
        self.reader.reload()?;
        Ok(())
    }
}

/// The index in use, only to be read; `None` when there is none.
pub fn current(directory: &Path) -> anyhow::Result<Option<(IndexReader, Fields, Position)>> {
    let Ok(name) = fs::read_to_string(directory.join(CURRENT)) else {
        return Ok(None);
    };
    let index = Index::open_in_dir(directory.join(name))?;
    let payload = index.load_metas()?.payload.context("the position is missing")?;
    // By hand: the default keeps a thread that reads the folder on, long after we looked.
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    Ok(Some((reader, Fields::new(), serde_json::from_str(&payload)?)))
}

fn people_in(log: &[Change], resumed: Vec<CitizenId>) -> Vec<CitizenId> {
    let changed = log.iter().filter(|change| change.kind == "citizen");
    unique(changed.map(|change| citizen_id(change.subject)).chain(resumed))
}

fn citizen_id(subject: Uuid) -> CitizenId {
    AccountId(subject)
}

fn opportunities_in(log: &[Change]) -> Vec<OpportunityId> {
    let changed = log.iter().filter(|change| change.kind == "opportunity");
    unique(changed.map(|change| OpportunityId(change.subject)))
}

fn unique<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all.dedup();
    all
}

fn make_current(directory: &Path, name: &str) -> anyhow::Result<()> {
    let beside: PathBuf = directory.join(format!("{CURRENT}.new"));
    let mut file = fs::File::create(&beside)?;
    file.write_all(name.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, directory.join(CURRENT))?;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with(name) {
            fs::remove_dir_all(&path).ok();
        }
    }
    Ok(())
}
