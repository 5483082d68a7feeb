"""Turns an error into one line on stderr and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from kneecoach.cli.streams import drop_stdout, open_streams, say_error
from kneecoach.errors import KneecoachError, UsageError, os_reason


def exit_status(action: Callable[[], int]) -> int:
    """The exit status of `action`: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    # This is health data: only the user may read a file that the program, or any library in it, makes.
    os.umask(0o077)
    open_streams()
    try:
        status = action()
        sys.stdout.flush()
        _die_of_interrupts()
        return status
    except KneecoachError as error:
        say_error(error)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return 130
    except ValueError as error:
        if _is_interrupt(error):
            return 130
        raise
    except BrokenPipeError:
        drop_stdout()
        return 1
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say_error(f"{name}{os_reason(error)}")
        drop_stdout()
        return 1
    finally:
        _die_of_interrupts()


def _is_interrupt(error: ValueError) -> bool:
    """Whether Ctrl+C came while pydantic (2.14; no issue filed) called our code to write a record.

    It then raises an error of its own in place of KeyboardInterrupt, which need not be its cause.
    """
    return type(error).__name__ == "PydanticSerializationError" and ": KeyboardInterrupt" in str(error)


def _die_of_interrupts() -> None:
    """From now on, Ctrl+C ends the program silently: everything is done, and Python would print a traceback."""
    # Without threads Python shuts down in C, which no interrupt reaches, and `--help` need not import `signal`.
    if "threading" in sys.modules:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)
