"""What it means: looking back at the sessions in the log."""
