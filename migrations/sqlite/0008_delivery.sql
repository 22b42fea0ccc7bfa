-- Letters of one organisation must not make those of another wait: whose they are, and whose turn it is.
alter table outbox add column organisation_id blob references organisation (id);  -- null: on behalf of nobody
-- Whether a letter that left came back for good: hard (there is no such mailbox), soft (tried for days in vain).
alter table outbox add column bounced text;

drop index outbox_due;
create index outbox_waiting on outbox (organisation_id, not_before, id) where state in ('queued', 'deferred');
create index outbox_waited_for on outbox (not_before, id)
    where state in ('queued', 'deferred') and kind in ('account', 'receipt');
create index outbox_taken on outbox (lease_until) where state in ('claimed', 'data_sent');
create index outbox_in_doubt on outbox (created_at) where state in ('refused', 'unknown');
create index outbox_account on outbox (account_id, id);

create table mail_turn (
    organisation_id blob primary key references organisation (id) on delete cascade,
    turn integer not null                      -- the lowest comes next; sending gives the highest
);
create index mail_turn_order on mail_turn (turn);

-- One row: when the next letter may leave, in millionths of a second since 1970, over all nodes.
create table mail_pace (
    id integer primary key,
    free_at integer not null
);

-- People whom our letters do not reach. Nothing is sent to them until they show that letters arrive.
create table unreachable (
    account_id blob primary key references account (id) on delete cascade,
    since integer not null
);
