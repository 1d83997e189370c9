"""Controls that the mouse wheel does not change: they lie in a column, which it scrolls."""

from PySide6.QtGui import QWheelEvent


class Unwheeled:
    """Leaves the wheel to the column; to be named before the widget that would take it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column."""
        event.ignore()
