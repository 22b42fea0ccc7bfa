//! Arguments → configuration → one command.

use std::path::PathBuf;

use alongside::{
    app::{self, App},
    config::Config,
    matching::command as matching,
    moment::Clock,
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
    /// Look after the people who run this installation.
    #[command(subcommand)]
    Steward(StewardCommand),
    /// Print the commented configuration with its defaults.
    ExampleConfig,
    /// Match the profiles of a file with the opportunities of another, without a database.
    Match(matching::Arguments),
}

#[derive(Subcommand)]
enum StewardCommand {
    /// Make a steward (or let one in again) and print a link that sets a password, once, within a day.
    Add {
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
    if let Command::Match(files) = &arguments.command {
        return matching::run(files).or_else(matching::exit);
    }
    let config = Config::read(arguments.config.as_deref(), |name| std::env::var(name).ok())?;
    start_logging();
    match arguments.command {
        Command::Serve => serve(config).await,
        Command::Migrate => {
            app::open_database(&config).await?.migrate().await?;
            println!("The schema is up to date.");
            Ok(())
        }
        Command::Steward(StewardCommand::Add { email }) => add_steward(&config, &email).await,
        Command::ExampleConfig | Command::Match(_) => Ok(()),
    }
}

async fn add_steward(config: &Config, email: &str) -> anyhow::Result<()> {
    let database = app::open_database(config).await?;
    database.migrate().await?;
    let token = alongside::steward::add(&database, email, Clock::real().now()).await?;
    println!("Open this link within a day to choose a password; then sign in and set up the codes:");
    println!("{}/reset/{}", config.server.base_url, token.reveal());
    Ok(())
}

/// Structured lines on standard error; `RUST_LOG` chooses how much.
fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,alongside=info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let address = config.server.listen;
    let base_url = config.server.base_url.clone();
    let app = App::open(config, Clock::real()).await?;
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
