//! Invitations: a fair invitation first, then a fair group among those who said yes.
//!
//! A wave is drawn from the pool and held for some minutes, in which its host can stop it. Every letter is
//! written in the transaction of its invitation. Answers are taken, and can be changed, until the reply-by date;
//! then the group is formed. Nobody is rewarded for answering first, and nobody learns who did not answer.

pub mod benefits;
pub mod calendar;
pub mod forming;
pub mod given_back;
pub mod letters;
pub mod limits;
pub mod links;
pub mod names;
pub mod needs;
pub mod noes;
pub mod outcomes;
pub mod pages;
pub mod questions;
pub mod records;
pub mod refill;
pub mod relay;
pub mod reminders;
pub mod replies;
pub mod stopping;
pub mod undoing;
pub mod waves;

use serde::{Deserialize, Serialize};

use crate::{
    account::AccountId,
    citizen::{CitizenId, DeclaredId},
    matching::Matcher,
    moment::{DAY, Moment},
    opportunity::OpportunityId,
    site::Site,
};

crate::id!(
    /// An invitation of one person to one opportunity.
    InvitationId
);
crate::id!(
    /// One draw of people to invite.
    WaveId
);

crate::slugs! {
    /// Where an invitation stands.
    pub enum State {
        /// Its letter waits for the hold to end.
        Held = "held",
        /// Its letter may leave, or has left.
        Sent = "sent",
        /// Taken back before it arrived.
        Withdrawn = "withdrawn",
        /// The group was formed.
        Closed = "closed",
    }
}

crate::slugs! {
    /// Where a wave stands.
    pub enum WaveState {
        /// Can be stopped.
        Held = "held",
        /// Its letters leave.
        Released = "released",
        /// Its host stopped it; what had not left by then never does.
        Stopped = "stopped",
    }
}

crate::slugs! {
    /// What somebody answers.
    pub enum Answer {
        /// Yes.
        Yes = "yes",
        /// Yes, and this helps me to take part.
        YesWithSupport = "yes-with-support",
        /// A question first; the host does not learn whose.
        Question = "question",
        /// Not now; ask me again from a day on.
        NotNow = "not-now",
        /// Not this one.
        NotThis = "not-this",
        /// No invitations any more.
        Stop = "stop",
    }
}

impl Answer {
    /// Whether this person would take a place.
    #[must_use]
    pub fn is_yes(self) -> bool {
        matches!(self, Self::Yes | Self::YesWithSupport)
    }
}

crate::slugs! {
    /// Why somebody says no.
    pub enum Reason {
        /// No time.
        Time = "time",
        /// The date or the place does not fit.
        DateOrPlace = "date-or-place",
        /// The pay or the expenses do not fit.
        PayOrExpenses = "pay-or-expenses",
        /// What they need to take part is not offered.
        Access = "access",
        /// The topic is too close.
        TopicTooClose = "topic-too-close",
        /// The topic is not theirs.
        TopicNotMine = "topic-not-mine",
        /// They are asked a lot already.
        AlreadyAskedALot = "already-asked-a-lot",
        /// They do not trust this organisation.
        DoNotTrust = "do-not-trust-this-organisation",
        /// Nothing changed the last time they took part.
        NothingChanged = "nothing-changed-last-time",
        /// They would rather not say.
        RatherNotSay = "rather-not-say",
    }
}

crate::slugs! {
    /// How a host reaches somebody who has a place.
    pub enum Contact {
        /// By email.
        Email = "email",
        /// By telephone.
        Phone = "phone",
        /// By letter.
        Post = "post",
    }
}

crate::slugs! {
    /// What the forming of the group decided about somebody who said yes.
    pub enum Place {
        /// Takes part.
        Place = "place",
        /// Comes next when somebody steps back.
        Alternate = "alternate",
        /// Does not take part.
        None = "none",
    }
}

/// One invitation, whole.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// To what.
    pub opportunity_id: OpportunityId,
    /// Whom.
    pub citizen_id: CitizenId,
    /// The draw it came from; none for somebody who put themselves forward.
    pub wave_id: Option<WaveId>,
    /// Where it stands.
    pub state: State,
    /// Written at.
    pub created_at: Moment,
    /// Answers are taken until then.
    pub open_until: Moment,
    /// The answer, when there is one.
    pub answer: Option<Answer>,
    /// Answered at, the last time.
    pub answered_at: Option<Moment>,
    /// Why not.
    pub reason: Option<Reason>,
    /// Why not, in their words.
    pub reason_words: Option<String>,
    /// Ask again from this day on, `YYYY-MM-DD`.
    pub again_from: Option<String>,
    /// What helps them to take part, in their words.
    pub support: Option<String>,
    /// How the host may reach them, if there is a place.
    pub contact: Option<Contact>,
    /// Ids of the badges the host may know, if there is a place: a JSON array.
    pub released_badges: String,
    /// What the forming decided.
    pub place: Option<Place>,
    /// The chance they had, in parts of 10,000.
    pub chance: Option<i64>,
}

impl Invitation {
    /// Whether an answer is taken at this moment.
    #[must_use]
    pub fn takes_answers(&self, now: Moment) -> bool {
        matches!(self.state, State::Held | State::Sent) && now < self.open_until
    }

    /// Whether there is something to give back: a place, a turn to come next, or a yes that waits for the draw.
    #[must_use]
    pub fn can_step_back(&self, now: Moment) -> bool {
        match self.place {
            Some(place) => place != Place::None,
            None => {
                !self.takes_answers(now)
                    && self.state != State::Withdrawn
                    && self.answer.is_some_and(Answer::is_yes)
            }
        }
    }

    /// The badges the host may know, if there is a place.
    #[must_use]
    pub fn released(&self) -> Vec<DeclaredId> {
        crate::database::values::parse_slugs(&self.released_badges)
    }
}

/// One draw of people to invite.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub struct Wave {
    /// Its id.
    pub id: WaveId,
    /// For what.
    pub opportunity_id: OpportunityId,
    /// The first, the second …
    pub number: i64,
    /// Where it stands.
    pub state: WaveState,
    /// Can be stopped until then.
    pub hold_until: Moment,
    /// The officer who released it.
    pub created_by: AccountId,
    /// Released at.
    pub created_at: Moment,
    /// Those who say nothing are reminded, once.
    pub reminds: bool,
}

/// What somebody answers, and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// Badges the host may know, if there is a place.
    pub released: Vec<DeclaredId>,
    /// How the host may reach them, if there is a place.
    pub contact: Option<Contact>,
    /// What they need to take part: slugs of the access list, sorted.
    pub needs: Vec<String>,
    /// What helps them to take part, in their words.
    pub support: Option<String>,
    /// Their question, without anything that could reach them.
    pub question: Option<String>,
    /// Ask again from this day on.
    pub again_from: Option<String>,
    /// Why not.
    pub reason: Option<Reason>,
    /// Why not, in their words.
    pub reason_words: Option<String>,
    /// Nothing from this organisation any more.
    pub block: bool,
}

impl Reply {
    /// An answer with nothing beside it.
    #[must_use]
    pub fn plain(answer: Answer) -> Self {
        Self {
            answer,
            released: Vec::new(),
            contact: None,
            needs: Vec::new(),
            support: None,
            question: None,
            again_from: None,
            reason: None,
            reason_words: None,
            block: false,
        }
    }

    /// Whether `invitation` with its `needs` says exactly this already: a form that was sent twice changes nothing.
    #[must_use]
    pub fn is_said_in(&self, invitation: &Invitation, needs: &[String]) -> bool {
        invitation.answer == Some(self.answer)
            && invitation.released() == self.released
            && invitation.contact == self.contact
            && needs == self.needs
            && invitation.support == self.support
            && invitation.again_from == self.again_from
            && invitation.reason == self.reason
            && invitation.reason_words == self.reason_words
    }
}

/// How many of `pool` people to invite for `places` free places (none: everyone who wants to), when of `asked`
/// people before `yes` said yes. The yeses to expect are half as many again as the places: one in five says yes,
/// until enough people were asked to know better.
///
/// A host reads about how many letters a wave has, and can work back from it to the share of yeses. So the share
/// that was seen counts in coarse steps alone: as the next of 80, 40, 20, 10 and 5 in 100 that is no higher, so that
/// enough people are asked. That tells a host between which two steps it lies, and no more.
#[must_use]
pub fn wave_size(pool: usize, places: Option<usize>, asked: usize, yes: usize) -> usize {
    let Some(places) = places else { return pool };
    let seen = |step: &usize| yes * 100 >= asked * step;
    let in_100 = match YESES_IN_100.into_iter().find(seen) {
        _ if asked < ENOUGH_ASKED => YESES_AT_FIRST,
        step => step.unwrap_or(LEAST_YESES),
    };
    // places × 1.5 ÷ rate, in whole numbers, rounded up.
    (places * 3 * 100).div_ceil(in_100 * 2).min(pool)
}

/// Of a hundred people who are asked, so many say yes: the steps that are told apart, the highest first.
const YESES_IN_100: [usize; 5] = [80, 40, 20, 10, LEAST_YESES];
/// Below the lowest step a wave grows no more.
const LEAST_YESES: usize = 5;
/// So many in a hundred are expected to say yes before anything is known.
const YESES_AT_FIRST: usize = 20;
/// From so many people asked on, what they said counts.
const ENOUGH_ASKED: usize = 10;

/// So far back a round looks for letters that were stopped, in seconds: a service that stood still for some days
/// has not forgotten any.
const LOOKS_BACK: i64 = 7 * DAY;

/// One round of everything that is due now, but for the letters themselves: holds that are over, reminders, groups
/// to form. Returns how much was done; 0 when there is nothing to do.
///
/// # Errors
/// The first thing that failed, after everything else had its turn; the next round takes up what is left.
pub async fn work(site: &Site, matcher: &Matcher) -> anyhow::Result<usize> {
    let now = site.now();
    let let_go = waves::let_go(site, now).await;
    let counted = waves::count_yeses(site).await;
    let reminded = reminders::remind_due(site, now).await;
    let withdrawn = records::withdraw_unsent(&site.database, now.plus(-LOOKS_BACK)).await;
    let summed_up = noes::sum_up(site, now).await;
    let formed = forming::form_due(site, matcher, now).await;
    let_go?;
    counted?;
    withdrawn?;
    summed_up?;
    Ok(formed? + reminded?)
}

/// Who takes part, for a host: only people with a place, and only what each of them ticked.
#[derive(Clone, Debug, Serialize)]
pub struct TakingPart {
    /// The person.
    pub citizen_id: CitizenId,
    /// Their name.
    pub called: Option<String>,
    /// How to reach them: an address or a number.
    pub contact: Option<String>,
    /// Which of the two it is.
    pub contact_by: Option<Contact>,
    /// What they need to take part: slugs of the access list.
    pub needs: Vec<String>,
    /// What helps them to take part, in their words.
    pub support: Option<String>,
    /// The badges they ticked.
    pub badges: Vec<crate::citizen::Declared>,
}

#[cfg(test)]
mod tests {
    use super::wave_size;

    #[test]
    fn a_wave_is_as_large_as_the_yeses_it_needs() {
        // 12 places, one in five says yes: 18 yeses, 90 letters.
        assert_eq!(wave_size(500, Some(12), 0, 0), 90);
        // A small pool is invited whole, and so is everyone who wants to.
        assert_eq!(wave_size(40, Some(12), 0, 0), 40);
        assert_eq!(wave_size(500, None, 0, 0), 500);
        // Later the rate that was seen counts, as the next lower step: one in two said yes, two in five are expected.
        assert_eq!(wave_size(500, Some(4), 90, 45), 15);
        // Nobody said yes: the wave grows, but not without end.
        assert_eq!(wave_size(5_000, Some(4), 90, 0), 120);
        assert_eq!(wave_size(500, Some(0), 90, 45), 0);
    }

    #[test]
    fn the_size_of_a_wave_tells_no_more_of_the_yeses_than_a_coarse_step() {
        let sizes: Vec<usize> = (0..=100).map(|yes| wave_size(5_000, Some(4), 100, yes)).collect();
        for (yeses, size) in [
            (0..10, 120),
            (10..20, 60),
            (20..40, 30),
            (40..80, 15),
            (80..101, 8),
        ] {
            assert!(
                sizes[yeses.clone()].iter().all(|one| *one == size),
                "{yeses:?}: {sizes:?}"
            );
        }
    }
}
