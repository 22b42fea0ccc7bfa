//! The pages of a citizen: the registration, question by question, and everything they can see and change.
//! A question is the same page in both; only where it leads differs.

mod badges;
mod contributions;
mod leaving;
mod letter_format;
mod linking;
mod matters;
mod profile;
mod questions;
mod reach;
mod standing;
mod views;

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

pub use badges::LONGEST as LONGEST_WORDS;
pub use questions::phone_in;
pub use standing::pause_in;

use super::{
    Citizen, CitizenId, records,
    steps::{QUESTIONS, Step},
};
use crate::{
    database::Transaction,
    web::{self, Error, Form, Site, Visit, visit},
};

/// Every address below `/you` that is the citizen's own.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/you", get(profile::show))
        .route("/you/start", get(profile::start))
        .route("/you/name", get(questions::name).post(questions::keep_name))
        .route("/you/place", get(questions::place).post(questions::keep_place))
        .route("/you/ways", get(questions::ways).post(questions::keep_ways))
        .route("/you/often", get(questions::often).post(questions::keep_often))
        .route("/you/phone", get(questions::phone).post(questions::keep_phone))
        .route("/you/letters", get(letter_format::show).post(letter_format::keep))
        .route("/you/matters", get(matters::show).post(matters::keep))
        .route("/you/badges", get(badges::show).post(badges::go_on))
        .route("/you/badges/add", post(badges::add))
        .route("/you/badges/remove", post(badges::remove))
        .route("/you/badges/{id}", get(badges::one).post(badges::keep_one))
        .route("/you/badges/{id}/means", get(linking::show).post(linking::keep))
        .route(
            "/you/contributions",
            get(contributions::show).post(contributions::keep),
        )
        .route("/you/contributions/remove", post(contributions::remove))
        .route("/you/check", get(profile::check).post(profile::finish))
        .route(
            "/you/consent",
            get(standing::consent).post(standing::keep_consent),
        )
        .route(
            "/you/consents",
            get(standing::consents).post(standing::change_consent),
        )
        .route("/you/pause", get(standing::pause).post(standing::keep_pause))
        .route("/you/letters-arrive", post(reach::ask))
        .route("/you/readers", get(standing::readers))
        .route("/you/download", get(leaving::download))
        .route("/you/erase", get(leaving::erase).post(leaving::erase_now))
        .route("/goodbye", get(leaving::goodbye))
}

/// The person who is signed in, whole.
async fn person(visit: &Visit, id: CitizenId) -> web::Result<Citizen> {
    records::load(&visit.site.database, id)
        .await?
        .ok_or(Error::NotFound)
}

/// Where the registration of this person stands.
fn standing_of(person: &Citizen) -> Step {
    Step::parse(&person.step).unwrap_or(Step::Name)
}

/// A page that asks one question.
fn question(
    visit: &Visit,
    person: &Citizen,
    step: Option<Step>,
    template: &str,
    mut context: Value,
) -> web::Result {
    let stands = standing_of(person);
    let back = match (stands, step) {
        (Step::Check, _) => Step::Check.path(),
        (Step::Done, _) | (_, None) => Step::Done.path(),
        (_, Some(step)) => step.previous().map_or_else(|| Step::Done.path(), Step::path),
    };
    let number = step
        .filter(|_| stands < Step::Check)
        .map(|step| step as usize + 1);
    context["step"] = json!({
        "back": back,
        "number": number,
        "of": QUESTIONS,
        "registering": stands < Step::Done,
    });
    visit.page(template, context)
}

/// Where an answered question leads, and what is noted about it.
struct Way {
    id: CitizenId,
    stands: Step,
    onward: Step,
    leaves: bool,
}

impl Way {
    /// The way on from `answered`, by the button that was pressed.
    fn from(person: &Citizen, answered: Step, form: &Form) -> Self {
        let stood = standing_of(person);
        Self {
            id: person.id,
            stands: stood.after(answered),
            onward: stood.onward(answered),
            leaves: form.has("later") && stood < Step::Done,
        }
    }

    /// The answer that leads there.
    fn go(&self) -> Response {
        match self.onward {
            _ if self.leaves => later(),
            Step::Done => visit::done("/you", "you-saved"),
            step => Redirect::to(&step.path()).into_response(),
        }
    }

    /// Notes where the registration stands now.
    async fn note(&self, transaction: &mut Transaction) -> sqlx::Result<()> {
        records::update_step(transaction, self.id, self.stands.slug()).await
    }

    /// Leaves the question unanswered: nothing but the place in the registration is kept.
    async fn skip(&self, site: &Site) -> web::Result {
        let mut transaction = site.database.begin().await?;
        self.note(&mut transaction).await?;
        transaction.commit().await?;
        Ok(self.go())
    }
}

/// Whether somebody left for now with these fields still empty: then there is nothing to keep or to mend.
fn left_empty(form: &Form, fields: &[&str]) -> bool {
    form.has("later") && fields.iter().all(|field| form.text(field).is_empty())
}

/// The answer to "save and come back later" with nothing typed.
fn later() -> Response {
    visit::done("/you", "you-kept")
}
