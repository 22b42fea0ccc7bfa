//! Who is missing: among the people an opportunity could reach, for its host, and among everybody, for stewards.

use axum::{
    Extension,
    extract::Path,
    response::{IntoResponse, Redirect},
};
use serde_json::json;

use super::shown;
use crate::{
    equality::{
        missing::{Banded, bands, compare, records},
        population, records as answers,
    },
    matching::{Counted, Matcher},
    opportunity, organisation,
    web::{Error, Officer, Result, Site, Steward},
};

/// The people an opportunity could reach.
pub(super) async fn of_opportunity(
    officer: Officer,
    Extension(matcher): Extension<Matcher>,
    Path(id): Path<String>,
) -> Result {
    let (_, host) = organisation::pages::verified(&officer).await?;
    let site = &officer.visit.site;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let asked = opportunity::records::load_own(&site.database, id, host.id)
        .await?
        // Only what was approved is counted: a draft could be turned into any question.
        .filter(|opportunity| opportunity.state.is_public())
        .ok_or(Error::NotFound)?;
    let shares = population::records::all(&site.database).await?;
    let mut context = json!({"id": asked.id, "title": asked.title, "figures": !shares.is_empty()});
    if !shares.is_empty() {
        // What people say of themselves is as sensitive as what they live with.
        match matcher.counted(host.id, &asked, 1).await? {
            Ok(counted) => {
                let banded = of_this_week(site, &matcher, &counted).await?;
                context["features"] = json!(shown(site, &compare(&banded, &shares)));
            }
            Err(refused) => context["refused"] = json!(refused),
        }
    }
    officer.visit.english_page("host/missing.html", context)
}

/// The bands of this week: worked out when they are first asked for, and the same for the rest of the week whoever
/// comes or goes.
async fn of_this_week(site: &Site, matcher: &Matcher, counted: &Counted) -> anyhow::Result<Vec<Banded>> {
    let Counted {
        week,
        question,
        people,
    } = counted;
    let known = records::find(&site.database, *week, question).await?;
    let stored = if let Some(stored) = known {
        stored
    } else {
        let said = answers::of(&site.database, people).await?;
        let banded = bands(&said, |people| matcher.count(*week, people));
        records::keep(&site.database, *week, question, serde_json::to_string(&banded)?).await?
    };
    Ok(serde_json::from_str(&stored)?)
}

/// Everybody, as it was last worked out.
pub(super) async fn overall(steward: Steward, Extension(matcher): Extension<Matcher>) -> Result {
    let site = &steward.visit.site;
    let shares = population::records::all(&site.database).await?;
    let stored = records::find(&site.database, matcher.week(), EVERYBODY).await?;
    let features = match stored {
        Some(stored) => {
            let banded: Vec<Banded> = serde_json::from_str(&stored).map_err(anyhow::Error::from)?;
            Some(shown(site, &compare(&banded, &shares)))
        }
        None => None,
    };
    let since = population::records::since(&site.database).await?;
    steward.visit.english_page(
        "steward/missing.html",
        json!({"figures": !shares.is_empty(), "since": since, "features": features}),
    )
}

/// The question that finds everybody.
const EVERYBODY: &str = "everybody";

/// Works it out for this week.
pub(super) async fn work_out(steward: Steward, Extension(matcher): Extension<Matcher>) -> Result {
    let counted = matcher.everybody(EVERYBODY).await?;
    of_this_week(&steward.visit.site, &matcher, &counted).await?;
    Ok(Redirect::to("/steward/missing").into_response())
}
