"""Buttons and actions: what those of all windows and panels have in common."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from gui.words.texts import Words

Key = str | QKeySequence.StandardKey


def make_button(words: Words) -> QPushButton:
    """Make a button with its name on it, that tells what it is for."""
    button = QPushButton(words.name)
    button.setToolTip(words.tip)
    return button


def set_enabled(control: QWidget, heir: QWidget, *, is_enabled: bool) -> None:
    """Enable a control, or not; the focus goes to its heir then, or Qt gives it to the next number field."""
    if control.hasFocus() and not is_enabled:
        heir.setFocus()
    control.setEnabled(is_enabled)


def keys_of(key: Key) -> QKeySequence:
    """Give the keys of a name as Qt has it: in Turkish, two are called Enter."""
    if isinstance(key, str):
        return QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    return QKeySequence(key)


def with_keys(tip: str, keys: QKeySequence) -> str:
    """Name the keys at the end of a tip, as the system writes them."""
    native = keys.toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({native})" if tip and native else tip


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
    found = dict.fromkeys(map(keys_of, keys))
    action.setShortcuts([key for key in found if not key.isEmpty()])
    action.setToolTip(with_keys(words.tip, action.shortcut()))
    if do is not None:
        action.triggered.connect(do)
    return action
