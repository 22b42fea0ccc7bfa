//! Forgetting: what was erased goes from the files as well, after its commit. What cannot be wiped at once, because a
//! backup is just reading for example, stays noted in the database and is tried again each minute.

pub(super) mod records;

use std::{collections::HashSet, path::Path};

use anyhow::Context;
use tokio::fs;

use super::LetterId;
use crate::{config::Transport, site::Site};

/// Wipes what is due. What fails is told and tried again; the erasure itself has happened.
pub async fn forget(site: &Site) {
    if let Err(error) = forget_due(site).await {
        tracing::warn!("what was erased is not wiped from all files yet: {error:#}");
    }
}

async fn forget_due(site: &Site) -> anyhow::Result<()> {
    let (database, now) = (&site.database, site.now());
    let Some(last) = database.wipe_due(now).await? else {
        return Ok(());
    };
    let swept = sweep(site).await;
    let is_wiped = database.wipe().await?;
    database.note_wipe(last, swept.is_ok() && is_wiped, now).await?;
    swept
}

/// Removes the files of letters that nobody may read any more: those whose row went with its person. Also done at
/// each start: another node may have been asked while this one was down.
///
/// # Errors
/// Names the file that cannot be removed.
pub async fn sweep(site: &Site) -> anyhow::Result<()> {
    if site.config.mail.transport != Transport::Directory {
        return Ok(());
    }
    let folder = site.config.data.directory.join("letters");
    let files = letters_in(&folder).await?;
    // Read after the files: the row of a letter is there before its file.
    let kept: HashSet<LetterId> = records::all_ids(&site.database).await?.into_iter().collect();
    for (letter, name) in files {
        if !kept.contains(&letter) {
            let path = folder.join(name);
            match fs::remove_file(&path).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", path.display()));
                }
                _ => (),
            }
        }
    }
    Ok(())
}

/// The files of a folder that are named after a letter, half written ones too.
async fn letters_in(folder: &Path) -> anyhow::Result<Vec<(LetterId, String)>> {
    let mut found = Vec::new();
    let mut entries = match fs::read_dir(folder).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        entries => entries.with_context(|| format!("cannot read the folder {}", folder.display()))?,
    };
    while let Some(entry) = entries.next_entry().await? {
        if let Ok(name) = entry.file_name().into_string()
            && let Some(Ok(letter)) = name.trim_start_matches('.').split('.').next().map(str::parse)
        {
            found.push((letter, name));
        }
    }
    Ok(found)
}
