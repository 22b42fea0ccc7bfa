//! In which form somebody reads our letters.

use serde_json::{Value, json};

use crate::{
    citizen::{LetterFormat, records},
    web::{self, Form, Visit, visit},
};

pub(super) async fn show(web::Citizen { visit, id }: web::Citizen) -> web::Result {
    let format = records::letter_format(&visit.site.database, id).await?;
    ask(&visit, &Form::filled([("letter_format", format.slug())]))
}

fn ask(visit: &Visit, form: &Form) -> web::Result {
    let formats: Vec<Value> = LetterFormat::ALL
        .iter()
        .map(|format| {
            let key = format!("letter-format-{}", format.slug());
            json!({
                "value": format.slug(), "text": visit.text(&key), "hint": visit.text(&format!("{key}-hint")),
            })
        })
        .collect();
    visit.page(
        "citizen/letters.html",
        json!({"form": form.shown(visit), "formats": formats}),
    )
}

pub(super) async fn keep(web::Citizen { visit, id }: web::Citizen, mut form: Form) -> web::Result {
    let Some(format) = form.choice("letter_format", LetterFormat::parse) else {
        return ask(&visit, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    records::update_letter_format(&mut transaction, id, format).await?;
    transaction.commit().await?;
    Ok(visit::done("/you", "you-saved"))
}
