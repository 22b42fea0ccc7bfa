//! A rest until a day, or the end of one.

use serde_json::json;

use super::{Acting, written};
use crate::{
    citizen::{pages::pause_in, records},
    moment::DAY,
    post::What,
    web::{Form, Result, Steward},
};

pub(super) async fn show(steward: Steward) -> Result {
    ask(&Acting::of(steward).await?, &Form::default())
}

fn ask(acting: &Acting, form: &Form) -> Result {
    let example = acting.now().plus(30 * DAY).day();
    let context = json!({"example": example.strftime("%-d %-m %Y").to_string()});
    acting.ask("steward/rights/pause.html", form, context)
}

pub(super) async fn keep(steward: Steward, mut form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    let until = pause_in(&mut form, acting.now());
    if !form.is_fine() {
        return ask(&acting, &form);
    }
    let (detail, line) = match until {
        Some(until) => {
            let day = until.day().to_string();
            let shown = json!({"day": day});
            let shown = acting
                .site()
                .frontend
                .render_text(acting.language, "{{ day | date }}", &shown)?;
            let arguments = [("date", shown.into())];
            let line = acting
                .site()
                .frontend
                .text_with(acting.language, "recorded-pause", &arguments);
            (format!("pause until {day}"), line)
        }
        None => ("pause ended".to_owned(), acting.text("recorded-resumed")),
    };
    let mut transaction = acting.site().database.begin().await?;
    if acting
        .write_down(&mut transaction, &form, What::Pause, (detail, vec![line]))
        .await?
    {
        records::update_pause(&mut transaction, acting.citizen, until, acting.now()).await?;
        transaction.commit().await?;
    }
    Ok(written())
}
