//! CPU time, memory and how they are told.

use std::{
    fs::{self, File},
    io::{Read, Seek},
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context;

/// CPU time of the thread that made it, in nanoseconds, as the scheduler counts it.
pub struct ThreadClock {
    file: File,
    /// What looking at the clock twice takes.
    overhead: u64,
}

impl ThreadClock {
    /// A clock of this thread.
    pub fn new() -> anyhow::Result<Self> {
        let file = File::open("/proc/thread-self/schedstat").context("this needs Linux")?;
        let mut clock = Self { file, overhead: 0 };
        let mut empty = Vec::new();
        for _ in 0..1000 {
            empty.push(clock.time(|| ())?.1);
        }
        empty.sort_unstable();
        clock.overhead = empty[empty.len() / 2];
        Ok(clock)
    }

    /// The time now. The scheduler brings its sum up to date when the thread offers its place.
    pub fn now(&mut self) -> anyhow::Result<u64> {
        std::thread::yield_now();
        self.file.rewind()?;
        let mut bytes = [0; 64];
        let length = self.file.read(&mut bytes)?;
        let text = std::str::from_utf8(&bytes[..length])?;
        Ok(text.split(' ').next().unwrap_or_default().parse()?)
    }

    /// What something returns, and its nanoseconds.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> anyhow::Result<(T, u64)> {
        let start = self.now()?;
        let done = work();
        Ok((done, (self.now()? - start).saturating_sub(self.overhead)))
    }
}

/// CPU seconds of a process so far, all of its threads, to a hundredth; `self` for this one.
pub fn process_seconds(process: &str) -> anyhow::Result<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let rest = text
        .rsplit_once(')')
        .context("/proc/PID/stat has another shape")?
        .1;
    let ticks = rest.split_whitespace().skip(11).take(2);
    let ticks: u32 = ticks.map(|part| part.parse().unwrap_or(0)).sum();
    Ok(f64::from(ticks) / 100.0)
}

/// Resident memory of this process, MiB: all of it, and the part that is no file.
pub fn resident() -> anyhow::Result<[f64; 2]> {
    let text = fs::read_to_string("/proc/self/status")?;
    let line = |name: &str| -> f64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.map_or(0.0, |kib: u32| f64::from(kib) / 1024.0)
    };
    Ok([line("VmRSS:"), line("RssAnon:")])
}

/// Bytes below a folder, in MB.
pub fn megabytes(folder: &Path) -> anyhow::Result<f64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(float(bytes) / 1e6)
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "figures are told with three digits")]
pub fn float(count: u64) -> f64 {
    count as f64
}

/// Many measurements of one thing, in nanoseconds.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<u64>);

impl Times {
    pub fn push(&mut self, nanoseconds: u64) {
        self.0.push(nanoseconds);
    }

    pub fn push_wall(&mut self, start: Instant) {
        self.push(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Mean, in microseconds.
    pub fn mean(&self) -> f64 {
        float(self.0.iter().sum()) / 1e3 / float(self.0.len().max(1) as u64)
    }

    /// The measurement below which so many of a hundred lie, in microseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).map_or(0.0, |&time| float(time) / 1e3)
    }

    /// Mean, p50 and p99 in the unit that divides microseconds.
    pub fn cells(&self, unit: f64) -> [String; 3] {
        [self.mean(), self.percentile(50), self.percentile(99)].map(|time| digits(time / unit))
    }
}

/// A number with three digits that count.
pub fn digits(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 1.0 => format!("{number:.2}"),
        size if size >= 0.01 || size == 0.0 => format!("{number:.3}"),
        _ => format!("{number:.5}"),
    }
}

/// Seconds.
pub fn seconds(time: Duration) -> String {
    digits(time.as_secs_f64())
}

/// Says what is being done.
pub fn progress(what: &str) {
    eprintln!("  {what} ...");
}
