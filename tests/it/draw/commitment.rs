//! Our own number: its hash is public while people are asked, the number itself once it has decided.

use alongside::{draw::composing, opportunity};

use super::{ask, newest, patient, posted, release, say_yes};
use crate::support::{World, stories};

stories!(
    the_number_that_decides_is_the_one_whose_hash_was_public,
    a_number_from_outside_has_no_hash_of_ours,
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
    let page = visitor.open(&here).await;
    assert!(codes(&page.html).is_empty(), "it has decided");
    let list = newest(world, id).await;
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    page.must_say("Work out the SHA-256 of our number");
    let [announced, hash, number, seed] = codes(&page.html)[..] else {
        panic!("{:?}", codes(&page.html));
    };
    assert_eq!((announced, hash), (list.list_hash.as_str(), before.as_str()));
    assert_eq!(composing::hash(number), before, "it is the number of before");
    assert_eq!(seed, format!("{number} {announced}"));
    assert_eq!(list.seed.as_deref(), Some(seed), "and it decided");
    let opportunity = opportunity::records::load(world.database(), id).await;
    let next = composing::commitment(&opportunity.expect("read").expect("there"));
    assert!(
        next.is_some_and(|next| next != before),
        "the next draw has a number of its own"
    );
}

async fn a_number_from_outside_has_no_hash_of_ours(world: &World) {
    for number in 0..6 {
        patient(world, &format!("Patient {number}")).await;
    }
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = posted(world, &officer, 2).await;
    ask(&mut officer, id, &[("number", "outside")]).await;
    release(world, &mut officer, id).await;
    let mut visitor = world.visitor();
    let page = visitor.open(&format!("/opportunities/{id}")).await;
    assert!(codes(&page.html).is_empty(), "{:?}", codes(&page.html));
    say_yes(world, &mut officer, id).await;
    let list = newest(world, id).await;
    let page = visitor.open(&format!("/draws/{}", list.id)).await;
    assert_eq!(codes(&page.html), [list.list_hash.as_str()]);
}
