"""Many photos: which go where, what is done already, what became of each, and the report."""
