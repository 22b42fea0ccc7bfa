-- One row: whether sending pauses because our letters are refused because of us, for all nodes.
create table mail_pause (
    id bigint primary key,
    since bigint,                            -- null: no pause
    try_at bigint not null,                  -- one letter is tried then
    tries bigint not null,                   -- since the pause began
    said text not null,                       -- a step and codes
    by_reports boolean not null,              -- reports brought it about: only a steward ends it
    reports_from bigint not null             -- reports about letters settled before this moment do not count
);

-- What a steward should know and nobody else tells them; gone when a steward has read it.
create table steward_note (
    topic text primary key,                   -- the key of its text: steward-note-TOPIC
    detail text not null,                     -- codes and names of parts, never about a person
    since bigint not null,
    last_at bigint not null,
    times bigint not null
);

-- Officers and stewards hear by email that something waits.
create table staff_email (
    account_id uuid primary key references account (id) on delete cascade,
    wanted boolean not null default true,
    told_until bigint not null               -- what waited before this moment was in an email already
);
