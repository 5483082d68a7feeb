"""Scripts that make the assets and the pictures. They are run by hand or by make, never by the program."""
