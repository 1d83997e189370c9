"""Labels: words that may be long and name files, so that they wrap and are never taken for markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def make_label(words: str = "") -> QLabel:
    """Make a label."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
