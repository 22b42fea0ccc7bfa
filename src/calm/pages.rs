//! When letters may reach somebody, and which organisations may never ask them.

use axum::{Router, routing::get};
use serde_json::{Value, json};

use super::{Quiet, ZONES, records};
use crate::{
    organisation::{self, OrganisationId},
    web::{Citizen, Error, Form, Result, Site, Visit, visit},
};

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you/quiet", get(show).post(keep))
        .route("/you/blocked", get(blocked).post(change_block))
}

async fn quiet(citizen: &Citizen) -> Result<Quiet> {
    let found = records::load(&citizen.visit.site.database, citizen.id).await?;
    found.ok_or(Error::NotFound)
}

async fn show(citizen: Citizen) -> Result {
    let quiet = quiet(&citizen).await?;
    let mut fields = vec![
        ("zone", quiet.zone.clone()),
        ("quiet_from", quiet.quiet_from.to_string()),
        ("quiet_until", quiet.quiet_until.to_string()),
    ];
    if quiet.sundays {
        fields.push(("sundays", "yes".to_owned()));
    }
    ask(&citizen.visit, &quiet, &Form::filled(fields))
}

fn ask(visit: &Visit, quiet: &Quiet, form: &Form) -> Result {
    let hours: Vec<Value> = (0..24)
        .map(|hour| json!({"value": hour.to_string(), "text": format!("{hour:02}:00")}))
        .collect();
    // A zone that an operator has set for somebody stays a choice.
    let own = Some(quiet.zone.as_str()).filter(|zone| !ZONES.contains(zone));
    let zones: Vec<Value> = ZONES
        .into_iter()
        .map(|zone| json!({"value": zone, "text": visit.text(&zone_key(zone))}))
        .chain(own.map(|zone| json!({"value": zone, "text": zone})))
        .collect();
    let context = json!({"form": form.shown(visit), "hours": hours, "zones": zones});
    visit.page("calm/quiet.html", context)
}

fn zone_key(zone: &str) -> String {
    format!("zone-{}", zone.to_lowercase().replace(['/', '_'], "-"))
}

async fn keep(citizen: Citizen, mut form: Form) -> Result {
    let before = quiet(&citizen).await?;
    let visit = &citizen.visit;
    let zone = form.choice("zone", |name| {
        let known = ZONES.contains(&name) || name == before.zone;
        known.then(|| name.to_owned())
    });
    let hour = |text: &str| text.parse().ok().filter(|hour| (0..24).contains(hour));
    let quiet_from: Option<i64> = form.choice("quiet_from", hour);
    let quiet_until: Option<i64> = form.choice("quiet_until", hour);
    let (Some(zone), Some(quiet_from), Some(quiet_until)) = (zone, quiet_from, quiet_until) else {
        return ask(visit, &before, &form);
    };
    let quiet = Quiet {
        zone,
        quiet_from,
        quiet_until,
        sundays: form.has("sundays"),
    };
    let mut transaction = visit.site.database.begin().await?;
    records::update(&mut transaction, citizen.id, &quiet).await?;
    transaction.commit().await?;
    Ok(visit::done("/you", "you-saved"))
}

async fn blocked(citizen: Citizen) -> Result {
    ask_block(&citizen, &Form::default()).await
}

async fn ask_block(citizen: &Citizen, form: &Form) -> Result {
    let visit = &citizen.visit;
    let database = &visit.site.database;
    let blocked = records::blocked(database, citizen.id).await?;
    let mut others = vec![json!({"value": "", "text": visit.text("blocked-choose")})];
    for (id, name) in organisation::records::verified(database).await? {
        if blocked.iter().all(|one| one.id != id) {
            others.push(json!({"value": id, "text": name}));
        }
    }
    let context = json!({"form": form.shown(visit), "blocked": blocked, "others": others});
    visit.page("calm/blocked.html", context)
}

async fn change_block(citizen: Citizen, mut form: Form) -> Result {
    let remove = form.has("remove");
    let field = if remove { "remove" } else { "organisation" };
    let chosen = form.choice(field, |id| id.parse::<OrganisationId>().ok());
    let Some(organisation) = chosen else {
        return ask_block(&citizen, &form).await;
    };
    let site = &citizen.visit.site;
    let mut transaction = site.database.begin().await?;
    if remove {
        records::unblock(&mut transaction, citizen.id, organisation).await?;
    } else {
        records::block(&mut transaction, citizen.id, organisation, site.now()).await?;
    }
    transaction.commit().await?;
    let notice = if remove { "unblocked" } else { "blocked" };
    Ok(visit::done("/you/blocked", notice))
}
