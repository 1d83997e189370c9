"""The toolbox: what the mouse does to the photo, beside moving it, and what is laid over it."""

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from gui.actions import Actions
from gui.canvas.overlays import MaskLayer, paint_hints, paint_ring
from gui.canvas.tools import BrushTool, HintTool, LassoTool, RectangleTool, Tool
from gui.canvas.view import View
from gui.settings import setting_of
from gui.state import State
from gui.words import texts

SIZES = (1, 400)
"""How wide the brush may be, in the photo's pixels."""
_STEP = 1.25
MASK_COLOURS = {"red": QColor(235, 30, 30), "green": QColor(20, 200, 60), "blue": QColor(40, 90, 255)}


class Toolbox(QObject):
    """Holds the tool that is chosen; ``None`` moves the photo."""

    changed = Signal()
    """Another tool, or another look of what is laid over the photo."""
    hint_picked = Signal(int, QPointF)
    """A hint was clicked on, by its number, or one more is wished for: its colour here is to be chosen."""

    def __init__(self, state: State, actions: Actions | None = None) -> None:
        """Have all tools; without ``actions`` a photo is only looked at, and there are none."""
        super().__init__()
        self._state, self._actions = state, actions
        self.tools: dict[str, Tool] = self._make_tools(actions) if actions else {}
        self.name = ""
        self.brush_pixels = 24
        self.shows_mask = True
        self.mask_colour = "red"
        self.asked_at = QPoint()
        """Where on the screen a colour is asked for."""
        self._mask = MaskLayer()
        self._marked: QPointF | None = None
        self._drawing: Tool | None = None
        state.settings_changed.connect(self._on_settings_changed)
        state.photo_opened.connect(self._on_photo_opened)

    def _make_tools(self, actions: Actions) -> dict[str, Tool]:
        return {
            "brush": BrushTool(self._state, actions, self),
            "eraser": BrushTool(self._state, actions, self, erases=True),
            "lasso": LassoTool(self._state, actions),
            "rectangle": RectangleTool(self._state, actions),
            "hint": HintTool(self._state, actions, self),
        }

    @property
    def tool(self) -> Tool | None:
        """The tool that is chosen."""
        return self.tools.get(self.name)

    def choose(self, name: str) -> None:
        """Choose a tool by its name, and switch its step on; "" moves the photo.

        A stroke ends with the tool it began with.
        """
        self._switch_on(self.tools.get(name))
        self.name = name
        self.changed.emit()

    @property
    def is_drawing(self) -> bool:
        """Whether a tool draws, by the mouse or by keys."""
        return self._drawing is not None

    def press(self, at: QPointF, view: View, *, is_joined: bool = False) -> None:
        """Begin to draw at a place of the photo with the tool that is chosen; who does stays with it.

        What ``is_joined`` begins where the tool's last line ends, and goes straight to the place.
        """
        self.abandon()
        self._drawing = self.tool
        if self._drawing and self._actions:
            self._actions.stay()
            end = self._drawing.end if is_joined else None
            self._drawing.press(at if end is None else end, view)
            if end is not None:
                self._drawing.drag(at)

    def drag(self, at: QPointF) -> None:
        """Go on; with a tool that was put away meanwhile nothing is drawn."""
        if self._drawing:
            self._drawing.drag(at)

    def release(self) -> None:
        """End, which makes a change of what was drawn."""
        drawing, self._drawing = self._drawing, None
        if drawing:
            drawing.release()

    def abandon(self) -> None:
        """End without a change."""
        drawing, self._drawing = self._drawing, None
        if drawing:
            drawing.abandon()
            self.changed.emit()

    def click(self, at: QPointF, view: View, *, is_joined: bool = False) -> None:
        """Press and let go at a place of the photo; of a tool that marks an area the next click lets go."""
        if self._drawing:
            self.release()
            return
        self.press(at, view, is_joined=is_joined)
        if self._drawing and not self._drawing.marks_area:
            self.release()

    def set_brush(self, pixels: int) -> None:
        """Set how wide the brush is."""
        self.brush_pixels = min(max(pixels, SIZES[0]), SIZES[1])
        self.changed.emit()

    def widen(self) -> None:
        """Make the brush a step wider."""
        self.set_brush(max(self.brush_pixels + 1, round(self.brush_pixels * _STEP)))

    def narrow(self) -> None:
        """Make the brush a step narrower."""
        self.set_brush(min(self.brush_pixels - 1, round(self.brush_pixels / _STEP)))

    def show_mask(self, on: bool) -> None:
        """Show what is to be filled, or hide it."""
        self.shows_mask = on
        self.changed.emit()

    def set_mask_colour(self, name: str) -> None:
        """Show what is to be filled in another colour."""
        self.mask_colour = name
        self.changed.emit()

    def mark(self, place: QPointF | None) -> None:
        """Show at which place of the photo a colour is asked for, or none any more."""
        self._marked = place
        self.changed.emit()

    def paint(self, painter: QPainter, view: View, area: QRectF, pixel_ratio: float) -> None:
        """Paint what is laid over the photo, which covers ``area`` of the screen."""
        state, repair = self._state, setting_of(self._state.settings, "inpaint")
        if repair.is_on and self.shows_mask:
            drawn = self._drawing.stroke if self._drawing else None
            self._mask.paint(
                painter, view, area, pixel_ratio, repair, drawn, state.origin, MASK_COLOURS[self.mask_colour]
            )
        self.paint_hints(painter, view)

    def paint_hints(self, painter: QPainter, view: View) -> None:
        """Paint the colours that are placed, and where one is asked for."""
        colour = setting_of(self._state.settings, "colorize")
        if colour.is_on:
            paint_hints(painter, view, colour.hints)
        if self._marked is not None:
            paint_ring(painter, view, self._marked)

    def paint_cursor(self, painter: QPainter, view: View, at: QPointF) -> None:
        """Paint the outline of the brush at a place of the screen."""
        if isinstance(self.tool, BrushTool):
            radius = self.brush_pixels * view.scale / 2
            for colour, width in ((QColor(0, 0, 0, 160), 3.0), (QColor(255, 255, 255), 1.0)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(at, radius, radius)

    def _on_settings_changed(self) -> None:
        """Put the tool away when its step is switched off, and drop what is being drawn with one of it."""
        if self._drawing and not self._is_of_use(self._drawing):
            self._drawing.drop()
            self._drawing = None
        if self.tool and not self._is_of_use(self.tool):
            self.choose("")

    def _is_of_use(self, tool: Tool) -> bool:
        return setting_of(self._state.settings, tool.task).is_on

    def _switch_on(self, tool: Tool | None) -> None:
        if tool and self._actions and not self._is_of_use(tool):
            setting = replace(setting_of(self._state.settings, tool.task), is_on=True)
            self._actions.change_step(setting, texts.switched(is_on=True))

    def _on_photo_opened(self) -> None:
        for tool in self.tools.values():
            tool.drop()
        self._drawing, self._mask = None, MaskLayer()
        self._on_settings_changed()
