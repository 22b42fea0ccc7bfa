//! The SQL of what may leave.

/// Whether a letter may leave at the moment `$1`. To somebody whom our letters do not reach goes only what they
/// ask for themselves, about their account. An invitation goes only to the mailbox, and with the consent, that
/// the person has at this moment, while they take invitations and it can still be answered; a reminder only while
/// it has no answer; a digest only while it is wanted, and with consent to matching. Nothing but what is about their
/// account comes by email to somebody whose letters go on paper by now. And nothing leaves on behalf of an organisation
/// that is not verified, or about an opportunity that is stopped, but for the letters that say so. Nobody is rung about
/// anything but their account before they have said the code when we rang.
pub const MAY_LEAVE: &str = "(outbox.kind = 'account' or outbox.organisation_id is null or exists (
    select 1 from organisation where organisation.id = outbox.organisation_id and organisation.status = 'verified'))
  and (outbox.opportunity_id is null or exists (
    select 1 from opportunity o join organisation on organisation.id = o.organisation_id
    where o.id = outbox.opportunity_id and o.state <> 'stopped' and organisation.status = 'verified'))
  and (outbox.kind = 'account' or outbox.way <> 'email' or not exists (
    select 1 from unreachable where unreachable.account_id = outbox.account_id))
  and (outbox.kind in ('account', 'digest') or outbox.way <> 'email' or not exists (
    select 1 from postal_address where postal_address.citizen_id = outbox.account_id))
  and (outbox.kind = 'account' or outbox.way <> 'call' or exists (
    select 1 from citizen rung where rung.id = outbox.account_id and rung.phone_confirmed_at is not null))
  and (outbox.kind in ('account', 'receipt', 'outcome') or (outbox.kind = 'digest' and exists (
    select 1 from digest d join account a on a.id = d.citizen_id join citizen c on c.id = d.citizen_id
    where d.citizen_id = outbox.account_id and d.every <> 'off' and a.status = 'active'
      and exists (select 1 from consent given where given.citizen_id = c.id and given.purpose = 'matching'
                  and given.given and not exists (
                      select 1 from consent later where later.citizen_id = c.id
                      and later.purpose = given.purpose and later.number > given.number))
      and a.email = outbox.recipient and (c.paused_until is null or c.paused_until <= $1)
  )) or exists (
    select 1 from invitation i
    join opportunity o on o.id = i.opportunity_id
    join account a on a.id = i.citizen_id
    join citizen c on c.id = i.citizen_id
    join consent given on given.citizen_id = c.id and given.purpose = 'invitations' and given.given
    where i.id = outbox.invitation_id and i.state in ('held', 'sent') and i.open_until > $1
      and (outbox.kind = 'invitation' or (outbox.kind = 'reminder' and i.answer is null))
      and o.state in ('open', 'inviting')
      and a.status = 'active'
      and (outbox.way in ('post', 'call') or (outbox.way = 'email' and a.email = outbox.recipient)
           or exists (select 1 from supporter s where outbox.way = 'copy' and s.citizen_id = c.id
                      and s.email = outbox.recipient and s.accepted_at is not null and s.ended_at is null))
      and (c.paused_until is null or c.paused_until <= $1)
      and (not exists (select 1 from organisation_block b
                       where b.citizen_id = c.id and b.organisation_id = o.organisation_id)
           or exists (select 1 from put_forward p where p.citizen_id = c.id and p.opportunity_id = o.id))
      and not exists (select 1 from consent later where later.citizen_id = c.id
                      and later.purpose = given.purpose and later.number > given.number)))";
