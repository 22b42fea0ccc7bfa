//! PostgreSQL's full-text search over the same people: a server of its own in a temporary folder.

use std::{
    fs,
    io::{BufWriter, Write},
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use alongside::{
    area,
    badge::catalogue,
    citizen::{Format, Time},
    database::{Database, Transaction, sql},
    matching::{
        basis::Basis,
        index::badge_tokens,
        practical::Asked,
        profile::{Posting, Profile},
        ranking::Wanted,
    },
};
use anyhow::{Context, ensure};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;

use super::{
    build,
    measure::{Times, digits, progress, seconds},
    people::World,
    table::Table,
};

/// The server ends with the pipe to this shell, however we end.
const KEEPER: &str = r#"
trap '' INT TERM HUP
"$1/initdb" --pgdata "$2/data" --username alongside --auth trust --encoding UTF8 --no-locale --no-sync \
    > "$2/log" 2>&1 < /dev/null || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c shared_buffers=1GB \
    -c maintenance_work_mem=512MB -c max_wal_size=4GB -c jit=off \
    -c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0 >> "$2/log" 2>&1 < /dev/null &
server=$!
cat > /dev/null
kill -QUIT $server
wait $server
rm -rf "$2/data"
"#;

const TABLE: &str = "create table person (number bigint, badges text, words text, long text, district int, \
                     formats int, times int, consent bool)";
const SEARCHABLE: &str = "create table found as select number, district, formats, times, consent, \
                          setweight(array_to_tsvector(string_to_array(badges, ' ')), 'A') \
                          || setweight(to_tsvector('english', words), 'B') \
                          || setweight(to_tsvector('english', long), 'D') as said from person";

/// A server and one connection to it.
struct Server {
    keeper: Child,
    folder: TempDir,
    /// None once the server is to stop.
    connection: Option<Transaction>,
    backend: i32,
    runtime: tokio::runtime::Runtime,
}

/// `None`, said aloud, where there is no PostgreSQL.
pub fn compare(folder: &Path, world: &World, people: u64) -> anyhow::Result<Option<Table>> {
    let Some(programs) = programs() else {
        eprintln!("  NOT MEASURED: there is no PostgreSQL here (tests/prepare.sh installs it)");
        return Ok(None);
    };
    progress("starting PostgreSQL");
    let mut server = Server::start(&programs)?;
    progress(&format!("PostgreSQL takes in {people} people"));
    let start = Instant::now();
    let cpu = server.fill(world, people)?;
    let filled = start.elapsed();
    let size: (i64,) = server.one("select pg_total_relation_size('found')")?;
    let basis = build::basis(folder)?;
    let mut table = Table::new(
        format!("PostgreSQL full-text search, top 100 of {people}, any term, ts_rank"),
        &["", "CPU ms mean", "p50", "p99", "queries"],
    );
    for (name, filters) in [("all filters", true), ("no filters", false)] {
        progress(&format!("PostgreSQL searches with {name}"));
        let (times, asked) = server.search(world, &basis, people, filters)?;
        let mut cells = times.cells(1e3).to_vec();
        cells.push(asked.to_string());
        table.row(name, cells);
    }
    table.note(format!(
        "GIN over a tsvector, btree over the district, one process. Filling takes {} s CPU, {} s wall, {} MB.",
        digits(cpu),
        seconds(filled),
        size.0 / 1_000_000
    ));
    Ok(Some(table))
}

impl Server {
    fn start(programs: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("alongside-bench-postgres-")
            .tempdir()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        let keeper = keeper(folder.path())?
            .args(["-c", KEEPER, "sh"])
            .args([programs, folder.path()])
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let path = folder.path().to_string_lossy().replace('/', "%2F");
        let url = format!("postgres://alongside@localhost/postgres?host={path}");
        let mut answer = None;
        for _ in 0..600 {
            answer = runtime.block_on(Database::open_postgres(&url)).ok();
            if answer.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let database = answer.context("PostgreSQL did not start")?;
        let mut connection = runtime.block_on(database.begin())?;
        let (backend,): (i32,) = runtime.block_on(sql(&mut connection, "select pg_backend_pid()").one())?;
        Ok(Self {
            keeper,
            folder,
            connection: Some(connection),
            backend,
            runtime,
        })
    }

    fn run(&mut self, text: impl Into<String>) -> anyhow::Result<u64> {
        let connection = self.connection.as_mut().context("the server was stopped")?;
        let statement = sql(connection, AssertSqlSafe(text.into()));
        Ok(self.runtime.block_on(statement.run())?)
    }

    fn one<T: alongside::database::Record>(&mut self, text: &'static str) -> anyhow::Result<T> {
        let connection = self.connection.as_mut().context("the server was stopped")?;
        Ok(self.runtime.block_on(sql(connection, text).one())?)
    }

    /// CPU nanoseconds of the process that serves our connection; exact while it waits for us.
    fn clock(&self) -> anyhow::Result<u64> {
        let text = fs::read_to_string(format!("/proc/{}/schedstat", self.backend))?;
        Ok(text.split(' ').next().unwrap_or_default().parse()?)
    }

    /// Returns the CPU seconds of taking everybody in and of the indexes.
    fn fill(&mut self, world: &World, people: u64) -> anyhow::Result<f64> {
        let rows = self.folder.path().join("people.tsv");
        let mut file = BufWriter::new(fs::File::create(&rows)?);
        for number in 0..people {
            write_row(&mut file, number, &world.person(number))?;
        }
        file.flush()?;
        let start = self.clock()?;
        self.run(TABLE)?;
        self.run(format!("copy person from '{}'", rows.display()))?;
        self.run(SEARCHABLE)?;
        self.run("create index on found using gin (said)")?;
        self.run("create index on found (district)")?;
        self.run("drop table person")?;
        self.run("analyze found")?;
        fs::remove_file(rows)?;
        Ok(Duration::from_nanos(self.clock()? - start).as_secs_f64())
    }

    fn search(
        &mut self,
        world: &World,
        basis: &Basis,
        people: u64,
        filters: bool,
    ) -> anyhow::Result<(Times, u64)> {
        let asked = if people > 200_000 { 4 } else { 20 };
        let mut times = Times::default();
        for number in 0..asked {
            let posting = world.opportunity(number);
            let wanted = Wanted::new(&posting, basis);
            let mut text = format!(
                "select number from found, to_tsquery('simple', '{}') question where said @@ question",
                question(&wanted)
            );
            if filters {
                text.push_str(&filter(&posting));
            }
            text.push_str(" order by ts_rank(said, question) desc limit 100");
            let start = self.clock()?;
            ensure!(self.run(text)? <= 100, "PostgreSQL ignored the limit");
            times.push(self.clock()? - start);
        }
        Ok((times, asked))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A connection says goodbye in its runtime.
        let guard = self.runtime.enter();
        drop(self.connection.take());
        drop(guard);
        // The pipe closes; the keeper stops the server.
        drop(self.keeper.stdin.take());
        self.keeper.wait().ok();
    }
}

fn write_row(file: &mut impl Write, number: u64, profile: &Profile) -> std::io::Result<()> {
    let badges = profile.badges.iter().flat_map(|held| {
        let line = catalogue().with_broader(held.badge.as_deref().unwrap_or_default());
        line.into_iter()
            .enumerate()
            .map(|(level, badge)| badge_tokens(&badge.slug)[level].clone())
    });
    let mut badges: Vec<String> = badges.collect();
    badges.sort();
    badges.dedup();
    let words: Vec<&str> = profile
        .badges
        .iter()
        .filter_map(|held| held.words.as_deref())
        .collect();
    let done = profile.contributions.iter().map(|done| done.words.as_str());
    let long: Vec<&str> = done.chain(profile.matters.as_deref()).collect();
    let formats = if profile.formats.is_empty() {
        Format::ALL
    } else {
        &profile.formats
    };
    let times = if profile.times.is_empty() {
        Time::ALL
    } else {
        &profile.times
    };
    writeln!(
        file,
        "{number}\t{}\t{}\t{}\t{}\t{}\t{}\ttrue",
        badges.join(" "),
        words.join(" "),
        long.join(" "),
        profile.area.as_deref().map_or(0, area::district),
        bits(formats.iter().map(|format| *format as u32)),
        bits(times.iter().map(|time| *time as u32)),
    )
}

fn bits(places: impl Iterator<Item = u32>) -> u32 {
    places.fold(0, |bits, place| bits | 1 << place)
}

/// Any of the terms; all of them are stems or slugs, without quotation marks.
fn question(wanted: &Wanted) -> String {
    let mut terms: Vec<String> = Vec::new();
    for criterion in &wanted.criteria {
        let clauses = criterion.short.clauses.iter().chain(&criterion.long.clauses);
        terms.extend(clauses.map(|clause| clause.stem.clone()));
        terms.extend(
            criterion
                .labels
                .iter()
                .map(|(slug, _)| badge_tokens(slug)[0].clone()),
        );
        let meant = criterion.meant.iter();
        terms.extend(meant.flat_map(|(slug, _)| badge_tokens(slug).iter().cloned()));
    }
    terms.sort();
    terms.dedup();
    let terms: Vec<String> = terms
        .iter()
        .map(|term| format!("''{}''", term.replace('\'', "")))
        .collect();
    terms.join(" | ")
}

fn filter(posting: &Posting) -> String {
    let mut parts = vec![String::from(" and consent")];
    if !posting.formats.is_empty() {
        let formats = bits(posting.formats.iter().map(|format| *format as u32));
        parts.push(format!("formats & {formats} <> 0"));
    }
    if !posting.times.is_empty() {
        let times = bits(posting.times.iter().map(|time| *time as u32));
        parts.push(format!("times & {times} <> 0"));
    }
    if let Some(near) = Asked::of(posting).admits_districts() {
        let near = near.iter().enumerate().filter(|(_, near)| **near);
        let near: Vec<String> = near.map(|(district, _)| district.to_string()).collect();
        parts.push(format!("district = any('{{{}}}'::int[])", near.join(",")));
    }
    parts.join(" and ")
}

/// A shell as somebody who may run PostgreSQL: ourselves, or another user when we are root.
fn keeper(folder: &Path) -> anyhow::Result<Command> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(Command::new("sh"));
    }
    let mut users = ["postgres", "nobody"].into_iter();
    let (user, group) = users
        .find_map(|user| Some((id("-u", user)?, id("-g", user)?)))
        .context("PostgreSQL refuses to run as root")?;
    chown(folder, Some(user), Some(group))?;
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={group}"));
    command.args(["--clear-groups", "--", "sh"]);
    Ok(command)
}

fn id(option: &str, user: &str) -> Option<u32> {
    let output = Command::new("id")
        .args([option, user])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The folder of the newest PostgreSQL programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let folders = versions.map(|entry| entry.path().join("bin"));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    folders
        .chain(on_path)
        .filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .max()
}
