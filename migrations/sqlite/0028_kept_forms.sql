-- What somebody typed when their session had ended, for the hour in which they may sign in again. Only the cookie of
-- their browser, of which this is the hash, opens it.
create table kept_form (
    browser blob primary key,
    account_id blob not null references account (id) on delete cascade,
    sealed blob not null,
    expires_at integer not null
);
create index kept_form_expires_at on kept_form (expires_at);
create index kept_form_account_id on kept_form (account_id);
