use super::*;
use crate::group::Rule;

fn rule(members: impl IntoIterator<Item = usize>, least: usize) -> Rule {
    Rule {
        about: "seat".into(),
        value: String::new(),
        members: members.into_iter().collect(),
        least,
        most: 9,
    }
}

fn question(people: usize, size: usize, rules: Vec<Rule>) -> Question {
    Question {
        people,
        size,
        rules,
        ..Question::default()
    }
}

/// How often each person is in one of 3,000 waves.
fn times(question: &Question) -> Vec<i32> {
    let mut times = vec![0; question.people];
    for seed in 0..3_000 {
        let people = draw_of(question, &seed.to_string()).expect("a wave");
        assert_eq!(people.len(), question.size);
        for person in people {
            times[person] += 1;
        }
    }
    times
}

#[test]
fn a_wave_asks_half_as_many_again_as_are_needed_to_say_yes() {
    // Two have a place, one of them sits on the first seat.
    let first = rule(std::iter::once(0).chain(5..50), 2);
    let asks = question(62, 20, vec![first, rule(10..50, 4), rule([1], 1)]);
    let wave = of_wave(&asks, 2, (0, 0));
    let leasts: Vec<usize> = wave.rules.iter().map(|rule| rule.least).collect();
    // One more is needed, and four, at one yes in five; none.
    assert_eq!(leasts, [8, 30, 0]);
    assert_eq!((wave.people, wave.size), (60, 20));
    assert_eq!(wave.rules[0].members.first(), Some(&3));
    assert!(wave.rules.iter().all(|rule| rule.most == usize::MAX));
    // Every second person said yes before: two in five are expected.
    assert_eq!(of_wave(&asks, 2, (40, 20)).rules[1].least, 15);
}

#[test]
fn without_seats_everybody_has_the_same_chance() {
    // 3,000 draws of 3 in 10: 900 expected, standard deviation 25.
    for count in times(&question(10, 3, Vec::new())) {
        assert!((count - 900).abs() < 125, "{count}");
    }
}

#[test]
fn with_seats_all_others_share_alike_and_equals_have_equal_chances() {
    // Both of the rare kind are certain; 4 places for 8 others: 1,500 expected, standard deviation 27.
    let times = times(&question(10, 6, vec![rule([0, 9], 2)]));
    assert_eq!((times[0], times[9]), (3_000, 3_000));
    for count in &times[1..9] {
        assert!((count - 1_500).abs() < 137, "{times:?}");
    }
}

#[test]
fn what_has_no_room_in_a_wave_is_cut_by_the_same_part_for_all() {
    let wave = question(40, 10, vec![rule(0..20, 12), rule(20..40, 6)]);
    let people = draw_of(&wave, "tea at four").expect("a wave");
    let first = people.iter().filter(|person| **person < 20).count();
    // Six tenths of both fit: 7 and 3.
    assert_eq!((people.len(), first), (10, 7));
}

#[test]
fn a_wave_can_be_drawn_again() {
    let wave = question(40, 10, vec![rule(0..20, 7)]);
    let first = draw_of(&wave, "tea at four").expect("a wave");
    assert_eq!(draw_of(&wave, "tea at four").expect("a wave"), first);
    assert_ne!(draw_of(&wave, "tea at five").expect("a wave"), first);
}

#[test]
fn a_wave_for_no_free_place_asks_nobody() {
    let people = draw_of(&question(10, 0, vec![rule(0..3, 0)]), "tea at four").expect("a wave");
    assert_eq!(people, [0; 0]);
}
