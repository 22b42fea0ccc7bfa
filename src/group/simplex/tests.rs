use super::*;
use crate::group::draw::Stream;
use crate::group::kinds::{Kinds, number};
use crate::group::samples::{cases, question};

/// Weights from -50 to 50.
fn weights(stream: &mut Stream, count: usize) -> Vec<f64> {
    (0..count).map(|_| number(stream.below(101)) - 50.0).collect()
}

#[test]
fn it_finds_what_another_solver_finds_however_often_weights_and_bounds_change() {
    let (mut solved, mut impossible) = (0, 0);
    for case in 0..cases() {
        let mut program = Kinds::of(&question(case)).program;
        let Some(mut simplex) = Simplex::new(&program) else {
            continue;
        };
        let mut stream = Stream::of(&format!("simplex {case}"));
        for turn in 0..4 {
            let weights = weights(&mut stream, program.bounds.len());
            if turn > 0 && !weights.is_empty() {
                let kind = stream.below(weights.len());
                let (low, high) = program.bounds[kind];
                let middle = low + (high - low) / 2;
                program.bounds[kind] = if stream.below(2) == 0 {
                    (low, middle)
                } else {
                    (middle, high)
                };
                let (low, high) = program.bounds[kind];
                simplex.bound(kind, f64::from(low), f64::from(high));
            }
            simplex.weigh(&weights);
            let end = simplex.solve(f64::NEG_INFINITY, 1_000);
            match program.ceiling(&weights) {
                Some(most) => {
                    assert!(
                        matches!(end, End::Best(found) if (found - most).abs() < 1e-5),
                        "case {case}, turn {turn}: {end:?} and not {most}"
                    );
                    let values: Vec<f64> = (0..weights.len()).map(|kind| simplex.value(kind)).collect();
                    let sum: f64 = values.iter().zip(&weights).map(|(a, b)| a * b).sum();
                    assert!((sum - most).abs() < 1e-5, "case {case}: the values weigh {sum}");
                    let below = simplex.solve(most + 1e-3, 1_000);
                    assert!(
                        !matches!(below, End::Best(found) if found > most + 1e-5),
                        "{below:?}"
                    );
                    solved += 1;
                }
                None if weights.is_empty() || program.bounds.iter().all(|(low, high)| low == high) => (),
                None => {
                    assert_eq!(end, End::Impossible, "case {case}, turn {turn}");
                    impossible += 1;
                }
            }
        }
    }
    assert!(
        solved > cases() && impossible > cases() / 4,
        "{solved} solved, {impossible} impossible"
    );
}
