"""Every workaround for Textual, and what the terminal can do."""
