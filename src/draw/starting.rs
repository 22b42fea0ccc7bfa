//! Quotas to start from: as many of each as live here, with room for chance.

use super::Quota;
use crate::equality::{Feature, population::Share};

/// The room on both sides of an expected number t is so many times its square root. The number in a plain draw from
/// the people who live here strays from t by about √t (standard deviation of a Poisson variable), so that a group
/// comes out nearer to the place than chance alone would bring it, and its draw stays a draw.
const ROOM: f64 = 0.3;

/// Quotas of a feature for a group with so many places: for each value of the file, around its share of the places.
/// Together they leave at least one place free. None when the file says nothing of the feature, or there are not at
/// least two places.
#[must_use]
pub fn quotas(feature: Feature, shares: &[Share], places: i64) -> Vec<Quota> {
    if places < 2 {
        return Vec::new();
    }
    let of_feature = shares.iter().filter(|share| share.feature == feature);
    let mut quotas: Vec<Quota> = of_feature
        .map(|share| {
            let (least, most) = around(share.hundredths, places);
            Quota {
                feature,
                value: share.value.clone(),
                least,
                most,
            }
        })
        .collect();
    // Rounded shares may come to a little more than all who live here.
    while quotas.iter().map(|quota| quota.least).sum::<i64>() >= places {
        if let Some(largest) = quotas.iter_mut().max_by_key(|quota| quota.least) {
            largest.least -= 1;
        }
    }
    quotas
}

/// The least and the most people for a share in hundredths of one per cent; the most is at least 1.
#[expect(clippy::cast_precision_loss, reason = "places and shares lie far below 2^52")]
#[expect(clippy::cast_possible_truncation, reason = "between 0 and the places")]
fn around(hundredths: i64, places: i64) -> (i64, i64) {
    let expected = (hundredths * places) as f64 / 10_000.0;
    let room = ROOM * expected.sqrt();
    let least = (expected - room).floor().max(0.0) as i64;
    let most = (expected + room).ceil() as i64;
    (least, most.clamp(1, places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(of: &[(&str, i64)]) -> Vec<Share> {
        of.iter()
            .map(|(value, hundredths)| Share {
                feature: Feature::Gender,
                value: (*value).to_owned(),
                hundredths: *hundredths,
                source: "Invented".into(),
            })
            .collect()
    }

    fn numbers(of: &[(&str, i64)], places: i64) -> Vec<(i64, i64)> {
        let quotas = quotas(Feature::Gender, &shares(of), places);
        quotas.iter().map(|quota| (quota.least, quota.most)).collect()
    }

    #[test]
    fn the_numbers_lie_around_the_share_of_the_places() {
        let half = [("woman", 5_100), ("man", 4_850)];
        assert_eq!(numbers(&half, 12), [(5, 7), (5, 7)]);
        assert_eq!(numbers(&half, 40), [(19, 22), (18, 21)]);
        assert_eq!(numbers(&[("woman", 20), ("man", 9_980)], 10), [(0, 1), (9, 10)]);
        assert_eq!(numbers(&half, 1), [], "a single place can be anybody's");
        assert_eq!(
            quotas(Feature::Age, &shares(&half), 12),
            [],
            "the file says nothing"
        );
    }

    #[test]
    fn a_place_stays_free_also_when_rounded_shares_are_more_than_all() {
        let whole = [("woman", 0), ("man", 10_000)];
        assert_eq!(numbers(&whole, 2), [(0, 1), (1, 2)]);
        let over = [("woman", 5_050), ("man", 5_050)];
        assert_eq!(
            numbers(&over, 100_000)
                .iter()
                .map(|(least, _)| least)
                .sum::<i64>(),
            99_999
        );
    }

    proptest! {
        #[test]
        fn any_shares_give_quotas_that_a_host_can_keep(
            (first, second) in (0_i64..=10_000).prop_flat_map(|first| (Just(first), 0..=10_100 - first)),
            places in 2_i64..=1_000,
        ) {
            let numbers = numbers(&[("woman", first), ("man", second.min(10_000))], places);
            prop_assert!(numbers.iter().map(|(least, _)| least).sum::<i64>() < places);
            for (least, most) in numbers {
                prop_assert!(0 <= least && least <= most && 1 <= most && most <= places);
            }
        }
    }
}
