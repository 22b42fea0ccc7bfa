-- A change of address waits until the new mailbox confirms it; the old mailbox can undo it.
create table email_change (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    old_email text,                        -- null when the account had no address
    new_email text not null,               -- empty once the old mailbox has undone the change
    confirm_hash bytea not null unique,    -- SHA-256 of the token in the email to the new address
    undo_hash bytea not null unique,       -- SHA-256 of the token in the email to the old one
    asked_at bigint not null,
    asked_by uuid,                         -- the steward who was asked to; null: the person
    confirmed_at bigint,
    ended_at bigint                       -- undone, or replaced by a newer change
);
create index email_change_account on email_change (account_id);

-- Codes on paper that replace the second factor once each.
create table recovery_code (
    hash bytea primary key,                -- keyed hash of the code
    account_id uuid not null references account (id) on delete cascade,
    used_at bigint
);
create index recovery_code_account on recovery_code (account_id);

-- The key of a second factor that is being set up follows from this number: each setting up has its own.
alter table account add column code_round bigint not null default 0;

-- Somebody who may join an organisation as an officer.
create table officer_invitation (
    id uuid primary key,
    organisation_id uuid not null references organisation (id),
    email text not null,                   -- empty once it has ended
    invited_by uuid not null references account (id),
    hash bytea not null unique,            -- SHA-256 of the token in the email
    invited_at bigint not null,
    expires_at bigint not null,
    ended_at bigint                       -- joined, or withdrawn
);
create index officer_invitation_organisation on officer_invitation (organisation_id);

-- An officer who has left; the row stays because the audit names them.
alter table officer add column ended_at bigint;
