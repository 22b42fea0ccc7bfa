//! How widely seats are spread: whether the same few people are in every group.

use serde::Serialize;

/// Fewer people than this are not spoken of.
const FLOOR: usize = 10;

/// How widely seats are spread over those who ever had one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Of a hundred seats, so many are held by the tenth of the people who hold the most; rounded to fives.
    pub busiest: i64,
    /// Of a hundred seats, so many went to somebody who had none before; rounded to fives.
    pub first: i64,
}

/// The spread of seats, given how many each person held; `None` when they are too few to speak of.
#[must_use]
pub fn of(held: &[i64]) -> Option<Spread> {
    if held.len() < FLOOR {
        return None;
    }
    let mut most_first = held.to_vec();
    most_first.sort_unstable_by(|one, other| other.cmp(one));
    let tenth = held.len().div_ceil(10);
    let all: i64 = held.iter().sum();
    let busiest: i64 = most_first[..tenth].iter().sum();
    // Everybody had a first seat once, and one only.
    let first = i64::try_from(held.len()).unwrap_or(i64::MAX);
    Some(Spread {
        busiest: fives(busiest, all),
        first: fives(first, all),
    })
}

fn fives(part: i64, all: i64) -> i64 {
    (part * 20 + all / 2) / all.max(1) * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_tenth_is_told_from_ten_people_on() {
        assert_eq!(of(&[5; 9]), None);
        let even = Spread {
            busiest: 10,
            first: 50,
        };
        assert_eq!(of(&[2; 10]), Some(even));
        let new = Spread {
            busiest: 10,
            first: 100,
        };
        assert_eq!(of(&[1; 10]), Some(new));
        let mut held = vec![1; 19];
        held.push(21);
        // Two of twenty people hold 22 of 40 seats; 20 of these are somebody's first.
        let usual = Spread {
            busiest: 55,
            first: 50,
        };
        assert_eq!(of(&held), Some(usual));
    }
}
