"""Models: what each says of itself, how it is tried, opened, and run over a picture of any size."""
