"""Before and after: the photo and what became of it as they are painted, with what is drawn on them.

A strength that is changed is blended for the pixels on the screen alone: a drag is a repaint.
"""

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from gui.canvas.divider import label_box, paint_label
from gui.canvas.overlays import paint_previews
from gui.canvas.toolbox import Toolbox
from gui.canvas.viewport import Viewport
from gui.state import State
from gui.words import texts

if TYPE_CHECKING:
    from gui.work.picture import Mixer

_MARK = QPointF(12, 40)
"""How far the word about a result lies from the corner."""


class BeforeAfter:
    """Paints what of both is in the viewport."""

    def __init__(self, state: State, toolbox: Toolbox, viewport: Viewport) -> None:
        self._state, self._toolbox, self._view = state, toolbox, viewport

    @functools.cached_property
    def _mixer(self) -> "Mixer":
        from gui.work.picture import Mixer

        return Mixer()

    def paint_before(self, painter: QPainter, *, is_peeking: bool) -> None:
        """Paint the photo, and what is drawn on it unless it is to be seen as it is."""
        assert self._state.opened
        view = self._view
        self._state.opened.picture.paint(painter, view.part, view.area, view.pixel_ratio)
        if not is_peeking:
            self._toolbox.paint(painter, view.view, view.area, view.pixel_ratio)

    def paint_after(self, painter: QPainter) -> None:
        """Paint the result, and previews over it; where it is not what is set, that is said."""
        state, view = self._state, self._view
        shown = state.restored or state.opened
        assert shown
        if changes := state.changes():
            self._mixer.paint(painter, shown.picture, changes, view.part, view.area, view.pixel_ratio)
        else:
            shown.picture.paint(painter, view.part, view.area, view.pixel_ratio)
        paint_previews(painter, view, state.previews)
        if state.is_stale or self._toolbox.is_drawing:
            self._toolbox.paint(painter, view.view, view.area, view.pixel_ratio)
        elif self._toolbox.name == "hint":  # who places colours looks at what they make
            self._toolbox.paint_hints(painter, view.view)
        if words := texts.mark(state.previews, is_stale=state.is_stale):
            self._paint_mark(painter, words)

    def _paint_mark(self, painter: QPainter, words: str) -> None:
        """Paint words whole: in the corner, or farther right, if the divider leaves too little room there."""
        beside = painter.clipBoundingRect().left() + _MARK.x() + label_box(painter, words).width()
        corner = self._view.area.bottomRight() - _MARK
        corner.setX(min(max(corner.x(), beside), self._view.size.width()))
        painter.setClipping(False)
        paint_label(painter, words, corner, to_left=True)
