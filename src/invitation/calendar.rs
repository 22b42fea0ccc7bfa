//! The dates of an invitation for a calendar (RFC 5545). What stands in it lights up on locked phones and in
//! shared family calendars, so it says nothing about what it is about: the letter does.

use icalendar::{Calendar, Component, Event, EventStatus, Property};
use jiff::civil::Date;

use super::{Answer, Invitation, Place, State};
use crate::{
    frontend::Language,
    moment::Moment,
    opportunity::{self, Opportunity},
    site::Site,
};

/// The file of an invitation as it stands: the day to answer by, and with a place the first day. Entries keep
/// their UID, and their SEQUENCE grows when something about them changes, so that a calendar which has them
/// already changes them instead of adding new ones.
#[must_use]
pub fn file(site: &Site, invitation: &Invitation, opportunity: &Opportunity, language: Language) -> String {
    let text = |key: &str| site.frontend.text(language, key);
    // Not `new`, which puts a PRODID of its own beside ours: RFC 5545 allows one.
    let mut calendar = Calendar::empty();
    for property in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Alongside//Dates//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(property);
    }
    let waits = matches!(invitation.answer, None | Some(Answer::Question))
        && matches!(invitation.state, State::Held | State::Sent);
    let mut entry = entry(
        invitation,
        ("answer", u32::from(!waits)),
        invitation.open_until.day(),
        waits,
    );
    entry.summary(&text("calendar-answer"));
    entry.description(&format!(
        "{} {}",
        text("calendar-read"),
        site.link("/you/invitations")
    ));
    calendar.push(entry);
    let starts_on = opportunity
        .starts_on
        .as_deref()
        .and_then(|day| day.parse::<Date>().ok());
    if let (Some(place), Some(day)) = (invitation.place, starts_on) {
        let is_off = opportunity.state == opportunity::State::Closed;
        let stands = place == Place::Place && !is_off;
        // Who comes next may get a place, and whoever has one may give it back; nothing comes after the end.
        let sequence = match place {
            _ if is_off => 3,
            Place::Alternate => 0,
            Place::Place => 1,
            Place::None => 2,
        };
        let mut entry = self::entry(invitation, ("place", sequence), day, stands);
        entry.summary(&text("calendar-place"));
        entry.description(&format!(
            "{} {}",
            text("calendar-read"),
            site.link("/you/invitations")
        ));
        calendar.push(entry);
    }
    calendar.to_string()
}

/// An entry for a whole day: it blocks no time and has no alarm of its own.
fn entry(invitation: &Invitation, (what, sequence): (&str, u32), day: Date, stands: bool) -> Event {
    let mut entry = Event::new();
    entry.uid(&format!("{what}-{}", invitation.id));
    // When it was last touched, as far as we know; never the moment somebody asks.
    let written = invitation.answered_at.unwrap_or(invitation.created_at);
    entry.add_property("DTSTAMP", stamp(written));
    for (name, day) in [("DTSTART", Some(day)), ("DTEND", day.tomorrow().ok())] {
        if let Some(day) = day {
            let value = day.strftime("%Y%m%d").to_string();
            let property = Property::new(name, value).add_parameter("VALUE", "DATE").done();
            entry.append_property(property);
        }
    }
    entry.add_property("TRANSP", "TRANSPARENT");
    entry.sequence(sequence);
    entry.status(if stands {
        EventStatus::Confirmed
    } else {
        EventStatus::Cancelled
    });
    entry.done()
}

/// A moment as calendars write it: UTC.
fn stamp(moment: Moment) -> String {
    moment.to_string().replace(['-', ':'], "")
}
