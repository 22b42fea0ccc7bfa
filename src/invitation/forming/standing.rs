//! Who stands for the places of an opportunity, and what is asked of a group of them.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use uuid::Uuid;

use super::records;
use crate::{
    citizen::{self, Citizen, CitizenId},
    database::Transaction,
    draw::{
        self, Candidate, Stood, Wishes,
        composing::{self, Listed},
        ways,
    },
    equality::{self, Feature},
    group::Question,
    invitation::{InvitationId, letters::Asked},
    matching::Matcher,
    opportunity::{self, Opportunity, OpportunityId, State},
    organisation,
    site::Site,
};

/// Everything that decides who takes part.
pub struct Standing {
    /// For what.
    pub opportunity: Opportunity,
    /// Whose it is.
    pub organisation: String,
    /// What its host asks of the group.
    pub wishes: Wishes,
    /// Who has a place already, in the order of their ids.
    pub placed: Vec<InvitationId>,
    /// Who said yes and has none, in the order of their ids, which says nothing about who answered when.
    pub willing: Vec<InvitationId>,
    /// The composer's question: first those who have a place, then the willing.
    pub question: Question,
}

/// Loads what decides; `None` when the opportunity is not at a stage where places are given.
///
/// # Errors
/// When the database fails.
pub async fn load(site: &Site, matcher: &Matcher, id: OpportunityId) -> anyhow::Result<Option<Standing>> {
    let mut transaction = site.database.begin().await?;
    let (opportunity, organisation) = whose(&mut transaction, id).await?;
    if !matches!(opportunity.state, State::Inviting | State::Formed) {
        return Ok(None);
    }
    let wishes = draw::records::wishes(&mut transaction, id).await?;
    let placed = records::placed(&mut transaction, id).await?;
    let willing = records::willing(&mut transaction, id).await?;
    transaction.commit().await?;
    let people: Vec<CitizenId> = placed.iter().chain(&willing).map(|(_, one)| *one).collect();
    let candidates = candidates(site, id, &wishes, in_order(site, &people).await?).await?;
    let limit = opportunity.places.map(|most| usize::try_from(most).unwrap_or(0));
    let members = limit.map_or(people.len(), |most| most.min(people.len()));
    let members = members.max(placed.len());
    let chosen: Vec<usize> = (0..placed.len()).collect();
    let mut question = wishes.question(matcher, &opportunity, &candidates, (members, chosen));
    if limit.is_none() {
        // Everybody who wants to takes part, whoever that is.
        question.rules.clear();
    }
    Ok(Some(Standing {
        opportunity,
        organisation,
        wishes,
        placed: placed.into_iter().map(|(id, _)| id).collect(),
        willing: willing.into_iter().map(|(id, _)| id).collect(),
        question,
    }))
}

/// The opportunity and the name of its organisation.
///
/// # Errors
/// When one of them is gone or the database fails.
pub async fn whose(
    transaction: &mut Transaction,
    id: OpportunityId,
) -> anyhow::Result<(Opportunity, String)> {
    let opportunity = opportunity::records::load(&mut *transaction, id)
        .await?
        .context("the opportunity is gone")?;
    let organisation = organisation::records::load(transaction, opportunity.organisation_id)
        .await?
        .context("the organisation is gone")?;
    Ok((opportunity, organisation.name))
}

/// Who stands for the places now, without what is asked of them: a list that stands says that.
///
/// # Errors
/// When the database fails.
pub async fn of_list(transaction: &mut Transaction, id: OpportunityId) -> anyhow::Result<Standing> {
    let (opportunity, organisation) = whose(&mut *transaction, id).await?;
    Ok(Standing {
        opportunity,
        organisation,
        wishes: Wishes::default(),
        placed: ids(records::placed(&mut *transaction, id).await?),
        willing: ids(records::willing(transaction, id).await?),
        question: Question::default(),
    })
}

/// What is known of these people when a group of an opportunity is made of them, in the same order. Nothing is read
/// that no wish asks for: equality answers least of all.
///
/// # Errors
/// When the database fails.
pub async fn candidates(
    site: &Site,
    id: OpportunityId,
    wishes: &Wishes,
    people: Vec<Citizen>,
) -> anyhow::Result<Vec<Candidate>> {
    let database = &site.database;
    let ids: Vec<CitizenId> = people.iter().map(|citizen| citizen.id).collect();
    let mut answers = HashMap::new();
    if !wishes.quotas.is_empty() {
        answers = equality::records::of(database, &ids).await?;
    }
    let mut had_a_place = HashSet::new();
    if wishes.seats.iter().any(|seat| seat.first_time) {
        had_a_place = draw::records::had_a_place(database, id).await?;
    }
    let mut regulars = HashSet::new();
    if wishes.most_regulars.is_some() {
        let since = site.now().plus(-draw::REGULAR_FOR);
        regulars = draw::records::regulars(database, id, since, draw::REGULAR_FROM).await?;
    }
    let candidate = |citizen: Citizen| Candidate {
        answers: answers.remove(&citizen.id).unwrap_or_default(),
        first_time: !had_a_place.contains(&citizen.id),
        regular: regulars.contains(&citizen.id),
        citizen,
    };
    Ok(people.into_iter().map(candidate).collect())
}

/// These people in this order.
async fn in_order(site: &Site, ids: &[CitizenId]) -> anyhow::Result<Vec<Citizen>> {
    let loaded = citizen::records::load_many(&site.database, ids).await?;
    let mut loaded: HashMap<CitizenId, Citizen> = loaded.into_iter().map(|one| (one.id, one)).collect();
    ids.iter()
        .map(|id| loaded.remove(id).context("somebody is gone"))
        .collect()
}

impl Standing {
    /// Composes the list, or says which sets of rules are in the way. Where not all places can be filled with these
    /// rules, fewer are: those that stay free start the next wave.
    ///
    /// # Errors
    /// When a solver fails in a way that says nothing about the question.
    pub fn compose(&self, codes: &[String]) -> anyhow::Result<Result<Listed, Vec<Vec<usize>>>> {
        let mut question = self.question.clone();
        leave_room(&mut question, self.opportunity.places);
        keep_who_has_a_place(&mut question);
        let whole = question.clone();
        while question.size == whole.size
            || (question.size > self.placed.len() && !tells_answers(&question, whole.size))
        {
            if let Some(mut listed) = composing::compose(&question, codes)? {
                // What was asked, not how far it could be met: that would count people.
                for ((told, asked), place) in listed.facts.rules.iter_mut().zip(&self.question.rules).zip(0..)
                {
                    told.least = asked.least;
                    told.most = (asked.most != usize::MAX).then_some(asked.most);
                    told.seat = self.wishes.seats.get(place).cloned();
                }
                return Ok(Ok(listed));
            }
            question.size -= 1;
        }
        Ok(Err(ways::out(&whole)))
    }

    /// How a list names everybody: see [`composing::codes`].
    #[must_use]
    pub fn codes(&self, site: &Site) -> Vec<String> {
        let number = self.opportunity.form_seed.as_deref().unwrap_or_default();
        composing::codes(&site.secret, number, self.people())
    }

    fn people(&self) -> impl Iterator<Item = Uuid> {
        self.placed.iter().chain(&self.willing).map(|id| id.0)
    }

    /// For what, for letters.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            opportunity: &self.opportunity,
            organisation: &self.organisation,
        }
    }

    /// Whether there is nothing to draw: nobody is willing, or no place is free.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.willing.is_empty() || self.question.size == self.placed.len()
    }

    /// Whether the same people stand for the places as when this was loaded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn still_holds(&self, transaction: &mut Transaction) -> anyhow::Result<bool> {
        let id = self.opportunity.id;
        let state = opportunity::records::load(&mut *transaction, id)
            .await?
            .map(|opportunity| opportunity.state);
        Ok(state == Some(self.opportunity.state)
            && ids(records::placed(&mut *transaction, id).await?) == self.placed
            && ids(records::willing(transaction, id).await?) == self.willing)
    }

    /// Everybody who stands in a draw, under these codes; `in_no_group` are the places of those whom none of its
    /// groups can contain.
    #[must_use]
    pub fn stood(&self, codes: Vec<String>, list: &str, in_no_group: &[usize]) -> Vec<Stood> {
        let chances = composing::chances(list);
        (codes.into_iter().zip(self.people()).enumerate())
            .map(|(place, (code, invitation_id))| Stood {
                invitation_id,
                chance: chances.get(&code).copied().unwrap_or(0),
                code,
                in_no_group: in_no_group.binary_search(&place).is_ok(),
            })
            .collect()
    }
}

/// Where all fit, what a seat or a quota still lacks is left to the next wave, when the places that stay free have
/// room for it.
fn leave_room(question: &mut Question, places: Option<i64>) {
    if question.size < question.people {
        return;
    }
    let places = places.map_or(0, |places| usize::try_from(places).unwrap_or(0));
    let free = places.saturating_sub(question.people);
    for rule in &mut question.rules {
        let have = rule.members.len();
        if rule.least > have && rule.least - have <= free {
            rule.least = have;
        }
    }
}

/// Whether a group that is smaller than asked for, because no larger one meets these rules, would tell what all of its
/// people said about themselves: all of them count for what the rules want at least, or nobody is left who does not
/// count for what they allow at most.
fn tells_answers(question: &Question, asked: usize) -> bool {
    let mut sums: HashMap<&str, (usize, usize)> = HashMap::new();
    for rule in question
        .rules
        .iter()
        .filter(|rule| Feature::parse(&rule.about).is_some())
    {
        let (least, most) = sums.entry(&rule.about).or_default();
        *least += rule.least;
        *most += if rule.most < asked { rule.most } else { 0 };
    }
    let mut sums = sums.into_values();
    sums.any(|(least, most)| least.max(most) >= question.size)
}

/// Whoever has a place keeps it, also when they became a regular after they had it; then nobody else of these joins.
fn keep_who_has_a_place(question: &mut Question) {
    let chosen = &question.chosen;
    for rule in &mut question.rules {
        let members = rule.members.iter();
        let inside = members
            .filter(|person| chosen.binary_search(person).is_ok())
            .count();
        rule.most = rule.most.max(inside);
    }
}

fn ids(people: Vec<(InvitationId, CitizenId)>) -> Vec<InvitationId> {
    people.into_iter().map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::Rule;

    #[test]
    fn a_group_with_no_room_for_those_who_would_rather_not_say_tells_answers() {
        let rule = |about: &str, value: &str, least| Rule {
            about: about.into(),
            value: value.into(),
            members: (0..9).collect(),
            least,
            most: 9,
        };
        let mut question = Question {
            people: 9,
            size: 5,
            rules: vec![
                rule("age", "18-24", 2),
                rule("age", "25-34", 2),
                rule("gender", "woman", 3),
                rule("seat", "", 5),
            ],
            ..Question::default()
        };
        assert!(
            !tells_answers(&question, 9),
            "a seat is no answer to an equality question"
        );
        question.size = 4;
        assert!(
            tells_answers(&question, 9),
            "all of them said 18 to 24 or 25 to 34"
        );
        question.size = 5;
        question.rules[2].most = 4;
        assert!(
            !tells_answers(&question, 9),
            "one of them is no woman, or did not say"
        );
        question.rules[2].most = 5;
        assert!(
            tells_answers(&question, 9),
            "nobody is left but women: else the group were larger"
        );
    }
}
