//! The end: everything about them goes at once. A goodbye on paper is printed before, so that no address has to be
//! kept for it; one by email forgets the mailbox when it has left.

use serde_json::json;

use super::Acting;
use crate::{
    account::Email,
    audit::{self, Action, Entry},
    citizen::{erasure, records},
    mail::{self, Rendered},
    moment::Moment,
    outbox::{self, Kind, LetterId, NewLetter, Recipient, Way},
    post::{Address, Printed, pages::letter},
    web::{Error, Form, Result, Steward, visit::done},
};

pub(super) async fn show(steward: Steward) -> Result {
    ask(&Acting::of(steward).await?, &Form::default())
}

fn ask(acting: &Acting, form: &Form) -> Result {
    acting.ask(
        "steward/rights/erase.html",
        form,
        json!({"reach": acting.contact.way}),
    )
}

async fn letter(acting: &Acting) -> Result<(Option<String>, Rendered)> {
    let site = acting.site();
    let person = records::load(&site.database, acting.citizen).await?;
    let called = person.and_then(|person| person.called);
    let context = json!({
        "operator": site.config.operator, "called": called, "by": acting.contact.heard_by,
        "how": acting.contact.how, "at": acting.now(),
    });
    Ok((
        called,
        mail::write(&site.frontend, acting.language, "goodbye", &context)?,
    ))
}

/// The goodbye on paper, to be printed before.
pub(super) async fn goodbye(steward: Steward) -> Result {
    let acting = Acting::of(steward).await?;
    if acting.contact.way != Way::Post {
        return Err(Error::NotFound);
    }
    acting.note(Action::PrintLetter, "").await?;
    let (site, now) = (acting.site(), acting.now());
    let letter_format = records::letter_format(&site.database, acting.citizen).await?;
    let (called, written) = letter(&acting).await?;
    let printed = Printed {
        id: LetterId::new(now),
        citizen_id: acting.citizen,
        body_text: written.text,
        invitation_id: None,
        unique_key: String::new(),
        code: None,
        called,
        address: Address {
            address: String::new(),
            postcode: String::new(),
        },
        fixed: acting.contact.reach.clone(),
        locale: acting.language,
        letter_format,
    };
    let pages = [letter::render(site, &printed, now)?];
    acting
        .steward
        .visit
        .english_page("steward/print.html", json!({"pages": pages}))
}

/// Erases them. What stays is that it was done, and by whom.
pub(super) async fn erase(steward: Steward, mut form: Form) -> Result {
    let acting = Acting::of(steward).await?;
    if acting.contact.way == Way::Post && form.text("printed") != "yes" {
        form.problem("printed", "missing");
    }
    if form.text("sure") != "yes" {
        form.problem("sure", "missing");
    }
    if !form.is_fine() {
        return ask(&acting, &form);
    }
    let (site, now) = (acting.site(), acting.now());
    let (_, written) = letter(&acting).await?;
    let trace = erasure::trace(&site.secret, acting.citizen);
    let mut transaction = site.database.begin().await?;
    if erasure::records::erase(&mut transaction, acting.citizen, trace, now).await? {
        let entry = Entry {
            actor: acting.steward.id,
            organisation: None,
            citizen: Some(acting.citizen),
            opportunity: None,
            action: Action::EraseFor,
            detail: acting.contact.how.slug().to_owned(),
        };
        audit::insert(&mut transaction, &entry, now).await?;
        let mailbox = Some(&acting.contact.reach).filter(|_| acting.contact.way == Way::Email);
        if let Some(email) = mailbox.and_then(|mailbox| Email::parse(mailbox)) {
            let letter = last(written, email, now);
            outbox::put(&mut transaction, &letter, now).await?;
        }
    }
    transaction.commit().await?;
    outbox::forget(site).await;
    Ok(done("/steward/act", "person-erased"))
}

/// The last letter: it belongs to no account any more.
fn last(written: Rendered, email: Email, now: Moment) -> NewLetter {
    NewLetter {
        unique_key: format!("goodbye:{}", LetterId::new(now)),
        kind: Kind::Account,
        account_id: None,
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(email),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: None,
        not_before: now,
    }
}
