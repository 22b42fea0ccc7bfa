//! What of a citizen and of an opportunity the matcher may know, and what a host may know.

use super::profile::{Done, Held, Posting, Profile, Sought};
use crate::{
    badge::{Visibility, catalogue},
    citizen::{Citizen, ConsentPurpose, Declared},
    frontend::Language,
    moment::Moment,
    opportunity::{Opportunity, Seek},
};

/// A person for the matcher: everything that is not hidden. `None` without consent, and during a pause.
#[must_use]
pub fn for_matcher(citizen: &Citizen, now: Moment) -> Option<Profile> {
    citizen.may_be_matched(now).then(|| Profile {
        contributions: citizen
            .contributions
            .iter()
            .map(|contribution| Done {
                kind: contribution.kind.clone(),
                words: contribution.words.clone(),
            })
            .collect(),
        matters: citizen.matters.clone(),
        motives: citizen.motives.clone(),
        badges: held(citizen, |badge| badge.visibility != Visibility::Hidden)
            .map(|badge| Held {
                kind: badge.kind,
                badge: badge.badge.clone(),
                words: badge.words.clone(),
                standpoint: badge.standpoint.clone(),
            })
            .collect(),
        ..practical(citizen)
    })
}

/// Everything that somebody said in own words and did not hide, during a pause as well; nothing without consent.
pub fn own_texts(citizen: &Citizen) -> impl Iterator<Item = &str> {
    let badges = held(citizen, |badge| badge.visibility != Visibility::Hidden);
    let done = citizen.contributions.iter().map(|done| done.words.as_str());
    let texts = badges.filter_map(|badge| badge.words.as_deref()).chain(done);
    let texts = texts.chain(citizen.matters.as_deref());
    texts.filter(|text| citizen.consents_to(ConsentPurpose::Matching) && !text.trim().is_empty())
}

/// A person for a host: searchable badges of the catalogue, and how, when and where. `None` when they did not
/// allow cards, or when there is nothing to show.
#[must_use]
pub fn for_host(citizen: &Citizen, now: Moment) -> Option<Profile> {
    if !citizen.may_be_matched(now) || !citizen.consents_to(ConsentPurpose::Cards) {
        return None;
    }
    let badges: Vec<Held> = held(citizen, |badge| badge.visibility == Visibility::Searchable)
        .filter_map(catalogue_only)
        .map(|held| Held {
            standpoint: None,
            ..held
        })
        .collect();
    (!badges.is_empty()).then(|| Profile {
        badges,
        ..practical(citizen)
    })
}

/// A person for counting: the fixed vocabulary of what is not hidden. `None` without the consent to be counted, and
/// without the one to be matched, without which nothing that they said is used.
#[must_use]
pub fn for_counts(citizen: &Citizen) -> Option<Profile> {
    let allows = citizen.consents_to(ConsentPurpose::Matching) && citizen.consents_to(ConsentPurpose::Counts);
    allows.then(|| Profile {
        badges: held(citizen, |badge| badge.visibility != Visibility::Hidden)
            .filter_map(catalogue_only)
            .collect(),
        ..practical(citizen)
    })
}

fn held(citizen: &Citizen, may: impl Fn(&Declared) -> bool) -> impl Iterator<Item = &Declared> {
    citizen.badges.iter().filter(move |badge| may(badge))
}

fn catalogue_only(badge: &Declared) -> Option<Held> {
    Some(Held {
        kind: badge.kind,
        badge: Some(badge.badge.clone()?),
        words: None,
        standpoint: badge.standpoint.clone(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "kilometres")]
fn practical(citizen: &Citizen) -> Profile {
    Profile {
        id: citizen.id.to_string(),
        area: citizen.area.clone(),
        travel_km: citizen.travel_km.map(|km| km as f64),
        formats: citizen.formats.clone(),
        times: citizen.times.clone(),
        ..Profile::default()
    }
}

/// An opportunity for the matcher.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "kilometres")]
pub fn posting(opportunity: &Opportunity) -> Posting {
    Posting {
        id: opportunity.id.to_string(),
        title: opportunity.title.clone(),
        summary: opportunity.summary.clone(),
        seeks: opportunity
            .seeks
            .iter()
            .map(sought)
            .filter(|sought| !sought.is_empty())
            .collect(),
        area: opportunity.area.clone(),
        within_km: opportunity.within_km.map(|km| km as f64),
        formats: opportunity.formats.clone(),
        times: opportunity.times.clone(),
        motives: opportunity.motives.clone(),
    }
}

/// Something sought, for the matcher.
#[must_use]
pub fn sought(seek: &Seek) -> Sought {
    Sought {
        kind: seek.kind,
        badge: seek.badge.clone(),
        standpoint: seek.standpoint.clone(),
        words: seek.words.clone().filter(|words| !words.trim().is_empty()),
        need: seek.need,
    }
}

/// The short texts of an opportunity: its question and what it seeks.
#[must_use]
pub fn short_texts(opportunity: &Opportunity) -> Vec<&str> {
    let sought = opportunity.seeks.iter().flat_map(|seek| {
        let badge = seek.badge.as_deref().and_then(|slug| catalogue().badge(slug));
        let label = badge.map(|badge| badge.label(Language::English));
        label.into_iter().chain(seek.words.as_deref())
    });
    std::iter::once(opportunity.title.as_str())
        .chain(sought)
        .collect()
}

/// The long texts of an opportunity.
#[must_use]
pub fn long_texts(opportunity: &Opportunity) -> [&str; 3] {
    [&opportunity.summary, &opportunity.part, &opportunity.open_text]
}
