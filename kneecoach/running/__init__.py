"""The only place that waits: clock, runner, and a display that stays on."""
