use proptest::prelude::*;

use super::*;

fn share(feature: Feature, value: &str, hundredths: i64) -> Share {
    Share {
        feature,
        value: value.to_owned(),
        hundredths,
        source: "Census 2021".to_owned(),
    }
}

fn banded(feature: Feature, total: Option<i64>, values: &[(&str, Option<i64>)]) -> Banded {
    let values = values.iter().map(|(value, band)| ((*value).to_owned(), *band));
    Banded {
        feature,
        total,
        values: values.collect(),
    }
}

fn words(banded: Banded, shares: &[Share]) -> Vec<Option<Word>> {
    let compared = compare(&[banded], shares);
    compared[0].values.iter().map(|told| told.word).collect()
}

#[test]
fn a_word_is_said_only_when_it_holds_for_every_number_that_the_bands_can_stand_for() {
    // Of about 100, at least 95 answered; half of them, 47.5, would be expected, and four fifths of those are 38.
    assert_eq!(word(Some(30), 100, 5_000), Some(Word::Fewer), "35 at most");
    assert_eq!(word(Some(35), 100, 5_000), Some(Word::About), "40 at most");
    assert_eq!(word(Some(70), 100, 5_000), Some(Word::About), "65 at least");
    assert_eq!(word(Some(75), 100, 5_000), Some(Word::More), "70 at least");
    // Fewer than ten are told apart by nothing: they are fewer only where many more would be expected.
    assert_eq!(word(None, 100, 5_000), Some(Word::Fewer));
    assert_eq!(word(None, 100, 1_000), None);
    assert_eq!(word(None, 100, 0), None);
    assert_eq!(word(Some(10), 100, 0), Some(Word::More));
}

#[test]
fn nothing_is_said_of_a_feature_that_few_answered() {
    let few = banded(Feature::Disability, None, &[("yes", None), ("no", None)]);
    let shares = [
        share(Feature::Disability, "yes", 2_000),
        share(Feature::Disability, "no", 8_000),
    ];
    assert_eq!(words(few, &shares), [None, None]);
}

#[test]
fn what_is_kept_back_is_never_alone() {
    let shares = |yes| {
        [
            share(Feature::Disability, "yes", yes),
            share(Feature::Disability, "no", 10_000 - yes),
        ]
    };
    let one = || banded(Feature::Disability, Some(40), &[("yes", None), ("no", Some(40))]);
    assert_eq!(words(one(), &shares(1_000)), [None, None], "the other would tell");
    assert_eq!(
        words(one(), &shares(6_000)),
        [Some(Word::Fewer), Some(Word::More)],
        "here nothing is kept back"
    );
    let several = banded(
        Feature::Ethnicity,
        Some(200),
        &[
            ("asian", Some(25)),
            ("black", None),
            ("mixed", Some(15)),
            ("white", Some(150)),
            ("other", Some(10)),
        ],
    );
    let shares = ["asian", "black", "mixed", "white"].map(|value| share(Feature::Ethnicity, value, 600));
    assert_eq!(
        words(several, &shares),
        [Some(Word::More), None, None, Some(Word::More)],
        "the smallest of the others goes with it"
    );
}

#[test]
fn sources_are_named_once_and_features_without_figures_left_out() {
    let all = [
        banded(Feature::Age, Some(50), &[("16-17", None)]),
        banded(
            Feature::Disability,
            Some(50),
            &[("yes", Some(20)), ("no", Some(30))],
        ),
    ];
    let shares = [
        share(Feature::Disability, "yes", 2_000),
        share(Feature::Disability, "no", 8_000),
    ];
    let compared = compare(&all, &shares);
    assert_eq!(compared.len(), 1);
    assert_eq!(compared[0].sources, ["Census 2021"]);
}

/// Bands without noise: what they stand for is known.
fn plain(number: i64) -> Option<i64> {
    (number >= 10).then_some((number + 2) / 5 * 5)
}

proptest! {
    #[test]
    fn below_the_floor_no_number_changes_a_word(
        small in 0_i64..10, other in 0_i64..10, big in 10_i64..500, share_of in 0_i64..10_000,
    ) {
        let told = |number: i64| {
            // The same people have answered; who among them chose the small value changes.
            let values = [("woman", plain(big)), ("man", plain(big)), ("non-binary", plain(number)), ("another-way", None)];
            let shares = ["woman", "man", "non-binary"].map(|value| share(Feature::Gender, value, share_of / 3));
            compare(&[banded(Feature::Gender, plain(2 * big), &values)], &shares)
        };
        prop_assert_eq!(told(small), told(other));
    }

    #[test]
    fn a_word_is_true(number in 0_i64..600, rest in 0_i64..600, share_of in 0_i64..=10_000) {
        let Some(total) = plain(number + rest) else { return Ok(()) };
        let expected = (number + rest) * share_of;
        match word(plain(number), total, share_of) {
            Some(Word::Fewer) => prop_assert!(5 * number * WHOLE < 4 * expected),
            Some(Word::More) => prop_assert!(4 * number * WHOLE > 5 * expected),
            Some(Word::About) => prop_assert!(number >= 10),
            None => prop_assert!(number < 10),
        }
    }
}
