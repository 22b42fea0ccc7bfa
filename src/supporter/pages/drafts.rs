//! Drafts that wait for their person: confirmed or thrown away on their page, by the link of a letter, or with the
//! code of a letter on paper. Only then do they count.

use anyhow::Context;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    account::Token,
    badge::Visibility,
    citizen::{Declared, DeclaredId, declared},
    database::Transaction,
    invitation::{
        self, InvitationId, Reply,
        replies::{self, Taken},
    },
    mail, opportunity,
    outbox::{self, Kind, NewLetter, Recipient},
    pass::{self, Purpose},
    post::Code,
    site::Site,
    supporter::{Draft, DraftId, DraftKind, Supporter, Words, letters::spoken, records},
    web::{Citizen, Error, Form, Result, Visit, visit::done},
};

/// Keeps a draft and tells its person, in one transaction.
pub(super) async fn put(
    visit: &Visit,
    supporter: &Supporter,
    id: DraftId,
    (kind, invitation, payload): (DraftKind, Option<Uuid>, String),
) -> Result<()> {
    let (site, now) = (&visit.site, visit.site.now());
    let token = Token::random();
    let mut transaction = site.database.begin().await?;
    let fresh = records::insert_draft(
        &mut transaction,
        (id, supporter),
        kind,
        invitation,
        (payload, &token),
        now,
    )
    .await?;
    let mailbox = invitation::records::mailbox(&mut transaction, supporter.citizen_id).await?;
    if let Some(mailbox) = mailbox.filter(|_| fresh) {
        let code = mailbox.email.is_none().then(Code::random);
        if let Some(code) = &code {
            let hash = code.hash(&site.secret);
            records::insert_code(&mut transaction, hash, (supporter.citizen_id, id), now).await?;
        }
        let context = json!({
            "operator": site.config.operator, "called": mailbox.called, "supporter": supporter.called,
            "code": code.map(|code| code.printed()),
            "url": site.link(&format!("/d/{}{}", token.reveal(), spoken(mailbox.locale))),
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
    Ok(())
}

/// A draft in words that the person understands.
///
/// # Errors
/// When the database fails.
pub async fn shown(visit: &Visit, draft: &Draft) -> Result<Value> {
    let database = &visit.site.database;
    let mut shown = json!({"id": draft.id, "by": draft.called, "kind": draft.kind});
    if let Ok(words) = serde_json::from_str::<Words>(&draft.payload) {
        shown["words"] = json!(words);
    }
    if let Ok(reply) = serde_json::from_str::<Reply>(&draft.payload) {
        let contact = reply
            .contact
            .map(|way| visit.text(&format!("reply-contact-{}", way.slug())));
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

async fn page(visit: &Visit, drafts: &[Draft], base: &str) -> Result {
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        rows.push(shown(visit, draft).await?);
    }
    visit.page("supporter/drafts.html", json!({"drafts": rows, "base": base}))
}

/// Everything that waits for a person who is signed in.
pub async fn show(Citizen { visit, id }: Citizen) -> Result {
    let drafts = records::drafts(&visit.site.database, id).await?;
    page(&visit, &drafts, "/you/drafts").await
}

/// Decides on one of them.
pub async fn decide(Citizen { visit, id }: Citizen, form: Form) -> Result<Response> {
    let draft: Option<DraftId> = form.text("id").parse().ok();
    let drafts = records::drafts(&visit.site.database, id).await?;
    let draft = drafts.into_iter().find(|known| Some(known.id) == draft);
    let notice = settle(&visit, draft, &form).await?;
    Ok(done("/you/drafts", notice))
}

async fn by_link(visit: &Visit, token: &str) -> Result<Option<Draft>> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    Ok(records::draft_by_link(&visit.site.database, &token).await?)
}

/// The link of a letter: looking at it changes nothing.
pub async fn arrive(visit: Visit, Path(token): Path<String>) -> Result {
    let draft = by_link(&visit, &token).await?;
    page(&visit, draft.as_slice(), &format!("/d/{token}")).await
}

/// Decides on the draft of a link.
pub async fn decide_by_link(visit: Visit, Path(token): Path<String>, form: Form) -> Result<Response> {
    let draft = by_link(&visit, &token).await?;
    let notice = settle(&visit, draft, &form).await?;
    Ok(done(&format!("/d/{token}"), notice))
}

async fn by_pass(visit: &Visit) -> Result<Option<Draft>> {
    let (database, now) = (&visit.site.database, visit.site.now());
    let found = pass::find(database, visit.session_token(), Purpose::Draft, now).await?;
    let id = found.ok_or(Error::Elsewhere("/reply"))?;
    Ok(records::draft(database, DraftId(id)).await?)
}

/// The draft whose code was typed.
pub async fn by_code(visit: Visit) -> Result {
    let draft = by_pass(&visit).await?;
    page(&visit, draft.as_slice(), "/reply/draft").await
}

/// Decides on the draft whose code was typed.
pub async fn decide_by_code(visit: Visit, form: Form) -> Result<Response> {
    let draft = by_pass(&visit).await?;
    let notice = settle(&visit, draft, &form).await?;
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
async fn settle(visit: &Visit, draft: Option<Draft>, form: &Form) -> Result<&'static str> {
    let Some(draft) = draft else {
        return Ok(Settled::Before.notice());
    };
    let mut transaction = visit.site.database.begin().await?;
    let settled = settle_in(&mut transaction, &visit.site, &draft, form.has("confirm")).await?;
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
    if !records::settle(&mut *transaction, draft.id, confirmed, now).await? {
        return Ok(Settled::Before);
    }
    match (confirmed, draft.kind, draft.invitation_id) {
        (false, ..) => return Ok(Settled::ThrownAway),
        (true, DraftKind::Answer, Some(id)) => {
            let reply: Reply = serde_json::from_str(&draft.payload).context("a draft that cannot be read")?;
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
