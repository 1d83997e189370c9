"""The words: all that a user reads, in English, and what puts it into the user's language."""
