//! Ringing people who have neither a mailbox nor a postal address: one call after the other, with nothing on the page
//! but whom to ring and what to say.

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Redirect},
    routing::get,
};
use serde_json::json;

use crate::{
    audit::{self, Action, Entry},
    database::Transaction,
    outbox::{LetterId, State},
    post::{
        calls::{self, Call, Came, MOST_TRIES, records},
        code,
        contact::records as contact,
        pages::heard,
    },
    web::{Error, Form, Result, Site, Steward, visit::done},
};

/// Where calls wait.
const HERE: &str = "/steward/calls";

pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/steward/calls", get(show).post(next))
        .route("/steward/calls/{letter}", get(one).post(settle))
}

/// How many calls there are to make.
async fn show(steward: Steward) -> Result {
    let visit = &steward.visit;
    let waiting = records::waiting(&visit.site.database, visit.site.now()).await?;
    let context = json!({"waiting": waiting, "tries": MOST_TRIES});
    visit.english_page("steward/calls.html", context)
}

/// Takes the next call for this steward.
async fn next(steward: Steward) -> Result {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    let taken = calls::take(&mut transaction, steward.id, None, visit.site.now()).await?;
    transaction.commit().await?;
    Ok(match taken {
        Some(id) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        None => done(HERE, "no-calls"),
    })
}

async fn load(steward: &Steward, transaction: &mut Transaction, letter: &str) -> Result<Call> {
    let id: LetterId = letter.parse().map_err(|_| Error::NotFound)?;
    let call = records::load(transaction, id, steward.id, steward.visit.site.now()).await?;
    call.ok_or(Error::Elsewhere(HERE))
}

/// Whom to ring, and what to say. Every look at it is noted for the person.
async fn one(steward: Steward, Path(letter): Path<String>) -> Result {
    page(&steward, &letter, &Form::default()).await
}

async fn page(steward: &Steward, letter: &str, form: &Form) -> Result {
    let visit = &steward.visit;
    let mut transaction = visit.site.database.begin().await?;
    let call = load(steward, &mut transaction, letter).await?;
    let asks_code = call.asks_code(&mut transaction).await?;
    note(steward, &mut transaction, &call, String::new()).await?;
    transaction.commit().await?;
    // Before the code is said, the page has nothing that could be read out to somebody else.
    let script = if asks_code {
        Vec::new()
    } else {
        calls::script(&visit.site, &call)
    };
    let context = json!({
        "form": form.shown(visit), "id": call.id, "called": call.called, "number": call.number,
        "speaks": call.locale, "asks_code": asks_code, "script": script, "tries": call.tries,
    });
    visit.english_page("steward/call.html", context)
}

async fn note(
    steward: &Steward,
    transaction: &mut Transaction,
    call: &Call,
    detail: String,
) -> sqlx::Result<()> {
    let entry = Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(call.citizen_id),
        opportunity: None,
        action: Action::Ring,
        detail,
    };
    audit::insert(transaction, &entry, steward.visit.site.now()).await
}

/// What came of the call. Somebody who was rung with a question is asked for their answer on the next page.
async fn settle(steward: Steward, Path(letter): Path<String>, mut form: Form) -> Result {
    let visit = &steward.visit;
    let (site, now) = (&visit.site, visit.site.now());
    let Some(came) = form.choice("came", Came::parse) else {
        return page(&steward, &letter, &form).await;
    };
    let mut transaction = site.database.begin().await?;
    let call = load(&steward, &mut transaction, &letter).await?;
    note(&steward, &mut transaction, &call, came.slug().to_owned()).await?;
    match came {
        Came::Nobody => calls::miss(&mut transaction, &call, now).await?,
        Came::Wrong => {
            if call.is_recorded() {
                contact::distrust(&mut transaction, call.citizen_id).await?;
            }
            records::settle(&mut transaction, call.id, State::Refused, now).await?;
        }
        Came::Reached if call.asks_code(&mut transaction).await? => {
            let said = form.required("spoken_code", 40);
            let right = calls::try_code(&mut transaction, &site.secret, call.citizen_id, &said, now).await?;
            let ended = !contact::has_code(&mut transaction, call.citizen_id).await?;
            if !right && ended {
                records::settle(&mut transaction, call.id, State::Refused, now).await?;
            }
            transaction.commit().await?;
            return match (right, ended) {
                (true, _) => Ok(done(&format!("{HERE}/{letter}"), "number-confirmed")),
                (false, true) => Ok(done(HERE, "codes-ended")),
                (false, false) => {
                    if form.is_fine() {
                        form.problem("spoken_code", "wrong");
                    }
                    page(&steward, &letter, &form).await
                }
            };
        }
        Came::Reached => {
            let code = code::records::make(&mut transaction, &call.about, &site.secret, now).await?;
            records::settle(&mut transaction, call.id, State::Accepted, now).await?;
            if let Some(code) = code {
                transaction.commit().await?;
                return heard::ask_rung(&steward, &code).await;
            }
        }
    }
    let more = if came == Came::Reached {
        let person = (call.citizen_id, call.number);
        calls::take(&mut transaction, steward.id, Some(person), now).await?
    } else {
        None
    };
    transaction.commit().await?;
    // They are still on the telephone.
    Ok(match more {
        Some(id) => done(&format!("{HERE}/{id}"), "more-to-say"),
        None => done(HERE, "call-noted"),
    })
}
