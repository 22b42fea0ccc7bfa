//! The folder of a published lottery.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;

use super::{
    super::published::{CHANCES, LOTTERY, Published, REPORT, SELECTED},
    Differs, Unusable,
};

/// Refuses a folder that holds a lottery.
pub fn must_be_free(folder: &Path) -> Result<(), Unusable> {
    let there: Vec<&str> = [LOTTERY, CHANCES, REPORT, SELECTED]
        .into_iter()
        .filter(|name| folder.join(name).exists())
        .collect();
    if there.is_empty() {
        return Ok(());
    }
    Err(Unusable(format!(
        "{}: holds a lottery already ({}), and a published list must not change; nothing was written. \
         Say another folder with --out, or move these files away",
        folder.display(),
        there.join(", ")
    )))
}

/// Reads the files of a lottery.
pub fn read(folder: &Path) -> anyhow::Result<Published> {
    let bytes = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|error| Differs(format!("{}: cannot be read: {error}", path.display())))
    };
    let selected = match fs::read(folder.join(SELECTED)) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {SELECTED}")),
    };
    Ok(Published {
        lottery: bytes(LOTTERY)?,
        chances: bytes(CHANCES)?,
        report: bytes(REPORT)?,
        selected,
    })
}

/// Writes the files, each under another name first; the report, which vouches for the others, last. What is the same
/// already is left alone.
pub fn write(folder: &Path, published: &Published) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    put(folder, LOTTERY, &published.lottery)?;
    put(folder, CHANCES, &published.chances)?;
    if let Some(selected) = &published.selected {
        put(folder, SELECTED, selected)?;
    }
    put(folder, REPORT, &published.report)
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let path = folder.join(name);
    if fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let part = folder.join(format!(".{name}.part"));
    let written = fs::File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&part, &path))
        .with_context(|| format!("cannot write {}", path.display()))
}
