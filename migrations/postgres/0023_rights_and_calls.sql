-- Rights by telephone and post, and people who have a telephone and no address.

-- What a steward who acts for somebody heard first, and where we reached that person when they began: what is changed
-- is confirmed there, wherever letters go by then.
alter table session add column acting_contact uuid;          -- of heard
alter table session add column acting_way text;              -- email, post, call
alter table session add column acting_to text;

-- When somebody without address or mailbox said the code when we rang them; nobody is rung about invitations before.
alter table citizen add column phone_confirmed_at bigint;

-- The code that somebody says when we ring them.
create table phone_code (
    citizen_id uuid primary key references citizen (id) on delete cascade,
    hash bytea not null,                    -- keyed hash
    tries bigint not null,                -- wrong tries so far
    created_at bigint not null
);

-- Letters that are read out on the telephone: how often nobody answered, and who rings now.
create table phone_call (
    letter_id uuid primary key references outbox (id) on delete cascade,
    tries bigint not null,
    next_at bigint not null,              -- not rung again before
    taken_by uuid references account (id),
    taken_until bigint
);

-- A mandate that staff wrote down waits until the person confirms it.
alter table supporter add column confirmed_at bigint;
update supporter set confirmed_at = named_at;
alter table paper_code add column supporter_id uuid references supporter (id) on delete cascade;
