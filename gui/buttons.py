"""Buttons and actions: what those of all windows and panels have in common."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton

from gui.texts import Words

Key = str | QKeySequence.StandardKey


def make_button(words: Words) -> QPushButton:
    """Make a button with its name on it, that tells what it is for."""
    button = QPushButton(words.name)
    button.setToolTip(words.tip)
    return button


def make_action(
    parent: QObject | None,
    words: Words,
    keys: Iterable[Key] = (),
    do: Callable[..., object] | None = None,
    *,
    called: str = "",
) -> QAction:
    """Make an action with those of its keys that the system has, each once; its owner puts it somewhere.

    What it is ``called`` in the program is its place in the menus and its icon's name.
    """
    action = QAction(words.name, parent)
    action.setObjectName(called)
    action.setToolTip(words.tip)
    found = dict.fromkeys(QKeySequence(key) for key in keys)
    action.setShortcuts([key for key in found if not key.isEmpty()])
    if do is not None:
        action.triggered.connect(do)
    return action
