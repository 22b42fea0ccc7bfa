-- Deletions of what must not be read again that are not wiped from the files yet.
create table wipe (
    number bigint generated always as identity primary key,
    asked_at bigint not null,
    due_at bigint not null                 -- not tried before this moment
);
