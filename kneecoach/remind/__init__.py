"""Reminders: one notification at the right hour, or nothing. Off until `kneecoach remind --install`."""
