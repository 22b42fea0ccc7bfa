//! What is a person's own: who read it, a copy of it, and the end of it.

use alongside::{
    account::AccountId,
    audit,
    citizen::{CONSENT_TEXT, ConsentPurpose},
    database::{Database, sql},
};

use super::{newcomer, whole};
use crate::support::{World, digest, people::Person, stories};

stories!(
    somebody_sees_who_read_their_details,
    the_copy_holds_everything,
    nothing_is_left_of_an_erased_person,
);

/// What a host and a steward did about somebody.
async fn read_by_others(world: &World, id: AccountId) {
    let officer = world.officer("Ruth", "Zebulon Council").await;
    let steward = world.steward().await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    for (actor, organisation, detail) in [
        (officer.id, officer.organisation, ""),
        (steward.id, None, "they asked us to look"),
    ] {
        let action = if organisation.is_some() {
            audit::Action::ReadPerson
        } else {
            audit::Action::FindPerson
        };
        let entry = audit::Entry {
            actor,
            organisation,
            citizen: Some(id),
            opportunity: None,
            action,
            detail: detail.to_owned(),
        };
        audit::insert(&mut transaction, &entry, world.now())
            .await
            .expect("a note");
    }
    transaction.commit().await.expect("committed");
}

async fn somebody_sees_who_read_their_details(world: &World) {
    let mut person = world.citizen("Huw").await;
    person
        .browser
        .open("/you/readers")
        .await
        .must_say("Nobody has read your details.");
    read_by_others(world, person.id).await;
    let page = person.browser.open("/you/readers").await;
    page.must_say("Ruth, Zebulon Council")
        .must_say("Someone who runs this service");
    page.must_say("The reason they gave: they asked us to look")
        .must_say("Tuesday 1 December 2026, 09:00");
}

/// Somebody about whom every table says something that nobody else says.
async fn tokens(world: &World) -> Person {
    let person = world
        .citizen_with("Xanthippe", |citizen| {
            citizen.area = Some("ZE1".to_owned());
            citizen.matters = Some("quaxmatters".to_owned());
            citizen.phone = Some("0113 496 0987".to_owned());
            citizen.badges[0].words = Some("quaxbadge".to_owned());
            "quaxcontribution".clone_into(&mut citizen.contributions[0].words);
        })
        .await;
    let officer = world.officer("Olwen", "Some Council").await;
    world.opportunity(&officer, "How should buses run?").await;
    read_by_others(world, person.id).await;
    world
        .run(
            "insert into put_forward (opportunity_id, citizen_id, at) select id, $1, 5 from opportunity",
            person.id.0,
        )
        .await;
    world
        .run(
            "insert into outbox (id, unique_key, kind, account_id, recipient, subject, body_text, body_html,
                 message_id, state, not_before, attempts, claim, created_at)
             values ($1, 'quaxkey', 'account', $1, 'xanthippe@people.example', 'quaxsubject', 'quaxletter',
                 'quaxhtml', 'quaxmessage', 'accepted', 0, 1, 1, 5)",
            person.id.0,
        )
        .await;
    world
        .run(
            "insert into count_snapshot (week, citizen_id, profile) values (1, $1, 'quaxprofile')",
            person.id.0,
        )
        .await;
    world
        .run(
            "insert into equality_answer (citizen_id, feature, value, at) values ($1, 'age', 'quaxequality', 5)",
            person.id.0,
        )
        .await;
    about_invitations(world, person.id).await;
    person
}

/// An invitation and everything that can hang on one, and what goes on paper or through somebody else.
async fn about_invitations(world: &World, id: AccountId) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    sql(
        &mut transaction,
        "insert into invitation (id, opportunity_id, citizen_id, token_hash, state, created_at, open_until, answer,
             answered_at, support, reason_words, contact, released_badges, place)
         select $1, id, $1, $2, 'sent', 5, 6, 'yes-with-support', 6, 'quaxsupport', 'quaxreason', 'email', '[]',
             'alternate' from opportunity",
    )
    .bind(id)
    .bind(vec![7_u8; 32])
    .run()
    .await
    .expect("an invitation");
    for text in [
        "insert into question (id, invitation_id, words, asked_at) values ($1, $1, 'quaxquestion', 5)",
        "insert into event_need (invitation_id, need) values ($1, 'quaxneed')",
        "insert into postal_address (citizen_id, address, postcode, changed_at) values ($1, 'quaxstreet', 'ZE1 1AA', 5)",
        "insert into heard (id, citizen_id, invitation_id, what, how, heard_by, entered_by, at)
         select $1, $1, $1, 'reply', 'phone', 'quaxhearer', id, 5 from account where role = 'steward'",
        "insert into supporter (id, citizen_id, called, email, may, text_version, named_at)
         values ($1, $1, 'quaxsupporter', 'quaxsupporter@example.org', '[]', '1', 5)",
        "insert into draft (id, citizen_id, supporter_id, invitation_id, kind, payload, state, written_at)
         values ($1, $1, $1, $1, 'words', '{\"words\": \"quaxdraft\"}', 'waits', 5)",
    ] {
        sql(&mut transaction, text).bind(id).run().await.expect(text);
    }
    transaction.commit().await.expect("committed");
}

async fn the_copy_holds_everything(world: &World) {
    let mut person = tokens(world).await;
    let page = person.browser.get("/you/download").await;
    let disposition = page.header("content-disposition").unwrap_or_default();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let copy: serde_json::Value = serde_json::from_str(&page.html).expect("JSON");
    for token in [
        "xanthippe@people.example",
        "Xanthippe",
        "ZE1",
        "quaxmatters",
        "0113 496 0987",
        "quaxbadge",
        "quaxcontribution",
        "quaxsupport",
        "quaxreason",
        "quaxquestion",
        "quaxneed",
        "quaxstreet",
        "quaxhearer",
        "quaxsupporter",
        "quaxdraft",
        "quaxletter",
        "quaxprofile",
        "quaxequality",
        "How should buses run?",
        "Zebulon Council",
        "they asked us to look",
    ] {
        assert!(page.html.contains(token), "{token} is not in the copy");
    }
    assert_eq!(
        copy["consent_history"].as_array().map(Vec::len),
        Some(ConsentPurpose::ALL.len())
    );
    assert_eq!(copy["consent_history"][0]["text_version"], CONSENT_TEXT);
    assert_eq!(copy["consent_history"][0]["at"], "2026-12-01T09:00:00Z");
    assert_eq!(copy["invitations"][0]["place"], "alternate");
    assert_eq!(copy["put_forward"].as_array().map(Vec::len), Some(1));
    assert!(!page.html.contains("password\": \""), "no hash of a password");
}

async fn nothing_is_left_of_an_erased_person(world: &World) {
    let mut person = tokens(world).await;
    let browser = &mut person.browser;
    browser.open("/you/erase").await;
    browser.press("Erase everything about me", &[]).await;
    assert_eq!(browser.page.errors(), ["Tick the box if you are sure"]);
    browser
        .press("Erase everything about me", &[("sure", "yes")])
        .await;
    assert_eq!(browser.page.heading(), "Everything is erased");
    assert_eq!(browser.get("/you").await.status, 303, "the session has ended");

    let secret = ["xanthippe", "ze1\'", "quax", "0113 496 0987"];
    for table in digest::tables_of(world.database()).await {
        for row in digest::rows(world.database(), &table).await {
            let row = row.to_lowercase();
            assert!(!secret.iter().any(|token| row.contains(token)), "{table}: {row}");
        }
    }
    if matches!(world.database(), Database::Sqlite { .. }) {
        for entry in std::fs::read_dir(world.folder()).expect("the folder").flatten() {
            let Ok(bytes) = std::fs::read(entry.path()) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for token in ["xanthippe", "quax", "0113 496 0987"] {
                assert!(
                    !text.contains(token),
                    "{} still holds {token}",
                    entry.path().display()
                );
            }
        }
    }
    let rows = world.digest().await;
    assert_eq!(
        (
            rows.rows("erasure"),
            rows.rows("citizen"),
            rows.rows("put_forward")
        ),
        (1, 0, 0)
    );

    let again = newcomer(world, "Xanthippe").await;
    let fresh = whole(world, again.id).await;
    assert!(fresh.badges.is_empty() && fresh.consents.is_empty() && fresh.called.is_none());
    assert_ne!(again.id, person.id);
    let readings = audit::about(world.database(), again.id).await.expect("a reading");
    assert!(readings.is_empty(), "the new account inherits nothing");
}
