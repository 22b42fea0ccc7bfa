//! The stop button, while letters leave.

use std::time::{Duration, Instant};

use alongside::{
    account::{AccountId, Token},
    citizen::ConsentPurpose,
    database::Transaction,
    invitation::InvitationId,
    outbox::{self, Kind, NewLetter},
};

use super::*;
use crate::support::stories;

stories!(a_stop_among_two_thousand_letters_that_are_leaving_halts_them_in_five_seconds);

/// So many letters wait; the same statement stops ten thousand.
const LETTERS: usize = 2_000;
/// So many more may leave after the stop.
const MORE: i64 = 20;

async fn a_stop_among_two_thousand_letters_that_are_leaving_halts_them_in_five_seconds(world: &World) {
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = world
        .opportunity_with(&officer, "What would help?", |opportunity| {
            opportunity.places = None;
        })
        .await;
    release(world, &mut officer, id).await;
    let (wave,): (uuid::Uuid,) = sql(world.database(), "select id from wave")
        .one()
        .await
        .expect("a wave");
    let mut transaction = world.database().begin().await.expect("a transaction");
    for number in 0..LETTERS {
        waiting(world, &mut transaction, (id, wave), number).await;
    }
    transaction.commit().await.expect("committed");
    world.clock.advance(11 * MINUTE);
    let app = world.app.clone();
    app.work().await.expect("the wave is let go");
    outbox::tidy(&app.site).await.expect("tidied");
    let page = officer
        .browser
        .open(&format!("/host/opportunity/{id}/invite"))
        .await;
    page.must_say("The invitations are being sent");
    let sending = tokio::spawn({
        let site = app.site.clone();
        let transport = outbox::Transport::new(&site.config).expect("a way for letters");
        let (sender, stop) = tokio::sync::watch::channel(false);
        async move {
            let _kept = sender;
            outbox::send_due(&site, &transport, &stop).await
        }
    });
    while left(world).await < 5 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let begun = Instant::now();
    let before = left(world).await;
    officer
        .browser
        .press("Stop the invitations that have not been sent", &[])
        .await
        .must_say("The invitations that had not been sent are stopped");
    let took = begun.elapsed();
    let at_stop = left(world).await;
    sending.await.expect("the sender ends").expect("it sends");
    let more = left(world).await - at_stop;
    assert!(took < Duration::from_secs(5), "the stop took {took:?}");
    assert!(more <= MORE, "{more} letters left after the stop");
    assert!(
        before < i64::try_from(LETTERS).expect("few"),
        "there was something to stop"
    );
    let waiting = "select count(*) from outbox where state in ('queued', 'claimed', 'deferred')";
    assert_eq!(count(world, waiting).await, 0);
    assert_eq!(
        count(world, "select count(*) from invitation where state = 'sent'").await,
        left(world).await,
        "who got a letter can answer it, and nobody else was asked"
    );
    drop(siân);
}

async fn left(world: &World) -> i64 {
    count(
        world,
        "select count(*) from outbox where kind = 'invitation' and state = 'accepted'",
    )
    .await
}

/// Somebody with an invitation whose letter waits, made the short way.
async fn waiting(
    world: &World,
    transaction: &mut Transaction,
    (opportunity, wave): (OpportunityId, uuid::Uuid),
    number: usize,
) {
    let now = world.now();
    let (person, invitation) = (AccountId::new(now), InvitationId::new(now));
    let email = format!("reader{number}@people.example");
    let run = async |statement: alongside::database::Statement<'_>| {
        statement.run().await.expect("a row");
    };
    run(sql(
        &mut *transaction,
        "insert into account (id, role, email, locale, status, code_step, created_at)
         values ($1, 'citizen', $2, 'en', 'active', 0, $3)",
    )
    .bind(person)
    .bind(email.clone())
    .bind(now))
    .await;
    run(sql(
        &mut *transaction,
        "insert into citizen (id, formats, times, motives, open_ceiling, month_ceiling, step, created_at, changed_at)
         values ($1, '[]', '[]', '[]', 2, 3, 'done', $2, $2)",
    )
    .bind(person)
    .bind(now))
    .await;
    run(sql(
        &mut *transaction,
        "insert into consent (citizen_id, number, purpose, given, text_version, locale, at)
         values ($1, 1, $2, $3, '2026-11', 'en', $4)",
    )
    .bind(person)
    .bind(ConsentPurpose::Invitations)
    .bind(true)
    .bind(now))
    .await;
    run(sql(
        &mut *transaction,
        "insert into invitation (id, opportunity_id, citizen_id, wave_id, token_hash, state, created_at, open_until,
             released_badges)
         values ($1, $2, $3, $4, $5, 'held', $6, $7, '[]')",
    )
    .bind(invitation)
    .bind(opportunity)
    .bind(person)
    .bind(wave)
    .bind(Token::random().hash())
    .bind(now)
    .bind(now.plus(14 * DAY)))
    .await;
    let letter = NewLetter {
        unique_key: format!("invitation:{invitation}"),
        kind: Kind::Invitation,
        account_id: Some(person),
        invitation_id: Some(invitation.0),
        organisation_id: None,
        recipient: outbox::Recipient::of(alongside::account::Email::parse(&email).as_ref()),
        subject: "You have a message".into(),
        text: "Hello".into(),
        html: "<p>Hello</p>".into(),
        unsubscribe_url: None,
        not_before: now.plus(10 * MINUTE),
    };
    outbox::put(transaction, &letter, now).await.expect("a letter");
}
