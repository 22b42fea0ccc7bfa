//! What the person allows, for how long they rest, and who read their details.

use serde_json::{Value, json};

use super::{Way, person, question};
use crate::{
    audit,
    citizen::{Citizen, ConsentPurpose, ConsentRecord, consent, records, steps::Step},
    moment::{DAY, Moment},
    outbox,
    web::{self, Error, Form, Visit, visit},
};

/// Nobody rests longer than this, seconds: two years.
const LONGEST_PAUSE: i64 = 731 * DAY;

pub(super) async fn consent(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled(person.consents.iter().map(|purpose| ("consent", purpose.slug())));
    let purposes: Vec<Value> = ConsentPurpose::ALL
        .iter()
        .map(|purpose| {
            json!({
                "value": purpose.slug(),
                "text": visit.text(&format!("consent-{}", purpose.slug())),
                "hint": visit.text(&format!("consent-{}-hint", purpose.slug())),
            })
        })
        .collect();
    let context = json!({"form": form.shown(&visit), "purposes": purposes});
    question(
        &visit,
        &person,
        Some(Step::Consent),
        "citizen/consent.html",
        context,
    )
}

pub(super) async fn keep_consent(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Consent, &form);
    let ticked = form.choices("consent", ConsentPurpose::parse);
    let wishes: Vec<(ConsentPurpose, bool)> = ConsentPurpose::ALL
        .iter()
        .map(|purpose| (*purpose, ticked.contains(purpose)))
        .collect();
    let mut transaction = visit.site.database.begin().await?;
    way.note(&mut transaction).await?;
    consent::records::update(&mut transaction, id, &wishes, visit.language, visit.site.now()).await?;
    transaction.commit().await?;
    let erased = person.consents_to(ConsentPurpose::Equality) && !ticked.contains(&ConsentPurpose::Equality);
    if erased {
        outbox::forget(&visit.site).await;
        return Ok(visit::done(&way.onward.path(), "equality-withdrawn"));
    }
    Ok(way.go())
}

pub(super) async fn consents(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let history = consent::records::history(&visit.site.database, id).await?;
    let purposes: Vec<Value> = ConsentPurpose::ALL
        .iter()
        .map(|purpose| with_dates(*purpose, &person, &history))
        .collect();
    visit.page("citizen/consents.html", json!({"purposes": purposes}))
}

fn with_dates(purpose: ConsentPurpose, person: &Citizen, history: &[ConsentRecord]) -> Value {
    let dates: Vec<&ConsentRecord> = history
        .iter()
        .filter(|record| record.purpose == purpose)
        .collect();
    json!({
        "slug": purpose.slug(),
        "given": person.consents_to(purpose),
        "last": dates.last(),
        "history": dates,
    })
}

pub(super) async fn change_consent(web::Citizen { visit, id }: web::Citizen, form: Form) -> web::Result {
    let purpose = ConsentPurpose::parse(form.text("purpose")).ok_or(Error::NotFound)?;
    let given = match form.text("wish") {
        "give" => true,
        "withdraw" => false,
        _ => return Err(Error::NotFound),
    };
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    consent::records::update(&mut transaction, id, &[(purpose, given)], visit.language, now).await?;
    transaction.commit().await?;
    if purpose == ConsentPurpose::Equality && !given {
        outbox::forget(&visit.site).await;
    }
    let notice = match (purpose, given) {
        (ConsentPurpose::Equality, true) => "equality-given",
        (ConsentPurpose::Equality, false) => "equality-withdrawn",
        (_, true) => "consent-given",
        (ConsentPurpose::Matching, false) => "matching-withdrawn",
        (_, false) => "consent-withdrawn",
    };
    Ok(visit::done("/you/consents", notice))
}

pub(super) async fn pause(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    ask_pause(&visit, &person, &Form::default())
}

fn ask_pause(visit: &Visit, person: &Citizen, form: &Form) -> web::Result {
    let paused = person.paused_until.filter(|until| *until > visit.site.now());
    let example = visit.site.now().plus(30 * DAY).day();
    let context = json!({
        "form": form.shown(visit),
        "paused_until": paused,
        "example": example.strftime("%-d %-m %Y").to_string(),
    });
    visit.page("citizen/pause.html", context)
}

/// Until when a form says that somebody rests; none with the button that ends it: `missing`, `not-a-date`, `past`,
/// `too-far`.
pub fn pause_in(form: &mut Form, now: Moment) -> Option<Moment> {
    if form.has("resume") {
        return None;
    }
    let day = form.day("until");
    if day.is_none() && form.is_fine() {
        form.problem("until", "missing");
    }
    let until = day.map(Moment::end_of);
    if until.is_some_and(|until| until <= now) {
        form.problem("until", "past");
    }
    if until.is_some_and(|until| until.since(now) > LONGEST_PAUSE) {
        form.problem("until", "too-far");
    }
    until
}

pub(super) async fn keep_pause(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let now = visit.site.now();
    let until = pause_in(&mut form, now);
    if !form.is_fine() {
        return ask_pause(&visit, &person(&visit, id).await?, &form);
    }
    let mut transaction = visit.site.database.begin().await?;
    records::update_pause(&mut transaction, id, until, now).await?;
    transaction.commit().await?;
    let notice = if until.is_some() {
        "you-paused"
    } else {
        "you-resumed"
    };
    Ok(visit::done("/you", notice))
}

pub(super) async fn readers(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let readings = audit::about(&visit.site.database, id).await?;
    visit.page("citizen/readers.html", json!({"readings": readings}))
}
