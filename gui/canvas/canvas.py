"""The canvas: the photo before and after, with a divider between or side by side, and what is drawn on it."""

from collections.abc import Callable
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
from gui.canvas.toolbox import Toolbox
from gui.canvas.view import View
from gui.canvas.viewport import Viewport
from gui.state import State
from gui.words import texts
from gui.work.visible_region import VisibleRegion

_WHEEL_NOTCH = 120
_GAP = 4.0
_GRABBING = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


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
        self._divider = Divider()
        self._crosshair = Crosshair(self, toolbox, self.viewport)
        self._is_comparing = True
        self._is_side_by_side = False
        self._is_peeking = False
        self._is_space_held = False
        self._pointer = QPointF()
        self._drag: Callable[[QPointF], None] | None = None
        self._picture_corner = QPointF()
        self._button = Qt.MouseButton.NoButton
        self.setAccessibleName(texts.CANVAS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        FocusRing(self)
        state.photo_opened.connect(self._on_photo_opened)
        state.photo_restored.connect(self._lay_out)
        state.previews_changed.connect(self._lay_out)
        toolbox.changed.connect(self._turn_cursor)
        for changed in (state.settings_changed, state.mask_shown, toolbox.changed, self.viewport.changed):
            changed.connect(self.update)

    @property
    def view(self) -> View:
        """Where the photo lies now; side by side, where it lies on the left."""
        return self.viewport.view

    def visible_region(self) -> VisibleRegion:
        """Give what is shown, and the place under the pointer, or else in the middle of the result's area."""
        view, area = self.viewport, self.viewport.area
        after = self._divider.area_after(area) if self._is_comparing and not self._is_split() else area
        at, part = self._on_photo(self._pointer if self.underMouse() else after.center()), view.part
        corners = part.left(), part.top(), part.right(), part.bottom()
        return VisibleRegion(corners, (at.x(), at.y()), view.view.scale * view.pixel_ratio)

    def set_comparing(self, on: bool) -> None:
        """Show before and after, or the result alone."""
        self._is_comparing = on
        self._lay_out()

    def set_side_by_side(self, on: bool) -> None:
        """Show before and after as two pictures that move together, or as one with a divider."""
        self._is_side_by_side = on
        self._lay_out()

    def set_peeking(self, on: bool) -> None:
        """Show the original alone for a moment, or end that."""
        self._is_peeking = on
        self.update()

    def _is_split(self) -> bool:
        return self._state.has_after and self._is_comparing and self._is_side_by_side

    def _has_divider(self) -> bool:
        is_comparing = self._state.has_after and self._is_comparing and not self._is_peeking
        return is_comparing and not self._is_side_by_side

    def _lay_out(self) -> None:
        """Give the viewport its room: all, or half where two pictures are shown."""
        room = QSizeF(self.size())
        if self._is_split():
            room.setWidth((room.width() - _GAP) / 2)
        top = self.mapTo(self.window(), QPointF()).y()
        self.viewport.resize(room, self.devicePixelRatioF(), top, is_dragged=self._drag is not None)
        self.update()

    def _right(self) -> QPointF:
        """Give how far the second picture lies to the right of the first."""
        return QPointF(self.viewport.size.width() + _GAP, 0)

    def in_room(self, at: QPointF) -> QPointF:
        """Give the place in the viewport's room at a place of the canvas, in either picture."""
        return at - self._right() if self._is_split() and at.x() >= self._right().x() else at

    def _on_photo(self, at: QPointF) -> QPointF:
        return self.viewport.to_photo(self.in_room(at))

    def _grabs_divider(self) -> bool:
        """Tell whether a press grabs the divider: its whole line, or its knob alone where a tool draws."""
        is_near = self._divider.is_on_knob if self._toolbox.tool else self._divider.is_near
        is_free = self._has_divider() and not self._is_space_held
        return is_free and is_near(self._pointer, self.viewport.area)

    def _drag_divider(self, to: QPointF) -> None:
        self._divider.move_to(to.x(), self.viewport.area)
        self.update()

    def _drag_photo(self, to: QPointF) -> None:
        self.viewport.move(to - self._pointer)

    def _drag_tool(self, to: QPointF) -> None:
        self._toolbox.drag(self.viewport.to_photo(to - self._picture_corner))

    def _grab(self, event: QMouseEvent) -> Callable[[QPointF], None]:
        """Choose what is dragged from where the pointer is now; with Shift a line leads to there."""
        tool, at = self._toolbox.tool, self._on_photo(self._pointer)
        if self._grabs_divider():
            return self._drag_divider
        if tool and not self._is_space_held and self.viewport.part.contains(at):
            self._picture_corner = self._pointer - self.in_room(self._pointer)
            is_joined = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._toolbox.press(at, self.view, is_joined=is_joined)
            return self._drag_tool
        return self._drag_photo

    def _let_go(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._toolbox.asked_at = event.globalPosition().toPoint()
        if drag == self._drag_tool:
            self._toolbox.release()
        self._lay_out()

    def _abandon(self) -> None:
        """Take back what is being drawn, also while the button is still down."""
        if self._drag == self._drag_tool:
            self._drag = None
        self._toolbox.abandon()
        self._turn_cursor()

    def _turn_cursor(self) -> None:
        tool = self._toolbox.tool
        if self._drag == self._drag_divider or (not self._drag and self._grabs_divider()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif tool and not self._is_space_held and self._drag != self._drag_photo:
            self.setCursor(tool.cursor)
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor)

    def _hold_space(self, on: bool) -> None:
        self._is_space_held = on
        self._turn_cursor()

    def _paint_photo(self, painter: QPainter) -> None:
        """Paint before and after: one beside the other, or one over the other."""
        room = QRectF(QPointF(), self.viewport.size)
        painter.save()
        painter.setClipRect(room)
        self._pictures.paint_before(painter, is_peeking=self._is_peeking)
        if self._is_split():
            paint_label(painter, texts.BEFORE, room.topRight(), to_left=True)
            painter.translate(self._right())
            painter.setClipRect(room)
        elif self._is_comparing:
            painter.setClipRect(self._divider.area_after(self.viewport.area))
        if self._state.has_after and (self._is_split() or not self._is_peeking):
            self._pictures.paint_after(painter)
        if self._is_split():
            paint_label(painter, texts.AFTER, room.topLeft(), to_left=False)
        painter.restore()

    def _on_photo_opened(self) -> None:
        assert self._state.opened
        self._drag = None
        photo = self._state.opened.photo
        self.viewport.photo = QSizeF(photo.width, photo.height)
        self._lay_out()
        self.viewport.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part of the photo, and the divider."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window).darker(112))
        if self._state.opened:
            self._paint_photo(painter)
        if self._has_divider():
            self._divider.paint(painter, self.viewport.area)
        if self._state.opened and not self._crosshair.paint(painter) and self.underMouse():
            self._toolbox.paint_cursor(painter, self.view, self._pointer)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in sight, or else where it is, also below a message that comes."""
        self._lay_out()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer."""
        self.viewport.zoom(event.angleDelta().y() / _WHEEL_NOTCH, self.in_room(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the divider or the photo, or begin to draw; the middle button always moves the photo."""
        self._pointer = event.position()
        if not self._drag and event.button() in _GRABBING:
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._drag, self._button = self._grab(event) if is_left else self._drag_photo, event.button()
        self._turn_cursor()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is grabbed, or let go of it, if that was done in another window."""
        if self._drag and not event.buttons() & self._button:
            self._let_go(event)
        elif self._drag:
            self._drag(event.position())
        self._pointer = event.position()
        self._crosshair.hide()
        self._turn_cursor()
        self.pointed.emit(self._on_photo(event.position()))
        if self._toolbox.tool:
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == self._button:
            self._let_go(event)
            self._turn_cursor()

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
        if self._has_divider() and self._divider.step(event):
            self.update()
        elif event.key() == Qt.Key.Key_Escape and self._toolbox.is_drawing:
            self._abandon()
        elif self._state.opened and not self._drag and self._crosshair.press(event):
            self.update()
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
