"""Makes the program that needs no Python."""
