"""Every workaround of Textual's, and what the terminal can do."""
