//! Recall: the best hundred as the index finds them against comparing everybody.

use std::{cmp::Ordering, path::Path};

use alongside::matching::{index::Subject, person::Person, ranking::Wanted};
use uuid::Uuid;

use super::{
    build,
    measure::{digits, float, progress},
    people::World,
    search::Ours,
    table::Table,
};

/// How many are wanted.
const BEST: usize = 100;

pub fn recall(folder: &Path, world: &World, people: u64, sample: u64) -> anyhow::Result<Table> {
    progress(&format!(
        "comparing {people} people with {sample} opportunities, one by one"
    ));
    let basis = build::basis(folder)?;
    // Every ninth, so that they are not those that stand first elsewhere.
    let postings = (0..sample).map(|number| world.opportunity(number * 9));
    let wanted: Vec<Wanted> = postings.map(|posting| Wanted::new(&posting, &basis)).collect();
    let mut best: Vec<Vec<(f32, Uuid)>> = vec![Vec::new(); wanted.len()];
    for number in 0..people {
        let profile = world.person(number);
        let person = Person::new(&profile);
        for (wanted, best) in wanted.iter().zip(&mut best) {
            if !wanted.asked.admits(person.practical) {
                continue;
            }
            if let Some(hit) = wanted.compare(&person) {
                best.push((hit.closeness.fit, build::id(&profile)));
            }
            if best.len() > 100 * BEST {
                best.sort_unstable_by(order);
                best.truncate(BEST);
            }
        }
    }
    let ours = Ours::open(folder)?;
    let (mut expected, mut found, mut same) = (0_u64, 0_u64, 0_u64);
    for (wanted, best) in wanted.iter().zip(&mut best) {
        best.sort_unstable_by(order);
        best.truncate(BEST);
        let top = ours.reading.top(wanted, Subject::Person, BEST)?;
        let top: Vec<(f32, Uuid)> = top.iter().map(|found| (found.closeness.fit, found.id)).collect();
        expected += best.len() as u64;
        found += best
            .iter()
            .filter(|one| top.iter().any(|other| other.1 == one.1))
            .count() as u64;
        same += u64::from(top == *best);
    }
    let mut table = Table::new(
        format!("Recall at {BEST} against comparing all {people}"),
        &[
            "",
            "opportunities",
            "hits",
            "recall",
            "same order and fits, to the bit",
        ],
    );
    let recall = float(found) / float(expected.max(1));
    table.row(
        "ours",
        [
            sample.to_string(),
            expected.to_string(),
            digits(recall),
            same.to_string(),
        ],
    );
    Ok(table)
}

fn order(one: &(f32, Uuid), other: &(f32, Uuid)) -> Ordering {
    other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1))
}
