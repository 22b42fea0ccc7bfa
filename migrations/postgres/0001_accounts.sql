-- Times are whole UTC seconds; ids are UUIDv7; lists of slugs are JSON arrays in text.

create table account (
    id uuid primary key,
    role text not null,                    -- citizen, officer, steward
    email text unique,                     -- lower case; null for a person who is reached by letter or phone
    password text,                         -- argon2id, PHC string; null until one is set
    locale text not null,                  -- en, cy
    status text not null,                  -- unconfirmed, active, closed
    code_secret bytea,                     -- TOTP secret, once confirmed
    code_step bigint not null,             -- last TOTP step that was used: a code works once
    created_at bigint not null
);

create table session (
    hash bytea primary key,                -- SHA-256 of the cookie's value
    account_id uuid not null references account (id) on delete cascade,
    second_factor boolean not null,        -- the code was given in this session
    created_at bigint not null,
    seen_at bigint not null
);
create index session_account on session (account_id);

create table one_time_link (
    hash bytea primary key,                -- SHA-256 of the token in the link
    account_id uuid not null references account (id) on delete cascade,
    purpose text not null,                 -- confirm, sign-in, password
    expires_at bigint not null,
    used_at bigint
);
create index one_time_link_account on one_time_link (account_id);

-- Rate limits: a key is a keyed hash of what is limited (an address, a network), never the thing itself.
create table attempt (
    key bytea primary key,
    tries bigint not null,                 -- tries in the present window
    window_at bigint not null,             -- when the window began
    free_at bigint not null                -- nothing is tried before this moment
);

create table organisation (
    id uuid primary key,
    name text not null,
    kind text not null,
    website text not null,
    responsible text not null,             -- the named person who answers for it
    status text not null,                  -- applied, verified, refused, suspended
    applied_at bigint not null,
    decided_at bigint,
    decided_by uuid references account (id),
    reason text
);

create table officer (
    account_id uuid primary key references account (id) on delete cascade,
    organisation_id uuid not null references organisation (id),
    called text not null,
    job text not null,
    verified_at bigint
);
create index officer_organisation on officer (organisation_id);

-- Who read what about whom, when and why. Never changed, never deleted with the reader.
create table audit (
    id uuid primary key,
    at bigint not null,
    actor_id uuid not null,
    organisation_id uuid,
    citizen_id uuid,                       -- null when no single person was read (a search)
    opportunity_id uuid,
    action text not null,                  -- read-person, search-cards, count, export, find-person, verify ...
    detail text not null
);
create index audit_citizen on audit (citizen_id, at);
create index audit_organisation on audit (organisation_id, action, at);
