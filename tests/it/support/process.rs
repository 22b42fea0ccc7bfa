//! Other programs that a story talks with, one line of JSON at a time.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A running program; it is killed when the story ends, and sees the end of its input when we vanish.
pub struct Helper {
    child: Child,
    input: ChildStdin,
    lines: UnboundedReceiver<String>,
}

impl Helper {
    /// Starts `program` in the root of the repository.
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(crate::house_rules::root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {program}: {error}; run tests/prepare.sh"));
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (said, lines) = unbounded_channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if said.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, input, lines }
    }

    /// Sends one line.
    pub fn tell(&mut self, line: &Value) {
        let told = writeln!(self.input, "{line}").and_then(|()| self.input.flush());
        told.expect("the helper listens");
    }

    /// The next line it says; fails when none comes within a minute.
    pub async fn hear(&mut self) -> Value {
        self.hear_within(Duration::from_mins(1))
            .await
            .expect("the helper answers within a minute")
    }

    /// The next line it says, if one comes in time.
    pub async fn hear_within(&mut self, patience: Duration) -> Option<Value> {
        let line = tokio::time::timeout(patience, self.lines.recv()).await.ok()?;
        let line = line.expect("the helper has not ended");
        Some(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}")))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
