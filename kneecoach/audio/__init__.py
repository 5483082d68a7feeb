"""The session heard: what is said when (cues), and the process that plays it."""
