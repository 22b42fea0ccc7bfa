//! What matters: up to five motives in the person's order, and one line. Each button carries the whole order
//! that it leads to, so that pressing it twice changes nothing more.

use axum::response::{IntoResponse, Redirect};
use serde_json::{Value, json};

use super::{Way, person, question};
use crate::{
    badge::catalogue,
    citizen::{Citizen, records, steps::Step},
    web::{self, Form, Visit},
};

/// So many motives can be ranked.
const MOST: usize = 5;
/// The longest line about what matters.
const LONGEST: usize = 200;

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let person = person(&visit, id).await?;
    let form = Form::filled([("matters", person.matters.clone().unwrap_or_default())]);
    ask(&visit, &person, &person.motives, &form)
}

pub(super) async fn keep(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let person = person(&visit, id).await?;
    let way = Way::from(&person, Step::Matters, &form);
    if form.has("skip") {
        return way.skip(&visit.site).await;
    }
    let stays = form.has("order");
    let motives = ranked(form.all(if stays { "order" } else { "motives" }));
    let matters = form.optional_line("matters", LONGEST);
    if !form.is_fine() {
        return ask(&visit, &person, &motives, &form);
    }
    let matters = Some(matters).filter(|matters| !matters.is_empty());
    let mut transaction = visit.site.database.begin().await?;
    if !stays {
        way.note(&mut transaction).await?;
    }
    records::update_matters(&mut transaction, id, &motives, matters, visit.site.now()).await?;
    transaction.commit().await?;
    if stays {
        return Ok(Redirect::to("/you/matters").into_response());
    }
    Ok(way.go())
}

/// The known motives in `values` (each one slug, or several with spaces), each once, at most five.
fn ranked(values: Vec<&str>) -> Vec<String> {
    let mut motives: Vec<String> = Vec::new();
    for slug in values.into_iter().flat_map(str::split_whitespace) {
        let known = catalogue().item("motive", slug).is_some();
        if known && motives.len() < MOST && !motives.iter().any(|motive| motive == slug) {
            motives.push(slug.to_owned());
        }
    }
    motives
}

fn ask(visit: &Visit, person: &Citizen, motives: &[String], form: &Form) -> web::Result {
    let chosen: Vec<Value> = (0..motives.len())
        .map(|place| {
            let mut without = motives.to_vec();
            let motive = without.remove(place);
            let up = (place > 0).then(|| {
                let mut order = motives.to_vec();
                order.swap(place - 1, place);
                order.join(" ")
            });
            json!({
                "label": catalogue().label("motive", &motive, visit.language),
                "without": without.join(" "),
                "up": up,
            })
        })
        .collect();
    let others: Vec<Value> = catalogue()
        .list("motive")
        .iter()
        .filter(|item| !motives.contains(&item.slug))
        .map(|item| {
            let order = format!("{} {}", motives.join(" "), item.slug);
            json!({"label": item.label(visit.language), "order": order.trim()})
        })
        .collect();
    let context = json!({
        "form": form.shown(visit),
        "chosen": chosen,
        "others": others,
        "full": motives.len() >= MOST,
        "motives": motives.join(" "),
        "longest": LONGEST,
    });
    question(
        visit,
        person,
        Some(Step::Matters),
        "citizen/matters.html",
        context,
    )
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn motives_keep_their_order_and_are_at_most_five() {
        assert_eq!(ranked(vec!["learn earn", "learn", "nonsense"]), ["learn", "earn"]);
        let six = "learn earn being-heard meet-people feel-useful use-my-skills";
        assert_eq!(ranked(vec![six]).len(), 5);
    }
}
