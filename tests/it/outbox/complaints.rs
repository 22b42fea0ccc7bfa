//! Somebody tells their mail provider that they do not want our letters.

use alongside::{
    database::sql,
    moment::{DAY, MINUTE},
};

use super::{bounces::bounce, by, run};
use crate::{
    invitation::released,
    support::{Store, World, faulty::FaultyServer},
};

async fn a_complaint_stops_letters_and_is_silence_for_the_host(store: Store) {
    let server = FaultyServer::peaceful().await;
    let change = by(&server);
    let world = World::begin_with(store, |config| {
        change(config);
        config.mail.bounces = Some("bounces@alongside.example".into());
    })
    .await;
    let siân = world.citizen("Siân").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(&world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    world.work().await;
    let to = server.sender(&siân.email).expect("it was taken");
    let mail = std::fs::read_to_string("tests/reports/arf-complaint.eml").expect("a report");
    let mail = mail.replace("BOUNCE-ADDRESS", &to);
    let said = bounce(&world, std::slice::from_ref(&mail));
    let out = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success() && out.contains("complained"), "{said:?}");
    assert!(!out.contains("people.example"), "{out}");
    let answer: (Option<String>, Option<i64>) =
        sql(world.database(), "select answer, answered_at from invitation")
            .one()
            .await
            .expect("one invitation");
    assert_eq!(answer, (None, None), "for the host it is silence");
    // No reminder and no next invitation.
    world.clock.advance(12 * DAY);
    world.work().await;
    assert_eq!(server.count(), 1);
    let (unreachable,): (i64,) = sql(world.database(), "select count(*) from unreachable")
        .one()
        .await
        .expect("counted");
    assert_eq!(unreachable, 0, "letters would arrive");
    // She wants them again; the same complaint a second time changes nothing.
    let again = "update consent set given = true where purpose = 'invitations' and citizen_id = $1";
    world.run(again, siân.id.0).await;
    let said = bounce(&world, &[mail]);
    assert!(
        String::from_utf8_lossy(&said.stdout).contains("nothing changed"),
        "{said:?}"
    );
    let (taken_back,): (i64,) = sql(
        world.database(),
        "select count(*) from consent where purpose = 'invitations' and not given",
    )
    .one()
    .await
    .expect("counted");
    assert_eq!(taken_back, 0, "what she gave again stays");
    world.end().await;
}

#[test]
fn complaint_sqlite() {
    run(a_complaint_stops_letters_and_is_silence_for_the_host(
        Store::Sqlite,
    ));
}

#[test]
fn complaint_postgres() {
    run(a_complaint_stops_letters_and_is_silence_for_the_host(
        Store::Postgres,
    ));
}
