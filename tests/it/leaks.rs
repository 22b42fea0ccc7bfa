//! No word of a person reaches anybody whom "Who sees what" does not name.

use alongside::{
    badge::{Kind, Visibility},
    citizen::{Declared, DeclaredId, Format},
    opportunity::OpportunityId,
};
use reqwest::Method;

use crate::support::{
    Visitor, World,
    people::{Person, declared},
    routes::routes,
    stories,
};

stories!(nobody_reads_a_word_of_a_person_before_a_yes_with_a_place);

/// How many people there are.
const PEOPLE: usize = 200;
/// What every word of theirs begins with.
const MARK: &str = "zqx";
/// Where they live: nothing else in the story is there.
const AREA: &str = "CF10";

async fn nobody_reads_a_word_of_a_person_before_a_yes_with_a_place(world: &World) {
    let host = world.officer("Omar", "Leeds City Council").await;
    let other = world.officer("Nia", "Swansea Council").await;
    let opportunity = world
        .opportunity(&host, "How should people come home from hospital?")
        .await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(marked_person(world, number).await);
    }
    world.work().await;
    let mut host = host;
    host.browser
        .open(&format!("/host/opportunity/{opportunity}/invite"))
        .await;
    host.browser.press("Release the invitations", &[]).await;
    world.clock.advance(11 * 60);
    world.work().await;
    assert!(world.digest().await.rows("invitation") > 0, "people are invited");

    // The cards are there: what they do not say is not hidden by an empty page.
    let cards = host
        .browser
        .get(&format!("/host/opportunity/{opportunity}/cards"))
        .await;
    cards.must_say("Public speaking");

    let bystander = world
        .citizen_with("Bystander", |citizen| citizen.badges.clear())
        .await;
    let ids = ids(world, opportunity, &host, &people).await;
    let mut readers: Vec<(&str, Visitor)> = vec![("a visitor", world.visitor())];
    // Before anybody searches: stewards see what hosts searched for.
    readers.push(("a steward", world.steward().await.browser));
    readers.push(("another citizen", bystander.browser));
    readers.push(("an officer of another organisation", other.browser));
    readers.push(("an officer of this organisation", host.browser));
    for (who, browser) in readers {
        let read = read_everything(who, &browser, &ids).await;
        assert!(read > 10, "{who} could read only {read} pages");
    }
}

/// Somebody whose every field is a word of their own.
async fn marked_person(world: &World, number: usize) -> Person {
    let now = world.now();
    let unique = |field: &str| format!("{MARK}{number:03}{field}");
    world
        .citizen_with(&unique("called"), |citizen| {
            citizen.area = Some(AREA.to_owned());
            citizen.formats = vec![Format::Online];
            citizen.matters = Some(unique("matters"));
            citizen.phone = Some(unique("phone"));
            citizen.contributions[0].words = unique("done");
            let own = |kind, visibility, field: &str| Declared {
                id: DeclaredId::new(now),
                kind,
                badge: None,
                words: Some(unique(field)),
                standpoint: None,
                visibility,
            };
            // Every other person lets the needed experience be on a card.
            let needed = |badge: &&mut Declared| badge.badge.as_deref() == Some("hospital-discharge");
            if let Some(badge) = citizen
                .badges
                .iter_mut()
                .find(needed)
                .filter(|_| number.is_multiple_of(2))
            {
                badge.visibility = Visibility::Searchable;
            }
            citizen
                .badges
                .push(own(Kind::Skill, Visibility::Searchable, "skill"));
            citizen
                .badges
                .push(own(Kind::Experience, Visibility::Matching, "matching"));
            citizen
                .badges
                .push(own(Kind::Experience, Visibility::Hidden, "hidden"));
            citizen
                .badges
                .push(declared("dementia", Kind::Experience, Visibility::Hidden, now));
        })
        .await
}

/// Everything an address could name.
async fn ids(world: &World, opportunity: OpportunityId, host: &Person, people: &[Person]) -> Vec<String> {
    let mut ids = vec![
        opportunity.to_string(),
        host.organisation.expect("an organisation").to_string(),
    ];
    ids.push(people[0].id.to_string());
    ids.push(people[1].id.to_string());
    let rows: Vec<(uuid::Uuid,)> =
        alongside::database::sql(world.database(), "select id from invitation limit 2")
            .all()
            .await
            .expect("invitations");
    ids.extend(rows.iter().map(|(id,)| id.to_string()));
    let badges: Vec<(uuid::Uuid,)> =
        alongside::database::sql(world.database(), "select id from citizen_badge limit 1")
            .all()
            .await
            .expect("badges");
    ids.extend(badges.iter().map(|(id,)| id.to_string()));
    ids
}

/// Reads every address with every id, and searches; returns how many pages there were.
async fn read_everything(who: &str, browser: &Visitor, ids: &[String]) -> usize {
    let mut paths: Vec<String> = Vec::new();
    for route in routes().into_iter().filter(|route| route.get) {
        if route.path.contains('{') {
            paths.extend(ids.iter().map(|id| route.filled(|_| id.clone())));
        } else {
            paths.push(route.path.clone());
        }
    }
    for words in [
        MARK,
        "zqx001called",
        "public speaking",
        "hospital discharge",
        "dementia",
        AREA,
    ] {
        let words = words.replace(' ', "+");
        paths.extend(
            ["/host/search", "/opportunities", "/for-you", "/you/badges"]
                .map(|path| format!("{path}?q={words}&words={words}&area=CF10")),
        );
    }
    let mut read = 0;
    for path in paths {
        let page = browser.send(Method::GET, &path, &[], "").await;
        assert!(page.status < 500, "{who} {path}: {}", page.status);
        read += usize::from(page.status == 200);
        // What somebody typed themselves comes back in the field they typed it in.
        let typed = path.split_once('?').map_or("", |(_, query)| query).to_lowercase();
        // A form's token is random letters, and may have any mark.
        let shown = match page.token() {
            Some(token) => page.html.replace(&token, "").to_lowercase(),
            None => page.html.to_lowercase(),
        };
        let foreign = shown.match_indices(MARK).find(|(at, _)| {
            let word: String = shown[*at..]
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            !typed.contains(&word)
        });
        if let Some((at, _)) = foreign {
            let around: String = shown[at.saturating_sub(80)..].chars().take(200).collect();
            panic!("{who} reads a person's word on {path}:\n{around}");
        }
        let is_host = path.starts_with("/host") && !typed.contains("cf10");
        assert!(
            !is_host || !page.html.contains(AREA),
            "{who} reads an outward code on {path}"
        );
    }
    read
}
