//! The whole loop as people live it: real Chromium, a real mail server, with scripts and without.

mod calm;
mod citizen;
mod equality;
mod group;
mod host;
mod letter;
mod paper;

use alongside::{
    config::{Security, Transport},
    moment::DAY,
};

use crate::support::{Store, World, chromium::Browsers, smtp::SmtpServer, tell};

/// The citizen of the story.
const SIAN: &str = "Siân";
/// Her address.
const SIAN_EMAIL: &str = "sian@home.example";

/// Everything a story of this kind needs.
pub struct Stage<'w> {
    /// The service.
    pub world: &'w World,
    /// The mail server.
    pub mail: SmtpServer,
    /// Everybody's browsers.
    pub browsers: Browsers,
}

#[test]
fn the_whole_loop_with_scripts() {
    tell_the_loop(true);
}

#[test]
fn the_whole_loop_without_scripts() {
    tell_the_loop(false);
}

fn tell_the_loop(javascript: bool) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let mail = SmtpServer::start().await;
        let port = mail.port;
        let world = World::begin_with(Store::Sqlite, |config| {
            config.mail.transport = Transport::Smtp;
            config.mail.smtp.host = "127.0.0.1".into();
            config.mail.smtp.port = port;
            config.mail.smtp.security = Security::None;
        })
        .await;
        let folder = if javascript {
            "with-scripts"
        } else {
            "without-scripts"
        };
        let browsers = Browsers::start(&world.address, javascript, folder);
        let mut stage = Stage {
            world: &world,
            mail,
            browsers,
        };
        the_loop(&mut stage).await;
        stage.browsers.end().await;
        world.end().await;
    });
}

async fn the_loop(stage: &mut Stage<'_>) {
    citizen::registers(stage, SIAN, SIAN_EMAIL).await;
    host::steward_arrives(stage).await;
    host::officer_applies(stage).await;
    host::officer_posts(stage).await;
    host::officer_releases(stage).await;
    citizen::answers_yes(stage, SIAN, SIAN_EMAIL).await;
    stage.world.clock.advance(15 * DAY);
    stage.world.work().await;
    citizen::hears_the_outcome(stage, SIAN_EMAIL).await;
    host::officer_meets(stage, SIAN).await;
    citizen::sees_the_reading(stage, SIAN, SIAN_EMAIL).await;
}

#[test]
fn the_public_pages_hold_in_a_real_browser() {
    tell(Store::Sqlite, async |world: &World| {
        let officer = world.officer("Omar", "Leeds City Council").await;
        world
            .opportunity(&officer, "How should people come home from hospital?")
            .await;
        world.work().await;
        let mut browsers = Browsers::start(&world.address, true, "public");
        for path in [
            "/",
            "/opportunities",
            "/opportunities?q=coming+home",
            "/opportunities?q=hospitel&format=online&place=LS6",
            "/opportunities?q=xyzzy&place=LS6",
            "/opportunities?topic=bad+chest&find=topics",
            "/opportunities?q=home&place=nowhere&within=7&format=fax&time=never&badge=nope",
            "/safe",
            "/privacy",
            "/accessibility",
            "/who-sees-what",
            "/no-such-page",
        ] {
            browsers.open("a visitor", path).await;
        }
        let seen = browsers.end().await;
        assert!(
            seen.iter().filter(|page| page.ends_with("[cy]")).count() >= 5,
            "{seen:#?}"
        );
    });
}
