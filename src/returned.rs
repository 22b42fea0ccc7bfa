//! `alongside bounce`: reads what came to the mailbox for bounces, and says what it did, never to whom.

mod records;

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{
    account::Role,
    audit::{self, Action, Entry},
    citizen::{ConsentPurpose, consent},
    database::{Database, Transaction},
    digest,
    moment::Moment,
    outbox::{
        LetterId,
        blame::Blame,
        bounce::{self, Verdict, letter_in, read},
    },
    supporter, waiting,
};
use records::Reader;

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
        Verdict::Back(blame, code) => note(database, letter, blame, &code, now).await?,
        Verdict::Complaint => complained(database, letter, now).await?,
    })
}

async fn note(
    database: &Database,
    letter: LetterId,
    blame: Blame,
    code: &str,
    now: Moment,
) -> anyhow::Result<String> {
    let mut transaction = database.begin().await?;
    let said = format!("bounce {code}");
    let noted = bounce::records::came_back(&mut transaction, letter, blame, said, now).await?;
    transaction.commit().await?;
    if !noted {
        return Ok(format!(
            "letter {letter}: noted before, or the letter is gone; nothing changed"
        ));
    }
    Ok(match blame {
        Blame::Gone => format!(
            "letter {letter}: there is no such mailbox ({code}). We do not write there any more until the person \
             shows that letters arrive"
        ),
        Blame::Full => format!(
            "letter {letter}: the mailbox took nothing ({code}). After three in a row we stop writing there"
        ),
        Blame::Way => format!(
            "letter {letter}: it did not get through ({code}). After three in a row we stop writing there"
        ),
        Blame::Us => format!(
            "letter {letter}: the other server refuses our letters ({code}). That says nothing about the person; \
             when it happens to many, sending pauses and stewards are told"
        ),
    })
}

/// Somebody told their mail provider that they do not want such letters: we stop, as with the link in the letter.
/// Nothing is written down about an invitation, so that for its host it is silence.
async fn complained(database: &Database, letter: LetterId, now: Moment) -> anyhow::Result<String> {
    let mut transaction = database.begin().await?;
    let Some(reader) = records::complaint(&mut transaction, letter).await? else {
        return Ok(format!(
            "letter {letter}: a complaint, noted before, or the letter is gone; nothing changed"
        ));
    };
    stop(&mut transaction, &reader, now).await?;
    transaction.commit().await?;
    Ok(format!(
        "letter {letter}: its reader complained about it. They get no more such letters until they ask for them"
    ))
}

async fn stop(transaction: &mut Transaction, reader: &Reader, now: Moment) -> anyhow::Result<()> {
    if let Some(supporter) = reader.supporter_id {
        if supporter::records::end(&mut *transaction, (supporter, reader.account_id), now).await? {
            let entry = Entry {
                actor: crate::account::AccountId(supporter.0),
                organisation: None,
                citizen: Some(reader.account_id),
                opportunity: None,
                action: Action::SupporterEnded,
                detail: String::new(),
            };
            audit::insert(transaction, &entry, now).await?;
        }
        return Ok(());
    }
    if reader.role != Role::Citizen {
        waiting::records::want(transaction, reader.account_id, false, now).await?;
        return Ok(());
    }
    let wish = [(ConsentPurpose::Invitations, false)];
    consent::records::update(&mut *transaction, reader.account_id, &wish, reader.locale, now).await?;
    digest::records::stop(transaction, reader.account_id).await?;
    Ok(())
}
