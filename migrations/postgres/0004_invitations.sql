create table wave (
    id uuid primary key,
    opportunity_id uuid not null references opportunity (id),
    number bigint not null,
    state text not null,                   -- held, released, stopped
    seed text not null,
    pool bigint not null,                  -- how many stood in the pool of this draw
    hold_until bigint not null,
    created_by uuid not null references account (id),
    created_at bigint not null,
    stopped_at bigint,
    unique (opportunity_id, number)
);

create table invitation (
    id uuid primary key,
    opportunity_id uuid not null references opportunity (id),
    citizen_id uuid not null references citizen (id) on delete cascade,
    wave_id uuid references wave (id),     -- null: the person put themselves forward
    token_hash bytea not null unique,      -- of the link in the letter
    state text not null,                   -- held, sent, withdrawn, closed
    created_at bigint not null,
    open_until bigint not null,            -- answers are taken, and can be changed, until then
    answer text,                           -- yes, yes-with-support, question, not-now, not-this, stop
    answered_at bigint,
    reason text,                           -- of a no
    again_from text,                       -- not now: ask again from this day
    question text,
    question_answer text,
    support text,                          -- what a yes with support needs
    contact text,                          -- what is released with a place: email or phone
    released_badges text not null,         -- ids of the badges ticked for the host
    place text,                            -- null until formed; place, alternate, none
    place_at bigint,
    chance bigint,                         -- chance of a place in the draw, in parts of 10,000
    unique (opportunity_id, citizen_id)
);
create index invitation_citizen on invitation (citizen_id, created_at);

create table outbox (
    id uuid primary key,
    unique_key text not null unique,       -- the fact it announces: at most one letter for it
    kind text not null,                    -- account, invitation, outcome
    account_id uuid references account (id) on delete cascade,
    invitation_id uuid references invitation (id) on delete cascade,
    recipient text not null,
    subject text not null,
    body_text text not null,               -- emptied once the letter is accepted
    body_html text not null,
    unsubscribe_url text,                  -- for the RFC 8058 headers
    message_id text not null,
    state text not null,                   -- queued, claimed, data_sent, accepted, deferred, refused, unknown, cancelled
    not_before bigint not null,
    lease_until bigint,
    attempts bigint not null,
    claim bigint not null,                 -- fencing number: grows with each claim
    last_reply text,                       -- what the other server said, without the address
    created_at bigint not null,
    settled_at bigint
);
create index outbox_due on outbox (state, not_before);
create index outbox_invitation on outbox (invitation_id);
