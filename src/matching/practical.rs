//! Hard constraints, never text: how, when and where somebody takes part, packed so that a million people can be
//! looked through in one go. The pure ranking and the index ask the same two numbers.

use std::sync::LazyLock;

use super::profile::{Posting, Profile};
use crate::{
    area::{self, District},
    badge::catalogue,
    citizen::{Format, Time},
};

/// With so many contributions the track record is full: the busiest do not crowd out the newly arrived.
const FULL_TRACK: u8 = 10;
/// How much shared motives move the person's side.
const MOTIVES: f32 = 0.3;
/// How much the next motive counts beside the one before it.
const NEXT_MOTIVE: f32 = 0.8;
/// So many motives of a person are looked at, the most important first; each takes five bits.
const MOTIVES_PACKED: usize = 12;

const FORMATS: u64 = 0xf;
const TIMES: u64 = 0x7;
const TIMES_AT: u32 = 4;
const SAID_FORMATS: u64 = 1 << 7;
const TRACK_AT: u32 = 8;
const DISTRICT_AT: u32 = 16;
const TRAVEL_AT: u32 = 32;

/// The track record by the number of contributions.
static TRACK: LazyLock<[f32; 16]> = LazyLock::new(|| {
    let full = f32::from(FULL_TRACK);
    std::array::from_fn(|done| (u8::try_from(done).map_or(full, f32::from).ln_1p() / full.ln_1p()).min(1.0))
});

/// What filters need of a person, in two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Practical {
    /// From the lowest bit: formats (4), times (3), whether formats were named, contributions up to 10 (from bit
    /// 8), district (from bit 16), and how far they travel as the bits of a squared chord ([`area::chord_of`], from bit 32).
    pub fits: u64,
    /// Five bits for each motive, the most important lowest: its place in the list, from 1.
    pub motives: u64,
}

impl Practical {
    /// Packs what a person said. What they did not say is no obstacle.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let district = profile.area.as_deref().map_or(0, area::district);
        let travel = profile.travel_km.map_or(f32::INFINITY, area::chord_of);
        let track = u8::try_from(profile.contributions.len()).map_or(FULL_TRACK, |done| done.min(FULL_TRACK));
        let fits = u64::from(travel.to_bits()) << TRAVEL_AT
            | u64::from(district) << DISTRICT_AT
            | u64::from(track) << TRACK_AT
            | times(&profile.times) << TIMES_AT
            | formats(&profile.formats).map_or(FORMATS, |named| named | SAID_FORMATS);
        let known = profile.motives.iter().filter_map(|slug| motive(slug));
        let motives = known.take(MOTIVES_PACKED).zip(0..);
        Self {
            fits,
            motives: motives.fold(0, |packed, (motive, place)| packed | motive << (5 * place)),
        }
    }

    /// Where they live.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "these 16 bits")]
    pub fn district(self) -> District {
        (self.fits >> DISTRICT_AT) as u16
    }

    /// A capped logarithm of the number of contributions, 0 to 1.
    #[must_use]
    pub fn track_record(self) -> f32 {
        TRACK[(self.fits >> TRACK_AT & 0xf) as usize]
    }

    fn travel(self) -> f32 {
        f32::from_bits((self.fits >> TRAVEL_AT) as u32)
    }
}

/// What an opportunity asks of somebody's day, ready to be compared.
#[derive(Clone, Debug)]
pub struct Asked {
    formats: u64,
    times: u64,
    remote: u64,
    venue: District,
    within: f32,
    /// A bit for each motive it offers.
    offered: u64,
}

impl Asked {
    /// What a posting asks.
    #[must_use]
    pub fn of(posting: &Posting) -> Self {
        let named = formats(&posting.formats);
        let remote = Format::ALL.iter().zip(0_u64..);
        let remote = remote
            .filter(|(format, _)| format.is_remote())
            .fold(0, |bits, (_, place)| bits | 1 << place);
        let motives = posting.motives.iter().filter_map(|slug| motive(slug));
        Self {
            formats: named.unwrap_or(FORMATS),
            times: times(&posting.times),
            // A way of taking part that nobody named is not known to be shared.
            remote: named.unwrap_or(0) & remote,
            venue: posting.area.as_deref().map_or(0, area::district),
            within: posting.within_km.map_or(f32::INFINITY, area::chord_of),
            offered: motives.fold(0, |bits, motive| bits | 1 << motive),
        }
    }

    /// Whether the person can take part at all: how, when and where.
    #[must_use]
    #[inline]
    pub fn admits(&self, person: Practical) -> bool {
        let fits = person.fits;
        fits & self.formats != 0
            && fits >> TIMES_AT & self.times != 0
            && (self.shares_remote(fits) || {
                let chord = area::chord(self.venue, person.district());
                chord <= self.within && chord <= person.travel()
            })
    }

    /// Both named the same way of taking part from afar.
    fn shares_remote(&self, fits: u64) -> bool {
        fits & self.remote != 0 && fits & SAID_FORMATS != 0
    }

    /// The districts in which people may live, each with whether it is admitted; `None` when all are.
    #[must_use]
    pub fn admits_districts(&self) -> Option<Vec<bool>> {
        if self.remote != 0 || self.venue == 0 || self.within.is_infinite() {
            return None;
        }
        Some(area::within(self.venue, self.within))
    }

    /// How much the person would want this, by what matters to both, 0 to 1; in between when one did not say.
    #[must_use]
    #[inline]
    pub fn willingness(&self, person: Practical) -> f32 {
        if self.offered == 0 || person.motives == 0 {
            return 1.0 - MOTIVES / 2.0;
        }
        let mut left = person.motives;
        let mut best = self.offered.count_ones();
        let mut weight = 1.0;
        let (mut shared, mut most) = (0.0_f32, 0.0_f32);
        while left != 0 {
            if self.offered >> (left & 0x1f) & 1 == 1 {
                shared += weight;
            }
            if best > 0 {
                most += weight;
                best -= 1;
            }
            weight *= NEXT_MOTIVE;
            left >>= 5;
        }
        1.0 - MOTIVES + MOTIVES * (shared / most).min(1.0)
    }
}

/// A bit for each way of taking part; `None` when none is named.
fn formats(named: &[Format]) -> Option<u64> {
    (!named.is_empty()).then(|| bits(Format::ALL, named))
}

/// A bit for each time; all when none is named.
fn times(named: &[Time]) -> u64 {
    if named.is_empty() {
        TIMES
    } else {
        bits(Time::ALL, named)
    }
}

fn bits<T: PartialEq>(all: &[T], named: &[T]) -> u64 {
    let all = all.iter().zip(0..);
    all.filter(|(member, _)| named.contains(member))
        .fold(0, |bits, (_, place)| bits | 1 << place)
}

/// A motive's place in the list, from 1.
fn motive(slug: &str) -> Option<u64> {
    let list = catalogue().list("motive").iter();
    list.zip(1..)
        .find(|(item, _)| item.slug == slug)
        .map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(area: &str, km: f64) -> Practical {
        Practical::of(&Profile {
            area: Some(area.into()),
            travel_km: Some(km),
            formats: vec![Format::InPerson],
            ..Profile::default()
        })
    }

    #[test]
    fn distance_counts_unless_both_named_a_way_from_afar() {
        let mut posting = Posting {
            area: Some("LS1".into()),
            within_km: Some(30.0),
            formats: vec![Format::InPerson, Format::Online],
            ..Posting::default()
        };
        let admits = |posting: &Posting, person| Asked::of(posting).admits(person);
        assert!(admits(&posting, person("LS6", 10.0)));
        assert!(!admits(&posting, person("LS6", 1.0)), "too far for the person");
        assert!(
            !admits(&posting, person("YO1", 100.0)),
            "too far for the opportunity"
        );
        let anyhow = Profile {
            formats: Format::ALL.to_vec(),
            area: Some("YO1".into()),
            ..Profile::default()
        };
        assert!(admits(&posting, Practical::of(&anyhow)));
        posting.formats.clear();
        assert!(!admits(&posting, Practical::of(&anyhow)));
        posting.area = None;
        assert!(admits(&posting, person("LS6", 1.0)), "nobody knows how far");
    }

    #[test]
    fn districts_are_those_within_the_limit() {
        let posting = Posting {
            area: Some("LS1".into()),
            within_km: Some(10.0),
            ..Posting::default()
        };
        let near = Asked::of(&posting)
            .admits_districts()
            .expect("a place and a limit");
        assert!(near[usize::from(area::district("LS6"))] && near[0]);
        assert!(!near[usize::from(area::district("YO1"))]);
        let remote = Posting {
            formats: vec![Format::Phone],
            ..posting
        };
        assert!(Asked::of(&remote).admits_districts().is_none());
    }

    #[test]
    fn the_busiest_do_not_crowd_out_the_newly_arrived() {
        let after = |done| {
            let contributions = (0..done).map(|_| super::super::profile::Done {
                kind: "told-own-story".into(),
                words: String::new(),
            });
            Practical::of(&Profile {
                contributions: contributions.collect(),
                ..Profile::default()
            })
            .track_record()
        };
        assert!(after(0) <= 0.0 && after(1) > 0.25);
        assert!(after(10) >= 1.0 && after(300) <= after(10));
    }
}
