"""Labels: words that may be long and name files, so that they wrap and are never taken for markup."""

from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy


def make_label(words: str = "") -> QLabel:
    """Make a label."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


class ScrollingLabel(QScrollArea):
    """A label as high as its words, but no higher than a third of the window: then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._label = make_label()
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_words(self, words: str) -> None:
        """Show words, from their beginning."""
        self._label.setText(words)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        height = self._label.heightForWidth(self.viewport().width())
        return QSize(self._label.sizeHint().width(), min(height, self.window().height() // 3))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
