-- In which form somebody reads letters: standard, large-print, easy-read.
alter table citizen add column letter_format text not null default 'standard';

-- Why not: a slug of the closed list in `reason`, and beside it the person's own words.
alter table invitation add column reason_words text;
update invitation set reason_words = reason, reason = null where reason is not null;

-- Questions before an answer; one person may have several. The host never learns whose they are.
create table question (
    id uuid primary key,
    invitation_id uuid not null references invitation (id) on delete cascade,
    words text not null,                   -- without anything that could reach the person
    asked_at bigint not null,
    answer text,                           -- without anything that could reach the host past us
    answered_at bigint,
    unique (invitation_id, words)
);
insert into question (id, invitation_id, words, asked_at, answer, answered_at)
    select id, id, question, coalesce(answered_at, created_at), question_answer,
        case when question_answer is not null then coalesce(answered_at, created_at) end
    from invitation where question is not null;
alter table invitation drop column question;
alter table invitation drop column question_answer;

-- What somebody needs to take part; with a place it becomes what the host has to arrange.
create table event_need (
    invitation_id uuid not null references invitation (id) on delete cascade,
    need text not null,                    -- slug of the access list
    arranged_at bigint,                   -- the host says it is arranged
    primary key (invitation_id, need)
);

-- The links in letters; each is good for one thing.
create table invitation_link (
    hash bytea primary key,               -- SHA-256 of the token in the link
    invitation_id uuid not null references invitation (id) on delete cascade,
    purpose text not null,                 -- reply, stop, calendar, not-me
    created_at bigint not null
);
create index invitation_link_invitation on invitation_link (invitation_id);
insert into invitation_link (hash, invitation_id, purpose, created_at)
    select token_hash, id, 'reply', created_at from invitation;

-- Organisations from which somebody wants to hear nothing; no host learns of it.
create table organisation_block (
    citizen_id uuid not null references citizen (id) on delete cascade,
    organisation_id uuid not null references organisation (id) on delete cascade,
    created_at bigint not null,
    primary key (citizen_id, organisation_id)
);
