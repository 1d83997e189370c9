"""Saving: how a result leaves the program (saved, copied, dragged), and how what is pasted comes in."""
