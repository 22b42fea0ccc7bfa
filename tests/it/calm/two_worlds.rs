//! Two worlds that differ in one person only: who did not say yes, or said yes and got no place. Whatever that
//! person did, their host reads the same bytes on every page.

use alongside::{account, badge::Visibility, group};
use reqwest::Method;

use super::*;
use crate::support::{Store, routes::routes};

/// What the one person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Says nothing; nothing more happens until the invitation expires.
    Silent,
    /// Says no.
    Declines,
    /// Says: not now.
    NotNow,
    /// Their mail server refuses the letter.
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

/// Every page of a host at every turn of the story, with the ids and tokens that are random in every world by
/// their order instead.
async fn seen(store: Store, does: Does) -> Vec<(String, String)> {
    let world = World::begin(store).await;
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
    // Another with more places than people, which fills them by itself.
    let roomy = world
        .opportunity_with(&officer, "What else would help?", |opportunity| {
            opportunity.places = Some(3);
        })
        .await;
    let mut pages = Vec::new();
    for opportunity in [id, roomy] {
        release(&world, &mut officer, opportunity).await;
    }
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
    fix_the_draw(&world, id, &other).await;
    for days in [11, 1, 14] {
        world.clock.advance(days * DAY);
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
    let statement = match does {
        Does::Declines => {
            "update invitation set answer = 'not-this', reason = 'time', answered_at = created_at where citizen_id = $1"
        }
        Does::NotNow => {
            "update invitation set answer = 'not-now', again_from = '2027-06-01', answered_at = created_at
             where citizen_id = $1"
        }
        Does::Bounces => {
            "update outbox set state = 'refused', last_reply = 'RCPT 550' where account_id = $1 and kind = 'invitation'"
        }
        Does::Stops => {
            let letter = world.letter(&other.email, "You have a letter").await;
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

/// Chooses a seed by which the draw does not fall on this person: otherwise chance would make the worlds differ.
async fn fix_the_draw(world: &World, id: OpportunityId, other: &Person) {
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = sql(
        world.database(),
        "select id, citizen_id from invitation where answer = 'yes' and opportunity_id = $1",
    )
    .bind(id)
    .all()
    .await
    .expect("the yeses");
    let all: Vec<uuid::Uuid> = rows.iter().map(|(id, _)| *id).collect();
    let unlucky = rows.iter().find(|(_, person)| *person == other.id.0);
    let seed = (0..1_000)
        .map(|number: u32| number.to_string())
        .find(|seed| unlucky.is_none_or(|(id, _)| !group::draw(seed, &all, 1).selected.contains(id)))
        .expect("a seed");
    let mut transaction = world.database().begin().await.expect("a transaction");
    sql(
        &mut transaction,
        "update opportunity set form_seed = $2 where id = $1",
    )
    .bind(id)
    .bind(seed)
    .run()
    .await
    .expect("a seed is kept");
    transaction.commit().await.expect("committed");
}

async fn read(
    world: &World,
    officer: &mut Person,
    ids: [OpportunityId; 2],
    pages: &mut Vec<(String, String)>,
) {
    sign_in_again(world, officer).await;
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

/// A page with everything random written as its place in the order of first appearance: ids, form tokens, and the
/// port of this world.
fn plain(text: &str, address: &str) -> String {
    let text = text.replace(address.trim_start_matches("http://"), "here");
    let mut known: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut word = String::new();
    let mut end = |word: &mut String, plain: &mut String| {
        let random = uuid::Uuid::parse_str(word).is_ok() || account::Token::parse(word).is_some();
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
