"""What the window shows before there is a photo."""

from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import texts

_MARGIN = 32


class WelcomePanel(QWidget):
    """Invites to drop or open a photo."""

    open_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = QLabel(texts.WELCOME)
        words.setForegroundRole(QPalette.ColorRole.WindowText)
        font = words.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        words.setFont(font)
        button = QPushButton(texts.WELCOME_OPEN)
        button.setAccessibleName(texts.OPEN_TIP)
        button.clicked.connect(self.open_requested)
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(words, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(12)
        layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed frame to drop a photo into."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        colour.setAlpha(90)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), 16, 16)
        painter.end()
