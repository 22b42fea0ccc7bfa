//! What goes on without anybody asking: letters leave, waves are let go, groups are formed.

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet};

use super::stopped;
use crate::{
    app::App,
    outbox::{self, Transport},
    site::Site,
    waiting,
};

/// How long a worker rests when nothing is due.
const REST: Duration = Duration::from_secs(1);

/// Runs all workers until `stop` says so: as many senders as are configured, and one for the rest. Each ends what
/// it has in hand.
pub(super) async fn run(app: App, transport: Transport, stop: watch::Receiver<bool>) {
    let mut workers = JoinSet::new();
    for _ in 0..app.site.config.mail.workers {
        workers.spawn(send(app.site.clone(), transport.clone(), stop.clone()));
    }
    workers.spawn(tell_staff(app.site.clone(), stop.clone()));
    workers.spawn(look_after(app, stop));
    workers.join_all().await;
}

/// Sends letters whenever they are due.
async fn send(site: Site, transport: Transport, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let rest = match outbox::send_due(&site, &transport, &stop).await {
            Ok(0) => REST,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!("letters wait: {error:#}");
                10 * REST
            }
        };
        tokio::time::timeout(rest, stopped(stop.clone())).await.ok();
    }
}

/// How long the worker for staff rests: nobody has to know to the second.
const STAFF_REST: Duration = Duration::from_secs(60);

/// Tells officers and stewards by email what waits for them.
async fn tell_staff(site: Site, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = waiting::tell_due(&site).await {
            tracing::error!("emails to staff wait: {error:#}");
        }
        tokio::time::timeout(STAFF_REST, stopped(stop.clone())).await.ok();
    }
}

/// Looks after letters on their way, lets waves go, forms groups and fills their places, whenever they are due.
async fn look_after(app: App, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let round = async {
            outbox::tidy(&app.site).await?;
            app.work().await
        };
        let rest = match round.await {
            Ok(0) => REST,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!("waves and groups wait: {error:#}");
                10 * REST
            }
        };
        tokio::time::timeout(rest, stopped(stop.clone())).await.ok();
    }
}
