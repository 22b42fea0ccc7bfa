//! Outward codes (LS6) and the distances between them: all we ever ask about where somebody lives.
//!
//! `data/outcodes.csv` is derived from the ONS Postcode Directory, November 2025 (OGL v3.0).

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    outcode: String,
    lat: f64,
    lon: f64,
}

static CENTRES: LazyLock<HashMap<String, (f64, f64)>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../data/outcodes.csv").as_bytes())
        .deserialize::<Row>()
        .map(|row| row.expect("data/outcodes.csv is sound"))
        .map(|row| (row.outcode, (row.lat, row.lon)))
        .collect()
});

/// The outward code in what somebody typed: `ls6`, `LS6 `, or a whole postcode `LS6 1AA` of which the rest is
/// thrown away. `None` when there is no such outward code in the United Kingdom.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    let compact: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let compact = compact.to_ascii_uppercase();
    if CENTRES.contains_key(&compact) {
        return Some(compact);
    }
    let outward = compact.get(..compact.len().checked_sub(3)?)?;
    let inward = compact.as_bytes().get(outward.len()..)?;
    let fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
    (fits && CENTRES.contains_key(outward)).then(|| outward.to_owned())
}

/// Latitude and longitude (degrees, WGS 84) of the middle of an outward code.
#[must_use]
pub fn centre(outcode: &str) -> Option<(f64, f64)> {
    CENTRES.get(outcode).copied()
}

/// Kilometres between the middles of two outward codes, along a great circle; `None` when one is unknown.
#[must_use]
pub fn distance_km(one: &str, other: &str) -> Option<f64> {
    const EARTH_KM: f64 = 6371.0;
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
}
