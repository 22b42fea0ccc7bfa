//! Who is found, who is not, and what a host can tell from it.

use std::{fs, path::PathBuf, process::Command};

use alongside::{
    badge::{Kind, Visibility},
    citizen::{self, Citizen, ConsentPurpose, consent, declared},
    frontend::Language,
    matching::{self, By, CardQuery, Count, Matcher, OpportunityQuery},
    moment::{DAY, MINUTE},
    opportunity::{self, Opportunity, OpportunityId},
};

use crate::support::{
    World,
    people::{self, Person},
    stories,
};

stories!(
    who_registers_is_found_and_who_pauses_withdraws_or_leaves_is_gone,
    a_pause_that_ends_brings_somebody_back,
    an_index_that_lost_anything_is_built_anew,
    an_index_of_another_database_is_not_believed,
    what_is_kept_to_the_matcher_moves_nothing_that_a_host_sees,
    a_card_says_labels_only,
    opportunities_are_found_by_words_and_by_people,
    counts_are_banded_noted_and_limited,
);

async fn matcher(world: &World, folder: &str) -> Matcher {
    let directory = world.folder().join(folder);
    Matcher::open(world.database().clone(), &directory, world.clock.clone(), [7; 32])
        .await
        .expect("the index opens")
}

async fn load(world: &World, id: OpportunityId) -> Opportunity {
    let found = opportunity::records::load(world.database(), id)
        .await
        .expect("read");
    found.expect("there")
}

fn search(matcher: &Matcher, words: &str) -> Vec<OpportunityId> {
    let query = OpportunityQuery {
        words: words.into(),
        ..OpportunityQuery::default()
    };
    matcher.search_opportunities(&query).expect("found")
}

async fn is_found(matcher: &Matcher, opportunity: &Opportunity, person: &Person) -> bool {
    let pool = matcher.pool(opportunity).await.expect("a pool");
    pool.people.contains(&person.id)
}

async fn consent_to(world: &World, person: &Person, purpose: ConsentPurpose, given: bool) {
    let mut transaction = world.database().begin().await.expect("a transaction");
    let wishes = [(purpose, given)];
    consent::records::update(
        &mut transaction,
        person.id,
        &wishes,
        Language::English,
        world.now(),
    )
    .await
    .expect("written");
    transaction.commit().await.expect("committed");
}

async fn all_is_well(world: &World, matcher: &Matcher, folder: &str) {
    matcher.catch_up().await.expect("followed");
    let directory = world.folder().join(folder);
    let wrong = matching::check(world.database(), &directory, world.now()).await;
    assert_eq!(wrong.expect("checked"), Vec::<String>::new());
}

async fn who_registers_is_found_and_who_pauses_withdraws_or_leaves_is_gone(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let id = world.opportunity(&officer, "How should people come home?").await;
    let matcher = matcher(world, "followed").await;
    let asked = load(world, id).await;
    let names = ["Siân", "Pat", "Wyn"];
    let mut people = Vec::new();
    for name in names {
        let person = world.citizen(name).await;
        assert!(is_found(&matcher, &asked, &person).await, "{name}");
        people.push(person);
    }
    let pool = matcher.pool(&asked).await.expect("a pool");
    let loaded = citizen::records::load(world.database(), pool.people[0]).await;
    let reasons = pool
        .reasons(&loaded.expect("read").expect("there"))
        .expect("in the pool");
    assert_eq!(
        (reasons[0].by, reasons[0].because.as_str()),
        (By::SameBadge, "Hospital discharge")
    );
    assert!(reasons.iter().any(|reason| reason.by == By::Motive));
    all_is_well(world, &matcher, "followed").await;

    let mut transaction = world.database().begin().await.expect("a transaction");
    let until = Some(world.now().plus(DAY));
    citizen::records::update_pause(&mut transaction, people[0].id, until, world.now())
        .await
        .expect("written");
    transaction.commit().await.expect("committed");
    consent_to(world, &people[1], ConsentPurpose::Matching, false).await;
    let mut transaction = world.database().begin().await.expect("a transaction");
    let trace = citizen::erasure::trace(&[7; 32], people[2].id);
    citizen::erasure::records::erase(&mut transaction, people[2].id, trace, world.now())
        .await
        .expect("erased");
    transaction.commit().await.expect("committed");
    for person in &people {
        assert!(!is_found(&matcher, &asked, person).await, "{}", person.email);
    }
    all_is_well(world, &matcher, "followed").await;
}

async fn a_pause_that_ends_brings_somebody_back(world: &World) {
    let until = world.now().plus(DAY);
    let person = world
        .citizen_with("Siân", |citizen| citizen.paused_until = Some(until))
        .await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let asked = load(world, world.opportunity(&officer, "How?").await).await;
    let matcher = matcher(world, "paused").await;
    assert!(!is_found(&matcher, &asked, &person).await);
    world.clock.advance(DAY + MINUTE);
    assert!(is_found(&matcher, &asked, &person).await);
    all_is_well(world, &matcher, "paused").await;
}

/// Every file of the index in use, the name of it included.
fn index_files(world: &World, folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![world.folder().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

async fn an_index_that_lost_anything_is_built_anew(world: &World) {
    let person = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let asked = load(world, world.opportunity(&officer, "How?").await).await;
    drop(matcher(world, "harmed").await);
    let number = index_files(world, "harmed").len();
    assert!(number > 5, "{number} files");
    for place in 0..number {
        for harm in ["deleted", "emptied", "cut", "changed"] {
            let files = index_files(world, "harmed");
            let Some(file) = files.get(place) else { continue };
            let content = fs::read(file).expect("readable");
            match harm {
                "deleted" => fs::remove_file(file).expect("deleted"),
                "emptied" => fs::write(file, "").expect("emptied"),
                "changed" => {
                    let mut changed = content.clone();
                    if let Some(byte) = changed.get_mut(content.len() / 2) {
                        *byte ^= 1;
                    }
                    fs::write(file, changed).expect("changed");
                }
                _ => fs::write(file, &content[..content.len() / 2]).expect("cut"),
            }
            let matcher = matcher(world, "harmed").await;
            let name = file.display();
            assert!(is_found(&matcher, &asked, &person).await, "{name} {harm}");
            all_is_well(world, &matcher, "harmed").await;
        }
    }
}

async fn an_index_of_another_database_is_not_believed(world: &World) {
    let person = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let asked = load(world, world.opportunity(&officer, "How?").await).await;
    drop(matcher(world, "other").await);
    let wrong = "delete from change_log where subject = $1";
    world.run(wrong, asked.id.0).await;
    let matcher = matcher(world, "other").await;
    assert!(is_found(&matcher, &asked, &person).await);
    all_is_well(world, &matcher, "other").await;
}

/// Everything a host can see of people, byte for byte.
async fn seen_by_a_host(matcher: &Matcher, asked: &Opportunity) -> String {
    matcher.catch_up().await.expect("followed");
    let cards = matcher.cards(asked, 100).await.expect("cards");
    let query = CardQuery {
        words: "public speaking hospital".into(),
        area: Some("LS1".into()),
        ..CardQuery::default()
    };
    let found = matcher.search_cards(&query, 100).await.expect("cards");
    let count = matcher
        .reach(asked.organisation_id, asked)
        .await
        .expect("a count");
    serde_json::to_string(&(cards, found, count)).expect("JSON")
}

async fn what_is_kept_to_the_matcher_moves_nothing_that_a_host_sees(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let asked = load(world, world.opportunity(&officer, "How?").await).await;
    for name in ["Ann", "Bea", "Cai", "Dee"] {
        world.citizen(name).await;
    }
    let person = world.citizen("Siân").await;
    let matcher = matcher(world, "hidden").await;
    let before = seen_by_a_host(&matcher, &asked).await;
    assert!(before.contains("public-speaking"), "{before}");
    assert!(!before.contains("hospital-discharge"), "{before}");
    for (badge, kind, visibility) in [
        ("hospital-discharge", Kind::Experience, Visibility::Hidden),
        ("dementia", Kind::Experience, Visibility::Matching),
        ("chairing-and-facilitating", Kind::Skill, Visibility::Matching),
    ] {
        let more = people::declared(badge, kind, visibility, world.now());
        let mut transaction = world.database().begin().await.expect("a transaction");
        declared::records::insert_badge(&mut transaction, person.id, &more, world.now())
            .await
            .expect("written");
        transaction.commit().await.expect("committed");
        assert_eq!(seen_by_a_host(&matcher, &asked).await, before, "{badge}");
    }
}

async fn a_card_says_labels_only(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let asked = load(world, world.opportunity(&officer, "How?").await).await;
    let searchable = |citizen: &mut Citizen| {
        for badge in &mut citizen.badges {
            badge.visibility = Visibility::Searchable;
            badge.words = Some("Zebedee told me on ward 7".into());
        }
    };
    world.citizen_with("Siân", searchable).await;
    world
        .citizen_with("Pat", |citizen| {
            searchable(citizen);
            citizen
                .consents
                .retain(|consent| *consent != ConsentPurpose::Cards);
        })
        .await;
    let matcher = matcher(world, "cards").await;
    let cards = matcher.cards(&asked, 100).await.expect("cards");
    assert_eq!(cards.len(), 1, "one of two allowed cards");
    assert_eq!(cards[0].badges, ["hospital-discharge", "public-speaking"]);
    assert_eq!(cards[0].reasons[0].because, "Hospital discharge");
    let text = serde_json::to_string(&cards).expect("JSON");
    for word in ["Zebedee", "ward", "LS6", "Siân", "alone", "panel"] {
        assert!(!text.contains(word), "{word} stands on a card: {text}");
    }
    let query = CardQuery {
        words: "Zebedee".into(),
        ..CardQuery::default()
    };
    assert!(matcher.search_cards(&query, 100).await.expect("cards").is_empty());
}

async fn opportunities_are_found_by_words_and_by_people(world: &World) {
    let person = world.citizen("Siân").await;
    let officer = world.officer("Omar", "Leeds City Council").await;
    let fits = world.opportunity(&officer, "How should people come home?").await;
    let other = world
        .opportunity_with(&officer, "What should the new library lend?", |opportunity| {
            opportunity.summary = "Books, tools and toys.".into();
            opportunity.seeks[0].badge = Some("dementia".into());
            opportunity.seeks.truncate(1);
        })
        .await;
    let matcher = matcher(world, "both").await;
    assert_eq!(search(&matcher, "librarys"), [other]);
    assert_eq!(search(&matcher, "toys"), [other]);
    assert!(search(&matcher, "\"a AND (").is_empty());
    let citizen = citizen::records::load(world.database(), person.id).await;
    let citizen = citizen.expect("read").expect("there");
    let suggestions = matcher.for_citizen(&citizen).await.expect("a turn");
    assert_eq!(suggestions.len(), 1);
    assert_eq!((suggestions[0].opportunity, suggestions[0].closeness), (fits, 4));
}

async fn counts_are_banded_noted_and_limited(world: &World) {
    let officer = world.officer("Omar", "Leeds City Council").await;
    let mut asked = load(world, world.opportunity(&officer, "How?").await).await;
    for number in 0..24 {
        world.citizen(&format!("Citizen {number}")).await;
    }
    let matcher = matcher(world, "counts").await;
    let organisation = asked.organisation_id;
    let first = matcher.reach(organisation, &asked).await.expect("a count");
    let Count::About(people) = first else {
        panic!("{first:?}")
    };
    assert!((20..=30).contains(&people) && people % 5 == 0, "{people}");
    for number in 0..5 {
        world.citizen(&format!("Late {number}")).await;
        let again = matcher.reach(organisation, &asked).await.expect("a count");
        assert_eq!(again, first, "the snapshot is a week old at most");
    }
    for km in 1..20 {
        asked.within_km = Some(100 + km);
        let count = matcher.reach(organisation, &asked).await.expect("a count");
        assert_eq!(count, first, "the same people, asked in another way");
    }
    asked.within_km = Some(500);
    let count = matcher.reach(organisation, &asked).await.expect("a count");
    assert_eq!(count, Count::TooManyQuestions);
    world.clock.advance(DAY);
    asked.seeks[0].badge = Some("dementia".into());
    let count = matcher.reach(organisation, &asked).await.expect("a count");
    assert_eq!(count, Count::FewerThanTen);
}

#[test]
fn the_match_command_keeps_its_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let profiles = write(
        "p.jsonl",
        "{\"id\":\"b\",\"badges\":[{\"kind\":\"experience\",\"badge\":\"dementia\"}]}\n\
         {\"id\":\"a\",\"badges\":[{\"kind\":\"experience\",\"badge\":\"dementia\"}]}\n\
         {\"id\":\"c\",\"badges\":[{\"kind\":\"skill\",\"words\":\"dementia\"}]}\n",
    );
    let wanted =
        "{\"id\":\"o\",\"seeks\":[{\"kind\":\"experience\",\"badge\":\"dementia\",\"need\":\"must\"}]}\n";
    let opportunities = write("o.jsonl", wanted);
    let run = |opportunities: &PathBuf| {
        Command::new(env!("CARGO_BIN_EXE_alongside"))
            .arg("match")
            .arg("--profiles")
            .arg(&profiles)
            .arg("--opportunities")
            .arg(opportunities)
            .output()
            .expect("it runs")
    };
    let output = run(&opportunities);
    assert!(output.status.success(), "{output:?}");
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let ids: Vec<&str> = lines.iter().filter_map(|line| line["profile"].as_str()).collect();
    assert_eq!(ids, ["a", "b"], "ties by id, and a skill is no experience");
    assert_eq!(lines[0]["rank"], 1);
    assert_eq!(lines[0]["reasons"][0]["by"], "same-badge");
    assert_eq!(lines[0]["reasons"][0]["because"], "Dementia");
    let broken = write(
        "broken.jsonl",
        &format!("{wanted}{{\"id\":\"p\",\"area\":\"ZZ99\"}}\n"),
    );
    let output = run(&broken);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    for part in ["broken.jsonl", "line 2", "area"] {
        assert!(said.contains(part), "{said}");
    }
}
