-- Browsers that somebody has signed in with. Their cookie signs nobody in: it only gives the account's own person tries
-- of their own while strangers guess.
create table device (
    hash blob not null,                     -- SHA-256 of the cookie's value
    account_id blob not null references account (id) on delete cascade,
    used_at integer not null,                -- when somebody last signed in with it
    primary key (hash, account_id)
);
create index device_account on device (account_id);

-- The link of a letter to a supporter ends when it was not used for long.
alter table supporter_link add column used_at integer;
update supporter_link set used_at = created_at;
