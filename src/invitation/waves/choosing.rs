//! Whom a wave invites: a group of those who can be asked, drawn like the group that takes part, in which every seat
//! has so many people that enough of them will say yes. Everybody's chance is as equal as that allows, and without
//! seats it is the same for all. Quotas have no part in it: they are about answers that nobody has to give, and
//! whoever would rather not give them would hardly be asked any more.

use std::collections::{HashMap, HashSet};

use super::{Release, records};
use crate::{
    account,
    citizen::{self, Citizen, CitizenId},
    draw::{self, Wishes, composing},
    group::Question,
    invitation::{
        forming::{self, standing},
        limits, wave_size,
    },
    matching::Matcher,
    moment::Moment,
    site::Site,
};

#[cfg(test)]
mod tests;

/// What was drawn.
pub struct Chosen {
    /// Whom to ask.
    pub people: HashSet<CitizenId>,
    /// Out of how many.
    pub pool: usize,
    /// What decided.
    pub seed: String,
}

/// Draws the people of a wave among those of `fitting` who can be asked now.
///
/// # Errors
/// When the database fails, or a solver in a way that says nothing about the question.
pub async fn choose(
    site: &Site,
    matcher: &Matcher,
    release: &Release<'_>,
    fitting: &[&Citizen],
    now: Moment,
) -> anyhow::Result<Chosen> {
    let opportunity = release.asked.opportunity;
    let ids: Vec<CitizenId> = fitting.iter().map(|person| person.id).collect();
    let mut transaction = site.database.begin().await?;
    let weight = limits::weight(opportunity);
    let mut can_be_asked: Vec<CitizenId> = records::invitable(&mut transaction, opportunity, &ids, now)
        .await?
        .into_iter()
        .filter(|(_, person)| person.can_be_asked(weight))
        .map(|(id, _)| id)
        .collect();
    let (asked, yes) = records::seen(&mut transaction, opportunity.id).await?;
    let wishes = draw::records::wishes(&mut transaction, opportunity.id).await?;
    let placed = forming::records::placed(&mut transaction, opportunity.id).await?;
    transaction.commit().await?;
    can_be_asked.sort_unstable();
    let seed = account::encode(&account::random::<16>());
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let answers = (count(asked), count(yes));
    let free = opportunity
        .places
        .map(|places| count(places).saturating_sub(placed.len()));
    let pool = can_be_asked.len();
    let letters = wave_size(pool, free, answers.0, answers.1);
    if letters == pool {
        let people = can_be_asked.into_iter().collect();
        return Ok(Chosen { people, pool, seed });
    }
    let with_place: Vec<CitizenId> = placed.iter().map(|(_, citizen)| *citizen).collect();
    let with_place = citizen::records::load_many(&site.database, &with_place).await?;
    let known: HashMap<CitizenId, &Citizen> = fitting.iter().map(|person| (person.id, *person)).collect();
    let first = with_place.len();
    let others = can_be_asked.iter().filter_map(|id| known.get(id).copied());
    let people: Vec<Citizen> = with_place.into_iter().chain(others.cloned()).collect();
    let seats = Wishes {
        seats: wishes.seats,
        ..Wishes::default()
    };
    let candidates = standing::candidates(site, opportunity.id, &seats, people).await?;
    let asks = seats.question(matcher, opportunity, &candidates, (letters, Vec::new()));
    let question = of_wave(&asks, first, answers);
    let number = seed.clone();
    let drawn = tokio::task::spawn_blocking(move || draw_of(&question, &number)).await??;
    let people = drawn.into_iter().map(|person| can_be_asked[person]).collect();
    Ok(Chosen { people, pool, seed })
}

/// From the seats of a group to what a wave needs: `asks` is about the `first` people who have a place, and then
/// those who can be asked; the answer is about the latter alone. What those with a place count for is needed no
/// more, and of what is needed still so many are asked that half as many again as needed can be expected to say
/// yes, as with the places; all of them where there are no more.
fn of_wave(asks: &Question, first: usize, (asked, yes): (usize, usize)) -> Question {
    let mut question = asks.clone();
    question.people -= first;
    for rule in &mut question.rules {
        let inside = rule.members.iter().filter(|person| **person < first).count();
        rule.members.retain(|person| *person >= first);
        rule.members.iter_mut().for_each(|person| *person -= first);
        let needed = rule.least.saturating_sub(inside);
        rule.least = wave_size(rule.members.len(), Some(needed), asked, yes);
        rule.most = usize::MAX;
    }
    question
}

/// The people of a wave. Where not all that its seats need has room in it, all of them get the same part
/// of it: were the wave larger instead, its host could tell from its size who there is.
fn draw_of(question: &Question, seed: &str) -> anyhow::Result<Vec<usize>> {
    for tenths in (0..=10).rev() {
        let mut part = question.clone();
        for rule in &mut part.rules {
            rule.least = rule.least * tenths / 10;
        }
        if let Some(people) = composing::pick(&part, seed)? {
            return Ok(people);
        }
    }
    anyhow::bail!(
        "no group of {} among {} people was found",
        question.size,
        question.people
    )
}
