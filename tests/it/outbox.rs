//! Letters on their way: whose turn it is, how fast they leave, who holds them, and what came back.

pub mod bounces;
mod chaos;
mod complaints;
mod protection;
mod refused;
mod turns;

use alongside::{
    account::{AccountId, Email},
    config::{Config, Security, Transport},
    organisation::OrganisationId,
    outbox::{self, Kind, NewLetter},
};

use crate::support::{World, faulty::FaultyServer};

/// Letters leave by this server.
fn by(server: &FaultyServer) -> impl FnOnce(&mut Config) + use<> {
    let port = server.port;
    move |config| {
        config.mail.transport = Transport::Smtp;
        config.mail.smtp.host = "127.0.0.1".into();
        config.mail.smtp.port = port;
        config.mail.smtp.security = Security::None;
    }
}

/// A letter of `kind` on behalf of `organisation`, due now.
fn letter(world: &World, kind: Kind, organisation: Option<OrganisationId>, to: &str) -> NewLetter {
    NewLetter {
        unique_key: format!("story:{to}"),
        kind,
        account_id: None,
        invitation_id: None,
        organisation_id: organisation,
        recipient: alongside::outbox::Recipient::Mailbox(Email::parse(to).expect("an address")),
        subject: "A letter".into(),
        text: "Hello\n".into(),
        html: "<p>Hello</p>".into(),
        unsubscribe_url: None,
        not_before: world.now(),
    }
}

async fn put(world: &World, letters: &[NewLetter]) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    for letter in letters {
        outbox::put(&mut transaction, letter, world.now())
            .await
            .expect("put");
    }
    transaction.commit().await.expect("committed");
    outbox::tidy(&world.app.site).await.expect("they may leave");
}

/// The same for somebody with an account.
fn to_account(letter: NewLetter, account: AccountId) -> NewLetter {
    NewLetter {
        account_id: Some(account),
        ..letter
    }
}

/// Runs a story that begins its own world.
fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(story);
}
