//! Fills the county, and says how to sign in.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

use super::{
    county::{self, County},
    equality, hosts, people,
    showcase::{self, STEWARD},
    story,
};
use crate::{
    account::{self, Email, Role, code},
    app::App,
    database::Database,
    moment::{DAY, Moment},
};

/// Everybody's password in the demonstration.
const PASSWORD: &str = "kettle on the hob";

/// Fills the county, unless it is there already, and prints the sign-ins.
///
/// # Errors
/// When the installation is a real one: in production, or with people in it.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let site = &app.site;
    if site.config.server.production {
        anyhow::bail!("the demonstration is not for production: server.production is true");
    }
    if showcase::find(&site.database).await?.is_none() {
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
    people::register(database, county, &mut chance, now, |count| {
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
    let officer = hosts.first().map(|host| &host.email);
    let officer = officer.ok_or_else(|| anyhow::anyhow!("the county has no hosts"))?;
    showcase::remember(&app.site, officer, hash).await?;
    Ok(())
}

async fn print_sign_ins(database: &Database, base_url: &str, now: Moment) -> anyhow::Result<()> {
    let Some(people) = showcase::find(database).await? else {
        return Ok(());
    };
    println!("\nSign in at {base_url}/sign-in with the password: {PASSWORD}");
    println!("  citizen  {}", people.citizen);
    for (role, address) in [("officer", people.officer.as_str()), ("steward", STEWARD)] {
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
