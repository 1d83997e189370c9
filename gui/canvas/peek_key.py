"""The peek key: as long as it is held, the photo is shown as it was before."""

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_KEY = Qt.Key.Key_B


class PeekKey(QObject):
    """Hears of the key wherever in a widget the keyboard is, until another window is in front."""

    held = Signal(bool)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of the key, and let all pass."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.held.emit(False)  # its release goes elsewhere
        elif isinstance(event, QKeyEvent) and event.key() == _KEY:
            if event.type() == QEvent.Type.KeyPress:
                self.held.emit(True)
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self.held.emit(False)
        return super().eventFilter(watched, event)
