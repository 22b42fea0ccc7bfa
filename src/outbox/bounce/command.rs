//! `alongside bounce`: reads what came to the mailbox for bounces, and says what it did, never to whom.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{Verdict, letter_in, read, records};
use crate::{
    database::Database,
    moment::Moment,
    outbox::{Bounced, LetterId},
};

/// The mails that came back.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files with one mail each, as they arrived; without any, one mail on standard input.
    files: Vec<PathBuf>,
}

/// Nothing longer is a report: ours are letters of a few kilobytes.
const LONGEST: u64 = 10 * 1024 * 1024;

/// Reads every mail and notes what it says. Mails that are no reports about letters of ours are named at the end.
///
/// # Errors
/// When a mail cannot be read, is no mail or does not belong to a letter of ours, after all the others were noted;
/// when the database fails.
pub async fn run(
    arguments: &Arguments,
    database: &Database,
    secret: &[u8; 32],
    now: Moment,
) -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    for mail in mails(arguments) {
        let done = match mail.text {
            Ok(text) => take(database, secret, &text, now).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(said) => println!("{}: {said}", mail.name),
            Err(error) => wrong.push(format!("{}: {error:#}", mail.name)),
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
}

struct Mail {
    name: String,
    text: anyhow::Result<Vec<u8>>,
}

fn mails(arguments: &Arguments) -> Vec<Mail> {
    if arguments.files.is_empty() {
        return vec![Mail {
            name: "standard input".into(),
            text: whole(std::io::stdin()),
        }];
    }
    let open = |path: &Path| whole(std::fs::File::open(path).context("cannot be opened")?);
    let mail = |path: &PathBuf| Mail {
        name: path.display().to_string(),
        text: open(path),
    };
    arguments.files.iter().map(mail).collect()
}

fn whole(source: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::new();
    source
        .take(LONGEST)
        .read_to_end(&mut text)
        .context("cannot be read")?;
    // A line that some mail programs put before a mail.
    if text.starts_with(b"From ") {
        let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        text.drain(..=end);
    }
    Ok(text)
}

/// Notes what one mail says; tells what was done.
async fn take(database: &Database, secret: &[u8; 32], mail: &[u8], now: Moment) -> anyhow::Result<String> {
    let Some(letter) = letter_in(&String::from_utf8_lossy(mail), secret) else {
        bail!(
            "not about a letter of ours. Expected a whole mail with its headers, as it arrived at the mailbox of \
             mail.bounces, with an address like bounces+LETTER@your-domain in it"
        );
    };
    let Some(verdict) = read(mail) else {
        bail!("not a mail: expected headers, an empty line and a text");
    };
    Ok(match verdict {
        Verdict::Nothing => format!("letter {letter}: a delay or an automatic answer; nothing to note"),
        Verdict::Back(why, code) => note(database, letter, why, &code, now).await?,
    })
}

async fn note(
    database: &Database,
    letter: LetterId,
    why: Bounced,
    code: &str,
    now: Moment,
) -> anyhow::Result<String> {
    let mut transaction = database.begin().await?;
    let noted = records::came_back(&mut transaction, letter, why, format!("bounce {code}"), now).await?;
    transaction.commit().await?;
    Ok(match (noted, why) {
        (false, _) => format!("letter {letter}: noted before, or the letter is gone; nothing changed"),
        (true, Bounced::Hard) => format!(
            "letter {letter}: there is no such mailbox ({code}). We do not write there any more until the person \
             shows that letters arrive"
        ),
        (true, Bounced::Soft) => {
            format!(
                "letter {letter}: the mailbox took nothing ({code}). After three in a row we stop writing there"
            )
        }
    })
}
