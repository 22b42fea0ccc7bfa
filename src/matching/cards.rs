//! Anonymous cards: what a host sees of people before their yes. Whether a card is there, what it says and
//! where it stands depends on searchable badges of the catalogue and practical things only.

use sha2::{Digest, Sha256};

use super::{
    Card, CardQuery,
    evidence::Person,
    index::Subject,
    matcher::{BASIS, Matcher},
    profile::{Posting, Profile, Sought},
    ranking::{Hit, Wanted},
    views,
};
use crate::{
    area,
    badge::{Kind, catalogue},
    citizen,
    opportunity::{Need, Opportunity},
};

/// What is too loose to make a card.
const FLOOR: f64 = 0.3;

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
        let near = self.near(&wanted, Subject::Card)?;
        let now = self.inner.clock.now();
        let people = citizen::records::load_many(&self.inner.database, &near).await?;
        let mut found: Vec<(Hit, [u8; 32], Profile)> = Vec::new();
        for profile in people.iter().filter_map(|citizen| views::for_host(citizen, now)) {
            let hit = wanted.compare(&Person::new(&profile), &BASIS);
            let hit = hit.filter(|hit| hit.strongest >= FLOOR || wanted.criteria.is_empty());
            let place = self.place(&posting.id, &profile.id);
            found.extend(hit.map(|hit| (hit, place, profile)));
        }
        found.sort_by(|one, other| {
            other
                .0
                .fit
                .total_cmp(&one.0.fit)
                .then_with(|| one.1.cmp(&other.1))
        });
        let cards = found.into_iter().take(limit);
        Ok(cards
            .map(|(hit, _, profile)| card(&posting, hit, profile))
            .collect())
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
