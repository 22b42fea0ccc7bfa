//! Anonymous cards: what a host sees of people before their yes. Whether a card is there, what it says and
//! where it stands depends on searchable badges of the catalogue and practical things only.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{
    Card, CardQuery,
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
    /// The cards of people whose searchable badges meet anything that an opportunity seeks: those who meet
    /// more of it, and better, first.
    pub async fn cards(&self, opportunity: &Opportunity, limit: usize) -> anyhow::Result<Vec<Card>> {
        self.cards_for(views::posting(opportunity), limit).await
    }

    /// The cards that answer a search.
    pub async fn search_cards(&self, query: &CardQuery, limit: usize) -> anyhow::Result<Vec<Card>> {
        self.cards_for(searched(query), limit).await
    }

    async fn cards_for(&self, mut posting: Posting, limit: usize) -> anyhow::Result<Vec<Card>> {
        for sought in &mut posting.seeks {
            // A must that somebody meets with what they keep to the matcher must not decide over a card.
            sought.need = Need::Helps;
        }
        posting.motives.clear();
        let wanted = Wanted::new(&posting, &BASIS);
        let near = self.nearest(&wanted, limit)?;
        let now = self.inner.clock.now();
        let people = citizen::records::load_many(&self.inner.database, &near).await?;
        let people: HashMap<CitizenId, &Citizen> = people.iter().map(|one| (one.id, one)).collect();
        let known = near.iter().filter_map(|id| people.get(id));
        let cards = known.filter_map(|citizen| {
            let profile = views::for_host(citizen, now)?;
            let hit = wanted.compare(&Person::new(&profile))?;
            Some(card(&posting, hit, profile))
        });
        Ok(cards.collect())
    }

    /// Whose cards stand first.
    fn nearest(&self, wanted: &Wanted, limit: usize) -> anyhow::Result<Vec<CitizenId>> {
        let mut found: Vec<Found> = Vec::new();
        self.reading()?.each(wanted, Subject::Card, 0.0, |one| {
            if one.closeness.strongest >= FLOOR || wanted.criteria.is_empty() {
                found.push(one);
            }
        })?;
        let fit = |found: &Found| found.closeness.fit;
        if found.len() > limit && limit > 0 {
            let (_, last, _) =
                found.select_nth_unstable_by(limit - 1, |one, other| fit(other).total_cmp(&fit(one)));
            let floor = fit(last);
            found.retain(|one| fit(one) >= floor);
        }
        let mut placed: Vec<(Found, [u8; 32])> = found
            .into_iter()
            .map(|one| (one, self.place(&wanted.posting.id, &one.id.to_string())))
            .collect();
        placed.sort_unstable_by(|(one, first), (other, second)| {
            fit(other).total_cmp(&fit(one)).then_with(|| first.cmp(second))
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

fn card(posting: &Posting, hit: Hit, profile: Profile) -> Card {
    let both = posting.area.as_deref().zip(profile.area.as_deref());
    let km = both.and_then(|(venue, home)| area::distance_km(venue, home));
    let mut badges: Vec<String> = profile.badges.into_iter().filter_map(|held| held.badge).collect();
    // In the order of the catalogue, not in the order in which they were declared.
    badges.sort();
    badges.dedup();
    Card {
        badges,
        distance: km.map(area::band),
        formats: profile.formats,
        times: profile.times,
        reasons: hit.reasons,
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
