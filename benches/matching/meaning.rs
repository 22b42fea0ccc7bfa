//! The optional meaning pack: what it costs to load and to use.

use std::{path::Path, time::Instant};

use alongside::{badge::catalogue, matching::meaning::Model};

use super::{
    measure::{ThreadClock, Times, digits, progress, resident},
    table::Table,
};

/// So many short texts.
const TEXTS: usize = 200;

pub fn pack(folder: &Path) -> anyhow::Result<Table> {
    progress("loading the meaning pack");
    let [before, _] = resident()?;
    let start = Instant::now();
    let model = Model::load(folder, 1)?;
    let loaded = start.elapsed();
    let [after, _] = resident()?;
    let mut clock = ThreadClock::new()?;
    let (mut times, mut wall) = (Times::default(), Times::default());
    let phrases = catalogue().badges().iter().flat_map(|badge| &badge.phrases);
    for phrase in phrases.take(TEXTS) {
        let start = Instant::now();
        let (vectors, took) = clock.time(|| model.embed(&[phrase]))?;
        wall.push_wall(start);
        vectors?;
        times.push(took);
    }
    let [used, _] = resident()?;
    let mut table = Table::new("The meaning pack", &["", "mean", "p50", "p99"]);
    table.row("one short text, wall ms, one thread", wall.cells(1e3));
    table.note(format!(
        "Loading takes {} ms and {} MiB more; after {TEXTS} texts {} MiB more.",
        digits(loaded.as_secs_f64() * 1e3),
        digits(after - before),
        digits(used - before)
    ));
    Ok(table)
}
