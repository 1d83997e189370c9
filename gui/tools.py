"""Tools: what the mouse draws on the photo. Each gesture becomes one change that can be undone."""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from gui import texts
from gui.actions import Actions
from gui.mask import Point, Stroke
from gui.settings import Hint, changed, setting_of
from gui.state import State
from gui.view import View

if TYPE_CHECKING:
    from gui.toolbox import Toolbox

_GRAB_PIXELS = 9.0
_FINE = 8
"""A line has a point at each such part of its width, at least at each pixel of the photo."""
_GREY = (0.5, 0.5, 0.5)


class Tool(Protocol):
    """Draws from where the mouse is pressed to where it is let go; places are in the photo's pixels."""

    cursor: Qt.CursorShape

    def press(self, at: QPointF, view: View, /) -> None:
        """Begin."""

    def drag(self, at: QPointF) -> None:
        """Go on."""

    def release(self) -> None:
        """End, which changes the settings."""

    def drop(self) -> None:
        """Forget what was begun."""


class _Marker:
    """Marks what is to be filled by strokes."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, state: State, actions: Actions) -> None:
        self._state = state
        self._actions = actions
        self._points: list[Point] = []

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
            setting = setting_of(self._state.settings, "inpaint")
            marked = replace(setting, mask=setting.mask.with_stroke(stroke))
            words = texts.change(texts.TASKS["inpaint"].name, self.words)
            self._actions.change(changed(self._state.settings, marked), words)

    def drop(self) -> None:
        """Forget the stroke."""
        self._points = []


class BrushTool(_Marker):
    """Marks, or erases, a line as wide as the toolbox says."""

    def __init__(self, state: State, actions: Actions, toolbox: "Toolbox", *, erases: bool = False) -> None:
        super().__init__(state, actions)
        self._toolbox = toolbox
        self._erases = erases

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
    """Places colour hints, moves them, and asks for the colour of one that is clicked on."""

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, state: State, actions: Actions, toolbox: "Toolbox") -> None:
        self._state = state
        self._actions = actions
        self._toolbox = toolbox
        self._number = 0
        self._is_moved = False

    def press(self, at: QPointF, view: View) -> None:
        """Take up the hint at this place, or place a new one, grey until its colour is chosen."""
        self._is_moved = False
        near = [
            number
            for number, (x, y, _colour) in enumerate(self._hints)
            if (at - QPointF(x, y)).manhattanLength() * view.scale <= _GRAB_PIXELS
        ]
        self._number = near[-1] if near else len(self._hints)
        if not near:
            self._put((*self._held(at).toTuple(), _GREY), texts.HINT_PLACED)

    def drag(self, at: QPointF) -> None:
        """Move it, unless it was undone meanwhile."""
        self._is_moved = True
        if self._number >= len(self._hints):
            return
        *_place, colour = self._hints[self._number]
        x, y = self._held(at).toTuple()
        self._put((x, y, colour), texts.HINT_MOVED, f"hint {self._number}")

    def release(self) -> None:
        """Ask for the colour of a hint that was clicked on."""
        if not self._is_moved and self._number < len(self._hints):
            self._toolbox.hint_picked.emit(self._number)

    def drop(self) -> None:
        """Forget nothing: the hint is set already."""

    @property
    def _hints(self) -> tuple[Hint, ...]:
        return setting_of(self._state.settings, "colorize").hints

    def _held(self, at: QPointF) -> QPointF:
        """Keep a place on the photo."""
        assert self._state.opened
        photo = QRectF(0, 0, self._state.opened.photo.width - 1, self._state.opened.photo.height - 1)
        x, y = at.toTuple()
        return QPointF(min(max(x, photo.left()), photo.right()), min(max(y, photo.top()), photo.bottom()))

    def _put(self, hint: Hint, words: str, control: str | None = None) -> None:
        hints = [*self._hints[: self._number], hint, *self._hints[self._number + 1 :]]
        self._actions.set_hints(tuple(hints), words, control)
