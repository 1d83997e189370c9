"""A slider with its name above and its number beside, which can also be typed."""

from typing import override

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QVBoxLayout, QWidget

from gui.widgets.unwheeled import Unwheeled
from gui.words.texts import Words


class Number(Unwheeled, QSpinBox):
    """A number typed, which the window's history undoes: its own one is forgotten as it is typed.

    At Enter it hands the keyboard to ``after``, or else to nobody.
    """

    def __init__(self, after: QWidget | None = None) -> None:
        super().__init__()
        self._after = after

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed at Enter, and leave the keys that follow to the window again."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()
            if self._after:
                self._after.setFocus()

    @override
    def event(self, event: QEvent) -> bool:
        """Leave the keys for undo and redo to the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)


class _Slider(Unwheeled, QSlider):
    """A slider that the mouse wheel does not move."""


class NumberSlider(QWidget):
    """Lets a user set a whole number from 0 to ``high``, shown in a ``form``; screen readers say ``name``."""

    value_changed = Signal(int)

    def __init__(self, name: str, words: Words, high: int, form: str = "{}") -> None:
        super().__init__()
        self._high = high
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.number = Number(self.slider)
        prefix, suffix = form.split("{}")
        self.number.setPrefix(prefix)
        self.number.setSuffix(suffix)
        for control in (self.slider, self.number):
            control.setRange(0, high)
            control.setAccessibleName(name)
            control.setToolTip(words.tip)
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.slider.valueChanged.connect(self.value_changed)
        self._lay_out(words.name)

    @property
    def value(self) -> int:
        """The number set."""
        return self.slider.value()

    def set_value(self, value: int) -> None:
        """Show a number, if need be beyond those a user would set, without telling of a change."""
        with QSignalBlocker(self.slider):
            for control in (self.slider, self.number):
                control.setMaximum(max(self._high, value))
            self.number.setValue(value)

    def _lay_out(self, name: str) -> None:
        heading = QHBoxLayout()
        heading.addWidget(QLabel(name))
        heading.addStretch()
        heading.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(heading)
        layout.addWidget(self.slider)


def _is_undo(event: QKeyEvent) -> bool:
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo)
