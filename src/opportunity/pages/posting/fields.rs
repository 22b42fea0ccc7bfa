//! The fields of each step: how they are filled, what can be chosen, and how they are read back.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    area,
    badge::catalogue,
    citizen::{Format, Time},
    frontend::Language,
    opportunity::{
        FeePer, Opportunity, ReplacementCare,
        draft::{Step, latest_feedback},
    },
    text,
    web::{Form, Visit},
};

/// The longest of the longer texts, in characters.
const LONG: usize = 2000;
/// The longest of the shorter texts.
const SHORT: usize = 300;
/// The longest question.
const TITLE: usize = 150;

/// The form of a step, filled with what is known.
pub(super) fn fill(step: Step, opportunity: &Opportunity) -> Form {
    let o = opportunity;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| fields.push((format!("ask_{name}"), value.to_owned()));
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    match step {
        Step::Question => {
            put("title", &o.title);
            put("summary", &o.summary);
        }
        Step::Influence => {
            put("open", &o.open_text);
            put("fixed", &o.fixed_text);
            put("decides", &o.decides);
            put("decided_when", &o.decided_when);
        }
        Step::Doing => {
            put("part", &o.part);
            put("activity", &o.activity);
            put("stage", &o.stage);
        }
        Step::When => {
            o.formats.iter().for_each(|format| put("formats", format.slug()));
            o.times.iter().for_each(|time| put("times", time.slug()));
            put("area", o.area.as_deref().unwrap_or_default());
            put("within", &number(o.within_km));
            put("minutes", &number(o.minutes));
            put("meetings", &number(o.meetings));
            put_day(&mut put, "starts_on", o.starts_on.as_deref());
        }
        Step::Seeks => {}
        Step::Pay => {
            put("fee_per", o.fee_per.slug());
            put("fee", &written(o.fee_pence));
            put("expenses", &o.expenses);
            put("care", o.replacement_care.slug());
            put_day(&mut put, "pay_on", o.pay_on.as_deref());
        }
        Step::Access => {
            o.access.iter().for_each(|slug| put("access", slug));
            put("access_notes", &o.access_notes);
        }
        Step::Promise => {
            put_day(&mut put, "feedback_by", Some(&o.feedback_by));
            o.motives.iter().for_each(|slug| put("motives", slug));
        }
    }
    Form::filled(fields)
}

fn put_day(put: &mut impl FnMut(&str, &str), name: &str, day: Option<&str>) {
    if let Some([year, month, day]) = day.map(|day| day.split('-').collect::<Vec<_>>()).as_deref() {
        put(&format!("{name}-year"), year);
        put(&format!("{name}-month"), month.trim_start_matches('0'));
        put(&format!("{name}-day"), day.trim_start_matches('0'));
    }
}

/// Pence as a field shows them: `25`, `12.50`; empty for nothing.
fn written(pence: i64) -> String {
    match (pence / 100, pence % 100) {
        (0, 0) => String::new(),
        (pounds, 0) => pounds.to_string(),
        (pounds, rest) => format!("{pounds}.{rest:02}"),
    }
}

/// What can be chosen in a step.
pub(super) fn items(step: Step, visit: &Visit) -> Value {
    match step {
        Step::Doing => json!({
            "activity": list("activity"),
            "stage": with_hints("stage", visit),
        }),
        Step::When => json!({"formats": list("format"), "times": list("time")}),
        Step::Access => json!({"access": list("access")}),
        Step::Promise => json!({"motives": list("motive")}),
        Step::Question | Step::Influence | Step::Seeks | Step::Pay => json!({}),
    }
}

/// A closed list as the macros take it, in English: hosts' pages are.
pub(super) fn list(name: &str) -> Vec<Value> {
    let items = catalogue().list(name).iter();
    items
        .map(|item| json!({"value": item.slug, "text": item.label}))
        .collect()
}

fn with_hints(name: &str, visit: &Visit) -> Vec<Value> {
    let said = |slug: &str| {
        visit
            .site
            .frontend
            .text(Language::English, &format!("opportunity-{name}-{slug}"))
    };
    let items = catalogue().list(name).iter();
    items
        .map(|item| json!({"value": item.slug, "text": item.label, "hint": said(&item.slug)}))
        .collect()
}

/// Reads a step into the draft; what does not fit is noted in the form.
pub(super) fn read(step: Step, form: &mut Form, opportunity: &mut Opportunity, today: Date) {
    let o = opportunity;
    match step {
        Step::Question => {
            o.title = form.optional_line("ask_title", TITLE);
            o.summary = form.optional("ask_summary", LONG);
        }
        Step::Influence => {
            o.open_text = form.optional("ask_open", LONG);
            o.fixed_text = form.optional("ask_fixed", LONG);
            o.decides = form.optional_line("ask_decides", SHORT);
            o.decided_when = form.optional_line("ask_decided_when", SHORT);
        }
        Step::Doing => {
            o.part = form.optional("ask_part", LONG);
            o.activity = known(form, "ask_activity", "activity");
            o.stage = known(form, "ask_stage", "stage");
        }
        Step::When => read_when(form, o, today),
        Step::Seeks => {}
        Step::Pay => read_pay(form, o, today),
        Step::Access => {
            o.access = all_known(form, "ask_access", "access");
            o.access_notes = form.optional("ask_access_notes", LONG);
        }
        Step::Promise => {
            o.feedback_by = day(form, "ask_feedback_by", today).unwrap_or_default();
            let before_start = |starts: &String| form.is_fine() && o.feedback_by < *starts;
            if !o.feedback_by.is_empty() && o.starts_on.as_ref().is_some_and(before_start) {
                form.problem("ask_feedback_by", "before-start");
            }
            let latest = latest_feedback(o.starts_on.as_deref(), today);
            if form.is_fine() && o.feedback_by.parse().is_ok_and(|day: Date| day > latest) {
                form.problem("ask_feedback_by", "too-far");
            }
            o.motives = all_known(form, "ask_motives", "motive");
            if o.motives.len() > 5 {
                form.problem("ask_motives", "too-many");
            }
        }
    }
}

fn read_when(form: &mut Form, o: &mut Opportunity, today: Date) {
    o.formats = form.choices("ask_formats", Format::parse);
    o.times = form.choices("ask_times", Time::parse);
    o.area = area::parse(form.text("ask_area"));
    if o.area.is_none() && !form.text("ask_area").is_empty() {
        form.problem("ask_area", "unknown");
    }
    o.within_km = form.number("ask_within", 1..=500);
    o.starts_on = day(form, "ask_starts_on", today);
    o.minutes = form.number("ask_minutes", 5..=600);
    o.meetings = form.number("ask_meetings", 1..=60);
}

fn read_pay(form: &mut Form, o: &mut Opportunity, today: Date) {
    o.fee_per = FeePer::parse(form.text("ask_fee_per")).unwrap_or(FeePer::NotSaid);
    o.fee_pence = pence(form.text("ask_fee")).unwrap_or_else(|| {
        form.problem("ask_fee", "not-money");
        0
    });
    if !o.fee_per.is_paid() {
        o.fee_pence = 0;
    }
    // Without a fee the day says nothing, and is not looked at.
    o.pay_on = if o.fee_per.is_paid() {
        day(form, "ask_pay_on", today)
    } else {
        None
    };
    o.expenses = form.optional("ask_expenses", LONG);
    o.replacement_care = ReplacementCare::parse(form.text("ask_care")).unwrap_or(ReplacementCare::NotSaid);
}

fn day(form: &mut Form, field: &str, today: Date) -> Option<String> {
    form.day_ahead(field, today).map(|day| day.to_string())
}

fn known(form: &Form, field: &str, list: &str) -> String {
    catalogue()
        .item(list, form.text(field))
        .map(|item| item.slug.clone())
        .unwrap_or_default()
}

fn all_known(form: &Form, field: &str, list: &str) -> Vec<String> {
    form.choices(field, |slug| {
        catalogue().item(list, slug).map(|item| item.slug.clone())
    })
}

/// `25`, `£25`, `12.50` as pence; 0 for nothing, `None` for what is no sum up to £10,000.
fn pence(text: &str) -> Option<i64> {
    let text = text::plain_digits(&text::comparable(text)).replace(char::is_whitespace, "");
    let text = text
        .strip_prefix('£')
        .or_else(|| text.strip_suffix('£'))
        .unwrap_or(&text);
    // A comma stands before three digits: "12,50" is no sum that is meant.
    let mut groups = text.split(',').skip(1);
    if groups.any(|group| group.split('.').next().is_none_or(|digits| digits.len() != 3)) {
        return None;
    }
    let text = text.replace(',', "");
    if text.is_empty() {
        return Some(0);
    }
    let (pounds, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if rest.len() != 2 || pounds.len() > 5 || !digits(pounds) || !digits(rest) {
        return None;
    }
    let sum = pounds.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()?;
    (sum <= 1_000_000).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunity::draft::tests::whole;

    #[test]
    fn sums_are_read_as_people_type_them() {
        assert_eq!(pence("25"), Some(2500));
        assert_eq!(pence(" £1,200.05 "), Some(120_005));
        assert_eq!(pence(""), Some(0));
        for typed in ["１２．５０", "£ 12.50", "￡12.50", "12.50\u{a0}£", "١٢.٥٠"] {
            assert_eq!(pence(typed), Some(1250), "{typed:?}");
        }
        assert_eq!(pence("25.00\u{200b}"), Some(2500));
        for wrong in [
            "a lot", "25.5", "12,50", "1,2,3", "££5", "-3", "25.005", "1e3", "999999", ".",
        ] {
            assert_eq!(pence(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_a_step_shows_it_reads_back() {
        let mut before = whole();
        before.fee_per = FeePer::Hour;
        before.fee_pence = 1250;
        before.pay_on = Some("2027-02-05".into());
        before.area = Some("LS6".into());
        before.within_km = Some(20);
        let mut after = Opportunity::draft(before.id, before.organisation_id, before.officer_id);
        after.seeks.clone_from(&before.seeks);
        for step in Step::ALL {
            let mut form = fill(*step, &before);
            read(*step, &mut form, &mut after, Date::constant(2026, 11, 2));
            assert!(form.is_fine(), "{step:?}");
        }
        assert_eq!(
            serde_json::to_value(&before).expect("it is JSON"),
            serde_json::to_value(&after).expect("it is JSON"),
        );
    }
}
