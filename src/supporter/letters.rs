//! Letters to supporters, and the letter to a person about a draft. Each goes to one of them alone; none to a
//! supporter holds the person's own link.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{May, Supporter, records};
use crate::{
    account::{self, Token},
    citizen::{self, CitizenId},
    database::Transaction,
    frontend::Language,
    mail,
    moment::Moment,
    outbox::{self, Kind, NewLetter, Recipient},
    site::Site,
};

/// Asks somebody whether they want to support the person who named them.
///
/// # Errors
/// When a template or the database fails.
pub async fn ask(
    transaction: &mut Transaction,
    site: &Site,
    supporter: &Supporter,
    now: Moment,
) -> anyhow::Result<()> {
    let fact = format!("supporter-named:{}", supporter.id);
    put(
        transaction,
        site,
        supporter,
        "supporter-named",
        (fact, None, now),
        now,
    )
    .await
}

/// Sends a supporter whose link has ended another one, once a day.
///
/// # Errors
/// When a template or the database fails.
pub async fn renew(
    transaction: &mut Transaction,
    site: &Site,
    supporter: &Supporter,
    now: Moment,
) -> anyhow::Result<()> {
    let fact = format!("supporter-link:{}:{}", supporter.id, now.day());
    put(
        transaction,
        site,
        supporter,
        "supporter-named",
        (fact, None, now),
        now,
    )
    .await
}

/// Tells everybody who hears of this person's invitations that there is one; `fact` is the invitation's letter.
///
/// # Errors
/// When a template or the database fails.
pub async fn copies(
    transaction: &mut Transaction,
    site: &Site,
    (citizen, invitation): (CitizenId, Uuid),
    (fact, not_before): (&str, Moment),
    now: Moment,
) -> anyhow::Result<()> {
    for supporter in records::of_citizen(&mut *transaction, citizen).await? {
        if supporter.accepted_at.is_some() && supporter.may(May::Copies) {
            let fact = (
                format!("copy:{}:{fact}", supporter.id),
                Some(invitation),
                not_before,
            );
            put(transaction, site, &supporter, "supporter-copy", fact, now).await?;
        }
    }
    Ok(())
}

async fn put(
    transaction: &mut Transaction,
    site: &Site,
    supporter: &Supporter,
    name: &str,
    (unique_key, invitation, not_before): (String, Option<Uuid>, Moment),
    now: Moment,
) -> anyhow::Result<()> {
    let token = Token::random();
    records::insert_link(&mut *transaction, &token, supporter.id, now).await?;
    let (language, whom) = whom(&mut *transaction, supporter.citizen_id).await?;
    let stop = site.link(&format!(
        "/stop/supporter/{}{}",
        token.reveal(),
        language.of_page()
    ));
    let context: Value = json!({
        "operator": site.config.operator, "called": supporter.called, "whom": whom,
        "url": site.link(&format!("/s/{}{}", token.reveal(), language.of_page())),
        "stop": stop,
    });
    let written = mail::write(&site.frontend, language, name, &context)?;
    let letter = NewLetter {
        unique_key,
        kind: if invitation.is_some() {
            Kind::Invitation
        } else {
            Kind::Account
        },
        account_id: Some(supporter.citizen_id),
        invitation_id: invitation,
        organisation_id: None,
        recipient: Recipient::Supporter(supporter.email.clone()),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: Some(stop),
        not_before,
    };
    outbox::put(transaction, &letter, now).await?;
    Ok(())
}

/// The language of a person's letters, and the name they are called by.
async fn whom(transaction: &mut Transaction, id: CitizenId) -> anyhow::Result<(Language, Option<String>)> {
    let account = account::records::by_id(&mut *transaction, id).await?;
    let person = citizen::records::load(transaction, id).await?;
    let language = account.map_or(Language::English, |account| account.locale);
    Ok((language, person.and_then(|person| person.called)))
}
