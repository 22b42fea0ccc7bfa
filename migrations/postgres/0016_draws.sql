-- What a host asks of a group beside its size. Positions count from 0 in the opportunity's list of what it seeks.
create table seat (
    opportunity_id uuid not null references opportunity (id) on delete cascade,
    number bigint not null,
    experience bigint,                       -- position of the lived experience
    skill bigint,                            -- position of the skill
    standpoint text,
    motive text,
    first_time boolean not null default false,  -- never had a place in a group before
    least bigint not null,                   -- at least so many people who are all of this
    primary key (opportunity_id, number)
);

create table quota (
    opportunity_id uuid not null references opportunity (id) on delete cascade,
    feature text not null,
    value text not null,
    least bigint not null,
    most bigint not null,
    primary key (opportunity_id, feature, value)
);

-- The number that decides a draw comes from outside, typed by the host while all can see the list's hash.
alter table opportunity add column outside_seed boolean not null default false;

-- The numbered groups of which one is drawn. The list and its hash stand before the number is known.
create table draw (
    id uuid primary key,
    opportunity_id uuid not null references opportunity (id) on delete cascade,
    round bigint not null,
    state text not null,                   -- stuck, listed, drawn
    facts text not null,                   -- JSON: what the public page says; for a stuck one, the ways out
    list text not null,                    -- lottery.csv; empty for a stuck one
    list_hash text not null,               -- SHA-256 of the list, hexadecimal
    listed_at bigint not null,
    draw_at bigint not null,                 -- drawn by itself then
    seed text,
    drawn bigint,                            -- number of the group
    drawn_at bigint,
    unique (opportunity_id, round)
);
create index draw_due on draw (state, draw_at);

-- Who stood in a draw, under which code, with which chance in parts of a million.
create table draw_person (
    draw_id uuid not null references draw (id) on delete cascade,
    invitation_id uuid not null references invitation (id) on delete cascade,
    code text not null,                    -- how the list names them
    chance bigint not null,
    primary key (draw_id, invitation_id)
);
create index draw_person_invitation on draw_person (invitation_id);
