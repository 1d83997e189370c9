"""Windows: how one of them is brought before the user."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget


def bring_to_front(window: QWidget) -> None:
    """Show a window before all others and give it the keyboard, also if it was minimized."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def show_beside(dialog: QDialog) -> None:
    """Show a dialog in front of its window, without holding that up; it is gone when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    bring_to_front(dialog)
