//! Giving a place back, a turn to come next, or a yes that waits for the draw: asked on a page of its own, and for an
//! hour it can be taken back.

use serde_json::json;

use crate::{
    invitation::{Invitation, replies},
    web::{Error, Result, Visit, visit::done},
};

/// Asks first, and says what it means.
///
/// # Errors
/// When there is nothing to give back, or the database fails.
pub async fn ask(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    if !invitation.can_step_back(visit.site.now()) {
        return Err(Error::NotFound);
    }
    let mut context = super::context(visit, invitation, base).await?;
    context["back"] = json!(super::phase_of_back(invitation));
    visit.page("invitation/back.html", context)
}

/// Gives it back.
///
/// # Errors
/// When the database fails.
pub async fn step_back(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    let given = replies::step_back(&visit.site, invitation.id).await?;
    Ok(done(
        base,
        if given {
            "reply-stepped-back"
        } else {
            "reply-no-step-back"
        },
    ))
}

/// Takes it again, within the hour.
///
/// # Errors
/// When the database fails.
pub async fn keep(visit: &Visit, invitation: &Invitation, base: &str) -> Result {
    let kept = replies::keep(&visit.site, invitation.id).await?;
    Ok(done(base, if kept { "reply-kept" } else { "reply-not-kept" }))
}
