"""Dialogs: questions, and windows beside that of the photo (preferences, models, help, keys, log, tour)."""
