//! The form of what a host asks of a group: filled from wishes, and read into them.

use std::collections::BTreeMap;

use crate::{
    badge::{Kind, catalogue},
    draw::{Quota, Seat, Wishes},
    equality::Feature,
    opportunity::Opportunity,
    web::Form,
};

/// The largest number of a seat or a quota.
pub(super) const MOST: i64 = 1000;
/// So many seats can be made of several parts.
pub(super) const MIXED: usize = 3;

/// The name of the field for one side, `least` or `most`, of a quota.
pub(super) fn field(feature: Feature, value: &str, side: &str) -> String {
    format!("{}-{value}-{side}", feature.slug())
}

/// The form as it stands.
pub(super) fn filled(opportunity: &Opportunity, wishes: &Wishes) -> Form {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut mixed = 0;
    for seat in &wishes.seats {
        let least = seat.least.to_string();
        match simple(seat) {
            Some(place) if usize::try_from(place).is_ok_and(|place| place < opportunity.seeks.len()) => {
                fields.insert(format!("seek-{place}"), least);
            }
            _ if seat.is_only_first_time() => {
                fields.insert("first_time".into(), least);
            }
            _ => {
                mixed += 1;
                let place = |place: Option<i64>| place.map(|place| place.to_string()).unwrap_or_default();
                fields.insert(format!("mixed-{mixed}-experience"), place(seat.experience));
                fields.insert(format!("mixed-{mixed}-skill"), place(seat.skill));
                fields.insert(
                    format!("mixed-{mixed}-standpoint"),
                    seat.standpoint.clone().unwrap_or_default(),
                );
                fields.insert(
                    format!("mixed-{mixed}-motive"),
                    seat.motive.clone().unwrap_or_default(),
                );
                fields.insert(format!("mixed-{mixed}-least"), least);
            }
        }
    }
    if let Some(most) = wishes.most_regulars {
        fields.insert("most_regulars".into(), most.to_string());
    }
    let number = if wishes.outside_seed { "outside" } else { "own" };
    fields.insert("number".into(), number.into());
    wishes.quotas.iter().fold(Form::filled(fields), with_quota)
}

/// The form with the numbers of a quota where nothing was typed.
pub(super) fn with_quota(form: Form, quota: &Quota) -> Form {
    let name = |side: &str| field(quota.feature, &quota.value, side);
    let form = form.assuming(&name("least"), &quota.least.to_string());
    if quota.most < MOST {
        form.assuming(&name("most"), &quota.most.to_string())
    } else {
        form
    }
}

/// Whether anything is typed for a feature.
pub(super) fn is_used(form: &Form, feature: Feature) -> bool {
    let sides = ["least", "most"];
    let typed = |value: &&str| {
        sides
            .iter()
            .any(|side| !form.text(&field(feature, value, side)).is_empty())
    };
    feature.values().iter().any(typed)
}

/// The one thing that a seat seeks, when that is all of it.
fn simple(seat: &Seat) -> Option<i64> {
    let more = seat.standpoint.is_some() || seat.motive.is_some() || seat.first_time;
    match (seat.experience, seat.skill) {
        (Some(place), None) | (None, Some(place)) if !more => Some(place),
        _ => None,
    }
}

/// What the form asks for; what does not fit is noted in it.
pub(super) fn read(form: &mut Form, opportunity: &Opportunity) -> Wishes {
    let mut seats = Vec::new();
    for (place, seek) in (0_i64..).zip(&opportunity.seeks) {
        let Some(least) = form.number_like(&format!("seek-{place}"), "group", 0..=MOST) else {
            continue;
        };
        let (experience, skill) = match seek.kind {
            Kind::Skill => (None, Some(place)),
            Kind::Experience => (Some(place), None),
        };
        seats.push(Seat {
            experience,
            skill,
            least,
            ..Seat::default()
        });
    }
    for number in 1..=MIXED {
        seats.extend(read_mixed(form, opportunity, number));
    }
    if let Some(least) = form.number_like("first_time", "group", 0..=MOST) {
        seats.push(Seat {
            first_time: true,
            least,
            ..Seat::default()
        });
    }
    seats.retain(|seat| seat.least > 0);
    let mut quotas = Vec::new();
    for &feature in Feature::ALL {
        // One place at least stays free of each feature: for those who would rather not say, and so that nobody's
        // answer follows from who takes part.
        let mut total = 0;
        for value in feature.values() {
            let least_field = field(feature, value, "least");
            let most_field = field(feature, value, "most");
            let least = form.number_like(&least_field, "group", 0..=MOST);
            let most = form.number_like(&most_field, "group", 1..=MOST);
            if least.is_none() && most.is_none() {
                continue;
            }
            let (least, most) = (least.unwrap_or(0), most.unwrap_or(MOST));
            if least > most {
                form.problem_like(&most_field, "group-most", "less");
            }
            total += least;
            if opportunity.places.is_some_and(|places| total >= places) {
                form.problem_like(&least_field, "group-all", "places");
            }
            quotas.push(Quota {
                feature,
                value: (*value).to_owned(),
                least,
                most,
            });
        }
    }
    Wishes {
        seats,
        quotas,
        most_regulars: form.number("most_regulars", 1..=MOST),
        outside_seed: form.text("number") == "outside",
    }
}

fn read_mixed(form: &mut Form, opportunity: &Opportunity, number: usize) -> Option<Seat> {
    let part = |name: &str| format!("mixed-{number}-{name}");
    let place = |form: &Form, name: &str, kind: Kind| {
        let place: i64 = form.text(&part(name)).parse().ok()?;
        let seek = opportunity.seeks.get(usize::try_from(place).ok()?)?;
        (seek.kind == kind).then_some(place)
    };
    let slug = |form: &Form, list: &str| {
        let slug = form.text(&part(list)).to_owned();
        catalogue().item(list, &slug).map(|_| slug)
    };
    let seat = Seat {
        experience: place(form, "experience", Kind::Experience),
        skill: place(form, "skill", Kind::Skill),
        standpoint: slug(form, "standpoint"),
        motive: slug(form, "motive"),
        first_time: false,
        least: 0,
    };
    let least = form.number_like(&part("least"), "group", 0..=MOST);
    if seat == Seat::default() {
        if least.is_some() {
            form.problem_like(&part("experience"), "group-mixed", "missing");
        }
        return None;
    }
    if least.is_none() && form.text(&part("least")).is_empty() {
        form.problem_like(&part("least"), "group-least", "missing");
    }
    Some(Seat {
        least: least?,
        ..seat
    })
}
