//! The SQL of what hosts ask of a group, and of draws.

use std::collections::HashSet;

use uuid::Uuid;

use super::{Draw, DrawId, Quota, Seat, State, Stood, Wishes};
use crate::{
    citizen::CitizenId,
    database::{Database, Target, Transaction, sql},
    moment::Moment,
    opportunity::OpportunityId,
    organisation::OrganisationId,
};

const COLUMNS: &str = "id, opportunity_id, state, facts, list, list_hash, listed_at, draw_at, seed, by_host, drawn, \
    drawn_at";

/// What a host asks of a group.
pub async fn wishes(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<Wishes> {
    let mut target = target.into();
    let seats: Vec<Seat> = sql(
        target.again(),
        "select experience, skill, standpoint, motive, first_time, least from seat
         where opportunity_id = $1 order by number",
    )
    .bind(id)
    .all()
    .await?;
    let quotas: Vec<Quota> = sql(
        target.again(),
        "select feature, value, least, most from quota where opportunity_id = $1 order by feature, value",
    )
    .bind(id)
    .all()
    .await?;
    let (most_regulars, outside_seed): (Option<i64>, bool) = sql(
        target,
        "select most_regulars, outside_seed from opportunity where id = $1",
    )
    .bind(id)
    .one()
    .await?;
    Ok(Wishes {
        seats,
        quotas,
        most_regulars,
        outside_seed,
    })
}

/// Whether the number that decides comes from outside.
pub async fn outside_seed(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<bool> {
    let (outside,): (bool,) = sql(target, "select outside_seed from opportunity where id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(outside)
}

/// Stores what a host asks of a group, in place of what it asked before.
pub async fn set_wishes(
    transaction: &mut Transaction,
    id: OpportunityId,
    wishes: &Wishes,
) -> sqlx::Result<()> {
    for text in [
        "delete from seat where opportunity_id = $1",
        "delete from quota where opportunity_id = $1",
    ] {
        sql(&mut *transaction, text).bind(id).run().await?;
    }
    for (number, seat) in (0_i64..).zip(&wishes.seats) {
        sql(
            &mut *transaction,
            "insert into seat (opportunity_id, number, experience, skill, standpoint, motive, first_time, least)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(number)
        .bind(seat.experience)
        .bind(seat.skill)
        .bind(seat.standpoint.clone())
        .bind(seat.motive.clone())
        .bind(seat.first_time)
        .bind(seat.least)
        .run()
        .await?;
    }
    for quota in &wishes.quotas {
        sql(
            &mut *transaction,
            "insert into quota (opportunity_id, feature, value, least, most) values ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(quota.feature)
        .bind(quota.value.clone())
        .bind(quota.least)
        .bind(quota.most)
        .run()
        .await?;
    }
    sql(
        transaction,
        "update opportunity set outside_seed = $2, most_regulars = $3 where id = $1",
    )
    .bind(id)
    .bind(wishes.outside_seed)
    .bind(wishes.most_regulars)
    .run()
    .await?;
    Ok(())
}

/// Everybody who has, or had, a place in another group that was not called off.
pub async fn had_a_place(database: &Database, id: OpportunityId) -> sqlx::Result<HashSet<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(
        database,
        "select distinct i.citizen_id from invitation i join opportunity o on o.id = i.opportunity_id
         where i.place = 'place' and o.cancelled_because is null and o.id <> $1",
    )
    .bind(id)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those who were given so many places or more after `since` in other groups that were not called off, and still
/// have them.
pub async fn regulars(
    database: &Database,
    id: OpportunityId,
    since: Moment,
    from: i64,
) -> sqlx::Result<HashSet<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(
        database,
        "select i.citizen_id from invitation i join opportunity o on o.id = i.opportunity_id
         where i.place = 'place' and o.cancelled_because is null and o.id <> $1 and i.place_at > $2
         group by i.citizen_id having count(*) >= $3",
    )
    .bind(id)
    .bind(since)
    .bind(from)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The draw that decided where an invitation stands: its id, the chance on its list in parts of a million, and its
/// facts. A later one that changed nothing for it does not count.
pub async fn stood_in(database: &Database, invitation: Uuid) -> sqlx::Result<Option<(DrawId, i64, String)>> {
    sql(
        database,
        "select draw.id, stood.chance, draw.facts from draw_person stood
         join draw on draw.id = stood.draw_id join invitation on invitation.id = stood.invitation_id
         where stood.invitation_id = $1 and draw.state = 'drawn' and draw.drawn_at <= invitation.place_at
         order by draw.round desc limit 1",
    )
    .bind(invitation)
    .optional()
    .await
}

/// Stores a draw, and those who stand in it.
pub async fn insert(transaction: &mut Transaction, draw: &Draw, people: &[Stood]) -> sqlx::Result<()> {
    sql(
        &mut *transaction,
        "insert into draw (id, opportunity_id, round, state, facts, list, list_hash, listed_at, draw_at)
         select $1, $2, count(*) + 1, $3, $4, $5, $6, $7, $8 from draw where opportunity_id = $2",
    )
    .bind(draw.id)
    .bind(draw.opportunity_id)
    .bind(draw.state)
    .bind(draw.facts.clone())
    .bind(draw.list.clone())
    .bind(draw.list_hash.clone())
    .bind(draw.listed_at)
    .bind(draw.draw_at)
    .run()
    .await?;
    for one in people {
        sql(
            &mut *transaction,
            "insert into draw_person (draw_id, invitation_id, code, chance, in_no_group)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(draw.id)
        .bind(one.invitation_id)
        .bind(one.code.clone())
        .bind(one.chance)
        .bind(one.in_no_group)
        .run()
        .await?;
    }
    Ok(())
}

/// Keeps everybody else from deciding anything about the group of an opportunity until this transaction ends.
pub async fn lock(transaction: &mut Transaction, id: OpportunityId) -> sqlx::Result<()> {
    sql(transaction, "update opportunity set state = state where id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

/// Takes away the draws of an opportunity in this state; `false` when there is none.
pub async fn delete_open(
    transaction: &mut Transaction,
    id: OpportunityId,
    state: State,
) -> sqlx::Result<bool> {
    let done = sql(
        transaction,
        "delete from draw where opportunity_id = $1 and state = $2",
    )
    .bind(id)
    .bind(state)
    .run()
    .await?;
    Ok(done > 0)
}

/// The newest draw of an opportunity.
pub async fn newest(target: impl Into<Target<'_>>, id: OpportunityId) -> sqlx::Result<Option<Draw>> {
    let text = format!("select {COLUMNS} from draw where opportunity_id = $1 order by round desc limit 1");
    sql(target, sqlx::AssertSqlSafe(text)).bind(id).optional().await
}

/// One draw.
pub async fn load(target: impl Into<Target<'_>>, id: DrawId) -> sqlx::Result<Option<Draw>> {
    let text = format!("select {COLUMNS} from draw where id = $1");
    sql(target, sqlx::AssertSqlSafe(text)).bind(id).optional().await
}

/// Who stands in a draw.
pub async fn people(target: impl Into<Target<'_>>, id: DrawId) -> sqlx::Result<Vec<Stood>> {
    sql(
        target,
        "select invitation_id, code, chance, in_no_group from draw_person where draw_id = $1 order by code",
    )
    .bind(id)
    .all()
    .await
}

/// Who stands in a draw and can be in none of its groups, in the order of their codes, which says nothing.
pub async fn in_no_group(target: impl Into<Target<'_>>, id: DrawId) -> sqlx::Result<Vec<CitizenId>> {
    let rows: Vec<(CitizenId,)> = sql(
        target,
        "select invitation.citizen_id from draw_person stood
         join invitation on invitation.id = stood.invitation_id
         where stood.draw_id = $1 and stood.in_no_group order by stood.code",
    )
    .bind(id)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Draws whose list was made after `since` and that no group can have somebody of, with the titles of their
/// opportunities and the time of the list: the newest first.
pub async fn leaving_out(database: &Database, since: Moment) -> sqlx::Result<Vec<(DrawId, String, Moment)>> {
    sql(
        database,
        "select draw.id, opportunity.title, draw.listed_at from draw
         join opportunity on opportunity.id = draw.opportunity_id
         where draw.listed_at > $1
           and exists (select 1 from draw_person stood where stood.draw_id = draw.id and stood.in_no_group)
         order by draw.listed_at desc, draw.id desc",
    )
    .bind(since)
    .all()
    .await
}

/// Writes down what decided a draw, whether it came from outside, and which group it was; `false` when that was
/// decided before.
pub async fn decide(
    transaction: &mut Transaction,
    id: DrawId,
    (seed, by_host, drawn): (&str, bool, i64),
    now: Moment,
) -> sqlx::Result<bool> {
    let done = sql(
        transaction,
        "update draw set state = 'drawn', seed = $2, by_host = $5, drawn = $3, drawn_at = $4
         where id = $1 and state = 'listed'",
    )
    .bind(id)
    .bind(seed.to_owned())
    .bind(drawn)
    .bind(now)
    .bind(by_host)
    .run()
    .await?;
    Ok(done > 0)
}

/// Opportunities whose list stands and whose number is due.
pub async fn due(database: &Database, now: Moment) -> sqlx::Result<Vec<OpportunityId>> {
    let rows: Vec<(OpportunityId,)> = sql(
        database,
        "select draw.opportunity_id from draw join opportunity on opportunity.id = draw.opportunity_id
         where draw.state = 'listed' and draw.draw_at <= $1 and opportunity.state <> 'stopped'
         order by draw.draw_at, draw.id",
    )
    .bind(now)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Lets no list of an opportunity be drawn before `earliest`.
pub async fn put_off(transaction: &mut Transaction, id: OpportunityId, earliest: Moment) -> sqlx::Result<()> {
    sql(
        transaction,
        "update draw set draw_at = $2 where opportunity_id = $1 and state = 'listed' and draw_at < $2",
    )
    .bind(id)
    .bind(earliest)
    .run()
    .await?;
    Ok(())
}

/// How many seats each person held who ever had one, with one organisation or with all. What was called off does not
/// count.
pub async fn held(database: &Database, organisation: Option<OrganisationId>) -> sqlx::Result<Vec<i64>> {
    let rows: Vec<(i64,)> = sql(
        database,
        "select count(*) from invitation i join opportunity o on o.id = i.opportunity_id
         where i.place = 'place' and o.cancelled_because is null and ($1 is null or o.organisation_id = $1)
         group by i.citizen_id",
    )
    .bind(organisation)
    .all()
    .await?;
    Ok(rows.into_iter().map(|(seats,)| seats).collect())
}

/// Opportunities whose group cannot be made as it was asked for, with their titles, and since when people wait: the
/// longest wait first.
pub async fn stuck(database: &Database) -> sqlx::Result<Vec<(OpportunityId, String, Moment)>> {
    sql(
        database,
        "select opportunity.id, opportunity.title, draw.listed_at from draw
         join opportunity on opportunity.id = draw.opportunity_id
         where draw.state = 'stuck' and opportunity.state <> 'stopped' order by draw.listed_at, draw.id",
    )
    .all()
    .await
}
