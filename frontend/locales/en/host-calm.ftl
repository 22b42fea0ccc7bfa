host-invite-reminds-label = A reminder
host-invite-reminds = Remind people who have not answered, once
host-invite-reminds-hint = We write to them ourselves when two thirds of the time are over. You are not told who they are.
