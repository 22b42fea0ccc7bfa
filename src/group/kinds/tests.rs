use super::*;
use crate::group::Rule;

fn rule(members: &[usize], least: usize, most: usize) -> Rule {
    Rule {
        about: "feature".to_owned(),
        value: "value".to_owned(),
        members: members.to_vec(),
        least,
        most,
    }
}

/// Six people; two answers; homes 7 (people 0 and 3) and 9 (people 1 and 4); 5 lives alone at 8.
fn question(same_address: SameAddress) -> Question {
    Question {
        people: 6,
        size: 2,
        rules: vec![rule(&[0, 1, 2], 1, 2), rule(&[3, 4, 5], 0, usize::MAX)],
        homes: vec![Some(7), Some(9), None, Some(7), Some(9), Some(8)],
        same_address,
        chosen: Vec::new(),
    }
}

fn people(kinds: &Kinds) -> Vec<Vec<Vec<usize>>> {
    let of = |kind: &Kind| kind.units.iter().map(|unit| unit.people.clone()).collect();
    kinds.kinds.iter().map(of).collect()
}

#[test]
fn people_alike_to_every_rule_are_one_kind() {
    let kinds = Kinds::of(&question(SameAddress::Free));
    assert_eq!(
        people(&kinds),
        [vec![vec![0], vec![1], vec![2]], vec![vec![3], vec![4], vec![5]]]
    );
    assert_eq!(kinds.program.bounds, [(0, 3), (0, 3)]);
    assert_eq!(kinds.program.rows.len(), 3);
    assert!(kinds.program.holds(&[2, 0]) && !kinds.program.holds(&[0, 2]));
}

#[test]
fn homes_of_equal_composition_share_kinds_and_one_row() {
    let kinds = Kinds::of(&question(SameAddress::OneEach));
    assert_eq!(
        people(&kinds),
        [
            vec![vec![0], vec![1]],
            vec![vec![2]],
            vec![vec![3], vec![4]],
            vec![vec![5]]
        ]
    );
    assert_eq!(
        kinds.classes,
        [Class {
            kinds: vec![0, 2],
            homes: vec![7, 9]
        }]
    );
    let row = kinds.program.rows.last().expect("a class row");
    assert_eq!(
        (row.terms.as_slice(), row.most),
        ([(0, 1.0), (2, 1.0)].as_slice(), 2.0)
    );
    let group = kinds.people(&[1, 0, 1, 0]).expect("two homes");
    assert_eq!(group, [0, 4], "each home gives one person");
    assert_eq!(question(SameAddress::OneEach).holds(&group), Ok(()));
    assert_eq!(kinds.people(&[2, 0, 1, 0]), None);
}

#[test]
fn a_home_that_comes_together_counts_with_all_its_people() {
    let kinds = Kinds::of(&question(SameAddress::Together));
    assert_eq!(
        people(&kinds),
        [vec![vec![0, 3], vec![1, 4]], vec![vec![2]], vec![vec![5]]]
    );
    assert_eq!(kinds.program.rows[0].terms, [(0, 2.0), (1, 1.0), (2, 1.0)]);
    assert_eq!(kinds.program.rows[1].terms, [(0, 1.0), (1, 1.0)]);
    assert_eq!(kinds.people(&[1, 0, 0]), Some(vec![0, 3]));
    assert_eq!(kinds.sizes(), [4, 1, 1]);
}

#[test]
fn whoever_is_chosen_is_taken_off_size_and_rules_and_decides_for_their_home() {
    let mut one = question(SameAddress::OneEach);
    one.chosen = vec![0];
    let kinds = Kinds::of(&one);
    assert_eq!((&kinds.included[..], &kinds.excluded[..]), (&[0][..], &[3][..]));
    let rows: Vec<(f64, f64)> = kinds
        .program
        .rows
        .iter()
        .map(|row| (row.least, row.most))
        .collect();
    assert_eq!(rows[..3], [(1.0, 1.0), (0.0, 1.0), (0.0, f64::INFINITY)]);
    let mut all = question(SameAddress::Together);
    all.chosen = vec![0];
    let kinds = Kinds::of(&all);
    assert_eq!((&kinds.included[..], kinds.excluded.len()), (&[0, 3][..], 0));
    assert_eq!(kinds.people(&[0, 0, 0]), Some(vec![0, 3]));
    assert_eq!(all.holds(&[0, 3]), Ok(()));
}
