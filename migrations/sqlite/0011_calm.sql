-- When letters rest: by the clock of the place where somebody lives.
alter table citizen add column zone text not null default 'Europe/London';
alter table citizen add column quiet_from integer not null default 20;   -- hour of the day; the same as quiet_until: no rest
alter table citizen add column quiet_until integer not null default 8;
alter table citizen add column sundays boolean not null default false;   -- letters we begin may come on Sundays

-- Until when a letter may leave before its reader's quiet hours begin; null: not worked out yet.
alter table outbox add column awake_until integer;

-- An invitation to a topic that is hard to read about counts twice in everybody's limits.
alter table invitation add column weight integer not null default 1;
-- When to remind somebody who has not answered; null: never, or done.
alter table invitation add column remind_at integer;
create index invitation_remind on invitation (remind_at);
create index invitation_answered on invitation (answered_at);

alter table wave add column drawn integer not null default 0;            -- how many letters were written
alter table wave add column reminds boolean not null default true;       -- the host lets us remind the silent
alter table opportunity add column refill_at integer;                    -- places are free: look for more people then
alter table opportunity add column cancelled_because text;               -- the host called it off, in their words
create index opportunity_refill on opportunity (refill_at);

-- Who wants a letter about what is open, how often, and when the next one is due.
create table digest (
    citizen_id blob primary key references citizen (id) on delete cascade,
    every text not null,                   -- weekly, monthly, off
    token_hash blob not null unique,       -- of the link that stops it
    next_at integer not null
);
create index digest_next on digest (next_at);

-- Why people say no to an organisation: the reasons of one quarter, worked out once when it is over.
create table advice (
    organisation_id blob not null references organisation (id),
    quarter text not null,                 -- 2026-Q4
    reasons text not null,                 -- slugs, the most frequent first
    primary key (organisation_id, quarter)
);
