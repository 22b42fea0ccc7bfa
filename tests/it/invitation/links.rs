//! Links in letters are visited by mail scanners before any person does, and each is good for one thing only.

use alongside::{
    account::Token,
    frontend::Language,
    invitation::{
        InvitationId,
        links::{LinkPurpose, Links, records},
    },
    moment::{DAY, HOUR, MINUTE},
};
use reqwest::Method;

use super::{released, reply_path, say_yes};
use crate::support::{Store, World, chromium::Browsers, letters::Letter, stories, tell};

stories!(
    no_visit_of_any_link_in_any_letter_does_anything,
    a_link_of_one_purpose_or_person_opens_nothing_else,
);

/// The addresses of all links to us that stand in letters about invitations.
const PARTS: [&str; 4] = ["/r/", "/stop/", "/i/", "/not-me/"];

/// Lets people get every letter that an invitation can bring, and says which links are in them.
async fn every_letter(world: &World) -> Vec<String> {
    let siân = world.citizen("Siân").await;
    let dafydd = world.citizen("Dafydd").await;
    let amina = world.citizen("Amina").await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let id = released(world, &mut officer, 1).await;
    world.clock.advance(10 * MINUTE);
    let path = reply_path(world, &amina).await;
    let mut visitor = world.visitor();
    visitor.open(&format!("{path}?answer=question")).await;
    visitor
        .press("Ask this question", &[("question", "Is there tea?")])
        .await;
    officer
        .browser
        .open(&format!("/host/opportunity/{id}/questions"))
        .await;
    officer
        .browser
        .press("Send this answer", &[("question_answer", "Yes.")])
        .await;
    visitor.open(&format!("{path}?answer=not-this")).await;
    visitor.press("Send “not this”", &[]).await;
    let letter = world.letter(&amina.email, "We have your answer").await;
    let not_me = letter.link("/not-me/").replace(&world.address, "");
    visitor.open(&not_me).await;
    visitor.press("Take the answer back", &[]).await;
    // Two in three of the days to answer in are over: who is silent is reminded.
    world.clock.advance(10 * DAY);
    world.work().await;
    let mut placed = say_yes(world, &siân).await;
    say_yes(world, &dafydd).await;
    world.clock.advance(10 * DAY);
    world.work().await;
    for person in [&siân, &dafydd] {
        let letter = world.letter(&person.email, "What came of your answer").await;
        let path = letter.link("/r/").replace(&world.address, "");
        if placed.open(&path).await.says("You have a place") {
            placed.click("Give my place back").await;
            placed.press("Give my place back", &[]).await;
            world.clock.advance(HOUR);
        }
    }
    let letters = world.letters().await;
    let links = letters.iter().flat_map(Letter::links);
    let mut links: Vec<String> = links.filter(|link| link.starts_with(&world.address)).collect();
    links.sort();
    links.dedup();
    for part in PARTS {
        assert!(
            links.iter().any(|link| link.contains(part)),
            "no {part} in {links:?}"
        );
    }
    links
}

async fn no_visit_of_any_link_in_any_letter_does_anything(world: &World) {
    let siân = world.citizen("Someone").await;
    let password = ("new_password", "teapot gravel lantern");
    for email in ["new@people.example", &siân.email] {
        let mut visitor = world.visitor();
        visitor.open("/register").await;
        let fields = [("email", email), password, ("adult", "yes")];
        visitor.press("Register", &fields).await;
    }
    for path in ["/sign-in/link", "/reset"] {
        let mut visitor = world.visitor();
        visitor.open(path).await;
        visitor.press("Email me a link", &[("email", &siân.email)]).await;
    }
    let links = every_letter(world).await;
    for part in ["/confirm/", "/sign-in/link/", "/reset/"] {
        assert!(
            links.iter().any(|link| link.contains(part)),
            "no {part} in {links:?}"
        );
    }
    let before = world.digest().await;
    let prefetch = [("purpose", "prefetch"), ("sec-purpose", "prefetch")];
    for link in &links {
        let path = link.replace(&world.address, "");
        for (method, headers) in [
            (Method::GET, &[][..]),
            (Method::HEAD, &[][..]),
            (Method::GET, &prefetch[..]),
        ] {
            let page = world.visitor().send(method, &path, headers, "").await;
            // What has ended says so; nothing fails.
            assert!(page.status < 400 || page.status == 404, "{path}: {}", page.status);
        }
    }
    assert_eq!(world.digest().await, before);
    world.clock.advance(300 * DAY);
    for link in &links {
        world.visitor().get(&link.replace(&world.address, "")).await;
    }
    assert_eq!(world.digest().await, before, "old links do nothing either");
}

#[test]
fn a_browser_with_scripts_that_visits_every_link_changes_nothing() {
    tell(Store::Sqlite, async |world: &World| {
        let links = every_letter(world).await;
        let before = world.digest().await;
        let mut browsers = Browsers::start(&world.address, true, "links");
        for link in &links {
            browsers.visit("a scanner", link).await;
        }
        browsers.end().await;
        assert_eq!(world.digest().await, before);
    });
}

async fn a_link_of_one_purpose_or_person_opens_nothing_else(world: &World) {
    let people = [world.citizen("Siân").await, world.citizen("Dafydd").await];
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    released(world, &mut officer, 4).await;
    world.clock.advance(10 * MINUTE);
    world.work().await;
    let invitations: Vec<(InvitationId,)> =
        alongside::database::sql(world.database(), "select id from invitation order by id")
            .all()
            .await
            .expect("invitations");
    let mut letters = Vec::new();
    let mut transaction = world.database().begin().await.expect("a transaction");
    for (id,) in &invitations {
        let links = Links::of(Token::random());
        records::insert(&mut transaction, *id, &links, world.now())
            .await
            .expect("links");
        letters.push((*id, links));
    }
    transaction.commit().await.expect("committed");
    assert_eq!(letters.len(), people.len());
    let mut visitor = world.visitor();
    let path = reply_path(world, &people[0]).await;
    let page = visitor.open(&format!("{path}?answer=yes")).await;
    let token = page.token().expect("a form");
    let before = world.digest().await;
    for (id, links) in &letters {
        for made_for in LinkPurpose::ALL {
            let secret = links.token(*made_for);
            for used_for in LinkPurpose::ALL {
                let found = records::find(world.database(), *used_for, &secret)
                    .await
                    .expect("looked up");
                let expected = (used_for == made_for).then_some(*id);
                assert_eq!(found.map(|found| found.id), expected);
                if used_for == made_for {
                    continue;
                }
                let secret = secret.reveal();
                let path = match used_for {
                    LinkPurpose::Reply => format!("/r/{secret}"),
                    LinkPurpose::Stop => format!("/stop/{secret}"),
                    LinkPurpose::Calendar => format!("/i/{secret}.ics"),
                    LinkPurpose::NotMe => format!("/not-me/{secret}"),
                };
                let page = visitor.get(&path).await;
                assert_eq!(page.status, 404, "{made_for:?} as {used_for:?}");
                page.must_say("This link has expired");
                let form = [("content-type", "application/x-www-form-urlencoded")];
                let body = format!("token={token}&answer=yes&contact=email");
                let page = visitor.send(Method::POST, &path, &form, &body).await;
                assert!([404, 405].contains(&page.status), "{path}: {}", page.status);
            }
        }
        let spoken = links.addresses(&world.app.site, Language::Welsh);
        assert!(spoken.reply.ends_with("?lang=cy"));
    }
    assert_eq!(world.digest().await, before);
    let single = alongside::account::encode(&alongside::account::random::<32>());
    for purpose in ["sign-in/link", "confirm", "reset"] {
        let reply = path.trim_start_matches("/r/");
        for token in [reply, single.as_str()] {
            let page = world.visitor().get(&format!("/{purpose}/{token}")).await;
            assert!(!page.says("Siân"), "{purpose}");
        }
    }
    assert_eq!(world.digest().await, before);
}
