//! A letter about what is open and fits, for those who want one: every week or every month. Nobody gets it who did
//! not ask for it, one click stops it and nothing else, and when nothing fits no letter is written.

pub mod pages;
pub mod records;

use jiff::{
    ToSpan,
    civil::{Date, Weekday, time},
    tz::TimeZone,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    account::{self, Email, Token},
    calm,
    citizen::{self, Citizen, CitizenId, LetterFormat},
    frontend::Language,
    invitation::{self, letters::Mailbox, waves},
    mail,
    matching::Matcher,
    moment::{self, Moment},
    opportunity, organisation,
    outbox::{self, Kind, NewLetter, Recipient},
    site::Site,
    turn,
};

/// The most that one letter names.
const MOST: usize = 5;
/// So many letters are written in one round; the next round takes up the rest.
const AT_ONCE: i64 = 100;
/// A letter that could not be written has its turn again after this, seconds.
const AGAIN: i64 = moment::HOUR;
/// The hour of the day, by the reader's clock, from which a letter is due.
const HOUR: i8 = 9;

crate::slugs! {
    /// How often somebody wants the letter.
    pub enum Every {
        /// Never: what everybody begins with.
        Off = "off",
        /// On Mondays.
        Weekly = "weekly",
        /// On the first day of the month.
        Monthly = "monthly",
    }
}

impl Every {
    /// When the first letter after `moment` is due, by the clocks of `zone`: nine in the morning of the next Monday,
    /// or of the next first of a month.
    #[must_use]
    pub fn next(self, moment: Moment, zone: &TimeZone) -> Moment {
        let today = moment.day_in(zone);
        let at_nine = |day: Date| Moment::in_zone(day.to_datetime(time(HOUR, 0, 0, 0)), zone);
        let mut day = today;
        loop {
            let begins = match self {
                Self::Monthly => day.day() == 1,
                Self::Weekly | Self::Off => day.weekday() == Weekday::Monday,
            };
            if begins && at_nine(day) > moment {
                return at_nine(day);
            }
            match day.checked_add(1.day()) {
                Ok(next) => day = next,
                Err(_) => return moment,
            }
        }
    }

    /// The period that `moment` lies in, by the clocks of `zone`: `2026-W49`, `2026-12`. There is one letter for it.
    #[must_use]
    pub fn period(self, moment: Moment, zone: &TimeZone) -> String {
        let today = moment.day_in(zone);
        match self {
            Self::Monthly => format!("{:04}-{:02}", today.year(), today.month()),
            Self::Weekly | Self::Off => {
                let week = today.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
        }
    }
}

/// The token that stops the letters of one person, in every one of them the same. It is worked out from the secret
/// of the installation, so that the link of a letter of years ago still works.
///
/// # Panics
/// Never: 32 bytes make a token.
#[must_use]
pub fn token(site: &Site, id: CitizenId) -> Token {
    let mut hash = Sha256::new();
    hash.update(*site.secret);
    hash.update(format!("stop digest\n{id}"));
    Token::parse(&account::encode(&hash.finalize())).expect("32 bytes make a token")
}

/// The time zone of a citizen; UTC for somebody who is gone.
async fn zone_of(site: &Site, id: CitizenId) -> sqlx::Result<TimeZone> {
    let quiet = calm::records::load(&site.database, id).await?;
    Ok(quiet.map_or(TimeZone::UTC, |quiet| quiet.time_zone()))
}

/// Takes down how often somebody wants the letter. The first one comes when the next period begins, so that nobody
/// gets two in one by choosing anew.
///
/// # Errors
/// When the database fails.
pub async fn choose(site: &Site, id: CitizenId, every: Every) -> sqlx::Result<()> {
    let zone = zone_of(site, id).await?;
    let next = every.next(site.now(), &zone);
    let mut transaction = site.database.begin().await?;
    records::set(&mut transaction, id, every, &token(site, id), next).await?;
    transaction.commit().await
}

/// Writes the letters that are due. Returns how many had their turn, with or without a letter.
///
/// # Errors
/// When the database or the index fails; the next round takes up what is left. A letter that cannot be written is
/// told, and has its turn again later.
pub async fn write_due(site: &Site, matcher: &Matcher) -> anyhow::Result<usize> {
    let now = site.now();
    let due = records::due(&site.database, now, AT_ONCE).await?;
    if !due.is_empty() {
        matcher.catch_up().await?;
    }
    for (id, every, next_at) in &due {
        if let Err(error) = turn::apart(turn(site, matcher, (*id, *every, *next_at), now)).await {
            tracing::error!("the letter about what is open for {id} waits: {error:#}");
            let mut transaction = site.database.begin().await?;
            records::go_on(&mut transaction, *id, *next_at, now.plus(AGAIN)).await?;
            transaction.commit().await?;
        }
    }
    Ok(due.len())
}

async fn turn(
    site: &Site,
    matcher: &Matcher,
    (id, every, next_at): (CitizenId, Every, Moment),
    now: Moment,
) -> anyhow::Result<()> {
    let zone = zone_of(site, id).await?;
    let letter = write(site, matcher, id, (every, &zone), now).await?;
    let mut transaction = site.database.begin().await?;
    let next = every.next(now, &zone);
    if records::go_on(&mut transaction, id, next_at, next).await?
        && let Some(letter) = letter
    {
        outbox::put(&mut transaction, &letter, now).await?;
    }
    Ok(transaction.commit().await?)
}

async fn write(
    site: &Site,
    matcher: &Matcher,
    id: CitizenId,
    (every, zone): (Every, &TimeZone),
    now: Moment,
) -> anyhow::Result<Option<NewLetter>> {
    let database = &site.database;
    let person = citizen::records::load(database, id).await?;
    let mailbox = invitation::records::mailbox(database, id).await?;
    let (Some(person), Some(mailbox)) = (person, mailbox) else {
        return Ok(None);
    };
    // On paper it would come too late to be of use.
    let Some(email) = mailbox.email.clone() else {
        return Ok(None);
    };
    let fitting = fitting(site, matcher, &person, mailbox.locale).await?;
    if fitting.is_empty() {
        return Ok(None);
    }
    let fact = format!("digest:{id}:{}:{}", every.slug(), every.period(now, zone));
    letter(site, &mailbox, email, fact, &fitting, now).map(Some)
}

/// What is open and fits somebody, the closest first, without what they were invited to already and the
/// organisations they blocked.
async fn fitting(
    site: &Site,
    matcher: &Matcher,
    person: &Citizen,
    language: Language,
) -> anyhow::Result<Vec<Value>> {
    let database = &site.database;
    let spoken = language.of_page();
    let blocked = calm::records::blocked(database, person.id).await?;
    let mut found = Vec::new();
    for close in matcher.for_citizen(person).await? {
        if found.len() == MOST {
            break;
        }
        let id = close.opportunity;
        let is_invited = waves::records::is_invited(database, person.id, id).await?;
        let Some(opportunity) = opportunity::records::load(database, id)
            .await?
            .filter(|found| !is_invited && found.state.is_public())
            .filter(|found| blocked.iter().all(|one| one.id != found.organisation_id))
        else {
            continue;
        };
        let organisation = organisation::records::load(database, opportunity.organisation_id).await?;
        found.push(json!({
            "title": opportunity.title,
            "organisation": organisation.map(|organisation| organisation.name),
            "link": site.link(&format!("/opportunities/{id}{spoken}")),
        }));
    }
    Ok(found)
}

fn letter(
    site: &Site,
    mailbox: &Mailbox,
    email: Email,
    unique_key: String,
    fitting: &[Value],
    now: Moment,
) -> anyhow::Result<NewLetter> {
    let token = token(site, mailbox.id);
    let stop = site.link(&format!("/stop/digest/{}", token.reveal()));
    let spoken = mailbox.locale.of_page();
    let context = json!({
        "operator": site.config.operator,
        "called": mailbox.called,
        "big": mailbox.letter_format != LetterFormat::Standard,
        "fitting": fitting,
        "stop": format!("{stop}{spoken}"),
        "help": site.link("/safe"),
    });
    let written = mail::write(&site.frontend, mailbox.locale, "digest", &context)?;
    Ok(NewLetter {
        unique_key,
        kind: Kind::Digest,
        account_id: Some(mailbox.id),
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Mailbox(email),
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: Some(stop),
        not_before: now,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").expect("known")
    }

    fn at(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().expect("a time").as_second())
    }

    #[test]
    fn a_letter_is_due_at_nine_by_the_reader_s_clock() {
        let next = |every: Every, from: &str| every.next(at(from), &london()).to_string();
        // Tuesday 1 December 2026.
        assert_eq!(
            next(Every::Weekly, "2026-12-01T09:00:00Z"),
            "2026-12-07T09:00:00Z"
        );
        assert_eq!(
            next(Every::Weekly, "2026-12-07T08:59:59Z"),
            "2026-12-07T09:00:00Z"
        );
        assert_eq!(
            next(Every::Weekly, "2026-12-07T09:00:00Z"),
            "2026-12-14T09:00:00Z"
        );
        assert_eq!(
            next(Every::Weekly, "2027-03-25T12:00:00Z"),
            "2027-03-29T08:00:00Z"
        );
        assert_eq!(
            next(Every::Monthly, "2026-12-01T09:00:00Z"),
            "2027-01-01T09:00:00Z"
        );
        assert_eq!(
            next(Every::Monthly, "2027-03-31T12:00:00Z"),
            "2027-04-01T08:00:00Z"
        );
        assert_eq!(
            next(Every::Monthly, "2028-02-28T12:00:00Z"),
            "2028-03-01T09:00:00Z"
        );
    }

    #[test]
    fn a_period_has_one_name_also_where_weeks_and_years_cross() {
        assert_eq!(
            Every::Weekly.period(at("2027-01-03T12:00:00Z"), &london()),
            "2026-W53"
        );
        assert_eq!(
            Every::Weekly.period(at("2027-01-04T00:00:00Z"), &london()),
            "2027-W01"
        );
        assert_eq!(
            Every::Monthly.period(at("2026-12-31T23:59:59Z"), &london()),
            "2026-12"
        );
    }
}
