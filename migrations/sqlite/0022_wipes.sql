-- Deletions of what must not be read again that are not wiped from the files yet.
create table wipe (
    number integer primary key,
    asked_at integer not null,
    due_at integer not null                -- not tried before this moment
);
