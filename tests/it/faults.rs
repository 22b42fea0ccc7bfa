//! What goes wrong with disks, databases and workers: nothing is acknowledged that is not kept, and everything comes
//! back by itself.

mod connections;
mod disk;
mod erasure;
mod one_item;
mod poisoned;
mod pooler;
mod read_only;
mod served;
mod workers;

use std::time::Duration;

use reqwest::Method;

use crate::support::{Visitor, World, visitor::Page};

/// Somebody unknown asks to register with this address.
async fn register(world: &World, name: &str) -> Page {
    let mut visitor = world.visitor();
    visitor.get("/register").await;
    let email = format!("{name}@people.example");
    let fields = [("email", email.as_str()), ("adult", "yes"), ("without", "yes")];
    visitor.post("/register", &fields).await
}

/// What the health address says.
async fn readiness(visitor: &Visitor) -> Page {
    // What was seen in the last second is said again.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    visitor.send(Method::GET, "/health/ready", &[], "").await
}
