create table opportunity (
    id uuid primary key,
    organisation_id uuid not null references organisation (id),
    officer_id uuid not null references account (id),
    state text not null,                   -- draft, waiting, open, inviting, formed, closed, refused
    title text not null,                   -- the question
    summary text not null,
    part text not null,                    -- what people will do
    open_text text not null,               -- what is open
    fixed_text text not null,              -- what is fixed, and why
    decides text not null,                 -- who decides
    decided_when text not null,
    stage text not null,                   -- rung of the ladder
    activity text not null,                -- focus group, working group ...
    area text,                             -- outward code of the venue
    within_km bigint,
    formats text not null,                 -- ["in-person", "online", "phone", "post"]
    times text not null,
    starts_on text,                        -- first date, YYYY-MM-DD
    minutes bigint,                        -- length of one meeting
    meetings bigint,                       -- how many; 1 for a one-off
    motives text not null,                 -- what it offers those who care about ...
    fee_pence bigint not null,             -- 0: no fee
    fee_per text not null,                 -- hour, session, day, none
    pay_on text,                           -- when the fee is paid, YYYY-MM-DD
    expenses text not null,                -- which, and how they are paid
    replacement_care text not null,        -- paid, arranged, not-offered
    access text not null,                  -- slugs of what is offered
    access_notes text not null,
    places bigint,                         -- null: everyone who wants to
    reply_by bigint,
    feedback_by text not null,             -- the date by which people hear what came of it, YYYY-MM-DD
    form_seed text,                        -- seed of the draw for places, set when the first wave is released
    created_at bigint not null,
    changed_at bigint not null,
    opened_at bigint,                      -- approved and public since
    formed_at bigint,
    decided_by uuid references account (id),
    reason text                            -- why a steward refused it
);
create index opportunity_organisation on opportunity (organisation_id);
create index opportunity_state on opportunity (state, reply_by);

create table seek (
    id uuid primary key,
    opportunity_id uuid not null references opportunity (id) on delete cascade,
    kind text not null,                    -- experience, skill
    badge text,
    standpoint text,
    words text,
    need text not null,                    -- must, helps
    position bigint not null
);
create index seek_opportunity on seek (opportunity_id);

-- Somebody who put themselves forward before, or without, an invitation.
create table put_forward (
    opportunity_id uuid not null references opportunity (id),
    citizen_id uuid not null references citizen (id) on delete cascade,
    at bigint not null,
    primary key (opportunity_id, citizen_id)
);
