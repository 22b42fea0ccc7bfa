-- Where letters on paper go. Whoever has a row here gets invitations and what follows on paper.
create table postal_address (
    citizen_id uuid primary key references citizen (id) on delete cascade,
    address text not null,                 -- the lines below the name
    postcode text not null,                 -- upper case, one space: LS6 3AB
    changed_at bigint not null
);
create index postal_address_postcode on postal_address (postcode);

-- email: to the recipient's mailbox; post: printed by a steward; copy: to a supporter's mailbox.
alter table outbox add column way text not null default 'email';

-- Letters that were printed together.
create table post_batch (
    id uuid primary key,
    made_by uuid not null references account (id),
    made_at bigint not null,
    posted_by uuid references account (id),
    posted_at bigint
);

create table post_batch_letter (
    letter_id uuid primary key references outbox (id) on delete cascade,
    batch_id uuid not null references post_batch (id),
    code text                              -- printed on it; emptied once it is posted
);
create index post_batch_letter_batch on post_batch_letter (batch_id);

-- What a person wrote down or said and somebody entered: who heard it, and how.
create table heard (
    id uuid primary key,
    citizen_id uuid not null references citizen (id) on delete cascade,
    invitation_id uuid references invitation (id) on delete cascade,
    what text not null,                    -- registration, reply, draft
    how text not null,                     -- phone, letter, in-person
    heard_by text not null,                -- their name
    entered_by uuid not null references account (id),
    at bigint not null
);
create index heard_citizen on heard (citizen_id);

-- A steward's session that acts for one person.
alter table session add column acting_for uuid;
alter table session add column acting_until bigint;

create table supporter (
    id uuid primary key,
    citizen_id uuid not null references citizen (id) on delete cascade,
    called text not null,
    email text not null,
    may text not null,                     -- ["answers", "words", "copies"]
    text_version text not null,            -- the wording of the mandate that the person saw
    named_at bigint not null,
    accepted_at bigint,
    ended_at bigint
);
create index supporter_citizen on supporter (citizen_id);

-- Links in letters to a supporter: they all end with the mandate.
create table supporter_link (
    hash bytea primary key,                -- SHA-256 of the token in the link
    supporter_id uuid not null references supporter (id) on delete cascade,
    created_at bigint not null
);

-- What a supporter entered. It counts only when the person confirms it.
create table draft (
    id uuid primary key,
    citizen_id uuid not null references citizen (id) on delete cascade,
    supporter_id uuid not null references supporter (id) on delete cascade,
    invitation_id uuid references invitation (id) on delete cascade,
    kind text not null,                    -- answer, words
    payload text not null,                 -- JSON; emptied once decided
    state text not null,                   -- waits, confirmed, thrown-away
    token_hash bytea unique,               -- of the link in the letter to the person
    written_at bigint not null,
    decided_at bigint
);
create index draft_citizen on draft (citizen_id, state);

-- Codes on paper: each is for one thing of one person.
create table paper_code (
    hash bytea primary key,                -- keyed hash of the code
    citizen_id uuid not null references citizen (id) on delete cascade,
    invitation_id uuid references invitation (id) on delete cascade,
    draft_id uuid references draft (id) on delete cascade,
    created_at bigint not null
);

-- What a browser may do for a short while without signing in.
create table pass (
    hash bytea primary key,                -- of the browser's cookie and the purpose
    purpose text not null,                 -- reply, draft, supporter
    subject uuid not null,                -- of an invitation, a draft, a supporter
    expires_at bigint not null
);
