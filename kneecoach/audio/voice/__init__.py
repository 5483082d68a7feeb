"""Clips of the user's own words, rendered on this computer: by the voice that ships, or by the system's speech."""
