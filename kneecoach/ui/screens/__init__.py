"""One screen per file, with its styles beside it."""
