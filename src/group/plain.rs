//! The plain draw, where everybody has the same chance and any people will do: who is invited.
//!
//! It is a pure function of a seed, the people and the number of places, so that anybody who knows these
//! three can do it again and must find the same. This is the procedure, in words:
//!
//! 1. The people are put in the order of their ids; somebody who is named twice counts once.
//! 2. SHA-256 of the seed's text (UTF-8) is the key of `ChaCha20` (20 rounds, nonce 0), whose stream is read as
//!    64-bit numbers, the lowest byte first.
//! 3. For place 1, 2, 3 and so on to the last person: of the n people not placed yet one is picked, and changes
//!    places with the first of them. Which one: the next number of the stream modulo n, where numbers at or above
//!    the greatest multiple of n below 2⁶⁴ are skipped, so that everybody has exactly the same chance.
//!
//! The first people of that order are selected; the rest, in that order, come next.

use serde::Serialize;
use uuid::Uuid;

use super::draw::Stream;

/// What a draw decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Who has a place, in the order in which they were drawn.
    pub selected: Vec<Uuid>,
    /// Who has none, in the order in which they come next.
    pub rest: Vec<Uuid>,
    /// The chance that everybody had.
    pub chance: Chance,
}

/// An exact chance: so many places among so many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Chance {
    /// Places that were drawn for; never more than people.
    pub places: usize,
    /// People who stood in the draw.
    pub people: usize,
}

impl Chance {
    /// The chance in parts of 10,000, rounded down; 10,000 when nobody had to be drawn.
    #[must_use]
    pub fn parts(self) -> i64 {
        if self.people == 0 {
            return 10_000;
        }
        i64::try_from(self.places * 10_000 / self.people).unwrap_or(10_000)
    }
}

/// Draws `places` of these people; see the module for how.
#[must_use]
pub fn draw(seed: &str, people: &[Uuid], places: usize) -> Drawn {
    let mut order = people.to_vec();
    order.sort_unstable();
    order.dedup();
    Stream::of(seed).shuffle(&mut order);
    let places = places.min(order.len());
    let rest = order.split_off(places);
    let chance = Chance {
        places,
        people: places + rest.len(),
    };
    Drawn {
        selected: order,
        rest,
        chance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(count: u128) -> Vec<Uuid> {
        (1..=count).map(Uuid::from_u128).collect()
    }

    #[test]
    fn a_draw_can_be_done_again_whatever_the_order_of_the_list() {
        let mut list = people(40);
        let first = draw("tea at four", &list, 12);
        list.reverse();
        list.push(list[3]);
        assert_eq!(draw("tea at four", &list, 12), first);
        assert_ne!(draw("tea at five", &list, 12), first);
        assert_eq!(
            first.chance,
            Chance {
                places: 12,
                people: 40
            }
        );
        assert_eq!(first.chance.parts(), 3_000);
    }

    #[test]
    fn a_known_draw_stays_as_it_was_published() {
        let drawn = draw("alongside", &people(6), 6);
        let order: Vec<u128> = drawn.selected.iter().map(Uuid::as_u128).collect();
        assert_eq!(order, KNOWN);
    }

    #[test]
    fn everybody_has_the_same_chance_over_many_seeds() {
        let list = people(10);
        let mut taken = [0_i32; 10];
        for seed in 0..20_000 {
            for person in draw(&seed.to_string(), &list, 3).selected {
                taken[usize::try_from(person.as_u128() - 1).expect("small")] += 1;
            }
        }
        // 20,000 draws of 3 in 10: 6,000 expected, standard deviation 65.
        for count in taken {
            assert!((count - 6_000).abs() < 5 * 65, "{taken:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_is_lost_or_doubled(seed: String, count in 0_u128..60, places in 0_usize..70) {
            let list = people(count);
            let drawn = draw(&seed, &list, places);
            prop_assert_eq!(drawn.selected.len(), places.min(list.len()));
            let mut all: Vec<Uuid> = drawn.selected.iter().chain(&drawn.rest).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, list);
        }
    }

    const KNOWN: [u128; 6] = [5, 4, 6, 1, 3, 2];
}
