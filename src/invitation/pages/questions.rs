//! The questions that invited people ask, on the host's side.

use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use serde_json::json;

use super::own;
use crate::{
    invitation::{
        questions::records,
        relay::{self, LeftOut},
        replies,
    },
    opportunity::Opportunity,
    site::Site,
    web::{Error, Form, Officer, Result, visit::done},
};

/// The longest answer to a question, in characters.
const LONGEST: usize = 2_000;

/// The addresses of these pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/host/opportunity/{id}/questions", get(questions))
        .route("/host/opportunity/{id}/questions/{question}", post(answer))
}

async fn questions(officer: Officer, Path(id): Path<String>) -> Result {
    let (opportunity, _) = own(&officer, &id).await?;
    show(&officer, &opportunity, None, &Form::default()).await
}

async fn show(officer: &Officer, opportunity: &Opportunity, wrong: Option<&str>, form: &Form) -> Result {
    let questions = records::of_opportunity(&officer.visit.site.database, opportunity.id).await?;
    let context = json!({
        "o": {"id": opportunity.id, "title": opportunity.title},
        "questions": questions, "wrong": wrong, "form": form.shown(&officer.visit),
    });
    officer.visit.english_page("host/questions.html", context)
}

async fn answer(
    officer: Officer,
    Path((id, question)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response> {
    let (opportunity, _) = own(&officer, &id).await?;
    let words = form.required("question_answer", LONGEST);
    if !form.is_fine() {
        return show(&officer, &opportunity, Some(&question), &form).await;
    }
    let mark = |kind: LeftOut| officer.visit.text(&format!("left-out-{}", kind.slug()));
    let (words, left_out) = relay::without_contacts(&words, mark);
    let question = question.parse().map_err(|_| Error::NotFound)?;
    replies::answer_question(&officer.visit.site, opportunity.id, question, &words).await?;
    let here = format!("/host/opportunity/{}/questions", opportunity.id);
    Ok(if left_out.is_empty() {
        done(&here, "question-answered")
    } else {
        done(&here, "question-answered-without")
    })
}
