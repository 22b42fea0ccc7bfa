-- One row: whether sending pauses because our letters are refused because of us, for all nodes.
create table mail_pause (
    id integer primary key,
    since integer,                            -- null: no pause
    try_at integer not null,                  -- one letter is tried then
    tries integer not null,                   -- since the pause began
    said text not null,                       -- a step and codes
    by_reports boolean not null,              -- reports brought it about: only a steward ends it
    reports_from integer not null             -- reports about letters settled before this moment do not count
);

-- What a steward should know and nobody else tells them; gone when a steward has read it.
create table steward_note (
    topic text primary key,                   -- the key of its text: steward-note-TOPIC
    detail text not null,                     -- codes and names of parts, never about a person
    since integer not null,
    last_at integer not null,
    times integer not null
);

-- Officers and stewards hear by email that something waits.
create table staff_email (
    account_id blob primary key references account (id) on delete cascade,
    wanted boolean not null default true,
    told_until integer not null               -- what waited before this moment was in an email already
);
