//! A worker that panics is started again, and the people who look after the service are told.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use alongside::{
    check,
    moment::{HOUR, MINUTE},
};
use tokio::sync::{Notify, watch};

use super::readiness;
use crate::{
    support::{World, stories},
    waiting::told,
};

stories!(a_worker_that_panics_is_started_again_and_stewards_are_told_once_an_hour);

/// Waits until the worker works; fails when it is not started again.
async fn at_work(works: &Notify) {
    let patience = Duration::from_secs(30);
    let worked = tokio::time::timeout(patience, works.notified()).await;
    worked.expect("it is started again");
}

async fn a_worker_that_panics_is_started_again_and_stewards_are_told_once_an_hour(world: &World) {
    let mut ruth = world.steward().await;
    let looker = world.visitor();
    assert!(readiness(&looker).await.html.contains("workers: all well"));
    let (ask, stop) = watch::channel(false);
    let (starts, works, fails) = (
        Arc::new(AtomicU32::new(0)),
        Arc::new(Notify::new()),
        Arc::new(Notify::new()),
    );
    let supervised = {
        let (app, stop) = (world.app.clone(), stop.clone());
        let (starts, works, fails) = (starts.clone(), works.clone(), fails.clone());
        tokio::spawn(async move {
            let asked = stop.clone();
            let work = || {
                let (starts, works, fails) = (starts.clone(), works.clone(), fails.clone());
                let mut asked = asked.clone();
                async move {
                    assert!(starts.fetch_add(1, Ordering::SeqCst) >= 2, "the first two fail");
                    works.notify_one();
                    tokio::select! {
                        () = fails.notified() => panic!("one more"),
                        _ = asked.wait_for(|stop| *stop) => (),
                    }
                }
            };
            app.supervise("letters", stop, work).await;
        })
    };
    at_work(&works).await;
    assert_eq!(starts.load(Ordering::SeqCst), 3);
    let page = readiness(&looker).await;
    assert_eq!(page.status, 200, "elsewhere is no better");
    page.must_say("letters failed and was started again (2)");
    let wrong = check::database(world.database(), world.now())
        .await
        .expect("checked");
    assert!(
        wrong.len() == 1 && wrong[0].contains("(letters) failed"),
        "{wrong:?}"
    );

    world.clock.advance(2 * MINUTE);
    let letters = told(world, &ruth).await;
    assert_eq!(letters.len(), 1);
    let text = &letters[0].text;
    assert!(text.contains("Notes about the service to read: 1"), "{text}");
    let page = ruth.browser.open("/steward").await;
    page.must_say("A part of the service failed")
        .must_say("Times: 2")
        .must_say("letters");
    ruth.browser.press("I have read this", &[]).await;
    assert!(!ruth.browser.page.says("A part of the service failed"));
    let wrong = check::database(world.database(), world.now())
        .await
        .expect("checked");
    assert!(wrong.is_empty(), "{wrong:?}");

    // It fails again within the hour: that waits for the next email.
    fails.notify_one();
    at_work(&works).await;
    assert_eq!(starts.load(Ordering::SeqCst), 4);
    world.clock.advance(2 * MINUTE);
    assert_eq!(told(world, &ruth).await.len(), 1);
    world.clock.advance(HOUR);
    assert_eq!(told(world, &ruth).await.len(), 2);
    ask.send_replace(true);
    supervised.await.expect("it ends");
    assert_eq!(starts.load(Ordering::SeqCst), 4, "it is not started any more");
}
