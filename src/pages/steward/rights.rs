//! What somebody asks for on the telephone, by post or in person: their consents, a rest, a helper, a copy, the end. A
//! steward who acts for them writes it down; nothing that they declared is shown for it.

mod consents;
mod copy;
mod erase;
mod helper;
mod organisation;
mod pause;
mod phone;

use axum::{Router, response::Response, routing::get};
use serde_json::json;

use crate::{
    account::{pages::form_id, records as accounts},
    audit::{self, Action, Entry},
    citizen::CitizenId,
    database::Transaction,
    frontend::Language,
    moment::Moment,
    post::{
        What,
        contact::{self, Contact, Writing, Written},
    },
    web::{Error, Form, Result, Site, Steward, visit::done},
};

/// What they ask for is chosen here.
const HERE: &str = "/steward/rights";

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/steward/rights", get(show))
        .route(
            "/steward/rights/consents",
            get(consents::show).post(consents::keep),
        )
        .route("/steward/rights/pause", get(pause::show).post(pause::keep))
        .route(
            "/steward/rights/organisation",
            get(organisation::show).post(organisation::keep),
        )
        .route("/steward/rights/helper", get(helper::show).post(helper::keep))
        .route("/steward/rights/phone", get(phone::show).post(phone::keep))
        .route("/steward/rights/copy", get(copy::show).post(copy::keep))
        .route("/steward/rights/erase", get(erase::show).post(erase::erase))
        .route("/steward/rights/goodbye", get(erase::goodbye))
}

/// A steward who acts for somebody, with what was heard first.
struct Acting {
    steward: Steward,
    citizen: CitizenId,
    /// The language of the person's letters.
    language: Language,
    contact: Contact,
}

impl Acting {
    /// Nobody writes anything down for anybody without having said for whom and why.
    async fn of(steward: Steward) -> Result<Self> {
        let database = &steward.visit.site.database;
        let citizen = steward
            .visit
            .signed_in()
            .and_then(|session| session.acting_for)
            .ok_or(Error::Elsewhere("/steward/act"))?;
        let contact = contact::records::find(database, steward.visit.session_token()).await?;
        let contact = contact.ok_or(Error::Elsewhere("/steward/act"))?;
        let account = accounts::by_id(database, citizen).await?;
        let account = account.ok_or(Error::Elsewhere("/steward/act"))?;
        Ok(Self {
            language: account.locale,
            steward,
            citizen,
            contact,
        })
    }

    fn site(&self) -> &Site {
        &self.steward.visit.site
    }

    fn now(&self) -> Moment {
        self.site().now()
    }

    /// The text of a key in the person's language.
    fn text(&self, key: &str) -> String {
        self.site().frontend.text(self.language, key)
    }

    fn writing(&self) -> Writing<'_> {
        Writing {
            steward: self.steward.id,
            citizen: self.citizen,
            language: self.language,
            contact: &self.contact,
        }
    }

    /// One question, with the id that makes its form count once.
    fn ask(&self, template: &str, form: &Form, mut context: serde_json::Value) -> Result {
        let visit = &self.steward.visit;
        context["form"] = form.shown(visit);
        context["id"] = json!(form_id(form, self.now()));
        visit.english_page(template, context)
    }

    /// Notes and confirms what the person said; `false`, and nothing may be changed, when this form came before.
    async fn write_down(
        &self,
        transaction: &mut Transaction,
        form: &Form,
        what: What,
        (detail, lines): (String, Vec<String>),
    ) -> Result<bool> {
        let id = form_id(form, self.now()).parse().map_err(|_| Error::NotFound)?;
        let written = Written {
            id,
            what,
            detail,
            lines,
        };
        let now = self.now();
        Ok(contact::write_down(transaction, self.site(), self.writing(), &written, now).await?)
    }

    /// Notes that a page was opened which shows something of the person.
    async fn note(&self, action: Action, detail: &str) -> Result<()> {
        let entry = Entry {
            actor: self.steward.id,
            organisation: None,
            citizen: Some(self.citizen),
            opportunity: None,
            action,
            detail: detail.to_owned(),
        };
        let mut transaction = self.site().database.begin().await?;
        audit::insert(&mut transaction, &entry, self.now()).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// What did they ask for?
async fn show(steward: Steward) -> Result {
    let acting = Acting::of(steward).await?;
    let rung = crate::invitation::records::is_rung(&acting.site().database, acting.citizen).await?;
    let context = json!({"reach": acting.contact.way, "rung": rung});
    acting.steward.visit.english_page("steward/rights.html", context)
}

/// Back to the choices, with the word that it is written down.
fn written() -> Response {
    done(HERE, "recorded")
}
