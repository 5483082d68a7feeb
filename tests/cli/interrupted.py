"""A record during whose writing a signal comes: pydantic (2.14) then raises an error of its own."""

from __future__ import annotations

import signal

from pydantic import BaseModel, model_serializer


class Interrupted(BaseModel):
    """Sends a signal to this process while it is written."""

    by: int = signal.SIGINT

    @model_serializer
    def _written(self) -> dict[str, int]:
        signal.raise_signal(self.by)
        return {}
