"""The canvas: the photo before and after, with a divider between; zoom and pan.

A strength that is changed is blended for the pixels on the screen alone: a drag is a repaint.
"""

import functools
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui import texts
from gui.divider import Divider
from gui.state import State
from gui.view import View, fit_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.images import Mixer

_LARGEST_SCALE = 32.0
_ZOOM_STEP = 1.25
_WHEEL_NOTCH = 120
_KEY_STEP = 64.0
_ARROWS = {
    Qt.Key.Key_Left: QPointF(_KEY_STEP, 0),
    Qt.Key.Key_Right: QPointF(-_KEY_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, _KEY_STEP),
    Qt.Key.Key_Down: QPointF(0, -_KEY_STEP),
}


class Canvas(QWidget):
    """Shows the open photo and its result."""

    view_changed = Signal()
    pointed = Signal(QPointF)
    """The place of the photo under the pointer, in its pixels."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._view = View(1.0, QPointF())
        self._is_fitted = True
        self._divider = Divider()
        self._is_comparing = True
        self._is_peeking = False
        self._is_space_held = False
        self._pointer = QPointF()
        self._drag: Callable[[QPointF], None] | None = None
        self.setAccessibleName(texts.CANVAS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        state.photo_opened.connect(self.fit)
        for changed in (state.photo_restored, state.settings_changed):
            changed.connect(self.update)

    @property
    def percent(self) -> float:
        """How large the photo is shown: at 100, its pixels are those of the screen."""
        return 100 * self._view.scale * self.devicePixelRatioF()

    @property
    def view(self) -> View:
        """Where the photo lies now."""
        return self._view

    def fit(self) -> None:
        """Show the whole photo, and keep it whole when the window changes its size."""
        self._is_fitted = True
        self._show(fit_view(self._photo_size(), QSizeF(self.size()), self._full_scale()))

    def show_full_size(self) -> None:
        """Show one pixel of the photo as one of the screen."""
        self._zoom(self._full_scale(), QRectF(self.rect()).center())

    def zoom_in(self) -> None:
        """Zoom in on the middle."""
        self._zoom(self._view.scale * _ZOOM_STEP, QRectF(self.rect()).center())

    def zoom_out(self) -> None:
        """Zoom out from the middle."""
        self._zoom(self._view.scale / _ZOOM_STEP, QRectF(self.rect()).center())

    def set_comparing(self, on: bool) -> None:
        """Split the photo into before and after, or show the result alone."""
        self._is_comparing = on
        self.update()

    def set_peeking(self, on: bool) -> None:
        """Show the original alone for a moment, or end that."""
        self._is_peeking = on
        self.update()

    def _photo_size(self) -> QSizeF:
        opened = self._state.opened
        return QSizeF(opened.photo.width, opened.photo.height) if opened else QSizeF(1, 1)

    def _full_scale(self) -> float:
        return 1 / self.devicePixelRatioF()

    def _zoom(self, scale: float, at: QPointF) -> None:
        whole = fit_view(self._photo_size(), QSizeF(self.size()), self._full_scale())
        if scale <= whole.scale:
            self.fit()
        else:
            self._is_fitted = False
            self._show(self._view.zoomed(min(scale, _LARGEST_SCALE * self._full_scale()), at))

    def _move(self, by: QPointF) -> None:
        self._is_fitted = False
        self._show(self._view.moved(by))

    def _show(self, view: View) -> None:
        """Show the view, held on the photo and on whole pixels of the screen, where 100 % is crisp."""
        held = view.held(self._photo_size(), QSizeF(self.size()))
        ratio = self.devicePixelRatioF()
        corner = QPointF(round(held.corner.x() * ratio), round(held.corner.y() * ratio)) / ratio
        self._view = View(held.scale, corner)
        self.update()
        self.view_changed.emit()

    def _shown_part(self) -> QRectF:
        """Give the part of the photo on the screen, in its pixels."""
        return self._view.to_photo(QRectF(self.rect())) & QRectF(QPointF(), self._photo_size())

    def _shown_area(self) -> QRectF:
        """Give the area of the canvas that the photo covers."""
        return self._view.to_screen(self._shown_part())

    def _has_divider(self) -> bool:
        return self._state.restored is not None and self._is_comparing and not self._is_peeking

    def _grabs_divider(self) -> bool:
        is_near = self._divider.is_near(self._pointer, self._shown_area())
        return is_near and self._has_divider() and not self._is_space_held

    def _drag_divider(self, to: QPointF) -> None:
        self._divider.move_to(to.x(), self._shown_area())
        self.update()

    def _drag_photo(self, to: QPointF) -> None:
        self._move(to - self._pointer)

    def _turn_cursor(self) -> None:
        if self._drag == self._drag_divider or (not self._drag and self._grabs_divider()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor)

    def _hold_space(self, on: bool) -> None:
        self._is_space_held = on
        self._turn_cursor()

    def _paint_photo(self, painter: QPainter) -> None:
        opened, restored = self._state.opened, self._state.restored
        assert opened
        part, area, ratio = self._shown_part(), self._shown_area(), self.devicePixelRatioF()
        opened.picture.paint(painter, part, area, ratio)
        if restored and not self._is_peeking:
            painter.save()
            if self._is_comparing:
                painter.setClipRect(self._divider.area_after(area))
            if changes := self._state.changes():
                self._mixer.paint(painter, restored.picture, changes, part, area, ratio)
            else:
                restored.picture.paint(painter, part, area, ratio)
            painter.restore()

    @functools.cached_property
    def _mixer(self) -> "Mixer":
        from gui.images import Mixer

        return Mixer()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part of the photo, and the divider."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window).darker(112))
        if self._state.opened:
            self._paint_photo(painter)
        if self._has_divider():
            self._divider.paint(painter, self._shown_area())
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in sight, or else the point in the middle."""
        if self._is_fitted or not event.oldSize().isValid():
            self.fit()
        else:
            grown = event.size() - event.oldSize()
            self._show(self._view.moved(QPointF(grown.width(), grown.height()) / 2))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        self._zoom(self._view.scale * _ZOOM_STEP**notches, event.position())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the divider or the photo."""
        self._pointer = event.position()
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = self._drag_divider if self._grabs_divider() else self._drag_photo
        self._turn_cursor()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is grabbed."""
        if self._drag:
            self._drag(event.position())
        self._pointer = event.position()
        self._turn_cursor()
        self.pointed.emit(self._view.to_photo(QRectF(event.position(), QSizeF(0, 0))).topLeft())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag = None
        self._turn_cursor()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is nowhere on the photo."""
        self.pointed.emit(QPointF(-1, -1))
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys; Space lets the mouse move the photo even on the divider."""
        if event.key() in _ARROWS:
            self._move(_ARROWS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(on=True)
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End what Space does."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(on=False)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Space, whose release goes elsewhere."""
        self._hold_space(on=False)
        super().focusOutEvent(event)
