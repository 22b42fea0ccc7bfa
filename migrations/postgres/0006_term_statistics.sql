-- How often words are used, as every node weighs them: one row, taken with a rebuild of the index.
create table term_statistics (
    id bigint primary key,
    version bigint not null,
    taken_at bigint not null,
    body text not null
);
