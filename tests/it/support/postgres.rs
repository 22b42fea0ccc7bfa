//! A PostgreSQL server of our own: started once per run, in a temporary folder, gone with the run.

use std::{
    fmt::Write as _,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use alongside::database::{Database, sql};

/// Starts the server and stays with it: when this process ends, however it ends, the pipe on standard input
/// closes; the shell then stops the server and removes the folder.
const KEEPER: &str = r#"
trap '' INT TERM HUP
"$1/initdb" --pgdata "$2/data" --username alongside --auth trust --encoding UTF8 --no-locale --no-sync \
    > "$2/log" 2>&1 < /dev/null || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB -c max_wal_size=256MB \
    >> "$2/log" 2>&1 < /dev/null &
server=$!
cat > /dev/null
kill -QUIT $server
wait $server
rm -rf "$2"
"#;

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// The server; it lives as long as the pipe to its keeper is open.
struct Cluster {
    folder: PathBuf,
    next: AtomicU32,
    _keeper: ChildStdin,
}

/// A new migrated database of its own; returns its URL.
pub async fn new_database() -> String {
    // Starting blocks, and uses a runtime of its own for the template.
    let cluster = tokio::task::spawn_blocking(|| &*CLUSTER)
        .await
        .unwrap_or_else(|_| panic!("PostgreSQL for the stories could not be started; see above"));
    let name = format!("story_{}", cluster.next.fetch_add(1, Ordering::Relaxed));
    run(
        &cluster.url("postgres"),
        &format!("create database {name} template story strategy file_copy"),
    )
    .await
    .unwrap_or_else(|error| panic!("no database for the story: {error}"));
    cluster.url(&name)
}

/// Removes a database that [`new_database`] made.
pub async fn drop_database(url: &str) {
    let name = url
        .rsplit('/')
        .next()
        .and_then(|rest| rest.split('?').next())
        .unwrap_or_default();
    let dropped = run(
        &CLUSTER.url("postgres"),
        &format!("drop database if exists {name} with (force)"),
    )
    .await;
    dropped.unwrap_or_else(|error| panic!("the story's database could not be removed: {error}"));
}

async fn run(url: &str, statement: &str) -> sqlx::Result<()> {
    let database = Database::open_postgres(url).await?;
    let result = sql(&database, sqlx::AssertSqlSafe(statement.to_owned()))
        .run()
        .await;
    database.close().await;
    result.map(|_| ())
}

impl Cluster {
    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new()
            .prefix("alongside-postgres-")
            .tempdir()
            .expect("a temporary folder")
            .keep();
        let mut command = keeper_command(&folder);
        let mut keeper = command
            .args(["-c", KEEPER, "sh"])
            .arg(&programs)
            .arg(&folder)
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start PostgreSQL from {}: {error}", programs.display()));
        let pipe = keeper.stdin.take().expect("a pipe");
        let cluster = Self {
            folder,
            next: AtomicU32::new(0),
            _keeper: pipe,
        };
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(cluster.prepare(&mut keeper));
        cluster
    }

    /// Waits until the server answers and makes the migrated template that each story copies.
    async fn prepare(&self, keeper: &mut std::process::Child) {
        for _ in 0..600 {
            if run(&self.url("postgres"), "create database story").await.is_ok() {
                let template = Database::open_postgres(&self.url("story"))
                    .await
                    .expect("the template opens");
                template.migrate().await.expect("the template takes the schema");
                template.close().await;
                return;
            }
            if keeper.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        panic!("PostgreSQL for the stories did not start. It said:\n{log}");
    }

    fn url(&self, name: &str) -> String {
        let mut folder = String::new();
        for byte in self.folder.to_string_lossy().bytes() {
            write!(folder, "%{byte:02X}").expect("a string takes everything");
        }
        format!("postgres://alongside@localhost/{name}?host={folder}")
    }
}

/// A shell as somebody who may run PostgreSQL: ourselves, or `postgres` or `nobody` when we are root.
fn keeper_command(folder: &Path) -> Command {
    let we_are_root = std::fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0);
    if !we_are_root {
        return Command::new("sh");
    }
    let (user, group) = ["postgres", "nobody"]
        .into_iter()
        .find_map(|user| Some((id(&["-u", user])?, id(&["-g", user])?)))
        .expect("PostgreSQL refuses to run as root, and there is no user \"postgres\" or \"nobody\"");
    chown(folder, Some(user), Some(group)).expect("the folder changes hands");
    let mut command = Command::new("setpriv");
    command.args([
        format!("--reuid={user}"),
        format!("--regid={group}"),
        "--clear-groups".to_owned(),
        "--".to_owned(),
        "sh".to_owned(),
    ]);
    command
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id")
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The folder of the newest PostgreSQL programs: Debian's, or those on the path.
fn programs() -> PathBuf {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    found.sort();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
    };
    found
        .pop()
        .map(|(_, folder)| folder)
        .or_else(on_path)
        .expect("no PostgreSQL here: run tests/prepare.sh, which installs it")
}
