"""kneecoach: a guided timer for the terminal that leads through a knee-friendly strength routine."""

__version__ = "0.1.0"
