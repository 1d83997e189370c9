"""The canvas: the photo before and after, with a divider between or side by side, and what is drawn on it."""

from typing import override

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

from gui.canvas.before_after import BeforeAfter
from gui.canvas.crosshair import Crosshair
from gui.canvas.divider import Divider, paint_label
from gui.canvas.focus_ring import FocusRing
from gui.canvas.hand import Hand
from gui.canvas.toolbox import Toolbox
from gui.canvas.view import View
from gui.canvas.viewport import Viewport
from gui.state import State
from gui.words import texts
from gui.work.visible_region import VisibleRegion

_WHEEL_NOTCH = 120
_GAP = 4.0


class Canvas(QWidget):
    """Shows the open photo and its result."""

    pointed = Signal(QPointF)
    """The place of the photo under the pointer, in its pixels."""

    def __init__(self, state: State, toolbox: Toolbox) -> None:
        super().__init__()
        self._state = state
        self._toolbox = toolbox
        self.viewport = Viewport()
        self._pictures = BeforeAfter(state, toolbox, self.viewport)
        self.divider = Divider()
        self._hand = Hand(self, toolbox)
        self._crosshair = Crosshair(self, toolbox, self.viewport)
        self._is_comparing = True
        self._is_side_by_side = False
        self._is_peeking = False
        self.setAccessibleName(texts.CANVAS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        FocusRing(self)
        state.photo_opened.connect(self._on_photo_opened)
        state.photo_restored.connect(self.lay_out)
        state.previews_changed.connect(self.lay_out)
        for changed in (state.settings_changed, state.mask_shown, toolbox.changed, self.viewport.changed):
            changed.connect(self.update)

    @property
    def view(self) -> View:
        """Where the photo lies now; side by side, where it lies on the left."""
        return self.viewport.view

    @property
    def is_split(self) -> bool:
        """Whether before and after are two pictures now."""
        return self._state.has_after and self._is_comparing and self._is_side_by_side

    @property
    def has_divider(self) -> bool:
        """Whether before and after are parted by the divider now."""
        is_comparing = self._state.has_after and self._is_comparing and not self._is_peeking
        return is_comparing and not self._is_side_by_side

    def visible_region(self) -> VisibleRegion:
        """Give what is shown, and the place under the pointer, or else in the middle of the result's area."""
        view, area = self.viewport, self.viewport.area
        after = self.divider.area_after(area) if self._is_comparing and not self.is_split else area
        at, part = self.on_photo(self._hand.at if self.underMouse() else after.center()), view.part
        corners = part.left(), part.top(), part.right(), part.bottom()
        return VisibleRegion(corners, (at.x(), at.y()), view.view.scale * view.pixel_ratio)

    def set_comparing(self, on: bool) -> None:
        """Show before and after, or the result alone."""
        self._is_comparing = on
        self.lay_out()

    def set_side_by_side(self, on: bool) -> None:
        """Show before and after as two pictures that move together, or as one with a divider."""
        self._is_side_by_side = on
        self.lay_out()

    def set_peeking(self, on: bool) -> None:
        """Show the original alone for a moment, or end that."""
        self._is_peeking = on
        self.update()

    def lay_out(self) -> None:
        """Give the viewport its room: all, or half where two pictures are shown."""
        room = QSizeF(self.size())
        if self.is_split:
            room.setWidth((room.width() - _GAP) / 2)
        top = self.mapTo(self.window(), QPointF()).y()
        self.viewport.resize(room, self.devicePixelRatioF(), top, is_dragged=self._hand.is_dragging)
        self.update()

    def in_room(self, at: QPointF) -> QPointF:
        """Give the place in the viewport's room at a place of the canvas, in either picture."""
        return at - self._right() if self.is_split and at.x() >= self._right().x() else at

    def on_photo(self, at: QPointF) -> QPointF:
        """Give the place of the photo at a place of the canvas, in either picture."""
        return self.viewport.to_photo(self.in_room(at))

    def _right(self) -> QPointF:
        """Give how far the second picture lies to the right of the first."""
        return QPointF(self.viewport.size.width() + _GAP, 0)

    def _paint_photo(self, painter: QPainter) -> None:
        """Paint before and after: one beside the other, or one over the other."""
        room = QRectF(QPointF(), self.viewport.size)
        painter.save()
        painter.setClipRect(room)
        self._pictures.paint_before(painter, is_peeking=self._is_peeking)
        if self.is_split:
            paint_label(painter, texts.BEFORE, room.topRight(), to_left=True)
            painter.translate(self._right())
            painter.setClipRect(room)
        elif self._is_comparing:
            painter.setClipRect(self.divider.area_after(self.viewport.area))
        if self._state.has_after and (self.is_split or not self._is_peeking):
            self._pictures.paint_after(painter)
        if self.is_split:
            paint_label(painter, texts.AFTER, room.topLeft(), to_left=False)
        painter.restore()

    def _on_photo_opened(self) -> None:
        assert self._state.opened
        self._hand.drop()
        photo = self._state.opened.photo
        self.viewport.photo = QSizeF(photo.width, photo.height)
        self.lay_out()
        self.viewport.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part of the photo, and the divider."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window).darker(112))
        if self._state.opened:
            self._paint_photo(painter)
        if self.has_divider:
            self.divider.paint(painter, self.viewport.area)
        if self._state.opened and not self._crosshair.paint(painter) and self.underMouse():
            self._toolbox.paint_cursor(painter, self.view, self._hand.at)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in sight, or else where it is, also below a message that comes."""
        self.lay_out()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer."""
        self.viewport.zoom(event.angleDelta().y() / _WHEEL_NOTCH, self.in_room(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab what is under the pointer."""
        self._hand.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it, and tell what is under the pointer now."""
        self._hand.move(event)
        self._crosshair.hide()
        self.pointed.emit(self.on_photo(event.position()))
        if self._toolbox.tool:
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._hand.release(event)

    @override
    def leaveEvent(self, _event: QEvent) -> None:
        """Tell that the pointer is nowhere on the photo, and take the brush's outline away."""
        self.pointed.emit(QPointF(-1, -1))
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        """Have Esc for what is being drawn, before it cancels what is going on."""
        is_esc = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_esc and event.type() == QEvent.Type.ShortcutOverride and self._toolbox.is_drawing:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and draw by keys; Space lets the mouse move the photo, Esc takes back what is being drawn."""
        if self.has_divider and self.divider.step(event):
            self.update()
        elif event.key() == Qt.Key.Key_Escape and self._toolbox.is_drawing:
            self._hand.abandon()
        elif self._state.opened and not self._hand.is_dragging and self._crosshair.press(event):
            self.update()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hand.hold_space(on=True)
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End what Space does."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hand.hold_space(on=False)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Space, whose release goes elsewhere."""
        self._hand.hold_space(on=False)
        super().focusOutEvent(event)
