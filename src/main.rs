//! Arguments → configuration → one command.

use std::path::PathBuf;

use alongside::{
    app::{self, App},
    badge,
    config::Config,
    database::installation,
    demo::fill as demo,
    group::command as group,
    matching::command as matching,
    moment::Clock,
    outbox::notify,
    returned as bounce, steward,
};
use anyhow::Context;
use clap::{Parser, Subcommand};
use tokio::{net::TcpListener, sync::watch};

/// Finds the people whose lived experience and skills a public service needs.
#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Arguments {
    /// A TOML file; `alongside example-config` prints one. ALONGSIDE_* variables win over it.
    #[arg(long, global = true, env = "ALONGSIDE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and send the letters.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Fill a believable county into an empty database and print how to sign in; nothing is sent.
    Demo {
        /// Go on to serve it.
        #[arg(long)]
        serve: bool,
    },
    /// Build the search index anew from the database.
    Reindex,
    /// Compare the index with the database and test what must always hold; exit 1 with what is wrong.
    Check,
    /// Read what came to the mailbox for bounces (mail.bounces): which letters did not arrive.
    ///
    /// Give it each mail as it arrived, from a file or on standard input; a mail server can hand them over by
    /// itself, with a pipe or a line in its aliases: `bounces: "|/usr/bin/alongside bounce"`. The same mail twice
    /// counts once. It says what it did with each letter by the letter's number, never by an address.
    /// Exit code 1, and what was expected, when a mail is not about a letter of ours.
    Bounce(bounce::Arguments),
    /// Look after the people who run this installation.
    #[command(subcommand)]
    Steward(StewardCommand),
    /// Print the commented configuration with its defaults.
    ExampleConfig,
    /// Print the text of the template that letters by GOV.UK Notify need, and where to put it.
    NotifyTemplate,
    /// Match the profiles of a file with the opportunities of another, without a database.
    Match {
        #[command(flatten)]
        files: matching::Arguments,
        /// A TOML file with badges of an installation's own (matching.vocabulary).
        #[arg(long, value_name = "FILE")]
        vocabulary: Option<PathBuf>,
    },
    /// Compose a fair group from the two files that sortition practitioners have, draw it, and check it; without a
    /// database.
    Group(group::Arguments),
}

#[derive(Subcommand)]
enum StewardCommand {
    /// Make a steward (or let one in again) and print a link that sets a password, once, within a day.
    Add {
        /// The steward's email address.
        email: String,
    },
    /// List the stewards: email address, since when, whether they can sign in.
    List,
    /// End the access of a steward at once; the last one who can sign in is refused.
    Remove {
        /// The steward's email address.
        email: String,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Command::ExampleConfig = arguments.command {
        print!("{}", alongside::config::EXAMPLE);
        return Ok(());
    }
    if let Command::NotifyTemplate = arguments.command {
        print_notify_template();
        return Ok(());
    }
    if let Command::Match { files, vocabulary } = &arguments.command {
        if let Some(error) = vocabulary.as_deref().and_then(|file| badge::add_own(file).err()) {
            eprintln!("--vocabulary: {error:#}");
            std::process::exit(2);
        }
        return matching::run(files).or_else(matching::exit);
    }
    if let Command::Group(files) = &arguments.command {
        return group::run(files).or_else(group::exit);
    }
    // What follows writes about people; the commands above write files that are meant for others.
    app::files::keep_private();
    let config = Config::read(arguments.config.as_deref(), |name| std::env::var(name).ok())?;
    if let Some(file) = &config.matching.vocabulary {
        badge::add_own(file).context("matching.vocabulary (ALONGSIDE_VOCABULARY)")?;
    }
    start_logging(matches!(arguments.command, Command::Demo { .. }));
    match arguments.command {
        Command::Serve => serve(App::open(config, Clock::real()).await?).await,
        Command::Demo { serve: go_on } => {
            let mut app = App::open(config, Clock::real()).await?;
            app.site.demo = true;
            demo::fill(&app).await?;
            if go_on { serve(app).await } else { Ok(()) }
        }
        Command::Reindex => reindex(&config).await,
        Command::Check => check(&config).await,
        Command::Bounce(mails) => read_bounces(&config, &mails).await,
        Command::Migrate => {
            app::open_database(&config).await?.migrate().await?;
            println!("The schema is up to date.");
            Ok(())
        }
        Command::Steward(command) => stewards(&config, command).await,
        Command::ExampleConfig | Command::NotifyTemplate | Command::Match { .. } | Command::Group(_) => {
            Ok(())
        }
    }
}

fn print_notify_template() {
    println!(
        "Make an email template at GOV.UK Notify with this subject:\n\n{}\n",
        notify::SUBJECT
    );
    println!("and this message:\n\n{}", notify::TEMPLATE);
    println!(
        "Then set mail.notify.template (ALONGSIDE_NOTIFY_TEMPLATE) to its id. The start checks that it fits."
    );
    println!(
        "For delivery receipts give Notify the address of this service with /notify/receipt at its end, and a"
    );
    println!("bearer token that mail.notify.callback_token_file holds too.");
}

async fn read_bounces(config: &Config, mails: &bounce::Arguments) -> anyhow::Result<()> {
    anyhow::ensure!(
        config.mail.bounces.is_some(),
        "mail.bounces (ALONGSIDE_MAIL_BOUNCES) must name the mailbox to which letters come back"
    );
    let database = app::open_database(config).await?;
    database.migrate().await?;
    let secret = installation::secret(&database, alongside::account::random).await?;
    let done = bounce::run(mails, &database, &secret, Clock::real().now()).await;
    database.close().await;
    done
}

async fn stewards(config: &Config, command: StewardCommand) -> anyhow::Result<()> {
    let database = app::open_database(config).await?;
    database.migrate().await?;
    let now = Clock::real().now();
    match command {
        StewardCommand::Add { email } => {
            let token = steward::add(&database, &email, now).await?;
            println!("Open this link within a day to choose a password; then sign in and set up the codes:");
            println!("{}/reset/{}", config.server.base_url, token.reveal());
        }
        StewardCommand::List => {
            for one in steward::records::stewards(&database).await? {
                let email = one.email.as_ref().map_or("", |email| email.as_str());
                let state = match (one.has_password, one.has_code) {
                    (false, _) => "no password yet",
                    (true, false) => "two-step sign-in is not set up",
                    (true, true) => "can sign in",
                };
                println!("{email}\t{}\t{state}", one.created_at.day());
            }
        }
        StewardCommand::Remove { email } => {
            steward::remove(&database, &email, now).await?;
            println!("{email} is no steward any more and is signed out everywhere.");
        }
    }
    database.close().await;
    Ok(())
}

/// Structured lines on standard error; `RUST_LOG` chooses how much. The demonstration says only what is wrong,
/// so that its sign-ins stay in sight.
fn start_logging(demo: bool) {
    let usual = if demo { "warn" } else { "warn,alongside=info" };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usual));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

async fn reindex(config: &Config) -> anyhow::Result<()> {
    let database = app::open_database(config).await?;
    database.migrate().await?;
    alongside::matching::reindex(&database, &config.index_directory(), Clock::real().now()).await?;
    println!("The index is built anew.");
    Ok(())
}

async fn check(config: &Config) -> anyhow::Result<()> {
    let (database, now) = (app::open_database(config).await?, Clock::real().now());
    let mut wrong = alongside::check::database(&database, now).await?;
    wrong.extend(alongside::matching::check(&database, &config.index_directory(), now).await?);
    if wrong.is_empty() {
        println!("All is well: the index equals the database, and everything that must hold does.");
        return Ok(());
    }
    for line in &wrong {
        println!("{line}");
    }
    std::process::exit(1)
}

async fn serve(app: App) -> anyhow::Result<()> {
    let address = app.site.config.server.listen;
    let base_url = app.site.config.server.base_url.clone();
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address} (server.listen, ALONGSIDE_LISTEN)"))?;
    println!("Alongside is at {base_url} (stop it with Ctrl-C)");
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        stop.send_replace(true);
    });
    app.serve(listener, stopping).await
}

/// Waits for Ctrl-C or a polite kill.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => (),
                _ = terminate.recv() => (),
            }
        }
        Err(_) => {
            interrupt.await.ok();
        }
    }
}
