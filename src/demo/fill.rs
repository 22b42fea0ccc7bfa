//! Fills the county, and says how to sign in.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

use super::{
    county::{self, County},
    equality, hosts, people, story,
};
use crate::{
    account::{self, Email, Role, code},
    app::App,
    database::{Database, installation},
    moment::{DAY, Moment},
};

/// Everybody's password in the demonstration.
const PASSWORD: &str = "kettle on the hob";
/// The steward's address.
const STEWARD: &str = "steward@alongside.example";
/// The note in the database that the county is there.
const FILLED: &str = "demo";

/// Fills the county, unless it is there already, and prints the sign-ins.
///
/// # Errors
/// When the installation is a real one: in production, or with people in it.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let site = &app.site;
    if site.config.server.production {
        anyhow::bail!("the demonstration is not for production: server.production is true");
    }
    if installation::fact(&site.database, FILLED).await?.is_none() {
        if account::records::count(&site.database, Role::Citizen).await? > 0 {
            anyhow::bail!(
                "there are people in this database already; use another DATA folder for the demonstration"
            );
        }
        make(app, &county::county()?).await?;
    }
    print_sign_ins(&site.database, &site.config.server.base_url, site.now()).await
}

async fn make(app: &App, county: &County) -> anyhow::Result<()> {
    let (database, now) = (&app.site.database, app.site.now());
    println!("Filling a believable county (about a minute, once):");
    let mut chance = ChaCha12Rng::seed_from_u64(0x0a10_0512);
    let first = people::register(database, county, PASSWORD, &mut chance, now, |count| {
        println!("  {count} of {} citizens", people::CITIZENS);
    })
    .await?;
    equality::population(database, now).await?;
    let hash = account::password::hash(PASSWORD.to_owned()).await?;
    let hosts = hosts::found(database, county, &hash, now).await?;
    let mut transaction = database.begin().await?;
    hosts::staff(
        &mut transaction,
        Role::Steward,
        STEWARD,
        &hash,
        now.plus(-DAY * 300),
    )
    .await?;
    transaction.commit().await?;
    let posted = hosts::post(database, county, &hosts, now.plus(-story::OPENED * DAY)).await?;
    println!("  {} hosts and {} opportunities", hosts.len(), posted.len());
    story::tell(app, &posted, &mut chance).await?;
    app.matcher.catch_up().await?;
    let host = hosts.first().map(|host| host.email.as_str()).unwrap_or_default();
    installation::remember(database, FILLED, format!("{} {host}", first.as_str()).as_bytes()).await?;
    Ok(())
}

async fn print_sign_ins(database: &Database, base_url: &str, now: Moment) -> anyhow::Result<()> {
    let names = installation::fact(database, FILLED).await?.unwrap_or_default();
    let names = String::from_utf8_lossy(&names).into_owned();
    let (citizen, officer) = names.split_once(' ').unwrap_or_default();
    println!("\nSign in at {base_url}/sign-in with the password: {PASSWORD}");
    println!("  citizen  {citizen}");
    for (role, address) in [("officer", officer), ("steward", STEWARD)] {
        println!(
            "  {role}  {address}  code now: {}",
            code_of(database, address, now).await?
        );
    }
    println!("A code lasts half a minute; {base_url}/letters shows the present ones, and every letter.\n");
    Ok(())
}

/// The code of the second factor that `address` would see at `now`.
pub(super) async fn code_of(database: &Database, address: &str, now: Moment) -> anyhow::Result<String> {
    let email = Email::parse(address).ok_or_else(|| anyhow::anyhow!("{address} is not an address"))?;
    let account = account::records::by_email(database, &email).await?;
    let secret = account
        .and_then(|account| account.code_secret)
        .unwrap_or_default();
    Ok(code::at(&secret, now).unwrap_or_default())
}

/// The addresses of the officer and the steward whose codes the demonstration shows.
pub(super) async fn staff(database: &Database) -> anyhow::Result<Vec<String>> {
    let names = installation::fact(database, FILLED).await?.unwrap_or_default();
    let names = String::from_utf8_lossy(&names).into_owned();
    let officer = names.split_once(' ').map(|(_, officer)| officer.to_owned());
    Ok(officer.into_iter().chain([STEWARD.to_owned()]).collect())
}
