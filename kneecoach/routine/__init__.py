"""What to do: routines as TOML files, checked, found, and spread out into a plan."""
