-- What GOV.UK Notify told about a letter after it took it: delivered, permanent-failure, temporary-failure or
-- technical-failure. The first word is the last.
alter table outbox add column delivery text;
alter table outbox add column delivery_at bigint;
