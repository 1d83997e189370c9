"""Masks as pictures: strokes drawn into arrays for the library, masks shown over the photo."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from gui.mask import Stroke
from gui.work.blocks import share
from gui.work.picture import level_for

Levels = NDArray[np.uint8]
"""``(H, W)`` uint8: how much a pixel is marked, or how likely it is damaged, of 255."""

_SMALLEST = 512
_MARGIN_DIRECTIONS = 12


def draw_strokes(levels: Levels, strokes: Iterable[Stroke]) -> Levels:
    """Draw strokes upon a mask ``(H, W)`` uint8, 255 where it is filled."""
    height, width = levels.shape
    image = QImage(width, height, QImage.Format.Format_Alpha8)
    rows = np.frombuffer(image.bits(), np.uint8).reshape(height, image.bytesPerLine())
    rows[:, :width] = levels
    painter = QPainter(image)
    paint_strokes(painter, strokes, QColor(Qt.GlobalColor.black))
    painter.end()
    return rows[:, :width].copy()


def paint_strokes(painter: QPainter, strokes: Iterable[Stroke], colour: QColor) -> None:
    """Paint strokes in order; what erases makes transparent again."""
    modes = QPainter.CompositionMode
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        erase, mark = modes.CompositionMode_DestinationOut, modes.CompositionMode_SourceOver
        painter.setCompositionMode(erase if stroke.erases else mark)
        path = path_of(stroke)
        if stroke.width:
            ends, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.strokePath(path, QPen(colour, stroke.width, Qt.PenStyle.SolidLine, ends, joins))
        else:
            painter.fillPath(path, colour)


def path_of(stroke: Stroke) -> QPainterPath:
    """Give the line of a stroke, or the outline of its area, in the photo's pixels."""
    first, *others = (QPointF(x, y) for x, y in stroke.points)
    path = QPainterPath(first)
    for point in others or [first + QPointF(0.001, 0)]:
        path.lineTo(point)
    if not stroke.width:
        path.closeSubpath()
    return path


@dataclass(frozen=True, eq=False)
class MaskPicture:
    """A map of damage, or a mask, as the screen shows it: full size, then the greatest of each 2 x 2, ..

    So a scratch of one pixel is seen however small the photo is shown.
    """

    maps: tuple[Levels, ...]

    @functools.cached_property
    def levels(self) -> tuple[QImage, ...]:
        """The images that lie in the maps, and are good as long as the picture lives."""
        return tuple(_indexed(levels) for levels in self.maps)

    @property
    def greatest(self) -> float:
        """How much of the surest place is marked, or how likely it is damaged, 0..1."""
        return float(self.maps[-1].max()) / 255

    def paint(
        self,
        painter: QPainter,
        part: QRectF,
        target: QRectF,
        threshold: float,
        grown_by: float,
        colour: QColor,
    ) -> None:
        """Paint ``part`` of it into ``target`` where it is at least ``threshold``, 0..1, and about there."""
        scale = target.width() / part.width()
        image = level_for(self.levels, scale * painter.device().devicePixelRatioF())
        full = self.levels[0]
        shrink = QTransform.fromScale(image.width() / full.width(), image.height() / full.height())
        seen = shrink.mapRect(part).toAlignedRect() & image.rect()
        cut = image.copy(seen)
        least = max(1, round(threshold * 255))
        cut.setColorTable([colour.rgba() if level >= least else 0 for level in range(256)])
        place = shrink.inverted()[0].mapRect(QRectF(seen))
        corner = target.topLeft() + (place.topLeft() - part.topLeft()) * scale
        area = QRectF(corner, place.size() * scale)
        for step in [QPointF(), *_around(grown_by * scale)]:
            painter.drawImage(area.translated(step), cut)


def draw_mask(levels: Levels) -> MaskPicture:
    """Make the picture of a mask, or of a map of damage."""
    maps = [share(np.ascontiguousarray(levels))]
    while max(maps[-1].shape) > _SMALLEST:
        maps.append(share(halve(maps[-1])))
    return MaskPicture(tuple(maps))


def as_levels(values: NDArray[np.float32]) -> Levels:
    """Give values of 0..1 as levels, rounded down, so that what reaches a threshold is shown no sooner."""
    return (values * np.float32(255)).astype(np.uint8)


def blank(size: QSizeF, pixel_ratio: float) -> QImage:
    """Give a transparent picture for an area of the screen, of one pixel at least, as a painter needs."""
    pixels = (size * pixel_ratio).toSize().expandedTo(QSize(1, 1))
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixel_ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _around(distance: float) -> list[QPointF]:
    """Give points on a circle, for a shape to be widened by being drawn at each."""
    if distance < 1:
        return []
    line = QPointF(distance, 0)
    return [QTransform().rotate(360 / _MARGIN_DIRECTIONS * at).map(line) for at in range(_MARGIN_DIRECTIONS)]


def _indexed(levels: Levels) -> QImage:
    height, width = levels.shape
    return QImage(levels.data, width, height, width, QImage.Format.Format_Indexed8)


def halve(levels: Levels) -> Levels:
    """Halve a map: the greatest of each two by two."""
    height, width = levels.shape
    even = np.pad(levels, ((0, height % 2), (0, width % 2)))
    rows = np.maximum(even[::2], even[1::2])
    return np.maximum(rows[:, ::2], rows[:, 1::2])
