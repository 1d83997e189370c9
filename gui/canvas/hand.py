"""The hand: drags by the mouse what is under it: the divider, the photo, or the tool that is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from gui.canvas.toolbox import Toolbox

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_GRABBING = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


class Hand(QObject):
    """Does on a canvas what the mouse does; the cursor tells what that would be."""

    def __init__(self, canvas: "Canvas", toolbox: Toolbox) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._toolbox = toolbox
        self.at = QPointF()
        """Where on the canvas the pointer was last."""
        self._drag: Callable[[QPointF], None] | None = None
        self._button = Qt.MouseButton.NoButton
        self._picture_corner = QPointF()
        self._is_space_held = False
        toolbox.changed.connect(self._turn_cursor)

    @property
    def is_dragging(self) -> bool:
        """Whether something is grabbed."""
        return self._drag is not None

    def press(self, event: QMouseEvent) -> None:
        """Grab the divider or the photo, or begin to draw; the middle button always moves the photo."""
        self.at = event.position()
        if not self._drag and event.button() in _GRABBING:
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._drag, self._button = self._grab(event) if is_left else self._drag_photo, event.button()
        self._turn_cursor()

    def move(self, event: QMouseEvent) -> None:
        """Drag what is grabbed, or let go of it, if that was done in another window."""
        if self._drag and not event.buttons() & self._button:
            self._let_go(event)
        elif self._drag:
            self._drag(event.position())
        self.at = event.position()
        self._turn_cursor()

    def release(self, event: QMouseEvent) -> None:
        """Let go of what this button grabbed."""
        if event.button() == self._button:
            self._let_go(event)
            self._turn_cursor()

    def abandon(self) -> None:
        """Take back what is being drawn, also while the button is still down."""
        if self._drag == self._drag_tool:
            self._drag = None
        self._toolbox.abandon()
        self._turn_cursor()

    def drop(self) -> None:
        """Hold nothing any more: there is another photo, of which nothing was grabbed."""
        self._drag = None

    def hold_space(self, on: bool) -> None:
        """Move the photo whatever is there, as long as Space is held."""
        self._is_space_held = on
        self._turn_cursor()

    def _grab(self, event: QMouseEvent) -> Callable[[QPointF], None]:
        """Choose what is dragged from where the pointer is now; with Shift a line leads to there."""
        canvas, place = self._canvas, self._canvas.on_photo(self.at)
        if self._grabs_divider():
            return self._drag_divider
        if self._toolbox.tool and not self._is_space_held and canvas.viewport.part.contains(place):
            self._picture_corner = self.at - canvas.in_room(self.at)
            is_joined = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._toolbox.press(place, canvas.view, is_joined=is_joined)
            return self._drag_tool
        return self._drag_photo

    def _grabs_divider(self) -> bool:
        """Tell whether a press grabs the divider: its whole line, or its knob alone where a tool draws."""
        canvas = self._canvas
        is_near = canvas.divider.is_on_knob if self._toolbox.tool else canvas.divider.is_near
        is_free = canvas.has_divider and not self._is_space_held
        return is_free and is_near(self.at, canvas.viewport.area)

    def _drag_divider(self, to: QPointF) -> None:
        self._canvas.divider.move_to(to.x(), self._canvas.viewport.area)
        self._canvas.update()

    def _drag_photo(self, to: QPointF) -> None:
        self._canvas.viewport.move(to - self.at)

    def _drag_tool(self, to: QPointF) -> None:
        self._toolbox.drag(self._canvas.viewport.to_photo(to - self._picture_corner))

    def _let_go(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._toolbox.asked_at = event.globalPosition().toPoint()
        if drag == self._drag_tool:
            self._toolbox.release()
        self._canvas.lay_out()

    def _turn_cursor(self) -> None:
        canvas, tool = self._canvas, self._toolbox.tool
        if self._drag == self._drag_divider or (not self._drag and self._grabs_divider()):
            canvas.setCursor(Qt.CursorShape.SplitHCursor)
        elif tool and not self._is_space_held and self._drag != self._drag_photo:
            canvas.setCursor(tool.cursor)
        else:
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor)
