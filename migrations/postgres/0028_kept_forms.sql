-- What somebody typed when their session had ended, for the hour in which they may sign in again. Only the cookie of
-- their browser, of which this is the hash, opens it.
create table kept_form (
    browser bytea primary key,
    account_id uuid not null references account (id) on delete cascade,
    sealed bytea not null,
    expires_at bigint not null
);
create index kept_form_expires_at on kept_form (expires_at);
create index kept_form_account_id on kept_form (account_id);
