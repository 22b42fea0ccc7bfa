-- Times are whole UTC seconds; ids are UUIDv7; lists of slugs are JSON arrays in text.

create table account (
    id blob primary key,
    role text not null,                    -- citizen, officer, steward
    email text unique,                     -- lower case; null for a person who is reached by letter or phone
    password text,                         -- argon2id, PHC string; null until one is set
    locale text not null,                  -- en, cy
    status text not null,                  -- unconfirmed, active, closed
    code_secret blob,                     -- TOTP secret, once confirmed
    code_step integer not null,             -- last TOTP step that was used: a code works once
    created_at integer not null
);

create table session (
    hash blob primary key,                -- SHA-256 of the cookie's value
    account_id blob not null references account (id) on delete cascade,
    second_factor boolean not null,        -- the code was given in this session
    created_at integer not null,
    seen_at integer not null
);
create index session_account on session (account_id);

create table one_time_link (
    hash blob primary key,                -- SHA-256 of the token in the link
    account_id blob not null references account (id) on delete cascade,
    purpose text not null,                 -- confirm, sign-in, password
    expires_at integer not null,
    used_at integer
);
create index one_time_link_account on one_time_link (account_id);

-- Rate limits: a key is a keyed hash of what is limited (an address, a network), never the thing itself.
create table attempt (
    key blob primary key,
    tries integer not null,                 -- tries in the present window
    window_at integer not null,             -- when the window began
    free_at integer not null                -- nothing is tried before this moment
);

create table organisation (
    id blob primary key,
    name text not null,
    kind text not null,
    website text not null,
    responsible text not null,             -- the named person who answers for it
    status text not null,                  -- applied, verified, refused, suspended
    applied_at integer not null,
    decided_at integer,
    decided_by blob references account (id),
    reason text
);

create table officer (
    account_id blob primary key references account (id) on delete cascade,
    organisation_id blob not null references organisation (id),
    called text not null,
    job text not null,
    verified_at integer
);
create index officer_organisation on officer (organisation_id);

-- Who read what about whom, when and why. Never changed, never deleted with the reader.
create table audit (
    id blob primary key,
    at integer not null,
    actor_id blob not null,
    organisation_id blob,
    citizen_id blob,                       -- null when no single person was read (a search)
    opportunity_id blob,
    action text not null,                  -- read-person, search-cards, count, export, find-person, verify ...
    detail text not null
);
create index audit_citizen on audit (citizen_id, at);
create index audit_organisation on audit (organisation_id, action, at);
