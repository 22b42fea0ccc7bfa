//! What must hold for everybody, told on thousands of generated people and postings. What is asked here is worked
//! out from what people and postings say, not with the code that matches them.

use std::sync::LazyLock;

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    basis::Basis,
    generated::{asked, person},
    library::Library,
    person::Person,
    profile::{self, Held, Posting, Profile, Sought},
    ranking::Wanted,
    views,
};
use crate::{
    account::AccountId,
    area,
    badge::{Kind, Visibility, catalogue},
    citizen::{Citizen, ConsentPurpose, Declared, DeclaredId},
    moment::Moment,
    opportunity::Need,
};

static BASIS: LazyLock<Basis> = LazyLock::new(Basis::of_catalogue);

fn profiles(lines: &[String]) -> Vec<Profile> {
    let lines = lines.iter().enumerate();
    lines
        .map(|(number, rest)| profile::read(&format!(r#"{{"id":"{number:03}"{rest}}}"#)).expect("sound"))
        .collect()
}

fn share<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|member| other.contains(member))
}

/// Whether somebody can take part: a way and a time that both can, and near enough for both unless they share a
/// way from afar. What is not said is no obstacle.
fn can_come(posting: &Posting, profile: &Profile) -> bool {
    let remote = posting
        .formats
        .iter()
        .any(|format| format.is_remote() && profile.formats.contains(format));
    let both = posting.area.as_deref().zip(profile.area.as_deref());
    let km = both.and_then(|(venue, home)| area::distance_km(venue, home));
    let within = |limit: Option<f64>| km.zip(limit).is_none_or(|(km, limit)| km <= limit);
    share(&posting.formats, &profile.formats)
        && share(&posting.times, &profile.times)
        && (remote || within(posting.within_km) && within(profile.travel_km))
}

/// Whether a badge of the catalogue meets what is sought, itself or by being a kind of it, from the same standpoint.
fn holds(sought: &Sought, held: &Held) -> bool {
    let named = match (&sought.badge, &held.badge) {
        (Some(sought), Some(held)) => {
            let line = catalogue().with_broader(held);
            line.iter().any(|badge| badge.slug == *sought)
        }
        (None, _) => sought.words.is_none(),
        _ => false,
    };
    let standpoints = sought.standpoint.as_ref().zip(held.standpoint.as_ref());
    named && sought.kind == held.kind && standpoints.is_none_or(|(sought, held)| sought == held)
}

fn musts(posting: &Posting) -> impl Iterator<Item = &Sought> {
    posting.seeks.iter().filter(|sought| sought.need == Need::Must)
}

fn place_of(library: &Library, posting: &Posting, id: &str) -> Option<usize> {
    let hits = library.top(posting, 1000).expect("a search");
    hits.iter().position(|(hit, ..)| hit.id == id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn nobody_who_cannot_come_is_found_and_everybody_who_can_and_knows_is(
        people in proptest::collection::vec(person(), 40),
        postings in proptest::collection::vec(asked(), 20),
    ) {
        let profiles = profiles(&people);
        let library = Library::of(&profiles).expect("an index");
        for posting in &postings {
            let found = library.top(posting, 1000).expect("a search");
            for profile in &profiles {
                let is_found = found.iter().any(|(hit, ..)| hit.id == profile.id);
                let knows = musts(posting)
                    .all(|sought| profile.badges.iter().any(|held| holds(sought, held)));
                prop_assert!(!is_found || can_come(posting, profile), "{posting:?} {profile:?}");
                prop_assert!(is_found || !can_come(posting, profile) || !knows, "{posting:?} {profile:?}");
            }
        }
    }

    #[test]
    fn a_badge_that_is_sought_never_lowers_a_place(
        people in proptest::collection::vec(person(), 10..30),
        posting in asked(),
        who in any::<proptest::sample::Index>(),
    ) {
        let mut profiles = profiles(&people);
        let who = who.index(profiles.len());
        let id = profiles[who].id.clone();
        for sought in posting.seeks.iter().filter(|sought| sought.badge.is_some()) {
            let before = place_of(&Library::of(&profiles).expect("an index"), &posting, &id);
            profiles[who].badges.push(Held {
                kind: sought.kind,
                badge: sought.badge.clone(),
                words: None,
                standpoint: sought.standpoint.clone(),
            });
            let after = place_of(&Library::of(&profiles).expect("an index"), &posting, &id);
            prop_assert!(
                before.is_none_or(|before| after.is_some_and(|after| after <= before)),
                "{before:?} {after:?} {posting:?}"
            );
        }
    }
}

/// Badges of the catalogue with who may see each.
fn declared() -> impl Strategy<Value = Vec<Declared>> {
    let one = (0_usize..40, proptest::sample::select(Visibility::ALL)).prop_map(|(place, visibility)| {
        let badge = &catalogue().badges()[place * 10];
        Declared {
            id: DeclaredId(Uuid::from_u128(1)),
            kind: badge.kind,
            badge: Some(badge.slug.clone()),
            words: Some(format!("my {}", badge.label)),
            standpoint: None,
            visibility,
        }
    });
    proptest::collection::vec(one, 0..8)
}

fn citizen(badges: Vec<Declared>, consents: Vec<ConsentPurpose>, paused_until: Option<Moment>) -> Citizen {
    Citizen {
        id: AccountId(Uuid::from_u128(7)),
        called: None,
        area: Some("LS6".into()),
        travel_km: Some(10),
        formats: Vec::new(),
        times: Vec::new(),
        matters: Some("hospital".into()),
        motives: Vec::new(),
        phone: None,
        open_ceiling: 2,
        month_ceiling: 3,
        paused_until,
        step: "done".into(),
        created_at: Moment(0),
        badges,
        contributions: Vec::new(),
        consents,
    }
}

fn asks_for(slugs: &[Declared]) -> Posting {
    let seeks = slugs.iter().map(|declared| Sought {
        kind: declared.kind,
        badge: declared.badge.clone(),
        standpoint: None,
        words: None,
        need: Need::Helps,
    });
    let words = Kind::ALL.iter().map(|kind| Sought {
        kind: *kind,
        badge: None,
        standpoint: None,
        words: Some("hospital discharge, carers and Welsh".into()),
        need: Need::Helps,
    });
    Posting {
        id: "o".into(),
        seeks: seeks.chain(words).collect(),
        ..Posting::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_not_searchable_moves_nothing_that_a_host_sees(badges in declared()) {
        let posting = asks_for(&badges);
        let consents = vec![ConsentPurpose::Matching, ConsentPurpose::Cards, ConsentPurpose::Counts];
        let searchable = badges.iter().filter(|badge| badge.visibility == Visibility::Searchable);
        let shown = citizen(searchable.cloned().collect(), consents.clone(), None);
        let hidden = badges.iter().filter(|badge| badge.visibility == Visibility::Hidden);
        let counted = badges.iter().filter(|badge| badge.visibility != Visibility::Hidden);
        let counted = citizen(counted.cloned().collect(), consents.clone(), None);
        let hidden: Vec<&str> = hidden.filter_map(|badge| badge.badge.as_deref()).collect();
        let whole = citizen(badges.clone(), consents, None);
        let wanted = Wanted::new(&posting, &BASIS);
        let card = |citizen: &Citizen| {
            let profile = views::for_host(citizen, Moment(0))?;
            let hit = wanted.compare(&Person::new(&profile))?;
            Some((format!("{profile:?}"), hit.closeness, format!("{:?}", hit.reasons)))
        };
        prop_assert_eq!(card(&whole), card(&shown));
        let count = |citizen: &Citizen| format!("{:?}", views::for_counts(citizen));
        prop_assert_eq!(count(&whole), count(&counted));
        let open: Vec<&str> = counted.badges.iter().filter_map(|badge| badge.badge.as_deref()).collect();
        let matched = views::for_matcher(&whole, Moment(0)).expect("consent");
        for slug in hidden {
            let known = matched.badges.iter().any(|held| held.badge.as_deref() == Some(slug));
            prop_assert!(!known || open.contains(&slug), "{}", slug);
        }
    }

    #[test]
    fn nobody_is_known_without_consent_or_during_a_pause(
        badges in declared(),
        consents in proptest::sample::subsequence(ConsentPurpose::ALL, 0..=ConsentPurpose::ALL.len()),
        pause in proptest::option::of(0_i64..100),
        now in 0_i64..100,
    ) {
        let now = Moment(now);
        let citizen = citizen(badges, consents.clone(), pause.map(Moment));
        let may = consents.contains(&ConsentPurpose::Matching) && pause.is_none_or(|until| until <= now.0);
        let cards = may && consents.contains(&ConsentPurpose::Cards);
        prop_assert_eq!(views::for_matcher(&citizen, now).is_some(), may);
        prop_assert!(cards || views::for_host(&citizen, now).is_none());
        let counts = [ConsentPurpose::Matching, ConsentPurpose::Counts];
        let counts = counts.iter().all(|purpose| consents.contains(purpose));
        prop_assert_eq!(views::for_counts(&citizen).is_some(), counts);
    }
}
