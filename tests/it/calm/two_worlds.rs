//! Two worlds that differ in one person only: who did not say yes, or said yes and got no place. Whatever that
//! person did, their host reads the same bytes on every page and in every letter.

use alongside::{
    account,
    badge::Visibility,
    citizen::{Citizen, ConsentPurpose},
    draw::{self, State as Stands, composing},
    invitation::forming,
    matching::{self, Count},
    outbox::{LetterId, bounce},
};
use reqwest::Method;

use super::*;
use crate::{
    outbox::bounces,
    support::{Store, routes::routes},
};

/// Where letters come back to.
const BOUNCES: &str = "bounces@alongside.example";

/// What the one person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Says nothing; nothing more happens until the invitation expires.
    Silent,
    /// Says no.
    Declines,
    /// Says: not now.
    NotNow,
    /// Their letter comes back: there is no such mailbox.
    Bounces,
    /// Stops all invitations, by the letter's one click.
    Stops,
    /// Withdraws the consent before the letter leaves.
    Withdraws,
    /// Blocks the host before the letter leaves.
    Blocks,
    /// Is not matched: nothing they know fits.
    NoMatch,
    /// Says yes, and the draw does not fall on them.
    IsNotDrawn,
}

const WAYS: [Does; 8] = [
    Does::Declines,
    Does::NotNow,
    Does::Bounces,
    Does::Stops,
    Does::Withdraws,
    Does::Blocks,
    Does::NoMatch,
    Does::IsNotDrawn,
];

#[test]
fn a_host_reads_the_same_whatever_somebody_does_who_has_no_place_sqlite() {
    compare(Store::Sqlite);
}

#[test]
fn a_host_reads_the_same_whatever_somebody_does_who_has_no_place_postgres() {
    compare(Store::Postgres);
}

fn compare(store: Store) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let silent = seen(store, Does::Silent).await;
        assert!(silent.len() > 40, "only {} pages were read", silent.len());
        for does in WAYS {
            let other = seen(store, does).await;
            for ((path, one), (other_path, two)) in silent.iter().zip(&other) {
                assert_eq!(path, other_path, "{does:?}");
                assert!(one == two, "{does:?} shows on {path}: {}", difference(one, two));
            }
            assert_eq!(silent.len(), other.len(), "{does:?}");
        }
    });
}

/// Where two pages part.
fn difference(one: &str, two: &str) -> String {
    let same = one
        .chars()
        .zip(two.chars())
        .take_while(|(one, two)| one == two)
        .count();
    let around = |page: &str| -> String { page.chars().skip(same.saturating_sub(200)).take(400).collect() };
    format!("\n{}\n---\n{}", around(one), around(two))
}

/// Somebody whom no host sees: on no card and in no count, but in the pool.
fn unseen(citizen: &mut Citizen) {
    citizen
        .badges
        .retain(|badge| badge.visibility == Visibility::Matching);
    let seen = [ConsentPurpose::Counts, ConsentPurpose::Cards];
    citizen.consents.retain(|consent| !seen.contains(consent));
}

/// An opportunity of which ten letters are told as "about 10", whatever the secret of this world. Nine never are.
fn at_the_edge(world: &World) -> OpportunityId {
    let told = |id: &OpportunityId| matching::band(&world.app.site.secret, &format!("sent\n{id}"), 10);
    std::iter::repeat_with(|| OpportunityId::new(world.now()))
        .find(|id| told(id) == Count::About(10))
        .expect("some are")
}

/// Every page of a host at every turn of the story, with the ids and tokens that are random in every world by
/// their order instead.
async fn seen(store: Store, does: Does) -> Vec<(String, String)> {
    let world = World::begin_with(store, |config| config.mail.bounces = Some(BOUNCES.into())).await;
    let amina = world.citizen("Amina").await;
    let other = world
        .citizen_with("Dafydd", |citizen| {
            if does == Does::NoMatch {
                // What they let hosts see stays: a card is no match.
                citizen
                    .badges
                    .retain(|badge| badge.visibility == Visibility::Searchable);
            }
        })
        .await;
    let mut officer = world.officer("Omar", "Leeds City Council").await;
    let places = Some(1);
    let id = world
        .opportunity_with(&officer, "What would help?", |opportunity| {
            opportunity.places = places;
        })
        .await;
    // Two of the same second stand in an order that chance decides.
    world.clock.advance(1);
    // Another with more places than people who say yes, which fills them by itself.
    let at_the_edge = at_the_edge(&world);
    let roomy = world
        .opportunity_with(&officer, "What else would help?", |opportunity| {
            opportunity.id = at_the_edge;
            opportunity.places = Some(3);
        })
        .await;
    let mut pages = Vec::new();
    release(&world, &mut officer, id).await;
    // As many others as make ten letters of the second: with one letter fewer, its host reads another number.
    for number in 0..if does == Does::NoMatch { 9 } else { 8 } {
        world.citizen_with(&format!("Silent {number}"), unseen).await;
    }
    release(&world, &mut officer, roomy).await;
    read(&world, &mut officer, [id, roomy], &mut pages).await;
    before_it_leaves(&world, &officer, &other, does).await;
    world.clock.advance(11 * MINUTE);
    world.work().await;
    once_it_left(&world, &other, does).await;
    read(&world, &mut officer, [id, roomy], &mut pages).await;
    let yes = "update invitation set answer = 'yes', contact = 'email', answered_at = created_at where citizen_id = $1";
    world.run(yes, amina.id.0).await;
    world.clock.advance(4 * DAY);
    world.work().await;
    read(&world, &mut officer, [id, roomy], &mut pages).await;
    world
        .run("update opportunity set outside_seed = true where id = $1", id.0)
        .await;
    for days in [11, 1, 14] {
        world.clock.advance(days * DAY);
        world.work().await;
        draw_others(&world, id, &other, officer.id).await;
        world.work().await;
        read(&world, &mut officer, [id, roomy], &mut pages).await;
    }
    world.end().await;
    pages
}

async fn before_it_leaves(world: &World, officer: &Person, other: &Person, does: Does) {
    let now = world.now();
    match does {
        Does::Withdraws => {
            let mut transaction = world.database().begin().await.expect("a transaction");
            let wish = [(alongside::citizen::ConsentPurpose::Invitations, false)];
            let language = alongside::frontend::Language::English;
            alongside::citizen::consent::records::update(&mut transaction, other.id, &wish, language, now)
                .await
                .expect("withdrawn");
            transaction.commit().await.expect("committed");
        }
        Does::Blocks => {
            let organisation = officer.organisation.expect("an organisation");
            let mut transaction = world.database().begin().await.expect("a transaction");
            alongside::calm::records::block(&mut transaction, other.id, organisation, now)
                .await
                .expect("blocked");
            transaction.commit().await.expect("committed");
        }
        _ => (),
    }
}

async fn once_it_left(world: &World, other: &Person, does: Does) {
    // Later than everybody else, and to the older of the two last: an order by answers would show it.
    let statement = match does {
        Does::Declines => {
            "update invitation set answer = 'not-this', reason = 'time', answered_at = created_at + case when
             opportunity_id in (select id from opportunity where places = 1) then 400 else 300 end
             where citizen_id = $1"
        }
        Does::NotNow => {
            "update invitation set answer = 'not-now', again_from = '2027-06-01', answered_at = created_at + case when
             opportunity_id in (select id from opportunity where places = 1) then 400 else 300 end
             where citizen_id = $1"
        }
        Does::Bounces => return comes_back(world, other).await,
        Does::Stops => {
            let letter = world.letter(&other.email, "You have a message").await;
            world.visitor().post_bare(&letter.link("/stop/"), &[]).await;
            return;
        }
        Does::IsNotDrawn => {
            "update invitation set answer = 'yes', contact = 'email', answered_at = created_at
             where citizen_id = $1 and opportunity_id in (select id from opportunity where places = 1)"
        }
        _ => return,
    };
    assert!(world.run(statement, other.id.0).await > 0, "{does:?}");
}

/// Every letter to this person comes back, and what came back is read as the mail server hands it over.
async fn comes_back(world: &World, other: &Person) {
    let letters: Vec<(LetterId,)> = sql(
        world.database(),
        "select id from outbox where account_id = $1 and kind = 'invitation'",
    )
    .bind(other.id)
    .all()
    .await
    .expect("letters");
    let mailbox = BOUNCES.parse().expect("a mailbox");
    let reports: Vec<String> = letters
        .iter()
        .filter_map(|(id,)| bounce::address(&mailbox, &world.app.site.secret, *id))
        .map(|to| bounces::report(to.as_ref(), "failed", "5.1.1"))
        .collect();
    let said = bounces::bounce(world, &reports);
    assert!(said.status.success() && reports.len() == 2, "{said:?}");
    let unreachable = bounce::records::is_unreachable(world.database(), other.id).await;
    assert!(unreachable.expect("read"), "nothing is sent there any more");
}

/// Draws, when the list stands, with a number by which the draw does not fall on this person: otherwise chance would
/// make the worlds differ.
async fn draw_others(world: &World, id: OpportunityId, other: &Person, officer: account::AccountId) {
    let list = draw::records::newest(world.database(), id).await.expect("read");
    let Some(list) = list.filter(|draw| draw.state == Stands::Listed) else {
        return;
    };
    let code: Option<(String,)> = sql(
        world.database(),
        "select code from draw_person join invitation on invitation.id = draw_person.invitation_id
         where draw_id = $1 and citizen_id = $2",
    )
    .bind(list.id)
    .bind(other.id)
    .optional()
    .await
    .expect("read");
    let seed = (0..1_000)
        .map(|number: u32| number.to_string())
        .find(|seed| {
            let (_, members) = composing::draw(&list.list, seed).expect("a list");
            code.as_ref().is_none_or(|(code,)| !members.contains(code))
        })
        .expect("a seed");
    let drawn = forming::draw_list(&world.app.site, id, Some((&seed, officer)), world.now()).await;
    assert!(drawn.expect("drawn"));
}

/// What a host reads at one turn: every page, and every letter so far.
async fn read(
    world: &World,
    officer: &mut Person,
    ids: [OpportunityId; 2],
    pages: &mut Vec<(String, String)>,
) {
    sign_in_again(world, officer).await;
    for letter in world.letters().await {
        if letter.to == officer.email {
            let text = format!("{}\n{}", letter.subject, letter.text);
            pages.push((
                format!("a letter at {}", world.now()),
                plain(&text, &world.address),
            ));
        }
    }
    for route in routes().into_iter().filter(|route| route.get) {
        if !route.path.starts_with("/host") && !route.path.starts_with("/opportunities") {
            continue;
        }
        let whole = route.path.contains('{');
        for id in ids.iter().take(if whole { 2 } else { 1 }) {
            let path = route.filled(|_| id.to_string());
            let page = officer.browser.send(Method::GET, &path, &[], "").await;
            assert!(page.status < 500, "{path}: {}", page.status);
            let text = format!("{} {:?} {}", page.status, page.location, page.html);
            pages.push((
                format!("{} at {}", route.path, world.now()),
                plain(&text, &world.address),
            ));
        }
    }
}

/// A page with everything random written as its place in the order of first appearance: ids, form tokens, hashes of
/// numbers, and the port of this world.
fn plain(text: &str, address: &str) -> String {
    let text = text.replace(address.trim_start_matches("http://"), "here");
    let mut known: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut word = String::new();
    let mut end = |word: &mut String, plain: &mut String| {
        let is_hash = word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let random = is_hash || uuid::Uuid::parse_str(word).is_ok() || account::Token::parse(word).is_some();
        if random {
            let place = known.iter().position(|one| one == word).unwrap_or_else(|| {
                known.push(word.clone());
                known.len() - 1
            });
            plain.push('#');
            plain.push_str(&place.to_string());
        } else {
            plain.push_str(word);
        }
        word.clear();
    };
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || "-_".contains(character) {
            word.push(character);
        } else {
            end(&mut word, &mut plain);
            plain.push(character);
        }
    }
    end(&mut word, &mut plain);
    plain
}
