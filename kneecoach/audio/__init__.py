"""The sound of a session: what to say when (cues), and the process that plays it."""
