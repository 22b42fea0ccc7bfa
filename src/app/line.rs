//! One connection: what it waits for, since when, and what was read of the head of a request.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::Instant,
};

/// The largest head of a request, in bytes: the address and all headers.
pub(super) const LARGEST_HEAD: usize = 32 * 1024;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// For the head of a request, which has begun (the first one begins with the connection).
    Head,
    /// For the body of a request.
    Body,
    /// For our answer.
    Answer,
    /// For the next request, or for the client to take the answer.
    Idle,
    /// For nothing any more: its place was given away.
    Gone,
}

/// How long a connection may wait for its client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the whole head of a request.
    pub head: Duration,
    /// For the next request.
    pub idle: Duration,
}

/// What the bytes of a head say that its parsed form does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// It has both `Content-Length` and `Transfer-Encoding`: two servers may read it in two ways.
    pub is_ambiguous: bool,
    /// Something follows it that came before our answer.
    pub is_followed: bool,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Instant,
    head: Vec<u8>,
}

/// The state of one connection, shared by its stream, its requests and the door.
#[derive(Debug)]
pub(super) struct Line {
    state: Mutex<State>,
    patience: Patience,
}

impl Line {
    /// A connection that was accepted now.
    pub fn new(patience: Patience) -> Arc<Self> {
        let state = State {
            phase: Phase::Head,
            since: Instant::now(),
            head: Vec::new(),
        };
        Arc::new(Self {
            state: Mutex::new(state),
            patience,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the connection is closed unless its client does something; none while the client waits for us.
    pub fn deadline(&self) -> Option<Instant> {
        let state = self.state();
        match state.phase {
            Phase::Head => Some(state.since + self.patience.head),
            Phase::Idle => Some(state.since + self.patience.idle),
            Phase::Gone => Some(state.since),
            Phase::Body | Phase::Answer => None,
        }
    }

    /// Since when the connection waits for its client; none when it does not.
    pub fn waits_since(&self) -> Option<Instant> {
        let state = self.state();
        matches!(state.phase, Phase::Head | Phase::Body | Phase::Idle).then_some(state.since)
    }

    /// Gives its place away, unless its client waits for an answer; tells whether it did.
    pub fn give_up(&self) -> bool {
        let mut state = self.state();
        let waits = state.phase != Phase::Answer;
        if waits {
            state.phase = Phase::Gone;
        }
        waits
    }

    /// The head of a request is whole; none when the connection's place was given away.
    pub fn head_arrived(&self) -> Option<Head> {
        let mut state = self.state();
        if state.phase == Phase::Gone {
            return None;
        }
        let head = read_head(&state.head);
        (state.phase, state.since, state.head) = (Phase::Body, Instant::now(), Vec::new());
        Some(head)
    }

    /// The body of the request is whole, too: the client waits for us. `false` when its place was given away.
    pub fn body_arrived(&self) -> bool {
        let mut state = self.state();
        if state.phase == Phase::Gone {
            return false;
        }
        (state.phase, state.since) = (Phase::Answer, Instant::now());
        true
    }

    fn answered(&self) {
        let mut state = self.state();
        if state.phase != Phase::Gone {
            (state.phase, state.since) = (Phase::Idle, Instant::now());
        }
    }

    fn read(&self, bytes: &[u8]) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            (state.phase, state.since) = (Phase::Head, Instant::now());
        }
        if state.phase == Phase::Head && state.head.len() <= LARGEST_HEAD {
            state.head.extend_from_slice(bytes);
        }
    }

    fn written(&self) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            state.since = Instant::now();
        }
    }
}

/// Reads what [`Head`] tells from the bytes of a head and what came with it.
fn read_head(bytes: &[u8]) -> Head {
    let mut names = [false; 2];
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, after) = (rest[..end].trim_ascii(), &rest[end + 1..]);
        rest = after;
        if line.is_empty() {
            break;
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        names[0] |= name.eq_ignore_ascii_case(b"content-length");
        names[1] |= name.eq_ignore_ascii_case(b"transfer-encoding");
    }
    Head {
        is_ambiguous: names == [true, true],
        is_followed: names == [false, false] && !rest.trim_ascii().is_empty(),
    }
}

/// The stream of a connection, which tells its line what comes and goes.
pub(super) struct Watched {
    pub stream: TcpStream,
    pub line: Arc<Line>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let fresh = &buffer.filled()[before..];
        if !fresh.is_empty() {
            self.line.read(fresh);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes))?;
        self.line.written();
        Poll::Ready(Ok(written))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, parts))?;
        self.line.written();
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The body of an answer; when it has been handed over, the connection waits for its client again.
pub(super) struct Answer {
    pub body: Body,
    pub line: Arc<Line>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.line.answered();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience {
        head: Duration::from_secs(10),
        idle: Duration::from_mins(1),
    };

    /// Whole seconds until the connection is closed.
    fn waits(line: &Line) -> Option<u64> {
        let rest = line.deadline()?.duration_since(Instant::now());
        Some(rest.as_millis().div_ceil(1000).try_into().expect("not long"))
    }

    #[test]
    fn a_head_has_ten_seconds_from_accepting_and_from_its_first_byte() {
        let line = Line::new(PATIENCE);
        let accepted = line.deadline();
        assert_eq!(waits(&line), Some(10), "not a byte came");
        line.read(b"GET / HT");
        assert_eq!(line.deadline(), accepted, "a byte wins no time");
        assert!(line.waits_since().is_some());
        assert!(line.head_arrived().is_some() && line.waits_since().is_some());
        assert!(line.body_arrived());
        assert_eq!((waits(&line), line.waits_since()), (None, None), "we are at work");
        assert!(!line.give_up(), "whoever waits for an answer keeps the place");
        line.answered();
        assert_eq!(waits(&line), Some(60));
        line.read(b"G");
        assert_eq!(waits(&line), Some(10), "the next head has begun");
        assert!(line.give_up() && line.head_arrived().is_none() && !line.body_arrived());
    }

    #[test]
    fn a_head_with_two_lengths_is_seen_in_any_order_and_case() {
        for (head, expected) in [
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\ntransfer-encoding: chunked",
                (false, false),
            ),
            (
                "POST / HTTP/1.1\r\ncontent-length: 5\r\nTRANSFER-ENCODING: chunked\r\n\r\n0\r\n\r\n",
                (true, false),
            ),
            (
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-length: 5\r\n\r\n",
                (true, false),
            ),
            (
                "POST / HTTP/1.1\nTransfer-Encoding:chunked\nContent-length:5\n\n",
                (true, false),
            ),
            (
                "GET /?content-length: HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
                (false, false),
            ),
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", (false, false)),
            (
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                (false, true),
            ),
        ] {
            let read = read_head(head.as_bytes());
            assert_eq!((read.is_ambiguous, read.is_followed), expected, "{head}");
        }
    }
}
