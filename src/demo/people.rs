//! The citizens of the county.

use rand::{Rng, RngExt, seq::IndexedRandom};

use super::{
    county::{County, Person, Said},
    equality,
};
use crate::{
    account::{self, Account, AccountId, Email, Role, Status},
    badge::{Kind, Visibility, catalogue},
    citizen::{
        CitizenId, ConsentPurpose, Contribution, ContributionId, Declared, DeclaredId, consent, declared,
        records,
    },
    database::{Database, Transaction},
    frontend::Language,
    moment::{DAY, Moment},
};

/// How many citizens the county has.
pub const CITIZENS: usize = 500;

/// Everything a citizen of the county consents to: what most people tick, so that there is something to see.
const CONSENTS: [ConsentPurpose; 5] = [
    ConsentPurpose::Matching,
    ConsentPurpose::Invitations,
    ConsentPurpose::Counts,
    ConsentPurpose::Cards,
    ConsentPurpose::Sharing,
];

/// Registers everybody; `progress` is called with how many there are.
pub async fn register(
    database: &Database,
    county: &County,
    chance: &mut impl Rng,
    now: Moment,
    progress: impl Fn(usize),
) -> anyhow::Result<()> {
    for number in 0..CITIZENS {
        let name = &county.people.names[number % county.people.names.len()];
        let email = address(name, number)?;
        let joined = now.plus(-DAY * chance.random_range(5..400));
        let mut transaction = database.begin().await?;
        let citizen = account_of(&mut transaction, &email, number, joined).await?;
        settle(&mut transaction, citizen, name, county, number, chance, joined).await?;
        transaction.commit().await?;
        if number % 50 == 49 {
            progress(number + 1);
        }
    }
    Ok(())
}

/// A mailbox nobody can own: `.example` is reserved (RFC 2606).
fn address(name: &str, number: usize) -> anyhow::Result<Email> {
    let plain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let text = format!("{}.{number}@people.example", plain.to_ascii_lowercase());
    Email::parse(&text).ok_or_else(|| anyhow::anyhow!("{text} is not an address"))
}

async fn account_of(
    transaction: &mut Transaction,
    email: &Email,
    number: usize,
    joined: Moment,
) -> anyhow::Result<CitizenId> {
    let account = Account {
        id: AccountId::new(joined),
        role: Role::Citizen,
        email: Some(email.clone()),
        password: None,
        // One in twelve reads Welsh, and so do those who live there.
        locale: if number % 12 == 11 {
            Language::Welsh
        } else {
            Language::English
        },
        status: Status::Active,
        code_secret: None,
        code_step: 0,
    };
    account::records::insert(transaction, &account, joined).await?;
    records::insert(transaction, account.id, joined).await?;
    Ok(account.id)
}

async fn settle(
    transaction: &mut Transaction,
    id: CitizenId,
    name: &str,
    county: &County,
    number: usize,
    chance: &mut impl Rng,
    joined: Moment,
) -> anyhow::Result<()> {
    let life = &county.person[number % county.person.len()];
    let area = county.people.areas.choose(chance).cloned();
    let travel = [5, 10, 15, 25, 40].choose(chance).copied();
    records::update_called(transaction, id, name, joined).await?;
    records::update_place(transaction, id, area, travel, joined).await?;
    records::update_ways(transaction, id, &life.formats, &life.times, joined).await?;
    records::update_matters(transaction, id, &life.motives, life.matters.clone(), joined).await?;
    let wishes = CONSENTS.map(|purpose| (purpose, true));
    consent::records::update(transaction, id, &wishes, Language::English, joined).await?;
    declare(transaction, id, life, chance, joined).await?;
    equality::answer(transaction, id, number, joined).await?;
    records::update_step(transaction, id, "done").await?;
    Ok(())
}

async fn declare(
    transaction: &mut Transaction,
    id: CitizenId,
    life: &Person,
    chance: &mut impl Rng,
    joined: Moment,
) -> anyhow::Result<()> {
    for said in &life.badges {
        let kind = kind_of(said);
        // Some people open a badge to the cards, few hide one.
        let visibility = match chance.random_range(0..10) {
            0..4 => Visibility::Searchable,
            9 => Visibility::Hidden,
            _ => Visibility::default_for(kind),
        };
        let badge = Declared {
            id: DeclaredId::new(joined),
            kind,
            badge: said.badge.clone(),
            words: said.words.clone(),
            standpoint: said.standpoint.clone(),
            visibility,
        };
        declared::records::insert_badge(transaction, id, &badge, joined).await?;
    }
    for done in &life.contributions {
        let contribution = Contribution {
            id: ContributionId::new(joined),
            kind: done.kind.clone(),
            words: done.words.clone(),
            year: done.year,
        };
        declared::records::insert_contribution(transaction, id, &contribution, joined).await?;
    }
    Ok(())
}

fn kind_of(said: &Said) -> Kind {
    let known = said
        .badge
        .as_deref()
        .and_then(|slug| catalogue().badge(slug))
        .map(|badge| badge.kind);
    known.or(said.kind).unwrap_or(Kind::Experience)
}
