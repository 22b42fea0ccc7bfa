//! How many files and connections the operating system lets us have open, and who may read what we write.

use std::{fs, io, os::unix::fs::PermissionsExt, path::Path};

use rustix::{
    fs::Mode,
    process::{Resource, Rlimit, getrlimit, setrlimit, umask},
};

use super::connections::MOST_CONNECTIONS;

/// Open files that the database, the index, letters and their mail server need beside connections.
const RESERVED_FILES: usize = 128;
/// Fewer connections than this are no service.
const FEWEST_CONNECTIONS: usize = 16;

/// Lets this process open as many files as it ever may, and says so when that is too few.
pub(super) fn raise_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!("the limit of open files stays at {:?}: {error}", limit.current);
    }
    let connections = connections();
    if connections < MOST_CONNECTIONS {
        let files = MOST_CONNECTIONS + RESERVED_FILES;
        tracing::warn!(
            "only {connections} connections at a time, because the operating system allows too few open files; \
             {files} (ulimit -Hn, LimitNOFILE) are enough for {MOST_CONNECTIONS}"
        );
    }
}

/// How many connections there may be at a time.
pub(super) fn connections() -> usize {
    connections_among(getrlimit(Resource::Nofile).current)
}

fn connections_among(files: Option<u64>) -> usize {
    let files = files.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX));
    let rest = files.saturating_sub(RESERVED_FILES);
    rest.clamp(FEWEST_CONNECTIONS, MOST_CONNECTIONS)
}

/// From now on nobody else on this machine can read what this process writes.
pub fn keep_private() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Makes a folder, when it is not there, for our eyes only, with everything in it: also what an earlier version left
/// open. Links are not followed.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    narrow(folder, 0o700)?;
    for entry in fs::read_dir(folder)? {
        let (entry, kind) = {
            let entry = entry?;
            let kind = entry.file_type()?;
            (entry, kind)
        };
        let done = if kind.is_dir() {
            make_private(&entry.path())
        } else if kind.is_file() {
            narrow(&entry.path(), 0o600)
        } else {
            Ok(())
        };
        match done {
            // Another process of this installation may tidy up at the same time.
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            done => done?,
        }
    }
    Ok(())
}

/// Takes every permission away that is not in `mode`.
fn narrow(path: &Path, mode: u32) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    let now = permissions.mode() & 0o777;
    if now & !mode == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(now & mode))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_everything_else() {
        for (files, connections) in [
            (None, 1024),
            (Some(1_048_576), 1024),
            (Some(1152), 1024),
            (Some(1024), 896),
            (Some(256), 128),
            (Some(64), 16),
        ] {
            assert_eq!(connections_among(files), connections, "{files:?}");
        }
    }

    #[test]
    fn what_an_earlier_version_left_open_is_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("data").join("index");
        fs::create_dir_all(&inner).expect("made");
        let outside = folder.path().join("outside");
        fs::write(&outside, "x").expect("written");
        std::os::unix::fs::symlink(&outside, inner.join("link")).expect("linked");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        };
        let data = folder.path().join("data");
        let (file, own) = (data.join("alongside.db"), inner.join("meta.json"));
        for (path, open) in [(&file, 0o644), (&own, 0o666)] {
            fs::write(path, "x").expect("written");
            set(path, open);
        }
        set(&inner, 0o755);
        set(&data, 0o777);
        let before = mode(&outside);
        make_private(&data).expect("narrowed");
        assert_eq!((mode(&data), mode(&inner)), (0o700, 0o700));
        assert_eq!((mode(&file), mode(&own)), (0o600, 0o600));
        assert_eq!(mode(&outside), before, "a link is not followed");
    }
}
