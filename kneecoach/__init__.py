"""kneecoach: a guided exercise timer for the terminal that leads you through a knee-friendly strength routine."""

__version__ = "0.1.0"
