use std::collections::BTreeSet;

use super::*;
use crate::group::{Question, draw, samples};

/// The groups of kinds that a question allows, with weights that no list can hit exactly.
fn mixture(question: &Question, kinds: &Kinds) -> (Vec<Vec<u32>>, Vec<f64>) {
    let groups: BTreeSet<Vec<u32>> = (samples::groups(question).iter())
        .map(|people| {
            let inside = |unit: &crate::group::kinds::Unit| people.contains(&unit.people[0]);
            let count =
                |kind: &crate::group::kinds::Kind| kind.units.iter().filter(|unit| inside(unit)).count();
            let counts = kinds
                .kinds
                .iter()
                .map(|kind| u32::try_from(count(kind)).expect("small"));
            counts.collect()
        })
        .collect();
    let weights: Vec<f64> = (0..groups.len()).map(|at| 1.0 / exact(at + 3)).collect();
    let total: f64 = weights.iter().sum();
    let weights = weights.iter().map(|weight| weight / total).collect();
    (groups.into_iter().collect(), weights)
}

/// A question with many groups.
fn rich() -> Question {
    let mut questions = (0..1000).map(samples::question);
    let rich = questions.find(|question| samples::groups(question).len() > 30);
    rich.expect("one of them has many groups")
}

#[test]
fn every_listed_group_holds_and_nobody_has_two_groups_more_than_somebody_alike() {
    let (mut tried, mut with_classes) = (0, 0);
    for case in 0..samples::cases() {
        let question = samples::question(case);
        let kinds = Kinds::of(&question);
        let (groups, weights) = mixture(&question, &kinds);
        if groups.is_empty() {
            continue;
        }
        tried += 1;
        with_classes += usize::from(!kinds.classes.is_empty());
        let length = 7 + case % 90;
        let list = list(&kinds, &groups, &weights, length, "key");
        assert_eq!(list.groups.len(), length);
        for group in &list.groups {
            assert_eq!(question.holds(group), Ok(()), "case {case}");
        }
        for kind in &kinds.kinds {
            let held = kind.units.iter().map(|unit| list.held[unit.people[0]]);
            let (least, most) = (held.clone().min(), held.max());
            assert!(
                most <= least.map(|least| least + 1),
                "case {case}: {kind:?} {:?}",
                list.held
            );
        }
        for (person, &held) in list.held.iter().enumerate() {
            let counted = list.groups.iter().filter(|group| group.contains(&person)).count();
            assert_eq!(held, counted);
        }
        assert_eq!(list.held.iter().sum::<usize>(), length * question.size);
    }
    assert!(
        tried * 3 > samples::cases() && with_classes * 50 > samples::cases(),
        "{tried} {with_classes}"
    );
}

#[test]
fn the_rounding_says_how_far_chances_moved_and_moves_them_no_further_than_largest_remainders_do() {
    let (mut better, mut tried) = (0, 0);
    for case in 0..samples::cases() {
        let question = samples::question(case);
        let kinds = Kinds::of(&question);
        let (groups, weights) = mixture(&question, &kinds);
        if groups.len() < 2 {
            continue;
        }
        let length = 100;
        let error = |times: &[usize]| {
            let off = |kind: usize| -> f64 {
                let terms = groups.iter().zip(times).zip(&weights);
                let sum: f64 = (terms)
                    .map(|((group, &times), weight)| f64::from(group[kind]) * (exact(times) / 100.0 - weight))
                    .sum();
                sum / exact(kinds.kinds[kind].units.len())
            };
            (0..kinds.kinds.len()).map(off).collect::<Vec<f64>>()
        };
        let plain = largest_remainders(&weights, length);
        for (&times, weight) in plain.iter().zip(&weights) {
            assert!((exact(times) - weight * 100.0).abs() < 1.0);
        }
        let (times, worst) = round(&kinds, &groups, &weights, length);
        assert_eq!(times.iter().sum::<usize>(), length);
        let (errors, before) = (error(&times), error(&plain));
        let largest = errors.iter().fold(0.0_f64, |most, error| most.max(error.abs()));
        assert!((largest - worst).abs() < 1e-9, "case {case}: {largest} {worst}");
        let fourth = |errors: &[f64]| errors.iter().map(|error| error.powi(4)).sum::<f64>();
        assert!(fourth(&errors) <= fourth(&before) + 1e-15);
        assert!(largest <= fourth(&before).powf(0.25) + 1e-9);
        tried += 1;
        better += usize::from(fourth(&errors) < fourth(&before) * 0.999);
    }
    assert!(
        better * 6 > tried,
        "the improvement improves: {better} of {tried}"
    );
}

#[test]
fn a_list_follows_from_its_inputs_and_its_key() {
    let question = rich();
    let kinds = Kinds::of(&question);
    let (groups, weights) = mixture(&question, &kinds);
    let once = list(&kinds, &groups, &weights, 500, "key");
    assert_eq!(list(&kinds, &groups, &weights, 500, "key"), once);
    let other = list(&kinds, &groups, &weights, 500, "another key");
    assert_ne!(other.groups, once.groups);
    assert!((other.rounding - once.rounding).abs() < 1e-15);
}

#[test]
fn a_list_is_as_long_as_the_lowest_chance_needs() {
    assert_eq!(length(1000, 0.1), 1000);
    assert_eq!(length(1000, 0.099), 10_000);
    assert_eq!(length(1000, 0.0012), 100_000);
    assert_eq!(length(1000, 1e-9), 100_000);
    assert_eq!(length(250_000, 1e-9), 250_000, "what is asked for is not cut");
    assert_eq!(length(2_500, 0.02), 10_000);
    assert_eq!(length(20_000, 0.02), 20_000);
    assert_eq!(length(1000, 0.0), 1000);
    assert_eq!(length(0, 1.0), 100);
}

/// Pearson's chi-square over the 1,000 groups of the list, 999 degrees of freedom: below 1,142.8 with probability
/// 0.999 when every group is equally likely. For each person the number of draws that hold them lies within 4.5
/// standard deviations of what their listed chance says.
#[test]
fn a_hundred_thousand_draws_agree_with_the_listed_chances() {
    let question = (0..1000)
        .map(samples::question)
        .find(|question| samples::groups(question).len() > 30);
    let question = question.expect("one of them has many groups");
    let kinds = Kinds::of(&question);
    let (groups, weights) = mixture(&question, &kinds);
    let list = list(&kinds, &groups, &weights, 1000, "key");
    let (mut drawn, mut in_groups) = (vec![0_u32; 1000], vec![0_u32; list.held.len()]);
    for seed in 0..100_000 {
        let number = draw::number(&seed.to_string(), 1000);
        drawn[number] += 1;
        for &person in &list.groups[number] {
            in_groups[person] += 1;
        }
    }
    let chi_square: f64 = drawn
        .iter()
        .map(|&count| (f64::from(count) - 100.0).powi(2) / 100.0)
        .sum();
    assert!(chi_square < 1142.8, "chi-square {chi_square}");
    for (&seen, &held) in in_groups.iter().zip(&list.held) {
        let chance = exact(held) / 1000.0;
        let deviation = (100_000.0 * chance * (1.0 - chance)).sqrt();
        let off = f64::from(seen) - 100_000.0 * chance;
        assert!(
            off.abs() <= 4.5 * deviation,
            "{seen} draws for a chance of {chance}"
        );
    }
    println!("chi-square {chi_square:.1} with 999 degrees of freedom");
}
