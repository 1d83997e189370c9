"""Tools: what the mouse draws on the photo. Each gesture becomes one change that can be undone."""

from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication

from gui.actions import Actions
from gui.canvas.overlays import HINT_RADIUS
from gui.canvas.view import View
from gui.mask import Point, Stroke
from gui.settings import Hint, setting_of
from gui.state import State
from gui.words import texts

if TYPE_CHECKING:
    from gui.canvas.toolbox import Toolbox

_RIM = 2.0
"""The rim of a hint belongs to it."""
_FINE = 8
"""A line has a point at each such part of its width, at least at each pixel of the photo."""


class Tool(Protocol):
    """Draws from where the mouse is pressed to where it is let go; places are in the photo's pixels."""

    cursor: Qt.CursorShape
    task: str
    """The step it draws for."""
    marks_area: bool
    """Whether it takes two places at least, which keys tell one after the other."""

    @property
    def end(self) -> QPointF | None:
        """Where its last line ends, if lines are what it draws."""

    @property
    def stroke(self) -> Stroke | None:
        """The stroke that is being drawn, if strokes are what it draws."""

    def press(self, at: QPointF, view: View, /) -> None:
        """Begin."""

    def drag(self, at: QPointF) -> None:
        """Go on."""

    def release(self) -> None:
        """End, which changes the settings."""

    def drop(self) -> None:
        """Forget what was begun."""

    def abandon(self) -> None:
        """Forget what was begun, and take back what it has changed."""


class _Marker:
    """Marks what is to be filled by strokes."""

    cursor = Qt.CursorShape.CrossCursor
    task = "inpaint"
    marks_area = True

    def __init__(self, state: State, actions: Actions) -> None:
        self._state = state
        self._actions = actions
        self._points: list[Point] = []

    @property
    def end(self) -> QPointF | None:
        """Areas are not joined."""
        return None

    @property
    def stroke(self) -> Stroke | None:
        """What is being drawn."""
        return Stroke(tuple(self._points)) if len(self._points) > 2 else None

    @property
    def words(self) -> str:
        """What the history calls it."""
        raise NotImplementedError

    def press(self, at: QPointF, _view: View) -> None:
        """Begin a stroke."""
        self._points = [at.toTuple()]

    def drag(self, at: QPointF) -> None:
        """Go on with it."""
        self._points.append(at.toTuple())

    def release(self) -> None:
        """Put the stroke onto the mask."""
        stroke, self._points = self.stroke, []
        if stroke:
            setting = setting_of(self._state.settings, self.task)
            marked = replace(setting, mask=setting.mask.with_stroke(stroke))
            self._actions.change_step(marked, self.words)

    def drop(self) -> None:
        """Forget the stroke."""
        self._points = []

    abandon = drop


class BrushTool(_Marker):
    """Marks, or erases, a line as wide as the toolbox says."""

    marks_area = False

    def __init__(self, state: State, actions: Actions, toolbox: "Toolbox", *, erases: bool = False) -> None:
        super().__init__(state, actions)
        self._toolbox = toolbox
        self._erases = erases

    @property
    def end(self) -> QPointF | None:
        """Where the last line that it drew on the mask ends."""
        strokes = setting_of(self._state.settings, self.task).mask.strokes
        lines = [stroke for stroke in strokes if stroke.width and stroke.erases == self._erases]
        return QPointF(*lines[-1].points[-1]) if lines else None

    @property
    def stroke(self) -> Stroke | None:
        """The line so far."""
        width = float(self._toolbox.brush_pixels)
        return Stroke(tuple(self._points), width, self._erases) if self._points else None

    @property
    def words(self) -> str:
        """What the history calls it."""
        return texts.ERASER.name if self._erases else texts.BRUSH.name

    def drag(self, at: QPointF) -> None:
        """Go on with the line, in steps that are fine enough for its width."""
        moved = at - QPointF(*self._points[-1])
        if moved.manhattanLength() >= max(1.0, self._toolbox.brush_pixels / _FINE):
            super().drag(at)


class LassoTool(_Marker):
    """Marks what a line encloses."""

    @property
    def words(self) -> str:
        """What the history calls it."""
        return texts.LASSO.name


class RectangleTool(_Marker):
    """Marks a rectangle."""

    @property
    def words(self) -> str:
        """What the history calls it."""
        return texts.RECTANGLE.name

    def drag(self, at: QPointF) -> None:
        """Move the corner."""
        (left, top), (right, bottom) = self._points[0], at.toTuple()
        self._points = [(left, top), (right, top), (right, bottom), (left, bottom)]


class HintTool:
    """Asks for the colour of a place, or of the hint that is clicked on; a hint can be dragged as well."""

    cursor = Qt.CursorShape.PointingHandCursor
    task = "colorize"
    marks_area = False
    end = stroke = None

    def __init__(self, state: State, actions: Actions, toolbox: "Toolbox") -> None:
        self._state = state
        self._actions = actions
        self._toolbox = toolbox
        self._number: int | None = None
        self._place = self._pressed = QPointF()
        self._scale = 1.0
        self._is_dragged = False
        self._before: tuple[Hint, ...] = ()
        self._gesture = 0

    def press(self, at: QPointF, view: View) -> None:
        """Take up the hint at this place, or begin a new one, which is none until its colour is chosen."""
        near = [
            number
            for number, (x, y, _colour) in enumerate(self._hints)
            if hypot(*(at - QPointF(x, y)).toTuple()) * view.scale <= HINT_RADIUS + _RIM
        ]
        self._number = near[-1] if near else len(self._hints)
        self._place = QPointF(*self._hints[near[-1]][:2]) if near else self._held(at)
        self._pressed, self._scale, self._is_dragged = at, view.scale, False
        self._before = self._hints
        self._gesture += 1
        self._toolbox.mark(self._place)

    def drag(self, at: QPointF) -> None:
        """Move it, once the hand moves by more than it shakes."""
        moved = (at - self._pressed).manhattanLength() * self._scale
        self._is_dragged |= moved >= QGuiApplication.styleHints().startDragDistance()
        if self._number is None or not self._is_dragged:
            return
        self._place = self._held(at)
        self._toolbox.mark(self._place)
        if self._number < len(self._hints):
            *_place, colour = self._hints[self._number]
            hints = list(self._hints)
            hints[self._number] = (*self._place.toTuple(), colour)
            self._move(tuple(hints))

    def release(self) -> None:
        """Ask for the colour of what is new or was clicked on."""
        number, is_new = self._number, self._number == len(self._hints)
        self.drop()
        if number is not None and (is_new or not self._is_dragged) and number <= len(self._hints):
            self._toolbox.hint_picked.emit(number, self._place)

    def drop(self) -> None:
        """Forget the place."""
        self._number = None
        self._toolbox.mark(None)

    def abandon(self) -> None:
        """Forget the place, and put a hint that was moved back."""
        if self._number is not None and self._is_dragged and self._number < len(self._hints):
            self._move(self._before)
        self.drop()

    def _move(self, hints: tuple[Hint, ...]) -> None:
        self._actions.set_hints(hints, texts.HINT_MOVED, f"hint {self._number} {self._gesture}")

    @property
    def _hints(self) -> tuple[Hint, ...]:
        return setting_of(self._state.settings, "colorize").hints

    def _held(self, at: QPointF) -> QPointF:
        """Keep a place on the photo."""
        assert self._state.opened
        photo = QRectF(0, 0, self._state.opened.photo.width - 1, self._state.opened.photo.height - 1)
        x, y = at.toTuple()
        return QPointF(min(max(x, photo.left()), photo.right()), min(max(y, photo.top()), photo.bottom()))
