-- They said yes, and no group that meets the rules of the draw can have them.
alter table draw_person add column in_no_group boolean not null default false;

-- The number that decided came from outside: an officer typed it.
alter table draw add column by_host boolean not null default false;
update draw set by_host = true where state = 'drawn' and seed not like '% ' || list_hash;
