"""The pinch: two fingers on a touchpad zoom the photo under the pointer."""

import math
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QNativeGestureEvent

from gui.canvas.canvas import Canvas
from gui.canvas.viewport import ZOOM_STEP


class Pinch(QObject):
    """Hears of gestures over a canvas, and lives as long as it does."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        canvas.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom by as much as the fingers part, and let all else pass."""
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if not isinstance(event, QNativeGestureEvent) or event.gestureType() != zoom:
            return super().eventFilter(watched, event)
        steps = math.log(max(1 + event.value(), 0.1), ZOOM_STEP)
        self._canvas.viewport.zoom(steps, self._canvas.in_room(event.position()))
        return True
