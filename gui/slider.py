"""A slider with its name above and its number beside, which can also be typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QVBoxLayout, QWidget


class NumberSlider(QWidget):
    """Lets a user set a whole number from 0 to ``high``."""

    value_changed = Signal(int)

    def __init__(self, name: str, tip: str, high: int, suffix: str = "") -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.number = QSpinBox()
        self.number.setSuffix(suffix)
        for control in (self.slider, self.number):
            control.setRange(0, high)
            control.setAccessibleName(name)
            control.setToolTip(tip)
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.slider.valueChanged.connect(self.value_changed)
        self._lay_out(name)

    @property
    def value(self) -> int:
        """The number set."""
        return self.slider.value()

    def set_value(self, value: int) -> None:
        """Show a number without telling of a change."""
        self.slider.blockSignals(True)
        self.number.setValue(value)
        self.slider.blockSignals(False)

    def _lay_out(self, name: str) -> None:
        heading = QHBoxLayout()
        heading.addWidget(QLabel(name))
        heading.addStretch()
        heading.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(heading)
        layout.addWidget(self.slider)
