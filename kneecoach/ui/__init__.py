"""The full-screen app. Only this package imports Textual."""
