create table citizen (
    id uuid primary key references account (id) on delete cascade,
    called text,                           -- the name to be called by
    area text,                             -- outward code, LS6
    travel_km bigint,                      -- how far they travel; null: not said
    formats text not null,                 -- ["online", ...]
    times text not null,                   -- ["weekday-evening", ...]
    matters text,                          -- what matters to me, one line
    motives text not null,                 -- up to five, ranked
    phone text,
    open_ceiling bigint not null,          -- at most so many open invitations
    month_ceiling bigint not null,         -- at most so many invitations in 30 days
    paused_until bigint,                   -- no matching, no invitations before this moment
    step text not null,                    -- where the registration stands: the next step, or done
    created_at bigint not null,
    changed_at bigint not null
);

create table citizen_badge (
    id uuid primary key,
    citizen_id uuid not null references citizen (id) on delete cascade,
    kind text not null,                    -- experience, skill
    badge text,                            -- slug of the catalogue, null for own words not linked
    words text,                            -- own words, null for a badge of the catalogue as it stands
    standpoint text,
    visibility text not null,              -- searchable, matching, hidden
    created_at bigint not null
);
create index citizen_badge_citizen on citizen_badge (citizen_id);
-- The same badge twice is one badge.
create unique index citizen_badge_once on citizen_badge (citizen_id, badge) where words is null;
create unique index citizen_badge_words_once on citizen_badge (citizen_id, kind, words) where words is not null;

create table contribution (
    id uuid primary key,
    citizen_id uuid not null references citizen (id) on delete cascade,
    kind text not null,
    words text not null,
    year bigint,
    created_at bigint not null
);
create index contribution_citizen on contribution (citizen_id);

-- One row for each time somebody gave or withdrew a consent; the row of a purpose with the highest number counts.
create table consent (
    citizen_id uuid not null references citizen (id) on delete cascade,
    number bigint not null,                -- counts up for each person
    purpose text not null,                 -- matching, invitations, counts, cards, sharing, research
    given boolean not null,
    text_version text not null,            -- which wording the person saw
    locale text not null,
    at bigint not null,
    primary key (citizen_id, number)
);

-- Who asked to be erased: a keyed hash, so that a restored backup can erase them again.
create table erasure (
    person bytea primary key,
    at bigint not null
);

-- What the index follows: written last in the transaction of the change.
create table change_log (
    sequence bigserial primary key,
    kind text not null,                    -- citizen, opportunity
    subject uuid not null,
    at bigint not null
);

-- The people as they were when the week began: banded counts are answered from it, so that adding one
-- person and asking again tells nothing.
create table count_snapshot (
    week bigint not null,
    citizen_id uuid not null references citizen (id) on delete cascade,
    profile text not null,
    primary key (week, citizen_id)
);

-- Small facts of the installation that all nodes share: the secret that keys hashes and noise.
create table installation (
    name text primary key,
    value bytea not null
);
