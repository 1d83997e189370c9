"""The tool keeper: brush and mask look at the next start as they did at the last."""

from PySide6.QtCore import QObject, QSettings

from gui.canvas.toolbox import MASK_COLOURS, Toolbox

_BRUSH, _COLOUR = "tools/brush_pixels", "tools/mask_colour"


class ToolKeeper(QObject):
    """Sets the width of the brush and the colour of the mask as they were, and keeps what becomes of them."""

    def __init__(self, toolbox: Toolbox) -> None:
        super().__init__(toolbox)
        self._toolbox = toolbox
        kept = QSettings()
        pixels, colour = str(kept.value(_BRUSH)), str(kept.value(_COLOUR))
        if pixels.isdecimal():
            toolbox.set_brush(int(pixels))
        if colour in MASK_COLOURS:
            toolbox.set_mask_colour(colour)
        self._kept = self._look
        toolbox.changed.connect(self._keep)

    @property
    def _look(self) -> tuple[int, str]:
        return self._toolbox.brush_pixels, self._toolbox.mask_colour

    def _keep(self) -> None:
        if self._look != self._kept:  # the toolbox changes with every move of the mouse
            self._kept = self._look
            kept = QSettings()
            for name, value in zip((_BRUSH, _COLOUR), self._kept, strict=True):
                kept.setValue(name, value)
