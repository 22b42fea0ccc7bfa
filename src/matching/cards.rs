//! Anonymous cards: what a host sees of people before their yes. Whether a card is there, what it says and
//! where it stands depends on searchable badges of the catalogue and practical things only.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::{
    Card, CardQuery, MustsMet, Reason, counts,
    eligibility::LEAST_NAMED,
    index::Subject,
    matcher::{BASIS, Matcher},
    person::Person,
    profile::{Posting, Profile, Sought},
    ranking::{Hit, Wanted},
    retrieval::Found,
    views,
};
use crate::{
    account::AccountId,
    area,
    badge::{Kind, catalogue},
    citizen::{self, Citizen, CitizenId},
    opportunity::{Need, Opportunity},
};

/// What is too loose to make a card.
const FLOOR: f32 = 0.3;

impl Matcher {
    /// The cards of people whose searchable badges meet anything that an opportunity seeks: first those who have
    /// everything it must have, as far as the catalogue has words for it, then those who have some of it, then others;
    /// in each group those who meet more, and better, first.
    pub async fn cards(&self, opportunity: &Opportunity, limit: usize) -> anyhow::Result<Vec<Card>> {
        self.cards_for(views::posting(opportunity), limit).await
    }

    /// The cards that answer a search.
    pub async fn search_cards(&self, query: &CardQuery, limit: usize) -> anyhow::Result<Vec<Card>> {
        self.cards_for(searched(query), limit).await
    }

    async fn cards_for(&self, mut posting: Posting, limit: usize) -> anyhow::Result<Vec<Card>> {
        let turns = &self.inner.turns;
        let wanted = turns.run(|| {
            for sought in &mut posting.seeks {
                // Cards say what the catalogue has words for: what it has none for cannot be asked of them.
                if !counts::is_of_the_catalogue(sought) {
                    sought.need = Need::Helps;
                }
            }
            posting.motives.clear();
            let wanted = Wanted::new(&posting, &BASIS);
            for sought in &mut posting.seeks {
                sought.need = Need::Helps;
            }
            (wanted, Wanted::new(&posting, &BASIS))
        });
        let (asked, wanted) = wanted.await?;
        let near = turns.run(|| self.nearest(&asked, &wanted, limit)).await??;
        let now = self.inner.clock.now();
        let people = citizen::records::load_many(&self.inner.database, &near).await?;
        let people: HashMap<CitizenId, &Citizen> = people.iter().map(|one| (one.id, one)).collect();
        let known = near.iter().filter_map(|id| people.get(id));
        let cards = known.filter_map(|citizen| {
            let profile = views::for_host(citizen, now)?;
            let person = Person::new(&profile);
            let hit = wanted.compare(&person)?;
            let musts_met = group(&asked.musts_met(&person));
            let card = card(&posting, hit, profile, musts_met);
            // What meets nothing that can be said is no answer.
            (wanted.criteria.is_empty() || !card.reasons.is_empty()).then_some(card)
        });
        let mut cards: Vec<Card> = cards.collect();
        cards.sort_by_key(|card| card.musts_met as u8);
        Ok(cards)
    }

    /// Whose cards stand first.
    fn nearest(&self, asked: &Wanted, wanted: &Wanted, limit: usize) -> anyhow::Result<Vec<CitizenId>> {
        let reading = self.reading()?;
        // A card says badges of the catalogue alone: those are certain or none.
        let mut eligible = HashSet::new();
        reading.each(&asked.for_pool(), Subject::Card, LEAST_NAMED, |one| {
            eligible.insert(one.id);
        })?;
        let mut found: Vec<Found> = Vec::new();
        reading.each(wanted, Subject::Card, 0.0, |one| {
            if one.closeness.strongest >= FLOOR || wanted.criteria.is_empty() {
                found.push(one);
            }
        })?;
        let rank = |found: &Found| (eligible.contains(&found.id), found.closeness.fit);
        let order = |one: &Found, other: &Found| {
            let (one, other) = (rank(one), rank(other));
            other.0.cmp(&one.0).then(other.1.total_cmp(&one.1))
        };
        if found.len() > limit && limit > 0 {
            let (_, last, _) = found.select_nth_unstable_by(limit - 1, order);
            let last = *last;
            found.retain(|one| order(one, &last).is_le());
        }
        let mut placed: Vec<(Found, [u8; 32])> = found
            .into_iter()
            .map(|one| (one, self.place(&wanted.posting.id, &one.id.to_string())))
            .collect();
        placed.sort_unstable_by(|(one, first), (other, second)| {
            order(one, other).then_with(|| first.cmp(second))
        });
        let nearest = placed.into_iter().take(limit);
        Ok(nearest.map(|(found, _)| AccountId(found.id)).collect())
    }

    /// Where equal cards stand: an id would tell who registered first, a keyed hash tells nothing.
    fn place(&self, question: &str, citizen: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.inner.secret);
        digest.update(format!("card\n{question}\n{citizen}"));
        digest.finalize().into()
    }
}

/// The group in which somebody stands who meets these musts.
fn group(met: &[(f32, bool)]) -> MustsMet {
    match met.iter().filter(|(_, is_met)| *is_met).count() {
        count if count == met.len() => MustsMet::All,
        0 => MustsMet::None,
        _ => MustsMet::Some,
    }
}

fn card(posting: &Posting, hit: Hit, profile: Profile, musts_met: MustsMet) -> Card {
    let both = posting.area.as_deref().zip(profile.area.as_deref());
    let km = both.and_then(|(venue, home)| area::distance_km(venue, home));
    let mut badges: Vec<String> = profile.badges.into_iter().filter_map(|held| held.badge).collect();
    // In the order of the catalogue, not in the order in which they were declared.
    badges.sort();
    badges.dedup();
    Card {
        musts_met,
        badges,
        distance: km.map(area::band),
        formats: profile.formats,
        times: profile.times,
        reasons: hit.reasons.into_iter().filter_map(Reason::of_a_card).collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "kilometres")]
fn searched(query: &CardQuery) -> Posting {
    let sought = |kind, badge, words| Sought {
        kind,
        badge,
        standpoint: None,
        words,
        need: Need::Helps,
    };
    let mut seeks: Vec<Sought> = query
        .badges
        .iter()
        .filter_map(|slug| catalogue().badge(slug))
        .map(|badge| sought(badge.kind, Some(badge.slug.clone()), None))
        .collect();
    if !query.words.trim().is_empty() {
        let kinds = Kind::ALL
            .iter()
            .filter(|kind| query.kind.is_none_or(|only| only == **kind));
        seeks.extend(kinds.map(|kind| sought(*kind, None, Some(query.words.clone()))));
    }
    Posting {
        id: "search".into(),
        seeks,
        area: query.area.clone(),
        within_km: query.within_km.map(|km| km as f64),
        formats: query.formats.clone(),
        times: query.times.clone(),
        ..Posting::default()
    }
}
