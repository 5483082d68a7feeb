"""The moving figure: keyframes, skeleton, canvas, and how it becomes cells. Knows nobody else, and no Textual."""
