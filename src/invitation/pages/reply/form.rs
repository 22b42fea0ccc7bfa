//! What goes with each answer: read from the posted form, and filled in from what was said before.

use serde_json::{Value, json};

use super::{is_theirs, person, tickable};
use crate::{
    badge::catalogue,
    invitation::{
        Answer, Contact, Invitation, Reason, Reply, needs, records,
        relay::{self, LeftOut},
    },
    moment::DAY,
    opportunity::Opportunity,
    web::{Form, Result, Visit},
};

/// Nobody is left alone for longer than this with one answer, days: as long as the longest rest.
const LATEST_AGAIN: i64 = 731;
/// The longest text that goes with an answer, in characters.
const LONGEST: usize = 1_000;

/// Reads what goes with the chosen answer, and nothing else that the form may hold. Says also what was left out of
/// a question, because one side must not reach the other past us.
///
/// # Errors
/// When the database fails.
pub async fn read(
    visit: &Visit,
    invitation: &Invitation,
    chosen: Answer,
    kept: &Kept,
    form: &mut Form,
) -> Result<(Reply, Vec<LeftOut>)> {
    let mut reply = Reply::plain(chosen);
    let mut left_out = Vec::new();
    match chosen {
        Answer::Yes | Answer::YesWithSupport => yes(visit, invitation, kept, form, &mut reply).await?,
        Answer::Question => {
            let typed = form.required("question", LONGEST);
            let mark = |kind: LeftOut| visit.text(&format!("left-out-{}", kind.slug()));
            let (words, kinds) = relay::without_contacts(&typed, mark);
            left_out = kinds;
            let called = person(visit, invitation).await?.called.unwrap_or_default();
            let (words, named) = relay::without_name(&words, &called, &mark(LeftOut::Name));
            left_out.extend(named.then_some(LeftOut::Name));
            reply.question = Some(words);
        }
        Answer::NotNow => {
            let today = visit.site.now().day();
            let day = form.day("again_from");
            if day.is_some_and(|day| day <= today) {
                form.problem("again_from", "past");
            }
            let latest = visit.site.now().plus(LATEST_AGAIN * DAY).day();
            if day.is_some_and(|day| day > latest) {
                form.problem("again_from", "too-far");
            }
            reply.again_from = day.map(|day| day.to_string());
        }
        Answer::NotThis => {
            // Nobody has to give a reason, so a missing or unknown one is none.
            reply.reason = Reason::parse(form.text("reason"));
            reply.reason_words = said(form.optional("reason_words", LONGEST));
            reply.block = form.has("block");
        }
        Answer::Stop => {}
    }
    Ok((reply, left_out))
}

/// What was said before and is not shown to whoever holds the letter alone. It stays, because nobody takes back what
/// they cannot see: ticked needs are added to it, and words are replaced by words only.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    needs: Vec<String>,
    support: Option<String>,
}

impl Kept {
    /// Whether there is anything.
    #[must_use]
    pub fn is_something(&self) -> bool {
        !self.needs.is_empty() || self.support.is_some()
    }
}

/// What stays of a yes with support when the page was reached by a letter alone.
///
/// # Errors
/// When the database fails.
pub(super) async fn kept(visit: &Visit, invitation: &Invitation) -> Result<Kept> {
    if is_theirs(visit, invitation) || invitation.answer != Some(Answer::YesWithSupport) {
        return Ok(Kept::default());
    }
    Ok(Kept {
        needs: needs::records::of_invitation(&visit.site.database, invitation.id).await?,
        support: invitation.support.clone(),
    })
}

async fn yes(
    visit: &Visit,
    invitation: &Invitation,
    kept: &Kept,
    form: &mut Form,
    reply: &mut Reply,
) -> Result<()> {
    let person = person(visit, invitation).await?;
    if is_theirs(visit, invitation) {
        let ticked = form.all("released");
        reply.released = tickable(&person)
            .map(|badge| badge.id)
            .filter(|id| ticked.contains(&id.to_string().as_str()))
            .collect();
    } else {
        // What was ticked after signing in stays; the letter alone adds nothing to it.
        let before = records::by_id(&visit.site.database, invitation.id).await?;
        reply.released = before.map(|before| before.released()).unwrap_or_default();
    }
    let ways = records::contacts(&visit.site.database, person.id).await?;
    reply.contact = form.choice("contact", |slug| {
        Contact::parse(slug).filter(|contact| ways.contains(contact))
    });
    if reply.answer == Answer::YesWithSupport {
        let known = |slug: &str| catalogue().item("access", slug).map(|item| item.slug.clone());
        reply.needs = form.choices("needs", known);
        reply.needs.extend(kept.needs.iter().cloned());
        reply.needs.sort_unstable();
        reply.needs.dedup();
        let typed = said(form.optional("support", LONGEST));
        reply.support = typed.or_else(|| kept.support.clone());
        if reply.needs.is_empty() && reply.support.is_none() {
            form.problem("needs", "missing");
        }
    }
    Ok(())
}

fn said(words: String) -> Option<String> {
    Some(words).filter(|words| !words.is_empty())
}

/// The form of `chosen` filled with what was said before. Words of the person, and what they need, are filled in only
/// where it is `theirs`.
pub(super) fn said_before(
    invitation: &Invitation,
    needed: &[String],
    (chosen, theirs): (Answer, bool),
) -> Form {
    let mut fields = vec![("answer", chosen.slug().to_owned())];
    fields.extend(
        invitation
            .released()
            .iter()
            .map(|id| ("released", id.to_string())),
    );
    let shown = needed.iter().filter(|_| theirs);
    fields.extend(shown.map(|need| ("needs", need.clone())));
    let contact = invitation
        .contact
        .map(|contact| ("contact", contact.slug().to_owned()));
    fields.extend(contact);
    fields.extend(
        invitation
            .reason
            .filter(|_| theirs)
            .map(|reason| ("reason", reason.slug().to_owned())),
    );
    let texts = [
        ("support", &invitation.support),
        ("reason_words", &invitation.reason_words),
    ];
    fields.extend(
        texts
            .into_iter()
            .filter(|_| theirs)
            .filter_map(|(name, text)| Some((name, text.clone()?))),
    );
    if let Some([year, month, day]) = invitation.again_from.as_deref().map(day_parts) {
        fields.extend([
            ("again_from-year", year),
            ("again_from-month", month),
            ("again_from-day", day),
        ]);
    }
    Form::filled(fields)
}

fn day_parts(day: &str) -> [String; 3] {
    let mut parts = day.split('-').map(|part| part.trim_start_matches('0').to_owned());
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// What people can tick with a yes with support: what this opportunity offers already, and everything else.
pub(super) fn offered_needs(visit: &Visit, opportunity: &Opportunity) -> Value {
    let (offered, others): (Vec<_>, Vec<_>) = catalogue()
        .list("access")
        .iter()
        .partition(|item| opportunity.access.contains(&item.slug));
    let shown = |items: Vec<&crate::badge::Item>| -> Vec<Value> {
        items
            .into_iter()
            .map(|item| json!({"value": item.slug, "text": item.label(visit.language)}))
            .collect()
    };
    json!({"offered": shown(offered), "others": shown(others)})
}

/// The closed list of reasons.
#[must_use]
pub fn reasons(visit: &Visit) -> Vec<Value> {
    Reason::ALL
        .iter()
        .map(|reason| {
            let key = format!("reason-{}", reason.slug());
            json!({"value": reason.slug(), "text": visit.text(&key)})
        })
        .collect()
}
