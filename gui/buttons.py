"""Buttons: what a panel's push buttons have in common."""

from PySide6.QtWidgets import QPushButton

from gui.texts import Words


def make_button(words: Words) -> QPushButton:
    """Make a button with its name on it, that tells what it is for."""
    button = QPushButton(words.name)
    button.setToolTip(words.tip)
    return button
