"""The drag handle: what is shown is dragged from it into another program, as a file."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QStyle, QToolButton

from gui.icons import draw_icon, keep_drawn
from gui.saving import clipboard
from gui.words import texts_export


class DragHandle(QToolButton):
    """A button that is pressed and dragged. The file is asked for at once and dragged when it is there.

    A file that comes after the button was let go, or was clicked for, goes to the clipboard.
    """

    file_requested = Signal()
    file_copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pressed: QPoint | None = None
        self._has_moved = False
        self._file: Path | None = None
        self.setText(texts_export.DRAG)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        keep_drawn(self, self._draw)
        self.setAccessibleDescription(texts_export.DRAG_TIP)
        self.setToolTip(texts_export.DRAG_TIP)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.file_requested)  # by the keyboard: the mouse is seen to below

    def take_file(self, path: Path) -> None:
        """Take the file that was asked for."""
        if self._pressed is None:
            clipboard.copy_file(path)
            self.file_copied.emit()
        else:
            self._file = path
            self._drag_if_ready()

    def _draw(self) -> None:
        self.setIcon(draw_icon("drag-out", self.palette()))

    def _drag_if_ready(self) -> None:
        if self._file is None or not self._has_moved:
            return
        drag = QDrag(self)
        drag.setMimeData(clipboard.mime_of(self._file))
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_LargeIconSize)
        drag.setPixmap(self.style().standardIcon(QStyle.StandardPixmap.SP_FileIcon).pixmap(size))
        self._let_go()
        drag.exec(Qt.DropAction.CopyAction)

    def _let_go(self) -> None:
        self._pressed, self._has_moved, self._file = None, False, None
        self.setDown(False)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the file."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setDown(True)
            self.file_requested.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag as soon as the pointer has gone far enough and the file is there."""
        if self._pressed is not None:
            way = (event.position().toPoint() - self._pressed).manhattanLength()
            self._has_moved |= way >= QApplication.startDragDistance()
            self._drag_if_ready()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put on the clipboard what was not dragged."""
        file = self._file
        self._let_go()
        if file is not None:
            self.take_file(file)
