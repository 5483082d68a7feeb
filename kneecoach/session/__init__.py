"""Doing it: the session as a pure engine.

`decide(state, command, at)` says which events a command makes, `evolve(state, event)` what an event does to the
state, `due(state)` when something happens by itself. `table` shows what each command does in each stage.
Standard library only; nothing here reads a clock or a file.
"""
