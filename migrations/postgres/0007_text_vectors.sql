-- What texts of current people and open opportunities mean, where the meaning pack is in use. A vector stands no
-- longer than its text: when nobody says it any more, its row goes.
create table text_vectors (
    text_key bigint not null,                   -- where the SHA-256 of the text begins
    model text not null,                   -- which model made it, with its hash
    vector bytea not null,                   -- 384 steps, one byte each
    primary key (text_key, model)
);
