//! An opportunity as pages and letters show it: words and labels instead of slugs.

use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use crate::{
    badge::catalogue,
    frontend::Language,
    matching::Reason,
    opportunity::{Opportunity, Seek},
    web::Visit,
};

/// Everything a page says about `opportunity`; what its host wrote stands as it was typed.
#[must_use]
pub fn whole(opportunity: &Opportunity, organisation: &str, language: Language) -> Value {
    let o = opportunity;
    let label = |list: &str, slug: &str| catalogue().label(list, slug, language);
    let labels = |list: &str, slugs: &[String]| -> Vec<String> {
        slugs.iter().map(|slug| label(list, slug)).collect()
    };
    json!({
        "id": o.id, "organisation": organisation, "state": o.state,
        "title": o.title, "summary": o.summary, "part": o.part,
        "open": o.open_text, "fixed": o.fixed_text, "decides": o.decides, "decided_when": o.decided_when,
        "stage": o.stage, "stage_label": label("stage", &o.stage),
        "activity": label("activity", &o.activity),
        "area": o.area, "within_km": o.within_km,
        "formats": o.formats.iter().map(|format| label("format", format.slug())).collect::<Vec<_>>(),
        "times": o.times.iter().map(|time| label("time", time.slug())).collect::<Vec<_>>(),
        "starts_on": o.starts_on, "meetings": o.meetings,
        "hours": o.minutes.unwrap_or(0) / 60, "minutes": o.minutes.unwrap_or(0) % 60,
        "motives": labels("motive", &o.motives),
        "fee": pounds(o.fee_pence), "fee_per": o.fee_per, "pay_on": o.pay_on,
        "expenses": o.expenses, "care": o.replacement_care,
        "access": labels("access", &o.access), "access_notes": o.access_notes,
        "places": o.places, "reply_by": o.reply_by,
        "feedback_by": Some(&o.feedback_by).filter(|day| !day.is_empty()),
        "seeks": o.seeks.iter().map(|seek| sought(seek, language)).collect::<Vec<_>>(),
        "opened_at": o.opened_at, "reason": o.reason,
    })
}

/// One thing sought, in words.
#[must_use]
pub fn sought(seek: &Seek, language: Language) -> Value {
    let badge = seek.badge.as_deref().and_then(|slug| catalogue().badge(slug));
    let label = badge.map(|badge| badge.label(language)).or(seek.words.as_deref());
    let standpoint = seek
        .standpoint
        .as_deref()
        .map(|slug| catalogue().label("standpoint", slug, language));
    json!({
        "kind": seek.kind, "label": label, "standpoint": standpoint, "need": seek.need,
        "said": seek.words.as_deref().filter(|_| badge.is_some()),
    })
}

/// Why somebody and an opportunity belong together, a sentence for each link, for the person.
#[must_use]
pub fn reasons(visit: &Visit, reasons: &[Reason]) -> Vec<String> {
    reasons
        .iter()
        .map(|reason| {
            let arguments = [
                (
                    "criterion",
                    FluentValue::from(reason.criterion(visit.language).to_owned()),
                ),
                (
                    "because",
                    FluentValue::from(reason.because(visit.language).to_owned()),
                ),
            ];
            visit.text_with(reason.key(), &arguments)
        })
        .collect()
}

/// Pence as people write money: `£25`, `£12.50`; nothing for nothing.
#[must_use]
pub fn pounds(pence: i64) -> Option<String> {
    match (pence / 100, pence % 100) {
        (0, 0) => None,
        (pounds, 0) => Some(format!("£{pounds}")),
        (pounds, rest) => Some(format!("£{pounds}.{rest:02}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_the_way_people_write_it() {
        assert_eq!(pounds(2500).as_deref(), Some("£25"));
        assert_eq!(pounds(1205).as_deref(), Some("£12.05"));
        assert_eq!(pounds(0), None);
    }
}
