"""The status bar: facts of the photo, the pixel under the pointer, zoom, device, and what is going on."""

import math

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar

from gui.canvas.canvas import Canvas
from gui.state import State
from gui.words import texts, texts_wishes

_NOWHERE = QPointF(-1, -1)


class StatusBar(QStatusBar):
    """Tells, below everything else, what there is and what is going on."""

    def __init__(self, state: State, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._canvas = canvas
        self._pointed = _NOWHERE
        self.facts, self.pixel, self.device, self.zoom = (QLabel() for _ in range(4))
        self.work = QLabel()  # a message would be gone for good once a menu is pointed at
        self.work.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.work, 1)
        for label in (self.pixel, self.facts, self.device, self.zoom):
            label.setContentsMargins(8, 0, 8, 0)
            self.addPermanentWidget(label)
        canvas.pointed.connect(self._on_pointed)
        canvas.viewport.changed.connect(self._on_view_changed)
        state.photo_opened.connect(lambda: self._on_pointed(_NOWHERE))
        state.photo_restored.connect(self._show_pixel)
        for changed in (state.photo_opened, state.photo_restored, state.work_changed):
            changed.connect(self._refresh)

    def _refresh(self) -> None:
        opened, restored, work = self._state.opened, self._state.restored, self._state.work
        self.facts.setText(texts.facts(opened.photo) if opened else "")
        self.device.setText(texts.devices(restored.devices) if restored else "")
        self.work.setText(texts_wishes.doing(work) if work else "")
        if layout := self.layout():
            layout.activate()  # or it is painted once with the words cut off

    def _on_view_changed(self) -> None:
        self.zoom.setText(texts.ZOOM.format(self._canvas.viewport.percent) if self._state.opened else "")

    def _on_pointed(self, at: QPointF) -> None:
        self._pointed = at
        self._show_pixel()

    def _show_pixel(self) -> None:
        """Tell the samples under the pointer, as the file has them: before, and after."""
        opened, restored = self._state.opened, self._state.restored
        x, y = math.floor(self._pointed.x()), math.floor(self._pointed.y())
        if not opened or not (0 <= x < opened.photo.width and 0 <= y < opened.photo.height):
            self.pixel.clear()
            return
        photos = [opened.photo, *([restored.photo] if restored else [])]
        self.pixel.setText(texts.pixel(x, y, [tuple(photo.samples[y, x].tolist()) for photo in photos]))
