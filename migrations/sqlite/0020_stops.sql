-- An opportunity that was stopped: its organisation is suspended, or a steward took it down.
alter table opportunity add column stopped_from text;             -- the state to which it goes back; null: not stopped
alter table opportunity add column stopped_at integer;
alter table opportunity add column taken_down_at integer;         -- a steward took it down, whatever its organisation does
alter table opportunity add column taken_down_because text;       -- read by its people and its host

-- What a letter is about, so that it can be kept from leaving.
alter table outbox add column opportunity_id blob references opportunity (id);
create index outbox_opportunity on outbox (opportunity_id) where state in ('queued', 'claimed', 'deferred');
update outbox set opportunity_id = (select opportunity_id from invitation where invitation.id = outbox.invitation_id)
where invitation_id is not null;

-- A place, a turn to come next, or a yes that was taken back, for a while in which that can be undone.
alter table invitation add column back_at integer;
alter table invitation add column back_from text;                 -- place, alternate; null: a yes that waited

-- What suspended organisations have open was never stopped.
update opportunity set stopped_from = state, state = 'stopped',
    stopped_at = coalesce((select decided_at from organisation where organisation.id = opportunity.organisation_id), changed_at)
where state in ('waiting', 'open', 'inviting', 'formed')
  and organisation_id in (select id from organisation where status = 'suspended');
insert into change_log (kind, subject, at) select 'opportunity', id, stopped_at from opportunity where state = 'stopped';
