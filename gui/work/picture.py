"""Pictures: photos as the screen shows them, halved again and again.

So a widget draws about as many pixels as it has whatever the zoom. ``render`` makes them, in the worker.
"""

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from gui.work.blocks import Samples

OPAQUE = QImage.Format.Format_RGB32
"""How a picture's pixels lie in memory."""
_MIXED = QImage.Format.Format_ARGB32_Premultiplied
_SMALLEST = 512


@dataclass(frozen=True, eq=False)
class Picture:
    """A photo as the screen shows it: full size first, then half, quarter and so on.

    ``pixels`` holds all of them, one after the other: flat uint8 in Qt's order of channels (RGB32).
    """

    width: int
    height: int
    pixels: Samples

    @functools.cached_property
    def levels(self) -> tuple[QImage, ...]:
        """The images that lie in the pixels, and are good as long as the picture lives."""
        sizes, images = level_sizes(self.width, self.height), []
        start = 0
        for width, height in sizes:
            end = start + 4 * width * height
            images.append(QImage(self.pixels[start:end].data, width, height, 4 * width, OPAQUE))
            start = end
        return tuple(images)

    def colour_at(self, across: float, down: float) -> tuple[float, float, float]:
        """Give red, green and blue, 0..1, at a place told by its shares of width and height."""
        smallest = self.levels[-1]
        x, y = (
            min(int(share * side), side - 1)
            for share, side in ((across, smallest.width()), (down, smallest.height()))
        )
        colour = smallest.pixelColor(x, y)
        return colour.redF(), colour.greenF(), colour.blueF()

    def paint(self, painter: QPainter, part: QRectF, target: QRectF, pixel_ratio: float) -> None:
        """Paint ``part`` of the photo (in its pixels) into ``target``, from the level that just suffices."""
        scale = target.width() * pixel_ratio / part.width()
        image = level_for(self.levels, scale)
        fit = QTransform.fromScale(image.width() / self.width, image.height() / self.height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(target, image, fit.mapRect(part))


def level_for(levels: Sequence[QImage], scale: float) -> QImage:
    """Choose the smallest of a picture's levels that is large enough to be shown at a scale."""
    halvings = int(max(-math.log2(scale), 0))
    return levels[min(halvings, len(levels) - 1)]


Change = tuple[Picture, Picture, float]
"""A picture, the one it is to be compared with, and how much of the difference is to be added."""


class Mixer:
    """Paints a picture with changes added; of what is on the screen it keeps the parts it needs."""

    def __init__(self) -> None:
        self._place: tuple[QRectF, QRectF] | None = None
        self._parts = WeakKeyDictionary[Picture, Samples]()

    def paint(
        self,
        painter: QPainter,
        base: Picture,
        changes: Sequence[Change],
        part: QRectF,
        target: QRectF,
        pixel_ratio: float,
    ) -> None:
        """Paint ``part`` of the photo into ``target``, as :meth:`Picture.paint` does."""
        exact = QRectF(target.topLeft() * pixel_ratio, target.size() * pixel_ratio)
        if self._place != (part, exact):
            self._place = part, exact
            self._parts.clear()
        levels = _with_changes(base, changes, self._part)
        pixels = exact.toAlignedRect()
        image = QImage(levels.data, pixels.width(), pixels.height(), 4 * pixels.width(), _MIXED)
        area = QRectF(QPointF(pixels.topLeft()) / pixel_ratio, QSizeF(pixels.size()) / pixel_ratio)
        painter.drawImage(area, image)

    def _part(self, picture: Picture) -> Samples:
        """Give what is seen of a picture, ``(H, W, 4)`` uint8 in Qt's order of channels, 0 beside it."""
        if picture not in self._parts:
            assert self._place
            part, exact = self._place
            pixels = exact.toAlignedRect()
            image = QImage(pixels.size(), _MIXED)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            picture.paint(painter, part, exact.translated(-pixels.topLeft()), 1.0)
            painter.end()
            levels = np.frombuffer(image.constBits(), np.uint8).reshape(pixels.height(), pixels.width(), 4)
            self._parts[picture] = levels.copy()
        return self._parts[picture]


def level_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Halve the size until it is small."""
    sizes = [(width, height)]
    while max(sizes[-1]) > _SMALLEST:
        width, height = sizes[-1]
        sizes.append(((width + 1) // 2, (height + 1) // 2))
    return sizes


def sample_pixels(picture: Picture, changes: Sequence[Change], most: int) -> Samples:
    """Give some ``most`` pixels spread over a picture with changes added: ``(H, W, 3)`` uint8 RGB.

    They are picked, not averaged, so that what is clipped stays so.
    """
    step = max(1, math.ceil(math.sqrt(picture.width * picture.height / most)))
    return _with_changes(picture, changes, functools.partial(_picked, step=step))


def _with_changes(
    base: Picture, changes: Sequence[Change], levels_of: Callable[[Picture], Samples]
) -> Samples:
    """Add changes to a picture, of each of which ``levels_of`` gives the same uint8 levels."""
    mixed = levels_of(base).astype(np.float32)
    for more, less, amount in changes:
        mixed += np.float32(amount) * (levels_of(more).astype(np.float32) - levels_of(less))
    return np.rint(mixed, out=mixed).clip(0, 255).astype(np.uint8)


def _picked(picture: Picture, step: int) -> Samples:
    """Give every ``step``-th pixel across and down."""
    return np.ascontiguousarray(bytes_of(picture.levels[0])[::step, ::step, 2::-1])


def pixels_of(image: QImage) -> Samples:
    """Give the pixels of a picture, ``(H, W, 3)`` uint8, sRGB."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def bytes_of(image: QImage) -> Samples:
    """Give an image of four bytes a pixel as ``(H, W, 4)`` uint8, in its own order, without a copy."""
    levels = np.frombuffer(image.constBits(), np.uint8)
    return levels.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]
