"""The live session, kept as it goes."""
