"""History: each change of the settings can be undone; a slider that is dragged makes one change."""

from typing import override

from PySide6.QtGui import QUndoCommand

from gui.settings import Settings
from gui.state import State


class SettingsChange(QUndoCommand):
    """A change of the settings, in words; changes of the same ``control`` in a row become one."""

    def __init__(self, state: State, settings: Settings, words: str, control: str | None = None) -> None:
        super().__init__(words)
        self._state = state
        self._before = state.settings
        self.after = settings
        self.control = control

    @override
    def id(self) -> int:
        """Tell whether it may be merged with another change at all."""
        return -1 if self.control is None else 1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take up the next change if it is of the same control."""
        if not isinstance(other, SettingsChange) or other.control != self.control:
            return False
        self.after = other.after
        self.setObsolete(self._before == self.after)
        return True

    @override
    def redo(self) -> None:
        """Set the settings after the change."""
        self._state.set_settings(self.after)

    @override
    def undo(self) -> None:
        """Set the settings before the change."""
        self._state.set_settings(self._before)
