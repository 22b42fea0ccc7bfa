//! A node leaves: a balancer that asks readiness turns to the other one before the port closes.

use std::{
    process::Child,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use reqwest::StatusCode;
use tokio::{io::copy_bidirectional, net::TcpListener, net::TcpStream};

use super::{client, start, status, wait_until_ready};
use crate::support::{Store, World, tell};

/// Where a node is served, and whether the balancer sends anybody there.
struct Node {
    address: String,
    is_ready: AtomicBool,
}

/// Passes each connection to the next node that is ready, and asks each node every 100 ms.
async fn balance(listener: TcpListener, nodes: Arc<[Node; 2]>) {
    let asking = nodes.clone();
    tokio::spawn(async move {
        let client = client();
        loop {
            for node in asking.iter() {
                let url = format!("http://{}/health/ready", node.address);
                let ready = status(&client, &url).await == Some(StatusCode::OK);
                node.is_ready.store(ready, Ordering::Relaxed);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    for turn in 0_usize.. {
        let Ok((mut from, _)) = listener.accept().await else {
            return;
        };
        let other = (0..2).map(|step| &nodes[(turn + step) % 2]);
        let node = other
            .into_iter()
            .find(|node| node.is_ready.load(Ordering::Relaxed));
        let Some(address) = node.map(|node| node.address.clone()) else {
            continue;
        };
        tokio::spawn(async move {
            let mut to = TcpStream::connect(address).await?;
            copy_bidirectional(&mut from, &mut to).await
        });
    }
}

fn terminate(service: &Child) {
    let id = service.id().to_string();
    let done = std::process::Command::new("kill").arg(&id).status();
    assert!(done.expect("kill runs").success());
}

/// Polite kills of two nodes, one after the other, while eight browsers read and write.
#[test]
fn a_rolling_restart_fails_nobody() {
    tell(Store::Sqlite, async |_: &World| {
        let world = World::prepared_on(Store::Postgres, |_| ()).await;
        let other = World::prepared(|_| ()).await;
        world.close().await;
        other.close().await;
        let url = world.database_url().expect("PostgreSQL").to_owned();
        let settings = [("DATABASE_URL", url.as_str()), ("ALONGSIDE_DRAIN_SECONDS", "1")];
        let run = |world: &World| start(world, 4096, &settings);
        let mut services = [run(&world), run(&other)];
        for place in [&world, &other] {
            wait_until_ready(&place.address).await;
        }
        let node = |world: &World| Node {
            address: world.address.trim_start_matches("http://").to_owned(),
            is_ready: AtomicBool::new(true),
        };
        let nodes = Arc::new([node(&world), node(&other)]);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let balancer = format!("http://{}", listener.local_addr().expect("its number"));
        let balancing = tokio::spawn(balance(listener, nodes));
        let (answered, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let browsers: Vec<_> = (0..8)
            .map(|number| {
                let (balancer, answered, over) = (balancer.clone(), answered.clone(), over.clone());
                tokio::spawn(async move {
                    let client = client();
                    let path = ["/", "/opportunities", "/sign-in", "/safe"][number % 4];
                    while !over.load(Ordering::Relaxed) {
                        let got = client.get(format!("{balancer}{path}")).send().await;
                        let got = got.map_err(|error| format!("{error:?}"))?;
                        let status = got.status();
                        got.text().await.map_err(|error| format!("{error:?}"))?;
                        if status != StatusCode::OK {
                            return Err(format!("{path}: {status}"));
                        }
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_secs(1)).await;
        for (service, place) in services.iter_mut().zip([&world, &other]) {
            terminate(service);
            let left = service.wait().expect("it ended");
            assert!(left.success(), "{left:?}");
            *service = run(place);
            wait_until_ready(&place.address).await;
            // The balancer has seen it.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        over.store(true, Ordering::Relaxed);
        for browser in browsers {
            let result: Result<(), String> = browser.await.expect("no panic");
            result.expect("no request fails");
        }
        let answered = answered.load(Ordering::Relaxed);
        assert!(answered > 20, "{answered}");
        println!("a rolling restart of two nodes: {answered} requests answered, none failed");
        balancing.abort();
        for service in &mut services {
            service.kill().expect("killed");
            service.wait().expect("gone");
        }
        other.end().await;
        world.end().await;
    });
}
