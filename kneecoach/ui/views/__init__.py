"""What a screen shows. Pure: nothing here imports Textual."""
