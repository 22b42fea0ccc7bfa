-- Rights by telephone and post, and people who have a telephone and no address.

-- What a steward who acts for somebody heard first, and where we reached that person when they began: what is changed
-- is confirmed there, wherever letters go by then.
alter table session add column acting_contact blob;          -- of heard
alter table session add column acting_way text;              -- email, post, call
alter table session add column acting_to text;

-- When somebody without address or mailbox said the code when we rang them; nobody is rung about invitations before.
alter table citizen add column phone_confirmed_at integer;

-- The code that somebody says when we ring them.
create table phone_code (
    citizen_id blob primary key references citizen (id) on delete cascade,
    hash blob not null,                    -- keyed hash
    tries integer not null,                -- wrong tries so far
    created_at integer not null
);

-- Letters that are read out on the telephone: how often nobody answered, and who rings now.
create table phone_call (
    letter_id blob primary key references outbox (id) on delete cascade,
    tries integer not null,
    next_at integer not null,              -- not rung again before
    taken_by blob references account (id),
    taken_until integer
);

-- A mandate that staff wrote down waits until the person confirms it.
alter table supporter add column confirmed_at integer;
update supporter set confirmed_at = named_at;
alter table paper_code add column supporter_id blob references supporter (id) on delete cascade;
