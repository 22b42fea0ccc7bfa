-- When the password was last chosen by a link in an email: for some days the mailbox alone must not be enough to set
-- up the second factor anew.
alter table account add column password_by_email_at bigint;

-- A change of address that was replaced before it was confirmed. It cannot be confirmed any more, and can be undone.
alter table email_change add column replaced_at bigint;
