-- Who lives here, from a file that a steward brought, with where each figure comes from.
create table population_share (
    place bigint not null,                -- its line in the file
    feature text not null,
    value text not null,
    share bigint not null,                -- hundredths of one per cent
    source text not null,
    at bigint not null,                   -- when the file was brought
    primary key (feature, value)
);

-- How many of those whom a question finds said what, in bands, worked out once a week for each question.
create table equality_bands (
    week bigint not null,                 -- whole weeks since 5 January 1970
    question text not null,
    bands text not null,                   -- JSON, nothing but bands
    primary key (week, question)
);
