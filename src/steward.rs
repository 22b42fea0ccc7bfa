//! The people who run an installation: what needs them today, and what they decide.

pub mod pages;
pub mod records;

use anyhow::{Context, bail};

use crate::{
    account::{self, Account, AccountId, Email, Purpose, Role, Status, Token},
    audit::{self, Action, Entry},
    database::{Database, ask_to_wipe},
    frontend::Language,
    moment::{DAY, Moment},
};

/// Makes the steward with this address, or lets an existing one in again after a lost password or phone.
/// The token of the answer sets a password, once, within a day; the second factor is set up after it.
///
/// # Errors
/// When this is no address, or somebody else than a steward has it.
pub async fn add(database: &Database, address: &str, now: Moment) -> anyhow::Result<Token> {
    let email = Email::parse(address).with_context(|| format!("{address:?} is not an email address"))?;
    let mut transaction = database.begin().await?;
    let id = match account::records::by_email(&mut transaction, &email).await? {
        None => {
            let account = new(email, now);
            account::records::insert(&mut transaction, &account, now).await?;
            account.id
        }
        Some(known) if known.role == Role::Steward => {
            account::records::delete_code_secret(&mut transaction, known.id).await?;
            account::records::end_all_sessions(&mut transaction, known.id).await?;
            account::records::delete_links(&mut transaction, known.id).await?;
            known.id
        }
        Some(_) => bail!("{address} has an account that is not a steward's; use another address"),
    };
    let token = Token::random();
    account::records::insert_link(&mut transaction, &token, id, Purpose::Password, now.plus(DAY)).await?;
    transaction.commit().await?;
    Ok(token)
}

/// Ends the access of the steward with this address at once.
///
/// # Errors
/// When nobody who is a steward has the address, or nobody else could sign in as a steward afterwards.
pub async fn remove(database: &Database, address: &str, now: Moment) -> anyhow::Result<()> {
    let email = Email::parse(address).with_context(|| format!("{address:?} is not an email address"))?;
    let mut transaction = database.begin().await?;
    let account = account::records::by_email(&mut transaction, &email).await?;
    let account = account
        .filter(|account| account.role == Role::Steward)
        .with_context(|| format!("{address} is not a steward; `alongside steward list` shows who is"))?;
    if !account::closing::records::close_steward(&mut transaction, account.id).await? {
        bail!(
            "{address} is the last steward with a password; add another with `alongside steward add EMAIL` and let \
             them choose a password first"
        );
    }
    let entry = Entry {
        actor: account.id,
        organisation: None,
        citizen: None,
        opportunity: None,
        action: Action::EndSteward,
        detail: format!("{} on the command line", account.id),
    };
    audit::insert(&mut transaction, &entry, now).await?;
    ask_to_wipe(&mut transaction, now).await?;
    transaction.commit().await?;
    Ok(())
}

fn new(email: Email, now: Moment) -> Account {
    Account {
        id: AccountId::new(now),
        role: Role::Steward,
        email: Some(email),
        password: None,
        locale: Language::English,
        status: Status::Active,
        code_secret: None,
        code_step: 0,
    }
}
