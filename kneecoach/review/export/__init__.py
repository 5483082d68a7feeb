"""From the log to files for others: JSON, CSV, other programs' CSV, Markdown, and a page to print. Pure."""
