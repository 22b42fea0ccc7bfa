//! What has happened in the county so far: invitations released, answered, and some groups formed, each by the
//! same functions as in a real one, under a clock that starts weeks ago.

use rand::{Rng, RngExt, seq::IndexedRandom};
use tokio::sync::watch;

use super::county::Stage;
use crate::{
    app::App,
    citizen::{self, CitizenId},
    invitation::{self, Answer, Contact, Place, Reply, State as Standing, WaveId, letters::Asked, waves},
    moment::{Clock, DAY, HOUR, Moment},
    opportunity::{self, Opportunity, OpportunityId},
    organisation,
    outbox::{self, Transport},
    site::Site,
};

/// Days ago that everything was posted.
pub const OPENED: i64 = 45;
/// Days ago that the groups which are formed by now were invited.
const FIRST_RELEASE: i64 = 36;
/// Days ago that the others were invited.
const SECOND_RELEASE: i64 = 5;

/// Lets the weeks pass until now.
pub async fn tell(app: &App, posted: &[(OpportunityId, Stage)], chance: &mut impl Rng) -> anyhow::Result<()> {
    let now = app.site.now();
    let clock = Clock::at(now.plus(-FIRST_RELEASE * DAY));
    let site = Site {
        clock: clock.clone(),
        // The story must come to its end at whatever hour it is told.
        demo: true,
        ..app.site.clone()
    };
    let transport = Transport::new(&site.config)?;
    let (_, stop) = watch::channel(false);
    app.matcher.catch_up().await?;
    for (stage, reply_days, wait) in [
        (Stage::Formed, 14, FIRST_RELEASE - SECOND_RELEASE),
        (Stage::Inviting, 16, SECOND_RELEASE),
    ] {
        for (id, _) in posted.iter().filter(|(_, wanted)| *wanted == stage) {
            release(app, &site, *id, reply_days).await?;
        }
        clock.advance(HOUR);
        invitation::work(&site, &app.matcher).await?;
        outbox::tidy(&site).await?;
        outbox::send_due(&site, &transport, &stop).await?;
        clock.advance(DAY);
        let answered = answer_some(&site, chance).await?;
        println!("  {answered} answers to the invitations of {wait} days ago");
        clock.advance(wait * DAY - DAY - HOUR);
        invitation::work(&site, &app.matcher).await?;
        outbox::tidy(&site).await?;
        outbox::send_due(&site, &transport, &stop).await?;
    }
    // Their hosts are content with who came.
    let (now, again_at) = (site.now(), site.now().plus(HOUR));
    for (id, _) in posted {
        if invitation::refill::records::take(&site.database, *id, again_at, now).await? {
            invitation::refill::records::end(&site.database, *id, again_at).await?;
        }
    }
    Ok(())
}

async fn release(app: &App, site: &Site, id: OpportunityId, reply_days: i64) -> anyhow::Result<()> {
    let Some(written) = opportunity::records::load(&site.database, id).await? else {
        return Ok(());
    };
    let reply_by = Moment::end_of(site.now().plus(reply_days * DAY).day());
    let mut transaction = site.database.begin().await?;
    opportunity::records::set_places(&mut transaction, id, written.places, reply_by, site.now()).await?;
    transaction.commit().await?;
    let opportunity = Opportunity {
        reply_by: Some(reply_by),
        ..written
    };
    let organisation = organisation::records::load(&site.database, opportunity.organisation_id).await?;
    let pool = app.matcher.pool(&opportunity).await?;
    let asked = Asked {
        opportunity: &opportunity,
        organisation: organisation
            .as_ref()
            .map_or("", |organisation| &organisation.name),
    };
    let wave = waves::Release {
        id: WaveId::new(site.now()),
        officer: opportunity.officer_id,
        asked,
        reply_by,
        reminds: true,
    };
    waves::release(site, &app.matcher, wave, &pool).await?;
    Ok(())
}

/// Two in three people answer, half of them with a yes. Returns how many did.
async fn answer_some(site: &Site, chance: &mut impl Rng) -> anyhow::Result<usize> {
    let mut answered = 0;
    for person in citizen::records::all_ids(&site.database).await? {
        let invitations = invitation::records::of_citizen(&site.database, person).await?;
        // They leave their next invitation open, so that there is one to answer in the demonstration.
        let has_place = invitations.iter().any(|one| one.place == Some(Place::Place));
        for invitation in invitations {
            let waits = invitation.state == Standing::Sent && invitation.answer.is_none();
            if !waits || has_place || chance.random_range(0..3) == 0 {
                continue;
            }
            let reply = reply(site, person, chance).await?;
            invitation::replies::answer(site, invitation.id, &reply).await?;
            answered += 1;
        }
    }
    Ok(answered)
}

async fn reply(site: &Site, person: CitizenId, chance: &mut impl Rng) -> anyhow::Result<Reply> {
    let answer = *[
        Answer::Yes,
        Answer::Yes,
        Answer::Yes,
        Answer::YesWithSupport,
        Answer::NotNow,
        Answer::NotThis,
    ]
    .choose(chance)
    .unwrap_or(&Answer::Yes);
    let mut reply = Reply::plain(answer);
    if answer.is_yes() {
        let citizen = citizen::records::load(&site.database, person).await?;
        let badges = citizen.map(|citizen| citizen.badges).unwrap_or_default();
        reply.released = badges.iter().take(2).map(|badge| badge.id).collect();
        reply.contact = Some(Contact::Email);
    }
    match answer {
        Answer::YesWithSupport => {
            reply.needs = vec!["papers-by-post".into(), "step-free-venue".into()];
            reply.support = Some("A seat near the door, and papers a week before.".into());
        }
        Answer::NotNow => reply.again_from = Some(site.now().plus(90 * DAY).day().to_string()),
        Answer::NotThis => reply.reason = Some(invitation::Reason::DateOrPlace),
        _ => (),
    }
    Ok(reply)
}
