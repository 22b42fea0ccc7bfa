//! What the county says of itself, and the invented figures about who lives there.

use anyhow::anyhow;
use rand::{Rng, RngExt, SeedableRng, distr::weighted::WeightedIndex, prelude::Distribution};
use rand_chacha::ChaCha12Rng;

use crate::{
    citizen::{CitizenId, ConsentPurpose, consent},
    database::{Database, Transaction},
    equality::{Feature, PREFER_NOT_TO_SAY, population, records},
    frontend::Language,
    moment::Moment,
};

/// The figures of the county: no real ones.
const FIGURES: &str = include_str!("../../data/population-example.csv");

/// Brings the invented figures.
pub async fn population(database: &Database, now: Moment) -> anyhow::Result<()> {
    let shares = population::parse(FIGURES).map_err(|faults| anyhow!("the invented figures: {faults:?}"))?;
    let mut transaction = database.begin().await?;
    population::records::replace(&mut transaction, &shares, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Seven in ten agree to equality questions; each answers most of them.
pub async fn answer(
    transaction: &mut Transaction,
    id: CitizenId,
    number: usize,
    joined: Moment,
) -> anyhow::Result<()> {
    // A chance of their own, so that nothing else in the county hangs on it.
    let mut chance = ChaCha12Rng::seed_from_u64(0x0e90_a117 + number as u64);
    if chance.random_range(0..10) >= 7 {
        return Ok(());
    }
    let wish = [(ConsentPurpose::Equality, true)];
    consent::records::update(transaction, id, &wish, Language::English, joined).await?;
    for feature in Feature::ALL {
        let choice = match chance.random_range(0..10) {
            0 => continue,
            1 => feature.choice(PREFER_NOT_TO_SAY),
            _ => Some(said(*feature, &mut chance)?),
        };
        records::answer(transaction, id, *feature, choice, joined).await?;
    }
    Ok(())
}

/// How often each value of a feature is said: many older women, few young men, as it often goes.
fn said(feature: Feature, chance: &mut impl Rng) -> anyhow::Result<&'static str> {
    let weights: &[u32] = match feature {
        Feature::Age => &[0, 2, 8, 14, 18, 22, 24, 12],
        Feature::Gender => &[66, 32, 1, 1],
        Feature::Ethnicity => &[5, 6, 3, 84, 2],
        Feature::Disability => &[46, 54],
        Feature::Area => &[14, 20, 24, 24, 18],
    };
    Ok(feature.values()[WeightedIndex::new(weights)?.sample(chance)])
}
