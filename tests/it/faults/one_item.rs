//! One thing that fails holds up nobody else.

use alongside::{
    digest::{self, Every},
    moment::DAY,
};

use crate::support::{Store, World, letters, stories, tell};

stories!(a_letter_that_cannot_be_written_holds_up_no_other);

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
