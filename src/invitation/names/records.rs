//! The rule that says whom a host may know.

/// Whether the host of the invitation `i` may read who that person is, what they ticked and what they need, on a day
/// for which `$2` is [`super::since`]: a yes with a place, from somebody who agrees that a host is told; until
/// some time after the last day; and only while it is neither called off nor stopped and the organisation is verified.
pub const HOST_MAY_READ_NAMES: &str = "i.place = 'place' and i.answer in ('yes', 'yes-with-support')
  and exists (select 1 from account where account.id = i.citizen_id and account.status = 'active')
  and exists (select 1 from opportunity o join organisation on organisation.id = o.organisation_id
              where o.id = i.opportunity_id and o.state in ('inviting', 'formed')
                and organisation.status = 'verified' and (o.feedback_by >= $2 or o.starts_on >= $2))
  and exists (select 1 from consent given where given.citizen_id = i.citizen_id and given.purpose = 'sharing'
                and given.given and not exists (
                    select 1 from consent later where later.citizen_id = given.citizen_id
                    and later.purpose = given.purpose and later.number > given.number))";
