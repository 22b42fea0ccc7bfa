//! Our own number: its hash is public while people are asked, the number itself once it has decided.

use alongside::{draw::composing, moment::DAY, opportunity};

use super::{ask, newest, patient, posted, release, say_yes};
use crate::support::{World, stories};

stories!(
    the_number_that_decides_is_the_one_whose_hash_was_public,
    our_number_stands_ready_for_one_from_outside_that_never_comes,
);

/// What stands as code on a page.
fn codes(html: &str) -> Vec<&str> {
    let parts = html.split("<code class=\"fingerprint\">").skip(1);
    parts.filter_map(|part| part.split('<').next()).collect()
}

async fn the_number_that_decides_is_the_one_whose_hash_was_public(world: &World) {
    for number in 0..6 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    let here = format!("/opportunities/{id}");
    let mut visitor = world.visitor();
    let page = visitor.open(&here).await;
    assert!(
        codes(&page.html).is_empty(),
        "nothing is fixed before the first letter"
    );
    release(world, &mut officer, id).await;
    let page = visitor.open(&here).await;
    page.must_say("The number that will decide is fixed");
    let before = codes(&page.html)[0].to_owned();
    say_yes(world, &mut officer, id).await;
    let list = newest(world, id).await;
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("Work out the SHA-256 of our number");
    let [announced, hash, number, seed, next] = codes(&page.html)[..] else {
        panic!("{:?}", codes(&page.html));
    };
    assert_eq!((announced, hash), (list.list_hash.as_str(), before.as_str()));
    assert_eq!(composing::hash(number), before, "it is the number of before");
    assert_eq!(seed, format!("{number} {announced}"));
    assert_eq!(list.seed.as_deref(), Some(seed), "and it decided");
    let opportunity = opportunity::records::load(world.database(), id).await;
    let fixed = composing::commitment(&opportunity.expect("read").expect("there"));
    assert_eq!(
        fixed.as_deref(),
        Some(next),
        "the next draw has a number of its own"
    );
    assert_ne!(next, before);
}

async fn our_number_stands_ready_for_one_from_outside_that_never_comes(world: &World) {
    for number in 0..6 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    ask(&mut officer, id, &[("number", "outside")]).await;
    release(world, &mut officer, id).await;
    let mut visitor = world.visitor();
    let page = visitor.open(&format!("/opportunities/{id}")).await;
    page.must_say("A number from outside will decide, and nobody knows it yet");
    let ours = codes(&page.html)[0].to_owned();
    say_yes(world, &mut officer, id).await;
    let list = newest(world, id).await;
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("If none comes in time, ours decides");
    assert_eq!(codes(&page.html), [list.list_hash.as_str(), ours.as_str()]);
    world.clock.advance(8 * DAY);
    world.work().await;
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("Our number was fixed before this list was made");
    let shown = codes(&page.html);
    assert_eq!(shown[..2], [list.list_hash.as_str(), ours.as_str()]);
    assert_eq!(composing::hash(shown[2]), ours, "it decided in the end");
}
