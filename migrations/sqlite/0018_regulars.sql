-- At most so many people in the group who had several places in the last months; null: as many as come.
alter table opportunity add column most_regulars integer;
