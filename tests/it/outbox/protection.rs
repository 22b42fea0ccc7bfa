//! Letters travel protected, or not at all.

use std::sync::Arc;

use alongside::{config::Security, database::sql, outbox::Kind};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivatePkcs8KeyDer},
};

use super::{by, letter, put, run};
use crate::support::{
    Store, World,
    faulty::{FaultyServer, Protection},
};

/// A certificate for this machine from an authority of our own, and that authority's certificate.
fn certificate() -> (TlsAcceptor, String) {
    let mut authority = CertificateParams::new(Vec::new()).expect("an authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("signed");
    let key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
    let server = server.signed_by(&key, &authority).expect("signed");
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![server.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .expect("a configuration");
    (TlsAcceptor::from(Arc::new(config)), authority.pem())
}

/// Sends one letter by a server that offers to protect, or does not, and that we trust, or do not. Tells where the
/// letter stands then, and how many were taken.
async fn sent(offered: bool, trusted: bool) -> (String, usize) {
    let (acceptor, authority) = certificate();
    let server = FaultyServer::protected(Protection { acceptor, offered }).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, authority).expect("written");
    let change = by(&server);
    let world = World::begin_with(Store::Sqlite, |config| {
        change(config);
        config.mail.smtp.security = Security::Starttls;
        config.mail.smtp.ca_file = trusted.then_some(file);
    })
    .await;
    put(
        &world,
        &[letter(&world, Kind::Account, None, "sian@people.example")],
    )
    .await;
    world.send().await;
    let (state,): (String,) = sql(world.database(), "select state from outbox")
        .one()
        .await
        .expect("a letter");
    world.end().await;
    (state, server.count())
}

#[test]
fn a_letter_leaves_protected_by_a_certificate_that_we_trust() {
    run(async {
        assert_eq!(sent(true, true).await, ("accepted".to_owned(), 1));
    });
}

#[test]
fn a_letter_stays_when_somebody_took_the_protection_out_of_the_conversation() {
    run(async {
        assert_eq!(sent(false, true).await, ("queued".to_owned(), 0));
    });
}

#[test]
fn a_letter_stays_when_nobody_vouches_for_the_server() {
    run(async {
        assert_eq!(sent(true, false).await, ("queued".to_owned(), 0));
    });
}
