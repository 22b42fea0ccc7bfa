-- How often words are used, as every node weighs them: one row, taken with a rebuild of the index.
create table term_statistics (
    id integer primary key,
    version integer not null,
    taken_at integer not null,
    body text not null
);
