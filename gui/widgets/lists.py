"""Lists beside a page: as wide as what is in them."""

from PySide6.QtWidgets import QListWidget


def fit_width(items: QListWidget, least: int) -> None:
    """Make a list as wide as its widest item and a scroll bar, and ``least`` pixels at least."""
    beside = items.verticalScrollBar().sizeHint().width() + 2 * items.frameWidth()
    items.setFixedWidth(max(least, items.sizeHintForColumn(0) + beside))
