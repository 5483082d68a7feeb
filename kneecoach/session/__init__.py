"""Doing a routine: the session as a pure engine.

`decide(state, command, at)` returns the events a command causes. `evolve(state, event)` returns the state after an
event. `due(state)` is when something happens by itself. `table` shows what each command does in each stage.
Standard library only. Nothing here reads a clock or a file.
"""
