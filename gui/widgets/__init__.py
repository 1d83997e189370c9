"""Widgets: what all windows and panels are built of, and how they look."""
