//! The letters of an invitation, from the first one to what came of the answer.

use serde_json::{Value, json};

use super::InvitationId;
use crate::{
    account::{AccountId, Email, Token},
    badge::{Visibility, catalogue},
    citizen::Citizen,
    database::Transaction,
    frontend::Language,
    mail::{self, Rendered},
    matching::{By, Reason},
    moment::Moment,
    opportunity::{Opportunity, pages::shown},
    organisation::OrganisationId,
    outbox::{self, Kind, NewLetter},
    site::Site,
};

/// Where a letter goes.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mailbox {
    /// Whose it is.
    pub id: AccountId,
    /// The address.
    pub email: Email,
    /// The language of letters.
    pub locale: Language,
    /// The name to greet.
    pub called: Option<String>,
}

/// What an invitation asks, and on whose behalf.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The opportunity.
    pub opportunity: &'a Opportunity,
    /// Its organisation's name.
    pub organisation: &'a str,
}

/// The context every letter about `asked` begins with.
#[must_use]
pub fn context(site: &Site, asked: Asked<'_>, called: Option<&str>, language: Language) -> Value {
    json!({
        "operator": site.config.operator,
        "called": called,
        "o": shown::whole(asked.opportunity, asked.organisation, language),
        "sign_in": site.link("/you/invitations"),
        "help": site.link("/safe"),
    })
}

/// The letter that invites. `reasons` are whole sentences.
///
/// # Errors
/// When a template fails.
pub fn invitation(
    site: &Site,
    asked: Asked<'_>,
    (called, language): (Option<&str>, Language),
    token: &str,
    reasons: &[String],
) -> anyhow::Result<Rendered> {
    let mut context = context(site, asked, called, language);
    // The page opens in the language of the letter.
    let spoken = if language == Language::English {
        ""
    } else {
        "?lang=cy"
    };
    context["link"] = json!(site.link(&format!("/r/{token}{spoken}")));
    context["stop"] = json!(site.link(&format!("/stop/{token}{spoken}")));
    context["reasons"] = json!(reasons);
    mail::write(&site.frontend, language, "invitation", &context)
}

/// The invitation of `mailbox`, ready for the outbox.
///
/// # Errors
/// When a template fails.
pub fn new_invitation(
    site: &Site,
    asked: Asked<'_>,
    mailbox: &Mailbox,
    (id, unique_key): (InvitationId, String),
    token: &Token,
    (reasons, not_before): (&[String], Moment),
) -> anyhow::Result<NewLetter> {
    let to = (mailbox.called.as_deref(), mailbox.locale);
    let written = invitation(site, asked, to, token.reveal(), reasons)?;
    Ok(NewLetter {
        unique_key,
        kind: Kind::Invitation,
        account_id: Some(mailbox.id),
        invitation_id: Some(id.0),
        organisation_id: Some(asked.opportunity.organisation_id),
        recipient: mailbox.email.clone(),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: Some(site.link(&format!("/stop/{}", token.reveal()))),
        not_before,
    })
}

/// Puts a letter that follows an answer into the outbox, on behalf of the organisation that asked. `fact` makes
/// it the only one for what it announces.
///
/// # Errors
/// When a template or the database fails.
pub async fn put_later(
    transaction: &mut Transaction,
    site: &Site,
    (mailbox, organisation): (&Mailbox, OrganisationId),
    (name, fact): (&str, String),
    context: &Value,
    now: Moment,
) -> anyhow::Result<()> {
    let written = mail::write(&site.frontend, mailbox.locale, name, context)?;
    let letter = NewLetter {
        unique_key: format!("{name}:{fact}"),
        // Who has just answered is awake.
        kind: if name == "reply-received" {
            Kind::Receipt
        } else {
            Kind::Outcome
        },
        account_id: Some(mailbox.id),
        invitation_id: None,
        organisation_id: Some(organisation),
        recipient: mailbox.email.clone(),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: None,
        not_before: now,
    };
    outbox::put(transaction, &letter, now).await?;
    Ok(())
}

/// Why this person is asked, in whole sentences: only from what they let others see, because a letter can be
/// read by others.
#[must_use]
pub fn sentences(site: &Site, person: &Citizen, reasons: &[Reason], language: Language) -> Vec<String> {
    let open: Vec<&str> = person
        .badges
        .iter()
        .filter(|badge| badge.visibility == Visibility::Searchable)
        .flat_map(|badge| {
            let label = badge.badge.as_deref().and_then(|slug| catalogue().badge(slug));
            [badge.words.as_deref(), label.map(|badge| badge.label.as_str())]
        })
        .flatten()
        .collect();
    reasons
        .iter()
        .filter(|reason| reason.by == By::Motive || open.contains(&reason.because.as_str()))
        .map(|reason| {
            let arguments = [
                ("criterion", reason.criterion(language).to_owned().into()),
                ("because", reason.because(language).to_owned().into()),
            ];
            site.frontend.text_with(language, reason.key(), &arguments)
        })
        .take(3)
        .collect()
}
