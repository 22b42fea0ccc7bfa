//! Outward codes (LS6) and the distances between them: all we ever ask about where somebody lives.
//!
//! `data/outcodes.csv` is derived from the ONS Postcode Directory, November 2025 (OGL v3.0).

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use crate::text;

#[derive(Deserialize)]
struct Row {
    outcode: String,
    lat: f64,
    lon: f64,
}

/// A district's place among all, along a curve that keeps neighbours together; 0 stands for "not known".
pub type District = u16;

struct Map {
    /// Latitude and longitude.
    centres: HashMap<String, (f64, f64)>,
    districts: HashMap<String, District>,
    /// By district, a point on the unit sphere; that of the unknown one is never looked at.
    points: Vec<[f32; 3]>,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let mut rows: Vec<Row> = csv::Reader::from_reader(include_str!("../data/outcodes.csv").as_bytes())
        .deserialize::<Row>()
        .map(|row| row.expect("data/outcodes.csv is sound"))
        .collect();
    rows.sort_by_cached_key(|row| (along_the_curve(row.lat, row.lon), row.outcode.clone()));
    let mut points = vec![[0.0; 3]];
    points.extend(rows.iter().map(|row| point(row.lat, row.lon)));
    let districts = rows.iter().zip(1..);
    Map {
        districts: districts
            .map(|(row, place)| (row.outcode.clone(), place))
            .collect(),
        centres: rows
            .into_iter()
            .map(|row| (row.outcode, (row.lat, row.lon)))
            .collect(),
        points,
    }
});

/// A place on a Z-order curve (Morton 1966) over the United Kingdom: the bits of both degrees, in turn.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "degrees of the UK, shifted to be positive"
)]
fn along_the_curve(lat: f64, lon: f64) -> u32 {
    let cell = |degrees: f64| (degrees * 1000.0) as u32;
    let (north, east) = (cell(lat - 45.0), cell(lon + 15.0));
    (0..15).fold(0, |place, bit| {
        place | (east >> bit & 1) << (2 * bit) | (north >> bit & 1) << (2 * bit + 1)
    })
}

#[expect(clippy::cast_possible_truncation, reason = "half a metre is near enough")]
fn point(lat: f64, lon: f64) -> [f32; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()].map(|part| part as f32)
}

/// How many districts there are, the unknown one included.
#[must_use]
pub fn districts() -> usize {
    MAP.points.len()
}

/// The district of an outward code; 0 when it is not known.
#[must_use]
pub fn district(outcode: &str) -> District {
    let found = MAP.districts.get(outcode);
    found
        .or_else(|| MAP.districts.get(&outcode.to_ascii_uppercase()))
        .copied()
        .unwrap_or(0)
}

/// The square of the chord between two districts on the unit sphere: grows with their distance, and costs no
/// trigonometry. Nothing is far from the unknown district.
#[must_use]
#[inline]
pub fn chord(one: District, other: District) -> f32 {
    if one == 0 || other == 0 {
        return 0.0;
    }
    square(MAP.points[usize::from(one)], MAP.points[usize::from(other)])
}

#[inline]
fn square(one: [f32; 3], other: [f32; 3]) -> f32 {
    let [x, y, z] = std::array::from_fn(|axis| (one[axis] - other[axis]).powi(2));
    x + y + z
}

/// For each district, whether its [`chord`] to this one is within a limit.
#[must_use]
pub fn within(district: District, limit: f32) -> Vec<bool> {
    if district == 0 {
        return vec![true; districts()];
    }
    let here = MAP.points[usize::from(district)];
    let mut within: Vec<bool> = MAP
        .points
        .iter()
        .map(|there| square(here, *there) <= limit)
        .collect();
    within[0] = true;
    within
}

/// The square of the chord that so many kilometres span; distances are compared with it.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "half a metre is near enough")]
pub fn chord_of(km: f64) -> f32 {
    let angle = (km / EARTH_KM).clamp(0.0, std::f64::consts::PI);
    // A metre more, so that rounding never says no to a limit of exactly the distance.
    ((2.0 * (angle / 2.0).sin() + 0.001 / EARTH_KM).powi(2)) as f32
}

const EARTH_KM: f64 = 6371.0;

/// The outward code in what somebody typed: `ls6`, `LS6 `, or a whole postcode `LS6 1AA` of which the rest is
/// thrown away. `None` when there is no such outward code in the United Kingdom.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    let compact: String = text::plain_digits(&text::comparable(text))
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let compact = compact.to_ascii_uppercase();
    if MAP.centres.contains_key(&compact) {
        return Some(compact);
    }
    let outward = compact.get(..compact.len().checked_sub(3)?)?;
    let inward = compact.as_bytes().get(outward.len()..)?;
    let fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
    (fits && MAP.centres.contains_key(outward)).then(|| outward.to_owned())
}

/// Latitude and longitude (degrees, WGS 84) of the middle of an outward code.
#[must_use]
pub fn centre(outcode: &str) -> Option<(f64, f64)> {
    MAP.centres.get(outcode).copied()
}

/// Kilometres between the middles of two outward codes, along a great circle; `None` when one is unknown.
#[must_use]
pub fn distance_km(one: &str, other: &str) -> Option<f64> {
    let ((lat_a, lon_a), (lat_b, lon_b)) = (centre(one)?, centre(other)?);
    let (lat_a, lon_a, lat_b, lon_b) = (
        lat_a.to_radians(),
        lon_a.to_radians(),
        lat_b.to_radians(),
        lon_b.to_radians(),
    );
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(lon_b - lon_a);
    Some(2.0 * EARTH_KM * chord.sqrt().min(1.0).asin())
}

/// The band a distance falls in, as a card shows it: the ending of the locale keys `distance-…`.
#[must_use]
pub fn band(km: f64) -> &'static str {
    match km {
        km if km < 5.0 => "near",
        km if km < 15.0 => "within-15",
        km if km < 30.0 => "within-30",
        km if km < 60.0 => "within-60",
        _ => "far",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_may_type_a_code_or_a_whole_postcode() {
        assert_eq!(parse("ls6").as_deref(), Some("LS6"));
        assert_eq!(parse(" LS6 1aa ").as_deref(), Some("LS6"));
        assert_eq!(parse("CF10 3AT").as_deref(), Some("CF10"));
        for pasted in [
            "LS6\u{a0}1AA\u{200b}",
            "\u{202a}LS6 1AA\u{202c}",
            "ＬＳ６",
            "LS6\u{2011}1AA",
            "l\u{ad}s6",
            "LS6, 1AA",
            "ls6,1aa.",
            "ＬＳ６　１ＡＡ",
            "(LS6 1AA)",
            "LS6/1AA",
            "LS6—1AA",
            "LS6_1AA",
            "L.S.6",
            "LS\u{666} 1AA",
        ] {
            assert_eq!(parse(pasted).as_deref(), Some("LS6"), "{pasted:?}");
        }
        for wrong in ["", "Leeds", "ZZ9", "LS", "LS6 1A", "ŵŵŵŵŵ"] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        // Cardiff to Edinburgh is about 500 km as the crow flies.
        let far = distance_km("CF10", "EH1").expect("both are known");
        assert!((480.0..520.0).contains(&far), "{far}");
        assert_eq!(distance_km("LS6", "LS6"), Some(0.0));
    }

    #[test]
    fn the_districts_within_a_limit_are_those_that_are_so_near() {
        let limit = chord_of(25.0);
        for here in [0, district("LS6"), district("EH1")] {
            let all = 0..u16::try_from(districts()).expect("a few thousand");
            let near: Vec<bool> = all.map(|there| chord(here, there) <= limit).collect();
            assert!(within(here, limit) == near, "district {here}");
            assert!(near.iter().any(|near| *near));
        }
    }

    #[test]
    fn chords_say_near_and_far_as_kilometres_do() {
        let codes: Vec<&String> = MAP.centres.keys().step_by(97).collect();
        for one in &codes {
            for other in &codes {
                let km = distance_km(one, other).expect("both are known");
                let chord = chord(district(one), district(other));
                assert!(chord <= chord_of(km), "{one} {other}: {km} km");
                assert!(km < 0.1 || chord > chord_of(km * 0.99), "{one} {other}: {km} km");
            }
        }
        assert!(chord(0, district("LS6")) <= chord_of(0.0));
    }
}
