-- What people chose to say about themselves for balance: apart from the profile, under a consent of its own.
create table equality_answer (
    citizen_id uuid not null references citizen (id) on delete cascade,
    feature text not null,                 -- age, gender, ethnicity, disability, area
    value text not null,                   -- a slug of the feature, or prefer-not-to-say
    at bigint not null,
    primary key (citizen_id, feature)
);
