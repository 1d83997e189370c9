"""The crosshair: draws by keys, in the middle of what is seen, below which the arrow keys move the photo."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from gui.canvas.overlays import paint_ring
from gui.canvas.toolbox import Toolbox
from gui.canvas.viewport import Viewport

_STEP = 64.0
_ARROWS = {
    int(Qt.Key.Key_Left): QPointF(1, 0),
    int(Qt.Key.Key_Right): QPointF(-1, 0),
    int(Qt.Key.Key_Up): QPointF(0, 1),
    int(Qt.Key.Key_Down): QPointF(0, -1),
}
_CLICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Crosshair:
    """Does with the tool that is chosen what the mouse does; seen as a ring while keys are used."""

    def __init__(self, canvas: QWidget, toolbox: Toolbox, viewport: Viewport) -> None:
        self._canvas, self._toolbox, self._viewport = canvas, toolbox, viewport
        self._is_shown = False

    def press(self, event: QKeyEvent) -> bool:
        """Move the photo by an arrow key, or draw by Enter; tells whether the key does either."""
        is_arrow, is_click = event.key() in _ARROWS, event.key() in _CLICKS and self._is_of_use
        self._is_shown = is_arrow or is_click
        if is_arrow:
            is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._move(_ARROWS[event.key()] * (self._pixel() if is_fine else _STEP))
        elif is_click:
            self._click(is_joined=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return self._is_shown

    def hide(self) -> None:
        """Leave it to the mouse."""
        self._is_shown = False

    def paint(self, painter: QPainter) -> bool:
        """Paint it, if a tool is chosen and keys are used; tells whether that is so."""
        is_seen = self._is_shown and self._is_of_use
        if is_seen:
            paint_ring(painter, self._viewport.view, self._viewport.middle)
        return is_seen

    @property
    def _is_of_use(self) -> bool:
        return self._toolbox.tool is not None or self._toolbox.is_drawing

    def _pixel(self) -> float:
        """Give the size of a pixel of the photo, or of the screen, if that is larger."""
        return max(self._viewport.view.scale, 1 / self._viewport.pixel_ratio)

    def _move(self, by: QPointF) -> None:
        self._viewport.move(by)
        if self._toolbox.is_drawing:
            self._toolbox.drag(self._viewport.middle)

    def _click(self, *, is_joined: bool) -> None:
        view, middle = self._viewport.view, self._viewport.middle
        on_canvas = view.to_screen(QRectF(middle, QSizeF())).topLeft()
        self._toolbox.asked_at = self._canvas.mapToGlobal(on_canvas).toPoint()
        self._toolbox.click(middle, view, is_joined=is_joined)
