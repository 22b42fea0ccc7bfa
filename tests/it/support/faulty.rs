//! A mail server that fails as servers do: at any step, in every way, by a seed.

mod plan;

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

pub use plan::Step;
use plan::{FAULTS, Fault, STEPS};

/// A letter that the server has taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// When the server said that it is ready for the text.
    pub ready: Instant,
}

/// What all conversations share.
#[derive(Default)]
struct Book {
    taken: Mutex<HashMap<String, Vec<Taken>>>,
    senders: Mutex<HashMap<String, String>>,
    faults: AtomicU64,
    conversations: AtomicU64,
    peaceful: AtomicBool,
    /// What is answered at a step instead of what should be.
    says: Mutex<Option<(Step, String)>>,
    /// How many recipients were named.
    recipients: AtomicU64,
}

/// How the server protects its conversations.
#[derive(Clone)]
pub struct Protection {
    /// Its certificate and key.
    pub acceptor: TlsAcceptor,
    /// Whether it says that it can; somebody on the way may take that word out.
    pub offered: bool,
}

/// The server.
#[derive(Clone)]
pub struct FaultyServer {
    /// Its port on this machine.
    pub port: u16,
    book: Arc<Book>,
}

impl FaultyServer {
    /// A server that does everything right.
    pub async fn peaceful() -> Self {
        Self::start(0, 0.0, Duration::ZERO).await
    }

    /// The same with `STARTTLS`.
    pub async fn protected(protection: Protection) -> Self {
        Self::listen((0, 0.0, Duration::ZERO), Some(protection)).await
    }

    /// A server in which `share` (0 to 1) of the letters meet a fault, by `seed`; what it answers too late comes
    /// after `too_slow`.
    pub async fn start(seed: u64, share: f64, too_slow: Duration) -> Self {
        Self::listen((seed, share, too_slow), None).await
    }

    async fn listen((seed, share, too_slow): (u64, f64, Duration), protection: Option<Protection>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its number").port();
        let book = Arc::new(Book::default());
        let server = Self { port, book };
        let book = server.book.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).ok();
                let number = book.conversations.fetch_add(1, Ordering::Relaxed);
                let talk = Talk {
                    book: book.clone(),
                    chance: ChaCha8Rng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number)),
                    share,
                    too_slow,
                    plan: None,
                };
                tokio::spawn(talk.converse(stream, protection.clone()));
            }
        });
        server
    }

    /// From now on everything goes right.
    pub fn make_peace(&self) {
        self.book.peaceful.store(true, Ordering::SeqCst);
    }

    /// From now on the server says this at this step; nothing: what it should.
    pub fn say(&self, answer: Option<(Step, &str)>) {
        let answer = answer.map(|(step, words)| (step, words.to_owned()));
        *self.book.says.lock().expect("a lock") = answer;
    }

    /// How many recipients were named so far.
    pub fn recipients(&self) -> u64 {
        self.book.recipients.load(Ordering::Relaxed)
    }

    /// Every letter taken so far, by recipient.
    pub fn taken(&self) -> HashMap<String, Vec<Taken>> {
        self.book.taken.lock().expect("a lock").clone()
    }

    /// How many letters were taken.
    pub fn count(&self) -> usize {
        self.book
            .taken
            .lock()
            .expect("a lock")
            .values()
            .map(Vec::len)
            .sum()
    }

    /// The envelope sender of the last letter to `recipient`.
    pub fn sender(&self, recipient: &str) -> Option<String> {
        self.book.senders.lock().expect("a lock").get(recipient).cloned()
    }

    /// How many faults happened.
    pub fn faults(&self) -> u64 {
        self.book.faults.load(Ordering::Relaxed)
    }
}

/// One conversation.
struct Talk {
    book: Arc<Book>,
    chance: ChaCha8Rng,
    share: f64,
    too_slow: Duration,
    /// Where and how the next letter fails.
    plan: Option<(Step, Fault)>,
}

/// How the conversation goes on after a step.
enum Next {
    /// As it should.
    Well,
    /// The step was answered already.
    Answered,
    /// Not at all.
    Over,
}

impl Talk {
    async fn converse(mut self, stream: TcpStream, protection: Option<Protection>) {
        // Whatever goes wrong with the stream is one more fault.
        match protection {
            None => {
                let (reading, writing) = stream.into_split();
                self.talk(BufReader::new(reading), writing).await.ok();
            }
            Some(protection) => {
                self.talk_protected(stream, protection).await.ok();
            }
        }
    }

    async fn talk_protected(&mut self, mut stream: TcpStream, protection: Protection) -> io::Result<()> {
        stream.write_all(b"220 ready\r\n").await?;
        while stream.read_u8().await? != b'\n' {}
        if !protection.offered {
            stream.write_all(b"250 fine\r\n").await?;
            let (reading, writing) = stream.into_split();
            return self.commands(BufReader::new(reading), writing).await;
        }
        stream.write_all(b"250-fine\r\n250 STARTTLS\r\n").await?;
        while stream.read_u8().await? != b'\n' {}
        stream.write_all(b"220 go on\r\n").await?;
        let stream = protection.acceptor.accept(stream).await?;
        let (reading, writing) = tokio::io::split(stream);
        self.commands(BufReader::new(reading), writing).await
    }

    /// Plans the next letter; `first`: the conversation itself can fail as well.
    fn draw(&mut self, first: bool) {
        let hit = !self.book.peaceful.load(Ordering::SeqCst) && self.chance.random_bool(self.share);
        let steps = if first { &STEPS[..] } else { &STEPS[2..] };
        let step = *steps.choose(&mut self.chance).expect("steps");
        let fault = *FAULTS.choose(&mut self.chance).expect("faults");
        self.plan = hit.then_some((step, fault));
    }

    async fn talk(
        &mut self,
        reading: impl AsyncBufReadExt + Unpin,
        mut writing: impl AsyncWrite + Unpin,
    ) -> io::Result<()> {
        self.draw(true);
        if self.answer(Step::Greeting, &mut writing, "220 ready").await? {
            self.commands(reading, writing).await?;
        }
        Ok(())
    }

    async fn commands(
        &mut self,
        mut reading: impl AsyncBufReadExt + Unpin,
        mut writing: impl AsyncWrite + Unpin,
    ) -> io::Result<()> {
        let (mut sender, mut recipient) = (String::new(), String::new());
        let mut line = String::new();
        loop {
            line.clear();
            if reading.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let step = match line.get(..4).map(str::to_ascii_uppercase).as_deref() {
                Some("EHLO") => Step::Hello,
                Some("MAIL") => {
                    sender = address(&line);
                    Step::Sender
                }
                Some("RCPT") => {
                    recipient = address(&line);
                    self.book.recipients.fetch_add(1, Ordering::Relaxed);
                    Step::Recipient
                }
                Some("DATA") => {
                    if !self
                        .text(&mut reading, &mut writing, (&sender, &recipient))
                        .await?
                    {
                        return Ok(());
                    }
                    continue;
                }
                Some("QUIT") => return writing.write_all(b"221 bye\r\n").await,
                _ => return writing.write_all(b"500 what\r\n").await,
            };
            if !self.answer(step, &mut writing, "250 fine").await? {
                return Ok(());
            }
        }
    }

    /// The text of a letter, from `354` to the word after the last line; `false` when the conversation is over.
    async fn text(
        &mut self,
        reading: &mut (impl AsyncBufReadExt + Unpin),
        writing: &mut (impl AsyncWrite + Unpin),
        (sender, recipient): (&str, &str),
    ) -> io::Result<bool> {
        let ready = Instant::now();
        match self.fail(Step::Ready, writing).await? {
            Next::Well => writing.write_all(b"354 go on\r\n").await?,
            Next::Answered => return Ok(true),
            Next::Over => return Ok(false),
        }
        let mut line = String::new();
        loop {
            line.clear();
            if reading.read_line(&mut line).await? == 0 {
                return Ok(false);
            }
            if self.plan.is_some_and(|(step, _)| step == Step::Text) {
                self.book.faults.fetch_add(1, Ordering::Relaxed);
                return Ok(false);
            }
            if line == ".\r\n" {
                break;
            }
        }
        let silent = self.plan == Some((Step::LastLine, Fault::TakeAndDrop));
        let well = match self.fail(Step::LastLine, writing).await? {
            Next::Well => true,
            Next::Answered => {
                self.draw(false);
                return Ok(true);
            }
            Next::Over => false,
        };
        if well || silent {
            let mut taken = self.book.taken.lock().expect("a lock");
            taken
                .entry(recipient.to_owned())
                .or_default()
                .push(Taken { ready });
            let mut senders = self.book.senders.lock().expect("a lock");
            senders.insert(recipient.to_owned(), sender.to_owned());
        }
        self.draw(false);
        if well {
            writing.write_all(b"250 taken\r\n").await?;
        }
        Ok(well)
    }

    /// Says `well`, or fails as planned; `false` when the conversation is over.
    async fn answer(
        &mut self,
        step: Step,
        writing: &mut (impl AsyncWrite + Unpin),
        well: &str,
    ) -> io::Result<bool> {
        match self.fail(step, writing).await? {
            Next::Well => {
                writing.write_all(format!("{well}\r\n").as_bytes()).await?;
                Ok(true)
            }
            Next::Answered => Ok(true),
            Next::Over => Ok(false),
        }
    }

    async fn fail(&mut self, step: Step, writing: &mut (impl AsyncWrite + Unpin)) -> io::Result<Next> {
        let says = self.book.says.lock().expect("a lock").clone();
        if let Some((_, words)) = says.filter(|(at, _)| *at == step) {
            writing.write_all(format!("{words}\r\n").as_bytes()).await?;
            return Ok(Next::Answered);
        }
        let Some((_, fault)) = self.plan.filter(|(planned, _)| *planned == step) else {
            return Ok(Next::Well);
        };
        self.book.faults.fetch_add(1, Ordering::Relaxed);
        match fault {
            Fault::Drop | Fault::TakeAndDrop => return Ok(Next::Over),
            Fault::Busy => writing.write_all(b"451 4.3.0 not now\r\n").await?,
            Fault::Refuse => writing.write_all(b"550 5.1.1 never\r\n").await?,
            Fault::Leaving => {
                writing.write_all(b"421 4.3.2 leaving\r\n").await?;
                return Ok(Next::Over);
            }
            Fault::Slow => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                return Ok(Next::Well);
            }
            Fault::TooSlow => {
                tokio::time::sleep(self.too_slow).await;
                return Ok(Next::Over);
            }
            Fault::Garbage => writing.write_all(b"\xff\x00 what is this\r\n").await?,
            Fault::HalfClosed => {
                writing.shutdown().await?;
                tokio::time::sleep(Duration::from_millis(200)).await;
                return Ok(Next::Over);
            }
        }
        Ok(Next::Answered)
    }
}

/// The address between `<` and `>`.
fn address(line: &str) -> String {
    let rest = line.split_once('<').map_or("", |(_, rest)| rest);
    rest.split('>').next().unwrap_or_default().to_owned()
}
