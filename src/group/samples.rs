//! Small questions for tests, and what is true of them by trying everything.

use super::{Question, Rule, SameAddress, draw::Stream};

/// How many cases a long property test runs: `GROUP_CASES`, or 200.
pub fn cases() -> usize {
    let cases = std::env::var("GROUP_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

/// A question that this number names: a handful of people, up to three features with two or three values and a seat;
/// every third has homes, every fourth somebody who was chosen already. About half of them have a group.
pub fn question(case: usize) -> Question {
    let mut stream = Stream::of(&format!("question {case}"));
    let people = 4 + stream.below(6);
    let size = 1 + stream.below(people.min(5));
    let mut rules = Vec::new();
    let mut someone: Vec<usize> = (0..people).collect();
    stream.shuffle(&mut someone);
    for feature in 0..=stream.below(3) {
        let values = 2 + stream.below(2);
        // An answer beyond the values is "prefer not to say".
        let answers: Vec<usize> = (0..people).map(|_| stream.below(8 * values + 1) / 8).collect();
        for value in 0..values {
            let members: Vec<usize> = (0..people).filter(|&one| answers[one] == value).collect();
            // About what some people of that number have, and now and then what nobody has.
            let have = someone[..size]
                .iter()
                .filter(|&&one| answers[one] == value)
                .count();
            let least = (have + usize::from(stream.below(10) == 0)).saturating_sub(stream.below(2));
            let most = least.max(have) + stream.below(2);
            let rule = (format!("feature {feature}"), format!("value {value}"));
            rules.push(self::rule(rule, members, least, most));
        }
    }
    if stream.below(3) == 0 {
        let members = (0..people).filter(|_| stream.below(2) == 0).collect();
        let seat = ("seat".to_owned(), String::new());
        rules.push(rule(seat, members, 1, usize::MAX));
    }
    let with_homes = case.is_multiple_of(3);
    let homes = (0..people).map(|_| Some(stream.below(people)).filter(|home| home % 4 < 3));
    Question {
        people,
        size,
        rules,
        homes: if with_homes { homes.collect() } else { Vec::new() },
        same_address: match case % 9 {
            0 | 3 => SameAddress::OneEach,
            6 => SameAddress::Together,
            _ => SameAddress::Free,
        },
        chosen: if case.is_multiple_of(4) {
            vec![case / 4 % people]
        } else {
            Vec::new()
        },
    }
}

fn rule((about, value): (String, String), members: Vec<usize>, least: usize, most: usize) -> Rule {
    Rule {
        about,
        value,
        members,
        least,
        most,
    }
}

/// Every group that the question allows, found by trying all sets of people.
pub fn groups(question: &Question) -> Vec<Vec<usize>> {
    let sets = (0_u32..1 << question.people).filter(|set| set.count_ones() as usize == question.size);
    sets.map(|set| {
        (0..question.people)
            .filter(|one| set >> one & 1 == 1)
            .collect::<Vec<_>>()
    })
    .filter(|people| question.holds(people).is_ok())
    .collect()
}
