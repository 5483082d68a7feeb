"""What was done: the log of finished sessions, and the journal of the one under way."""
