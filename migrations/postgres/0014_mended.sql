-- What answers to an invitation brought about beside themselves, to undo it when somebody else gave them.
alter table invitation add column blocked_at bigint;             -- its organisation was blocked
alter table invitation add column shared_at bigint;              -- the consent to sharing was given

-- How many people say yes, counted once a day: what a host may know of it.
alter table opportunity add column yeses bigint not null default 0;
alter table opportunity add column yeses_on text;                 -- the day of the count
