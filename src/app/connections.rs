//! The door: who is let in, how long a connection may keep us waiting, and how connections end when the service
//! stops.
//!
//! A place is never refused while another connection only waits for its client: the one that has waited longest, of
//! the address with the most connections, gives its place to the newcomer. So neither half-sent requests nor one
//! address can keep anybody out, and health checks always find a place. A proxy that we trust is no such address.

use std::{
    collections::HashMap,
    convert::Infallible,
    future::poll_fn,
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    task::Poll,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{FutureExt, stream};
use hyper::{body::Incoming, server::conn::http1, service::Service as _, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{AbortHandle, Id, JoinSet},
};

use super::{
    PATIENCE, files,
    line::{Answer, LARGEST_HEAD, Line, Patience, Watched},
    requests::ErrorPage,
    stopped,
};
use crate::{
    site::Site,
    web::{address, layer::LARGEST_FORM},
};

/// The most connections at a time, as long as the operating system allows enough open files.
pub(super) const MOST_CONNECTIONS: usize = 1024;
/// The most headers of one request.
const MOST_HEADERS: usize = 64;
/// How long a connection is kept for the next request.
const KEPT_SECONDS: u64 = 60;
/// How long the body of a request may take.
const BODY_SECONDS: u64 = 15;
/// How long we wait with accepting when the operating system has no more files for us.
const BREATH: Duration = Duration::from_millis(100);

/// What each connection needs.
#[derive(Clone)]
struct Door {
    pages: TowerToHyperService<Router>,
    too_slow: ErrorPage,
    site: Site,
}

/// One connection, as the door sees it.
struct Guest {
    network: Option<IpAddr>,
    line: Arc<Line>,
    end: AbortHandle,
}

/// Serves `pages` until `closing` says so; then takes nobody new, and returns when the requests in progress have their
/// answers, or after [`PATIENCE`].
pub(super) async fn serve(listener: TcpListener, pages: Router, site: &Site, closing: watch::Receiver<bool>) {
    let most = files::connections();
    let patience = Patience {
        head: Duration::from_secs(site.config.server.header_seconds),
        idle: Duration::from_secs(KEPT_SECONDS),
    };
    let door = Door {
        pages: TowerToHyperService::new(pages),
        too_slow: ErrorPage::new(site, StatusCode::REQUEST_TIMEOUT, 0),
        site: site.clone(),
    };
    let (mut tasks, mut guests) = (JoinSet::new(), HashMap::new());
    loop {
        let accepted = tokio::select! {
            biased;
            () = stopped(closing.clone()) => break,
            Some(ended) = tasks.join_next_with_id(), if !tasks.is_empty() => {
                forget(&mut guests, ended);
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(accepted) => let_in(&door, &mut tasks, &mut guests, accepted, patience, &closing),
            Err(error) if is_theirs(&error) => (),
            Err(error) => {
                tracing::error!("a connection could not be accepted: {error}");
                make_room(&guests);
                tokio::time::sleep(BREATH).await;
            }
        }
        while tasks.len() > most {
            if !make_room(&guests) {
                tokio::time::sleep(BREATH).await;
            }
            if let Some(ended) = tasks.join_next_with_id().await {
                forget(&mut guests, ended);
            }
        }
    }
    // Whoever has been let in by the operating system already is served.
    while let Some(Ok(accepted)) = listener.accept().now_or_never() {
        let_in(&door, &mut tasks, &mut guests, accepted, patience, &closing);
    }
    drop(listener);
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, all).await.is_err() {
        tracing::warn!("stopped with connections still open");
    }
}

fn let_in(
    door: &Door,
    tasks: &mut JoinSet<()>,
    guests: &mut HashMap<Id, Guest>,
    (stream, peer): (TcpStream, SocketAddr),
    patience: Patience,
    closing: &watch::Receiver<bool>,
) {
    let line = Line::new(patience);
    let task = serve_connection(door.clone(), stream, peer, line.clone(), closing.clone());
    let end = tasks.spawn(task);
    let peer = peer.ip().to_canonical();
    let is_proxy = door.site.config.server.trusts(peer);
    let network = (!is_proxy).then(|| address::household(peer));
    guests.insert(end.id(), Guest { network, line, end });
}

fn forget(guests: &mut HashMap<Id, Guest>, ended: Result<(Id, ()), tokio::task::JoinError>) {
    let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
    guests.remove(&id);
}

/// Ends the connection that has waited longest for its client, among those of the address that has most connections;
/// `false` when every client waits for us.
fn make_room(guests: &HashMap<Id, Guest>) -> bool {
    let mut connections: HashMap<IpAddr, usize> = HashMap::new();
    for network in guests.values().filter_map(|guest| guest.network) {
        *connections.entry(network).or_default() += 1;
    }
    let weight = |guest: &Guest| guest.network.map_or(0, |network| connections[&network]);
    let waiting = guests.values().filter_map(|guest| {
        let since = guest.line.waits_since()?;
        Some((std::cmp::Reverse(weight(guest)), since, guest))
    });
    let longest = waiting.min_by_key(|(weight, since, _)| (*weight, *since));
    let Some((_, _, guest)) = longest.filter(|(_, _, guest)| guest.line.give_up()) else {
        return false;
    };
    guest.end.abort();
    true
}

/// Whether accepting failed because of the one connection: its client has gone.
fn is_theirs(error: &io::Error) -> bool {
    let kinds = [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionReset,
    ];
    kinds.contains(&error.kind())
}

/// Serves one connection until it ends, its client keeps it waiting too long, or the service stops.
async fn serve_connection(
    door: Door,
    stream: TcpStream,
    peer: SocketAddr,
    line: Arc<Line>,
    closing: watch::Receiver<bool>,
) {
    stream.set_nodelay(true).ok();
    let watched = Watched {
        stream,
        line: line.clone(),
    };
    let service = service_fn(|request| answer(&door, peer, line.clone(), request));
    // Its own time-out for heads begins with the first byte, and knows no difference between a head and an idle
    // connection; ours is in the line.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(TokioIo::new(watched), service);
    let mut connection = std::pin::pin!(connection);
    let mut sleep = std::pin::pin!(tokio::time::sleep(Duration::ZERO));
    let mut stop = std::pin::pin!(stopped(closing).fuse());
    poll_fn(|context| {
        if stop.as_mut().poll(context).is_ready() {
            connection.as_mut().graceful_shutdown();
        }
        if connection.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        let Some(deadline) = line.deadline() else {
            return Poll::Pending;
        };
        if sleep.deadline() != deadline {
            sleep.as_mut().reset(deadline);
        }
        sleep.as_mut().poll(context)
    })
    .await;
}

/// The place of a connection was given to another.
#[derive(Debug, thiserror::Error)]
#[error("the connection was closed to make room")]
struct Gone;

/// Answers one request, once the whole of it is here.
async fn answer(
    door: &Door,
    peer: SocketAddr,
    line: Arc<Line>,
    request: Request<Incoming>,
) -> Result<hyper::Response<Answer>, Gone> {
    let head = line.head_arrived().ok_or(Gone)?;
    let (mut parts, body) = request.into_parts();
    let whole = if head.is_ambiguous {
        Err((
            StatusCode::BAD_REQUEST,
            "Send Content-Length or Transfer-Encoding, not both.\n",
        )
            .into_response())
    } else {
        let in_time = tokio::time::timeout(
            Duration::from_secs(BODY_SECONDS),
            to_bytes(Body::new(body), LARGEST_FORM),
        );
        in_time.await.map_err(|_| door.too_slow.answer(&parts.headers))
    };
    if !line.body_arrived() {
        return Err(Gone);
    }
    let mut close = head.is_followed || whole.is_err() || door.site.stopping.has_begun();
    let mut response = match whole {
        Ok(body) => {
            // The page refuses a body that is too large, in the language of the visitor.
            close |= body.is_err();
            let body = body.map_or_else(|error| unreadable(&error), Body::from);
            parts.extensions.insert(ConnectInfo(peer));
            pages(door, Request::from_parts(parts, body)).await
        }
        Err(response) => response,
    };
    let headers = response.headers_mut();
    headers
        .entry(header::X_CONTENT_TYPE_OPTIONS)
        .or_insert(HeaderValue::from_static("nosniff"));
    if close || door.site.stopping.has_begun() {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| Answer { body, line }))
}

async fn pages(door: &Door, request: Request) -> Response {
    let answered: Result<Response, Infallible> = door.pages.call(request).await;
    answered.unwrap_or_else(|never| match never {})
}

fn unreadable(error: &axum::Error) -> Body {
    let error = io::Error::other(error.to_string());
    Body::from_stream(stream::once(async { Err::<Bytes, _>(error) }))
}
