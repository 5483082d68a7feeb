"""What makes the assets and the pictures: run by hand or by make, never by the program."""
