//! Drafts that wait for their person: confirmed or thrown away on their page, by the link of a letter, or with the
//! code of a letter on paper. Only then do they count.

use anyhow::Context;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    account::Token,
    audit::Action,
    badge::{Visibility, catalogue},
    citizen::{Declared, DeclaredId, declared},
    database::{Transaction, turns},
    invitation::{
        self, InvitationId, Reply,
        replies::{self, Taken},
    },
    mail, opportunity,
    outbox::{self, Kind, NewLetter, Recipient},
    pass::{self, Purpose},
    site::Site,
    supporter::{Draft, DraftId, DraftKind, LINK_LASTS, Supporter, Words, pages::theirs::note_in, records},
    web::{Citizen, Error, Form, Result, Visit, visit::done},
};

/// Where a person who has signed in decides.
const YOURS: &str = "/you/drafts";
/// So many drafts of one supporter wait at most.
const MOST: i64 = 5;

/// Keeps a draft, notes it and, unless something waits already, tells its person: in one transaction. `false` when
/// so many of this supporter wait that one more is not kept.
pub(super) async fn put(
    visit: &Visit,
    supporter: &Supporter,
    id: DraftId,
    (kind, invitation, payload): (DraftKind, Option<Uuid>, String),
) -> Result<bool> {
    let (site, now) = (&visit.site, visit.site.now());
    let token = Token::random();
    let mut transaction = site.database.begin().await?;
    turns::take(&mut transaction, &format!("drafts {}", supporter.citizen_id)).await?;
    let waited = records::count_waiting(&mut transaction, supporter.citizen_id).await?;
    let fresh = records::insert_draft(
        &mut transaction,
        (id, supporter),
        kind,
        invitation,
        (payload, &token),
        now,
    )
    .await?;
    if !fresh {
        return Ok(true);
    }
    if records::count_waiting_of(&mut transaction, supporter.id).await? > MOST {
        return Ok(false);
    }
    note_in(&mut transaction, supporter, Action::SupporterDraft, now).await?;
    let mailbox = invitation::records::mailbox(&mut transaction, supporter.citizen_id).await?;
    if let Some(mailbox) = mailbox.filter(|_| waited == 0) {
        let context = json!({
            "operator": site.config.operator, "called": mailbox.called, "supporter": supporter.called,
            "paper": mailbox.email.is_none(),
            "url": site.link(&format!("/d/{}{}", token.reveal(), mailbox.locale.of_page())),
        });
        let written = mail::write(&site.frontend, mailbox.locale, "draft-waits", &context)?;
        let letter = NewLetter {
            unique_key: format!("draft-waits:{id}"),
            kind: Kind::Outcome,
            account_id: Some(supporter.citizen_id),
            invitation_id: None,
            organisation_id: None,
            recipient: Recipient::of(mailbox.email.as_ref()),
            subject: written.subject,
            text: written.text,
            html: written.html,
            unsubscribe_url: None,
            not_before: now,
        };
        outbox::put(&mut transaction, &letter, now).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// A draft in words that the person understands.
///
/// # Errors
/// When the database fails.
pub async fn shown(visit: &Visit, draft: &Draft) -> Result<Value> {
    let database = &visit.site.database;
    let mut shown = brief(draft);
    if let Ok(words) = serde_json::from_str::<Words>(&draft.payload) {
        shown["words"] = json!(words);
    }
    if let Ok(reply) = serde_json::from_str::<Reply>(&draft.payload) {
        let contact = reply
            .contact
            .map(|way| visit.text(&format!("reply-contact-{}", way.slug())));
        let needs = catalogue()
            .list("access")
            .iter()
            .filter(|item| reply.needs.contains(&item.slug))
            .map(|item| item.label(visit.language));
        shown["needs"] = json!(needs.collect::<Vec<_>>());
        let reason = reply
            .reason
            .map(|reason| visit.text(&format!("reason-{}", reason.slug())));
        shown["reason"] = json!(reason);
        shown["reply"] = json!(reply);
        shown["contact"] = json!(contact);
    }
    if let Some(id) = draft.invitation_id {
        let invitation = invitation::records::by_id(database, InvitationId(id)).await?;
        let asked = match invitation {
            Some(invitation) => opportunity::records::load(database, invitation.opportunity_id).await?,
            None => None,
        };
        shown["title"] = json!(asked.map(|opportunity| opportunity.title));
    }
    Ok(shown)
}

/// Who wrote a draft, and of what kind it is: all that paper may tell whoever holds it.
fn brief(draft: &Draft) -> Value {
    json!({"id": draft.id, "by": draft.called, "kind": draft.kind})
}

/// Whether a draft says what the person lived through: that is shown, and confirmed, after signing in only, because
/// whoever holds a letter has its link.
fn is_private(draft: &Draft) -> bool {
    serde_json::from_str::<Words>(&draft.payload)
        .is_ok_and(|words| Visibility::default_for(words.kind) != Visibility::Searchable)
}

async fn page(visit: &Visit, drafts: &[Draft], base: &str) -> Result {
    let is_signed_in = base == YOURS;
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let closed = !is_signed_in && is_private(draft);
        let mut row = if closed {
            brief(draft)
        } else {
            shown(visit, draft).await?
        };
        row["closed"] = json!(closed);
        rows.push(row);
    }
    visit.page("supporter/drafts.html", json!({"drafts": rows, "base": base}))
}

/// Everything that waits for a person who is signed in.
pub async fn show(Citizen { visit, id }: Citizen) -> Result {
    let drafts = records::drafts(&visit.site.database, id).await?;
    page(&visit, &drafts, YOURS).await
}

/// Decides on one of them.
pub async fn decide(Citizen { visit, id }: Citizen, form: Form) -> Result<Response> {
    let draft: Option<DraftId> = form.text("id").parse().ok();
    let drafts = records::drafts(&visit.site.database, id).await?;
    let draft = drafts.into_iter().find(|known| Some(known.id) == draft);
    let notice = settle(&visit, draft, form.has("confirm")).await?;
    Ok(done(YOURS, notice))
}

/// Everything that waits for the person whose letter has this link.
async fn by_link(visit: &Visit, token: &str) -> Result<Vec<Draft>> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let since = visit.site.now().plus(-LINK_LASTS);
    Ok(records::drafts_by_link(&visit.site.database, &token, since).await?)
}

/// The link of a letter: looking at it changes nothing.
pub async fn arrive(visit: Visit, Path(token): Path<String>) -> Result {
    let drafts = by_link(&visit, &token).await?;
    page(&visit, &drafts, &format!("/d/{token}")).await
}

/// Decides on the draft of a link.
pub async fn decide_by_link(visit: Visit, Path(token): Path<String>, form: Form) -> Result<Response> {
    let draft: Option<DraftId> = form.text("id").parse().ok();
    let drafts = by_link(&visit, &token).await?;
    let draft = drafts.into_iter().find(|known| Some(known.id) == draft);
    if form.has("confirm") && draft.as_ref().is_some_and(is_private) {
        return Err(Error::SignIn(YOURS.to_owned()));
    }
    let notice = settle(&visit, draft, form.has("confirm")).await?;
    Ok(done(&format!("/d/{token}"), notice))
}

async fn by_pass(visit: &Visit) -> Result<Option<Draft>> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let found = pass::find(database, visit.session_token(), Purpose::Draft, now).await?;
    let id = found.ok_or(Error::Elsewhere("/reply"))?;
    Ok(records::draft(database, DraftId(id)).await?)
}

/// The draft whose code was typed, without what it says: somebody else may have found the letter.
pub async fn by_code(visit: Visit) -> Result {
    let draft = by_pass(&visit).await?;
    let rows: Vec<Value> = draft.iter().map(brief).collect();
    let context = json!({"drafts": rows, "base": "/reply/draft", "by_code": true});
    visit.page("supporter/drafts.html", context)
}

/// Throws the draft away whose code was typed. A code confirms nothing: that takes the person's own voice or page,
/// and a form that says otherwise changes nothing.
pub async fn decide_by_code(visit: Visit, form: Form) -> Result<Response> {
    let draft = by_pass(&visit).await?;
    if form.has("confirm") {
        return Ok(Redirect::to("/reply/draft").into_response());
    }
    let notice = settle(&visit, draft, false).await?;
    Ok(done("/reply/draft", notice))
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is the person's word now.
    Confirmed,
    /// It is gone.
    ThrownAway,
    /// Somebody decided before.
    Before,
    /// No answers are taken any more.
    TooLate,
}

impl Settled {
    /// Whether anything changed, so that the transaction must be committed; otherwise it must be dropped.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::ThrownAway)
    }

    /// The notice that says so.
    #[must_use]
    pub fn notice(self) -> &'static str {
        match self {
            Self::Confirmed => "draft-confirmed",
            Self::ThrownAway => "draft-thrown-away",
            Self::Before => "draft-decided",
            Self::TooLate => "reply-too-late",
        }
    }
}

/// Settles a draft as its person said on a page. The name of the notice.
async fn settle(visit: &Visit, draft: Option<Draft>, confirmed: bool) -> Result<&'static str> {
    let Some(draft) = draft else {
        return Ok(Settled::Before.notice());
    };
    let mut transaction = visit.site.database.begin().await?;
    let settled = settle_in(&mut transaction, &visit.site, &draft, confirmed).await?;
    if settled.counts() {
        transaction.commit().await?;
    }
    Ok(settled.notice())
}

/// Makes a draft the person's word, by the rules of their own pages, or throws it away, in an open transaction.
///
/// # Errors
/// When the draft cannot be read, a letter cannot be written or the database fails.
pub async fn settle_in(
    transaction: &mut Transaction,
    site: &Site,
    draft: &Draft,
    confirmed: bool,
) -> Result<Settled> {
    let now = site.now();
    if !records::settle(&mut *transaction, (draft.id, draft.citizen_id), confirmed, now).await? {
        return Ok(Settled::Before);
    }
    match (confirmed, draft.kind, draft.invitation_id) {
        (false, ..) => return Ok(Settled::ThrownAway),
        (true, DraftKind::Answer, Some(id)) => {
            let mut reply: Reply =
                serde_json::from_str(&draft.payload).context("a draft that cannot be read")?;
            // What the host may know is the person's alone to tick: what they ticked before stays.
            let before = invitation::records::by_id(&mut *transaction, InvitationId(id)).await?;
            if reply.answer.is_yes() {
                reply.released = before.map(|before| before.released()).unwrap_or_default();
            }
            let taken = replies::answer_in(&mut *transaction, site, InvitationId(id), &reply).await?;
            if taken != Taken::Yes {
                return Ok(Settled::TooLate);
            }
        }
        (true, DraftKind::Answer, None) => return Ok(Settled::Before),
        (true, DraftKind::Words, _) => {
            let said: Words = serde_json::from_str(&draft.payload).context("a draft that cannot be read")?;
            let badge = Declared {
                id: DeclaredId::new(now),
                kind: said.kind,
                badge: None,
                words: Some(said.words),
                standpoint: None,
                visibility: Visibility::default_for(said.kind),
            };
            declared::records::insert_badge(transaction, draft.citizen_id, &badge, now).await?;
        }
    }
    Ok(Settled::Confirmed)
}
