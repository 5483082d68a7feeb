"""The only code that waits: the clock, the runner, and keeping the display on."""
