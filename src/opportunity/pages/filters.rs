//! What a search asks for: words and filters in an address, the same for citizens and for hosts.

use std::collections::HashSet;

use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use crate::{
    area,
    badge::{Badge, catalogue},
    citizen::{Format, Time},
    matching::{CardQuery, OpportunityQuery, offers, vocabulary},
    turn::TooBusy,
    web::{Form, Visit},
};

/// So many topics are offered for what somebody typed.
const TOPICS: usize = 8;
/// So many topics one search can have; more would be a list of everything.
const MOST: usize = 8;

/// What differs between the searches.
pub(super) struct Rules {
    /// Where the search stands.
    pub path: &'static str,
    /// The longest words, in characters.
    pub longest: usize,
    /// The distances that can be chosen, kilometres, the nearest first.
    pub distances: &'static [i64],
    /// The distance when a place was typed and none was chosen; one of `distances`.
    pub usual: i64,
    /// The locale key of a distance; it takes `$miles` and `$km`.
    pub distance: &'static str,
}

/// What somebody looks for. What did not fit is left out here and stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    /// Free words, on one line.
    pub words: String,
    /// Badges of the catalogue, any of which will do.
    pub badges: Vec<&'static Badge>,
    /// An outward code, with kilometres around it.
    pub near: Option<(String, i64)>,
    /// How; any of them will do.
    pub formats: Vec<Format>,
    /// When; any of them will do.
    pub times: Vec<Time>,
}

impl Filters {
    /// Reads them from the parameters of the address.
    pub fn read(form: &mut Form, rules: &Rules) -> Self {
        let words = form.optional_line("q", rules.longest);
        let mut badges = known(form, ("badge", "topic"), |slug| catalogue().badge(slug));
        let mut seen = HashSet::new();
        badges.retain(|badge| seen.insert(&badge.slug));
        if badges.len() > MOST {
            form.problem("topic", "too-many");
        }
        let area = area::parse(form.text("place"));
        if area.is_none() && !form.text("place").is_empty() {
            form.problem("place", "unknown");
        }
        let chosen = form.text("within").parse().ok();
        let chosen = chosen.filter(|km| rules.distances.contains(km));
        if chosen.is_none() && !form.text("within").is_empty() {
            form.problem("within", "unknown");
        }
        Self {
            words: words.trim().to_owned(),
            badges,
            near: area.map(|area| (area, chosen.unwrap_or(rules.usual))),
            formats: known(form, ("format", "format"), Format::parse),
            times: known(form, ("time", "time"), Time::parse),
        }
    }

    /// Whether anything but words is asked for.
    pub fn is_filtered(&self) -> bool {
        !(self.badges.is_empty() && self.near.is_none() && self.formats.is_empty() && self.times.is_empty())
    }

    /// Whether nothing is asked for at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.is_filtered()
    }

    /// The same with other words.
    pub fn with_words(&self, words: &str) -> Self {
        Self {
            words: words.to_owned(),
            ..self.clone()
        }
    }

    /// The same search around a larger and larger place; nothing where no place is named.
    pub fn further(&self, rules: &Rules) -> Vec<(i64, Self)> {
        let Some((area, near)) = &self.near else {
            return Vec::new();
        };
        let further = rules.distances.iter().copied().filter(|km| km > near);
        further
            .map(|km| {
                let mut other = self.clone();
                other.near = Some((area.clone(), km));
                (km, other)
            })
            .collect()
    }

    /// The search for opportunities.
    pub fn for_opportunities(&self) -> OpportunityQuery {
        OpportunityQuery {
            words: self.words.clone(),
            badges: self.slugs(),
            area: self.near.as_ref().map(|(area, _)| area.clone()),
            within_km: self.near.as_ref().map(|(_, km)| *km),
            formats: self.formats.clone(),
            times: self.times.clone(),
        }
    }

    /// The search for cards. Words that mean lived experience only, or skills only, are looked for among these:
    /// otherwise whoever meets them weakly as both would stand before whoever lived them.
    pub fn for_cards(&self) -> CardQuery {
        let meant = offers::offers(&self.words, None);
        let kind = meant.first().map(|badge| badge.kind);
        let OpportunityQuery {
            words,
            badges,
            area,
            within_km,
            formats,
            times,
        } = self.for_opportunities();
        CardQuery {
            words,
            badges,
            kind: kind.filter(|kind| meant.iter().all(|badge| badge.kind == *kind)),
            area,
            within_km,
            formats,
            times,
        }
    }

    fn slugs(&self) -> Vec<String> {
        self.badges.iter().map(|badge| badge.slug.clone()).collect()
    }

    /// The address of this search; the first page is not named.
    pub fn address(&self, rules: &Rules, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        for badge in &self.badges {
            query.append_pair("badge", &badge.slug);
        }
        if let Some((area, km)) = &self.near {
            query.append_pair("place", area);
            query.append_pair("within", &km.to_string());
        }
        for format in &self.formats {
            query.append_pair("format", format.slug());
        }
        for time in &self.times {
            query.append_pair("time", time.slug());
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        match query.finish() {
            query if query.is_empty() => rules.path.to_owned(),
            query => format!("{}?{query}", rules.path),
        }
    }

    /// Each thing that is asked for, in words, with the search without it.
    pub fn parts(&self, visit: &Visit, rules: &Rules) -> Vec<(String, Self)> {
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            let words = [("words", FluentValue::from(self.words.clone()))];
            parts.push((visit.text_with("filter-words", &words), self.with_words("")));
        }
        for badge in &self.badges {
            let mut without = self.clone();
            without.badges.retain(|other| other.slug != badge.slug);
            parts.push((badge.label(visit.language).to_owned(), without));
        }
        if let Some((area, km)) = &self.near {
            let near = [
                ("distance", FluentValue::from(distance(visit, rules, *km))),
                ("area", FluentValue::from(area.clone())),
            ];
            let mut without = self.clone();
            without.near = None;
            parts.push((visit.text_with("filter-near", &near), without));
        }
        let label = |list: &str, slug: &str| catalogue().label(list, slug, visit.language);
        for format in &self.formats {
            let mut without = self.clone();
            without.formats.retain(|other| other != format);
            parts.push((label("format", format.slug()), without));
        }
        for time in &self.times {
            let mut without = self.clone();
            without.times.retain(|other| other != time);
            parts.push((label("time", time.slug()), without));
        }
        parts
    }

    /// What the form shows besides what was typed: topics to tick, distances, ways and times, and what is asked
    /// for now, each with the way to leave it out.
    pub async fn shown(&self, visit: &Visit, form: &Form, rules: &Rules) -> Result<Value, TooBusy> {
        let topic: String = form.text("topic").chars().take(rules.longest).collect();
        let turns = &visit.site.turns;
        let found = turns.run(|| vocabulary::suggest(&topic, None, TOPICS)).await?;
        let found = found.into_iter().filter(|badge| !self.has(badge));
        let tick = |badge: &Badge| json!({"value": badge.slug, "text": badge.label(visit.language)});
        let found: Vec<Value> = found.map(tick).collect();
        let topics: Vec<Value> = self
            .badges
            .iter()
            .map(|badge| tick(badge))
            .chain(found.clone())
            .collect();
        let distances = rules
            .distances
            .iter()
            .map(|km| json!({"value": km.to_string(), "text": distance(visit, rules, *km)}));
        let parts = self.parts(visit, rules).into_iter();
        let parts = parts.map(|(label, without)| json!({"label": label, "href": without.address(rules, 1)}));
        Ok(json!({
            "path": rules.path,
            "topics": topics,
            "no_topic": !topic.is_empty() && found.is_empty(),
            "topic": topic,
            "distances": distances.collect::<Vec<_>>(),
            "usual": rules.usual.to_string(),
            "formats": ticks(visit, "format"),
            "times": ticks(visit, "time"),
            "parts": parts.collect::<Vec<_>>(),
            // What is asked for stands above what was found; the fold is open while somebody works on it.
            "open": !topic.is_empty() || form.has("find") || !form.is_fine(),
        }))
    }

    fn has(&self, badge: &Badge) -> bool {
        self.badges.iter().any(|other| other.slug == badge.slug)
    }

    /// The words that were perhaps meant, with the address of the search for them; the filters stay.
    pub fn did_you_mean(&self, rules: &Rules) -> Option<(Self, Value)> {
        let better = vocabulary::did_you_mean(&self.words)?;
        let search = self.with_words(&better);
        let href = search.address(rules, 1);
        Some((search, json!({"words": better, "href": href})))
    }
}

/// The members of a list that were asked for in `field`; one that is not known is a problem of the field `said_at`.
fn known<T>(form: &mut Form, (field, said_at): (&str, &str), parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let asked: Vec<String> = form.all(field).into_iter().map(str::to_owned).collect();
    let asked: Vec<&String> = asked.iter().filter(|slug| !slug.is_empty()).collect();
    let found: Vec<T> = asked.iter().filter_map(|slug| parse(slug)).collect();
    if found.len() < asked.len() {
        form.problem(said_at, "unknown");
    }
    found
}

fn ticks(visit: &Visit, list: &str) -> Vec<Value> {
    let members = catalogue().list(list).iter();
    members
        .map(|item| json!({"value": item.slug, "text": item.label(visit.language)}))
        .collect()
}

/// A distance in words: citizens read miles, hosts the bands of the cards.
fn distance(visit: &Visit, rules: &Rules, km: i64) -> String {
    // 5 miles are 8 kilometres.
    let arguments = [
        ("miles", FluentValue::from(km * 5 / 8)),
        ("km", FluentValue::from(km)),
    ];
    visit.text_with(rules.distance, &arguments)
}
