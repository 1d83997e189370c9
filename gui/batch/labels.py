"""Labels: words that may be long and name files, so that they wrap and are never taken for markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def make_label() -> QLabel:
    """Make an empty label."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
