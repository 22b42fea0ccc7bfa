//! The letters of an invitation, from the first one to what came of the answer.

use serde_json::{Value, json};

use super::{
    InvitationId, benefits,
    links::{self, Addresses, Links},
    names,
};
use crate::{
    account::{AccountId, Email, Token},
    badge::{Visibility, catalogue},
    citizen::{Citizen, LetterFormat},
    database::Transaction,
    frontend::Language,
    mail::{self, Rendered},
    matching::{By, Reason},
    moment::Moment,
    opportunity::{Opportunity, pages::shown},
    organisation::OrganisationId,
    outbox::{self, Kind, NewLetter, Recipient},
    site::Site,
};

/// Where a letter goes, and how it is read there.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mailbox {
    /// Whose it is.
    pub id: AccountId,
    /// The address; none when their letters go on paper.
    pub email: Option<Email>,
    /// The language of letters.
    pub locale: Language,
    /// The name to greet.
    pub called: Option<String>,
    /// The form of letters.
    pub letter_format: LetterFormat,
}

impl Mailbox {
    /// Who reads what comes here.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            called: self.called.as_deref(),
            language: self.locale,
            format: self.letter_format,
        }
    }
}

/// Who reads a letter, and how.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The name to greet.
    pub called: Option<&'a str>,
    /// The language.
    pub language: Language,
    /// The form.
    pub format: LetterFormat,
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
    let opportunity = asked.opportunity;
    let minutes = opportunity.minutes.unwrap_or(0) * opportunity.meetings.unwrap_or(1).max(1);
    json!({
        "operator": site.config.operator,
        "called": called,
        "o": shown::whole(opportunity, asked.organisation, language),
        "all": {"hours": minutes / 60, "minutes": minutes % 60},
        "sign_in": site.link("/you/invitations"),
        "help": site.link("/safe"),
        "names_until": names::until(opportunity).map(|day| day.to_string()),
    })
}

/// The letter that invites. `reasons` are whole sentences.
///
/// # Errors
/// When a template fails.
pub fn invitation(
    site: &Site,
    asked: Asked<'_>,
    reader: Reader<'_>,
    addresses: &Addresses,
    reasons: &[String],
) -> anyhow::Result<Rendered> {
    let mut context = context(site, asked, reader.called, reader.language);
    context["links"] = json!(addresses);
    context["reasons"] = json!(reasons);
    context["advice"] = json!(benefits::places(reader.language));
    let name = if reader.format == LetterFormat::EasyRead {
        "invitation-easy-read"
    } else {
        "invitation"
    };
    write(site, reader, name, &mut context)
}

/// Writes a letter in the form in which it is read.
fn write(site: &Site, reader: Reader<'_>, name: &str, context: &mut Value) -> anyhow::Result<Rendered> {
    context["big"] = json!(reader.format != LetterFormat::Standard);
    let written = mail::write(&site.frontend, reader.language, name, context)?;
    Ok(match reader.format {
        LetterFormat::EasyRead => Rendered {
            text: one_thought_a_line(&written.text, "\n"),
            html: one_thought_a_line(&written.html, "<br>"),
            ..written
        },
        _ => written,
    })
}

/// The text with `line_break` after every sentence, as easy read asks for. Tags and addresses stay as they are.
fn one_thought_a_line(text: &str, line_break: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / 16);
    let (mut in_tag, mut rest) = (false, text);
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        lines.push(character);
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            '.' | '?' | '!' if !in_tag => {
                let next = rest.strip_prefix(' ');
                if let Some(next) = next.filter(|next| next.starts_with(char::is_uppercase)) {
                    lines.push_str(line_break);
                    rest = next;
                }
            }
            _ => (),
        }
    }
    lines
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
    let addresses = Links::of(token.clone()).addresses(site, mailbox.locale);
    let written = invitation(site, asked, mailbox.reader(), &addresses, reasons)?;
    Ok(NewLetter {
        unique_key,
        kind: Kind::Invitation,
        account_id: Some(mailbox.id),
        invitation_id: Some(id.0),
        organisation_id: Some(asked.opportunity.organisation_id),
        recipient: Recipient::of(mailbox.email.as_ref()),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: Some(addresses.stop),
        not_before,
    })
}

/// What a letter announces that follows an answer.
pub struct Fact<'a> {
    /// The letter: `outcome-place` for example.
    pub letter: &'a str,
    /// The invitation it is about.
    pub invitation: InvitationId,
    /// What makes it the only one for what it announces, beside the name of the letter.
    pub key: String,
    /// On whose behalf it is written.
    pub organisation: OrganisationId,
}

/// Puts a letter that follows an answer into the outbox, with links of its own.
///
/// # Errors
/// When a template or the database fails.
pub async fn put_later(
    transaction: &mut Transaction,
    site: &Site,
    mailbox: &Mailbox,
    fact: Fact<'_>,
    context: &Value,
    now: Moment,
) -> anyhow::Result<()> {
    let links = Links::of(Token::random());
    let mut context = context.clone();
    let addresses = links.addresses(site, mailbox.locale);
    context["links"] = json!(addresses);
    let written = write(site, mailbox.reader(), fact.letter, &mut context)?;
    let kind = match fact.letter {
        "reminder" => Kind::Reminder,
        // Who has just answered is awake.
        "reply-received" | "new-link" => Kind::Receipt,
        _ => Kind::Outcome,
    };
    // That something is stopped is our own word, and leaves although nothing else about it does.
    let is_ours = fact.letter == "outcome-stopped";
    let letter = NewLetter {
        unique_key: format!("{}:{}", fact.letter, fact.key),
        kind,
        account_id: Some(mailbox.id),
        // What asks somebody anew names what it asks about: on paper it gets a code of its own.
        invitation_id: (kind == Kind::Reminder || fact.letter == "new-link").then_some(fact.invitation.0),
        organisation_id: (!is_ours).then_some(fact.organisation),
        recipient: Recipient::of(mailbox.email.as_ref()),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: (kind == Kind::Reminder).then_some(addresses.stop),
        not_before: now,
    };
    links::records::insert(&mut *transaction, fact.invitation, &links, now).await?;
    outbox::put(&mut *transaction, &letter, now).await?;
    if !is_ours {
        outbox::set_about(transaction, &letter.unique_key, fact.invitation.0).await?;
    }
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

#[cfg(test)]
mod tests {
    use super::one_thought_a_line;

    #[test]
    fn easy_read_has_one_thought_a_line() {
        assert_eq!(
            one_thought_a_line("Hello. You get £2.50. Is it far? No, 5.30 or e.g. this.", "\n"),
            "Hello.\nYou get £2.50.\nIs it far?\nNo, 5.30 or e.g. this."
        );
        assert_eq!(
            one_thought_a_line("<p style=\"a. B\">One. Two.</p>", "<br>"),
            "<p style=\"a. B\">One.<br>Two.</p>"
        );
    }
}
