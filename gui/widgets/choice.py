"""A choice among words that the mouse wheel does not change: it lies in a column that is scrolled."""

from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A box of words to choose one of; screen readers say its ``name``."""

    def __init__(self, name: str = "", tip: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep letters from the window, whose keys they are: here they choose the word that begins so."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            beside_shift = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isalnum() and not beside_shift:
                event.accept()
                return True
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column."""
        event.ignore()
