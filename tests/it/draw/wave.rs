//! Who is asked when a group has seats: enough of those who can sit on them, and no more letters than without.

use alongside::database::sql;

use super::{CARERS, ask, patient, posted};
use crate::{
    calm::release,
    support::{World, stories},
};

stories!(a_wave_has_enough_people_for_a_seat);

async fn a_wave_has_enough_people_for_a_seat(world: &World) {
    let carers = [world.citizen("Cara").await, world.citizen("Callum").await];
    for number in 0..20 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 1).await;
    let mut fields = CARERS.to_vec();
    fields.push(("mixed-1-least", "1"));
    ask(&mut officer, id, &fields).await;
    release(world, &mut officer, id).await;
    let asked: Vec<(uuid::Uuid,)> = sql(world.database(), "select citizen_id from invitation")
        .all()
        .await
        .expect("read");
    // One place and one in five who says yes: eight letters. A plain draw of them has both carers once in eight times.
    assert_eq!(asked.len(), 8);
    for carer in &carers {
        assert!(asked.iter().any(|(id,)| *id == carer.id.0), "{}", carer.email);
    }
}
