"""Check and repair of the log and the journal."""
