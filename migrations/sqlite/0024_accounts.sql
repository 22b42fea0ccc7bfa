-- A change of address waits until the new mailbox confirms it; the old mailbox can undo it.
create table email_change (
    id blob primary key,
    account_id blob not null references account (id) on delete cascade,
    old_email text,                        -- null when the account had no address
    new_email text not null,               -- empty once the old mailbox has undone the change
    confirm_hash blob not null unique,    -- SHA-256 of the token in the email to the new address
    undo_hash blob not null unique,       -- SHA-256 of the token in the email to the old one
    asked_at integer not null,
    asked_by blob,                         -- the steward who was asked to; null: the person
    confirmed_at integer,
    ended_at integer                       -- undone, or replaced by a newer change
);
create index email_change_account on email_change (account_id);

-- Codes on paper that replace the second factor once each.
create table recovery_code (
    hash blob primary key,                -- keyed hash of the code
    account_id blob not null references account (id) on delete cascade,
    used_at integer
);
create index recovery_code_account on recovery_code (account_id);

-- The key of a second factor that is being set up follows from this number: each setting up has its own.
alter table account add column code_round integer not null default 0;

-- Somebody who may join an organisation as an officer.
create table officer_invitation (
    id blob primary key,
    organisation_id blob not null references organisation (id),
    email text not null,                   -- empty once it has ended
    invited_by blob not null references account (id),
    hash blob not null unique,            -- SHA-256 of the token in the email
    invited_at integer not null,
    expires_at integer not null,
    ended_at integer                       -- joined, or withdrawn
);
create index officer_invitation_organisation on officer_invitation (organisation_id);

-- An officer who has left; the row stays because the audit names them.
alter table officer add column ended_at integer;
