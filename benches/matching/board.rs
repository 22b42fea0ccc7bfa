//! The other direction: the open opportunities for one new person.

use alongside::{
    area,
    matching::{
        board::Board,
        person::Person,
        profile::{Posting, Profile},
        ranking::Closeness,
    },
    moment::Moment,
    opportunity::OpportunityId,
};

use super::{
    build::{self, OPPORTUNITIES},
    measure::{ThreadClock, Times, digits, float, progress, seconds},
    people::World,
    table::Table,
};
use std::{path::Path, time::Instant};

/// So many people come, one after the other.
const PEOPLE: u64 = 5_000;
/// So many opportunities are suggested to one of them.
const SUGGESTIONS: usize = 100;
/// What is looser is not suggested.
const FLOOR: f32 = 0.3;
const NOW: Moment = Moment(1_800_000_000);

pub fn suggestions(folder: &Path, world: &World) -> anyhow::Result<Table> {
    progress(&format!("{OPPORTUNITIES} open opportunities for {PEOPLE} people"));
    let start = Instant::now();
    let mut board = Board::new(build::basis(folder)?);
    let mut postings: Vec<Posting> = (0..OPPORTUNITIES)
        .map(|number| world.opportunity(number))
        .collect();
    // As a service puts them up at its start.
    postings.sort_by_key(|posting| posting.area.as_deref().map_or(0, area::district));
    for posting in &postings {
        board.put(OpportunityId(posting.id.parse()?), posting, None);
    }
    let made = start.elapsed();
    let profiles: Vec<Profile> = (0..PEOPLE).map(|number| world.person(number)).collect();
    let mut clock = ThreadClock::new()?;
    let (mut reading, mut finding) = (Times::default(), Times::default());
    let mut found = 0;
    for profile in &profiles {
        let (person, took) = clock.time(|| Person::new(profile))?;
        reading.push(took);
        let (closest, took) = clock.time(|| board.closest(&person, NOW, SUGGESTIONS, is_shown).len())?;
        finding.push(took);
        found += closest as u64;
    }
    let mut table = Table::new(
        format!("Opportunities for one person, {OPPORTUNITIES} open"),
        &["", "CPU µs mean", "p50", "p99"],
    );
    table.row("finding the closest", finding.cells(1.0));
    table.row("reading the profile before that", reading.cells(1.0));
    table.note(format!(
        "{PEOPLE} people, {} suggestions each on average. The board takes {} s to make.",
        digits(float(found) / float(PEOPLE)),
        seconds(made)
    ));
    Ok(table)
}

fn is_shown(closeness: Closeness) -> bool {
    closeness.strongest >= FLOOR && closeness.weakest >= FLOOR
}
