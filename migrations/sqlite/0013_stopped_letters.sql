-- Letters of invitations that were stopped, by when: every round looks at those of the last days.
create index outbox_stopped on outbox (settled_at) where state = 'cancelled' and kind = 'invitation';
