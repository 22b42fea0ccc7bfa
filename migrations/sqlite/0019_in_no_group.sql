-- They said yes, and no group that meets the rules of the draw can have them.
alter table draw_person add column in_no_group boolean not null default false;
