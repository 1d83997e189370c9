"""View actions: the buttons and keys by which a photo is looked at: its size, and before beside after."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.canvas.canvas import Canvas
from gui.canvas.pinch import Pinch
from gui.state import State
from gui.widgets.buttons import Key, make_action
from gui.words import texts
from gui.words.texts import Words


class ViewActions(QObject):
    """Fit, 100 %, zoom, compare and side by side; the window lays them out. They are for an open photo."""

    def __init__(self, state: State, canvas: Canvas, window: QWidget) -> None:
        super().__init__(window)
        self._canvas = canvas
        Pinch(canvas)
        keys, view = QKeySequence.StandardKey, canvas.viewport
        self.fit = self._action("fit", texts.FIT, texts.FIT_TIP, ["0"], view.fit)
        self.full = self._action(
            "full-size", texts.FULL_SIZE, texts.FULL_SIZE_TIP, ["1"], view.show_full_size
        )
        self.compare = self._action("compare", texts.COMPARE, texts.COMPARE_TIP, ["C"], self._on_compare)
        self.compare.setCheckable(True)
        self.compare.setChecked(True)
        words = texts.SIDE_BY_SIDE, texts.SIDE_BY_SIDE_TIP
        self.beside = self._action("side-by-side", *words, ["S"], self._on_beside)
        self.beside.setCheckable(True)
        closer: list[Key] = ["+", "=", keys.ZoomIn, "Ctrl+="]
        farther: list[Key] = ["-", keys.ZoomOut]
        zoom_in = self._action("zoom-in", texts.ZOOM_IN, "", closer, lambda: view.zoom(1))
        zoom_out = self._action("zoom-out", texts.ZOOM_OUT, "", farther, lambda: view.zoom(-1))
        window.addActions([zoom_in, zoom_out])
        all_actions = self.fit, self.full, self.compare, self.beside, zoom_in, zoom_out

        def refresh() -> None:
            for action in all_actions:
                action.setEnabled(state.opened is not None)

        state.photo_opened.connect(refresh)
        refresh()

    def _action(
        self, called: str, name: str, tip: str, keys: list[Key], do: Callable[..., object]
    ) -> QAction:
        return make_action(self.parent(), Words(name, tip), keys, do, called=called)

    def _on_compare(self, on: bool) -> None:
        """Show the divider or the result alone; from side by side the divider."""
        if self.beside.isChecked():
            self.beside.trigger()
            self.compare.setChecked(on := True)
        self._canvas.set_comparing(on)

    def _on_beside(self, on: bool) -> None:
        """Show two pictures, or one again; who has switched comparing off wants it now."""
        if on:
            self.compare.setChecked(True)
            self._canvas.set_comparing(on=True)
        self._canvas.set_side_by_side(on)
