use super::*;

/// Seen with seven features and 1,000 people: the solver called a stage solved in which somebody's chance was a tenth
/// of the bound, and the lottery aimed at that.
#[test]
fn a_stage_that_is_below_the_one_before_or_below_itself_is_none() {
    let level = |lowest: f64, chances: &[f64]| Level {
        lowest,
        chances: chances.to_vec(),
        weights: vec![0.0; chances.len()],
        limits: Vec::new(),
    };
    assert!(level(0.2, &[0.2, 0.3]).rises(0.1, 2));
    assert!(
        level(0.2, &[0.199_99, 0.3]).rises(0.200_01, 2),
        "the solver's tolerance"
    );
    assert!(!level(0.1, &[0.1, 0.3]).rises(0.2, 2), "below the one before");
    assert!(!level(0.2, &[0.01, 0.3]).rises(0.1, 2), "below itself");
    assert!(level(0.2, &[0.3, 0.01]).rises(0.1, 1), "whoever is held has less");
}
