//! One thing that fails holds up nobody else.

use alongside::{
    citizen::Format,
    database::{Database, sql},
    digest::{self, Every},
    moment::{DAY, HOUR, MINUTE},
    opportunity::OpportunityId,
};
use sqlx::AssertSqlSafe;

use crate::{
    calm::{letters_to, release},
    support::{Store, World, letters, people::Person, stories, tell},
};

stories!(
    a_letter_that_cannot_be_written_holds_up_no_other,
    waves_reminders_and_groups_that_fail_hold_up_no_others,
);

async fn a_letter_that_cannot_be_written_holds_up_no_other(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    world
        .opportunity_with(&officer, "What would help after dark?", |opportunity| {
            opportunity.reply_by = None;
            opportunity.starts_on = None;
        })
        .await;
    let (harmed, well) = (world.citizen("Ann").await, world.citizen("Bea").await);
    for person in [&harmed, &well] {
        let chosen = digest::choose(&world.app.site, person.id, Every::Weekly).await;
        chosen.expect("chosen");
    }
    // Her turn comes first, and no letter can be written in a language that there is not.
    let first = "update digest set next_at = next_at - 1 where citizen_id = $1";
    world.run(first, harmed.id.0).await;
    let nonsense = "update account set locale = 'none' where id = $1";
    world.run(nonsense, harmed.id.0).await;
    world.clock.advance(8 * DAY);
    world.work().await;
    let sent = letters::read(&world.folder().join("letters"));
    let to: Vec<&str> = sent.iter().map(|letter| letter.to.as_str()).collect();
    assert!(to.contains(&well.email.as_str()), "{to:?}");
    assert!(!to.contains(&harmed.email.as_str()), "{to:?}");
    // Mended, her letter comes within a day.
    let mended = "update account set locale = 'en' where id = $1";
    world.run(mended, harmed.id.0).await;
    world.clock.advance(DAY);
    world.work().await;
    let sent = letters::read(&world.folder().join("letters"));
    assert!(
        sent.iter().any(|letter| letter.to == harmed.email),
        "put off, not left out"
    );
}

#[test]
fn an_index_that_cannot_be_written_at_the_start_keeps_nobody_out() {
    tell(Store::Sqlite, async |_: &World| {
        let mut world = World::begin(Store::Sqlite).await;
        let siân = world.citizen("Siân").await;
        let officer = world.officer("Omar", "Leeds City Council").await;
        world.opportunity(&officer, "How should people come home?").await;
        let index = world.folder().join("index");
        std::fs::remove_dir_all(&index).expect("removed");
        std::fs::write(&index, "no folder").expect("in its way");
        world.reopen().await;
        let matcher = &world.app.matcher;
        assert!(!matcher.is_kept_up());
        world.app.work().await.expect("waves, groups and letters go on");
        let person = alongside::citizen::records::load(world.database(), siân.id).await;
        let person = person.expect("read").expect("there");
        assert_eq!(
            matcher.for_citizen(&person).await.expect("found").len(),
            1,
            "what is open is found"
        );
        assert!(matcher.catch_up().await.is_err(), "told, and tried again");
        std::fs::remove_file(&index).expect("removed");
        matcher.catch_up().await.expect("it follows by itself");
        assert!(matcher.is_kept_up());
        world.end().await;
    });
}

/// Somebody near a place, and an opportunity there that nobody else can take part in.
async fn asked_in(world: &World, area: &str, called: &str) -> (Person, OpportunityId) {
    let here = area.to_owned();
    let person = world
        .citizen_with(called, |person| person.area = Some(here))
        .await;
    let mut officer = world.officer(&format!("Officer {called}"), area).await;
    let id = world
        .opportunity_with(&officer, &format!("What helps in {area}?"), |opportunity| {
            opportunity.area = Some(area.to_owned());
            opportunity.places = Some(1);
            opportunity.formats = vec![Format::InPerson];
        })
        .await;
    release(world, &mut officer, id).await;
    (person, id)
}

/// From now on the database refuses `event` (`insert on draw`) where `opportunity_id` is this one.
async fn refuse(world: &World, event: &str, id: OpportunityId) {
    let texts = match world.database() {
        Database::Sqlite { .. } => vec![format!(
            "create trigger poison before {event} when new.opportunity_id = x'{}'
             begin select raise(abort, 'poisoned'); end",
            id.0.simple()
        )],
        Database::Postgres(_) => vec![
            format!(
                "create function poison() returns trigger language plpgsql as $$ begin
                 if new.opportunity_id = '{}' then raise exception 'poisoned'; end if; return new; end $$",
                id.0
            ),
            format!("create trigger poison before {event} for each row execute function poison()"),
        ],
    };
    for text in texts {
        let made = sql(world.database(), AssertSqlSafe(text)).run().await;
        made.expect("made");
    }
}

async fn allow(world: &World) {
    let text = match world.database() {
        Database::Sqlite { .. } => "drop trigger poison",
        Database::Postgres(_) => "drop function poison cascade",
    };
    sql(world.database(), text).run().await.expect("dropped");
}

async fn is_so(world: &World, text: &'static str, id: OpportunityId) -> bool {
    let row: Option<(i64,)> = sql(world.database(), text)
        .bind(id)
        .optional()
        .await
        .expect("read");
    row.is_some()
}

async fn waves_reminders_and_groups_that_fail_hold_up_no_others(world: &World) {
    let (ann, harmed) = asked_in(world, "LS6", "Ann").await;
    let (bea, well) = asked_in(world, "EH1", "Bea").await;
    let nonsense = "update account set locale = 'none' where id = $1";
    let mended = "update account set locale = 'en' where id = $1";

    // The wave that was released first cannot be let go.
    refuse(world, "update on wave", harmed).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    let released = "select cast(1 as bigint) from wave where opportunity_id = $1 and state = 'released'";
    assert!(is_so(world, released, well).await);
    assert!(!is_so(world, released, harmed).await);
    assert_eq!(letters_to(world, &bea, "You have a message").await, 1);
    allow(world).await;
    world.work().await;
    assert!(is_so(world, released, harmed).await);
    assert_eq!(letters_to(world, &ann, "You have a message").await, 1);

    // The reminder that comes first cannot be written.
    let reminder = "is still open";
    world.run(nonsense, ann.id.0).await;
    let first = "update invitation set remind_at = 1 where opportunity_id = $1";
    world.run(first, harmed.0).await;
    let due = "update invitation set remind_at = 2 where opportunity_id = $1";
    world.run(due, well.0).await;
    assert_eq!(letters_to(world, &bea, reminder).await, 1);
    assert_eq!(letters_to(world, &ann, reminder).await, 0);
    world.run(mended, ann.id.0).await;
    world.clock.advance(HOUR);
    assert_eq!(
        letters_to(world, &ann, reminder).await,
        1,
        "put off, not left out"
    );
    assert_eq!(letters_to(world, &bea, reminder).await, 1);

    // The list of one group cannot be kept, and later its draw cannot be told.
    for id in [harmed, well] {
        let yes = "update invitation set answer = 'yes', answered_at = created_at, contact = 'email'
             where opportunity_id = $1";
        world.run(yes, id.0).await;
    }
    refuse(world, "insert on draw", harmed).await;
    world.clock.advance(15 * DAY);
    world.work().await;
    let formed = "select cast(1 as bigint) from opportunity where id = $1 and formed_at is not null";
    let listed = "select cast(1 as bigint) from draw where opportunity_id = $1";
    assert!(is_so(world, formed, well).await);
    assert!(!is_so(world, listed, harmed).await);
    allow(world).await;
    world.run(nonsense, ann.id.0).await;
    world.work().await;
    assert!(is_so(world, listed, harmed).await, "the list stands");
    assert!(!is_so(world, formed, harmed).await, "and waits");
    let (rizwan, third) = asked_in(world, "EH1", "Rizwan").await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    assert_eq!(letters_to(world, &rizwan, "You have a message").await, 1);
    assert!(is_so(world, released, third).await);
    world.run(mended, ann.id.0).await;
    world.work().await;
    assert!(is_so(world, formed, harmed).await);
}
