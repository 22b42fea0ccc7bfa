//! A logistic regression whose weights keep the sign that reason gives them: covering more is never weaker evidence.

use alongside::matching::eligibility::meeting::{Features, NAMES};

/// A judged meeting.
pub struct Row {
    /// Its features.
    pub features: Features,
    /// Whether it is right.
    pub is_right: bool,
    /// How much it counts.
    pub weight: f64,
    /// Rows of one group are in one fold.
    pub group: usize,
}

/// The constant and the weights of [`NAMES`].
pub struct Fit {
    constant: f64,
    weights: [f64; NAMES.len()],
}

/// Weights beyond this are drawn back (ridge).
const RIDGE: f64 = 0.3;
/// Steps of the projected gradient.
const STEPS: usize = 4_000;

/// Features that speak against a match; all others speak for it.
const AGAINST: [&str; 16] = [
    "text_missing_most",
    "phrase_missing_most",
    "text_missing",
    "phrase_missing",
    "part",
    "denied",
    "opposite",
    "one_word",
    "one_everyday_word",
    "only_ambiguous",
    "ambiguous_beside",
    "loose",
    "scattered",
    "out_of_order",
    "within_another",
    "rival",
];

fn may_be(feature: usize, weight: f64) -> f64 {
    let against = AGAINST.contains(&NAMES[feature]) || NAMES[feature] == "beaten";
    if against { weight.min(0.0) } else { weight.max(0.0) }
}

impl Fit {
    /// Fits to rows, by projected gradient with momentum (Nesterov) on standardised features.
    #[expect(clippy::cast_precision_loss, reason = "counts of rows and steps")]
    pub fn of(rows: &[&Row]) -> Self {
        let total: f64 = rows.iter().map(|row| row.weight).sum::<f64>().max(1e-9);
        let mut mean = [0.0; NAMES.len()];
        let mut spread = [0.0; NAMES.len()];
        let at = |row: &Row, feature: usize| f64::from(row.features[feature]);
        let count = rows.len().max(1) as f64;
        for feature in 0..NAMES.len() {
            mean[feature] = rows.iter().map(|row| at(row, feature)).sum::<f64>() / count;
            let squares = rows.iter().map(|row| (at(row, feature) - mean[feature]).powi(2));
            spread[feature] = (squares.sum::<f64>() / count).sqrt();
        }
        let standard = |row: &Row, feature: usize| {
            if spread[feature] < 1e-6 {
                0.0
            } else {
                (at(row, feature) - mean[feature]) / spread[feature]
            }
        };
        let table: Vec<[f64; NAMES.len()]> = rows
            .iter()
            .map(|row| std::array::from_fn(|feature| standard(row, feature)))
            .collect();
        let mut now = ([0.0; NAMES.len()], 0.0);
        let mut before = now;
        // The loss curves at most by a quarter of the features' squares.
        let step = 4.0 / (RIDGE * total * (NAMES.len() as f64 + 1.0) + 4.0);
        for number in 0..STEPS {
            let momentum = number as f64 / (number as f64 + 3.0);
            let ahead: [f64; NAMES.len()] = std::array::from_fn(|feature| {
                now.0[feature] + momentum * (now.0[feature] - before.0[feature])
            });
            let constant = now.1 + momentum * (now.1 - before.1);
            let mut slope = ahead;
            let mut slope_of_constant = 0.0;
            for (row, features) in rows.iter().zip(&table) {
                let sum: f64 = constant
                    + features
                        .iter()
                        .zip(&ahead)
                        .map(|(one, two)| one * two)
                        .sum::<f64>();
                let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.is_right));
                let error = RIDGE * row.weight * error;
                slope_of_constant += error;
                for (slope, feature) in slope.iter_mut().zip(features) {
                    *slope += error * feature;
                }
            }
            before = now;
            now = (
                std::array::from_fn(|feature| may_be(feature, ahead[feature] - step * slope[feature])),
                constant - step * slope_of_constant,
            );
        }
        let weights: [f64; NAMES.len()] = std::array::from_fn(|feature| {
            if spread[feature] < 1e-6 {
                0.0
            } else {
                now.0[feature] / spread[feature]
            }
        });
        let shift: f64 = weights
            .iter()
            .zip(&mean)
            .map(|(weight, mean)| weight * mean)
            .sum();
        Self {
            constant: now.1 - shift,
            weights,
        }
    }

    /// How likely a meeting is right.
    pub fn probability(&self, features: &Features) -> f64 {
        let terms = self.weights.iter().zip(features);
        let sum: f64 = self.constant
            + terms
                .map(|(weight, feature)| weight * f64::from(*feature))
                .sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The weights as they stand in `data/eligibility.toml`.
    pub fn print(&self, table: &str) {
        const LEAST: f64 = 5e-4;
        println!("\n[{table}]\nconstant = {:.3}", self.constant);
        for (name, weight) in NAMES.iter().zip(&self.weights) {
            if weight.abs() >= LEAST {
                println!("{name} = {weight:.3}");
            }
        }
    }
}

/// What rows would be given that were not fitted to: each seventh of the groups by a fit to the others.
pub fn held_out(rows: &[Row]) -> Vec<f64> {
    const FOLDS: usize = 7;
    let mut given = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Row> = rows.iter().filter(|row| row.group % FOLDS != fold).collect();
        let fit = Fit::of(&others);
        for (row, given) in rows.iter().zip(&mut given) {
            if row.group % FOLDS == fold {
                *given = fit.probability(&row.features);
            }
        }
    }
    given
}

/// Of what was given so much, how much is right: by tenths.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
pub fn print_reliability(name: &str, rows: &[Row], given: &[f64]) {
    println!("\n{name}: given | right | meetings");
    for tenth in 0..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let inside: Vec<(&Row, f64)> = rows
            .iter()
            .zip(given.iter().copied())
            .filter(|(_, given)| (low..high).contains(given) || tenth == 9 && *given >= high)
            .collect();
        let count = inside.len();
        if count == 0 {
            continue;
        }
        let mean = inside.iter().map(|(_, given)| given).sum::<f64>() / count as f64;
        let right = inside.iter().filter(|(row, _)| row.is_right).count();
        println!("{mean:.2} | {:.2} | {count}", right as f64 / count as f64);
    }
}
