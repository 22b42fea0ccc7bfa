//! Opens what the configuration names, and says what to mend where that is not possible.

use std::{fs, os::unix::fs::MetadataExt, path::Path};

use anyhow::{Context, ensure};
use rustix::fs::{Access, access};
use secrecy::ExposeSecret;

use crate::{
    config::Config,
    database::{Database, Failure},
    matching::{self, Meaning},
};

/// Opens the database that the configuration names.
pub async fn database(config: &Config) -> anyhow::Result<Database> {
    if let Some(url) = &config.data.database_url {
        let opened = Database::open_postgres(url.expose_secret()).await;
        return explained(opened.map_err(anyhow::Error::from))
            .context("the PostgreSQL server that data.database_url (DATABASE_URL) names cannot be used");
    }
    let directory = &config.data.directory;
    make_writable(directory)?;
    let file = config.sqlite_file();
    for path in [
        file.clone(),
        file.with_extension("db-wal"),
        file.with_extension("db-shm"),
    ] {
        is_writable(&path)?;
    }
    let opened = Database::open_sqlite(&file).await.map_err(anyhow::Error::from);
    explained(opened).with_context(|| format!("cannot open the database {}", file.display()))
}

/// Makes the folder of the data when it is not there, and refuses one in which we cannot write.
pub(super) fn make_writable(directory: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(directory).with_context(|| {
        format!(
            "cannot make the folder {} (data.directory, ALONGSIDE_DATA): name one that the user who runs alongside \
             can make, or make it for that user",
            directory.display()
        )
    })?;
    is_writable(directory)
}

/// Refuses a file or folder that we could only read: its database would fail at the first form.
fn is_writable(path: &Path) -> anyhow::Result<()> {
    let Ok(found) = fs::metadata(path) else {
        return Ok(());
    };
    let (kind, needed) = if found.is_dir() {
        ("folder", Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK)
    } else {
        ("file", Access::READ_OK | Access::WRITE_OK)
    };
    let user = fs::metadata("/proc/self").map_or(0, |process| process.uid());
    ensure!(
        access(path, needed).is_ok(),
        "cannot write the {kind} {path} (data.directory, ALONGSIDE_DATA): it belongs to user {owner}, and alongside \
         runs as user {user}. Run alongside as its owner, or give it away, as root: chown -R {user} {path}",
        path = path.display(),
        owner = found.uid(),
    );
    Ok(())
}

/// An error of the database with what it means for the operator, where we know.
pub(super) fn explained<T>(result: anyhow::Result<T>) -> anyhow::Result<T> {
    result.map_err(|error| match Failure::in_chain(&error) {
        Some(failure) => error.context(failure.to_string()),
        None => error,
    })
}

/// Loads the meaning pack that the configuration names. Without it, what an earlier start learnt is forgotten:
/// nobody would forget it with the texts.
pub(super) async fn meaning(config: &Config, database: &Database) -> anyhow::Result<Option<Meaning>> {
    let Some(folder) = config.meaning_folder().map(Path::to_owned) else {
        matching::forget_meaning(database).await?;
        return Ok(None);
    };
    let named = folder.display().to_string();
    let meaning = tokio::task::spawn_blocking(move || Meaning::load(&folder)).await?;
    let meaning = meaning.with_context(|| {
        format!(
            "matching.meaning (ALONGSIDE_MEANING) must be \"off\" or the folder of the meaning pack, which \
             {named} is not; `make meaning MEANING={named}` brings it there"
        )
    })?;
    Ok(Some(meaning))
}
