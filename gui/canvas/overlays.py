"""Overlays: what is to be filled and which colours are given, painted over the photo."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.canvas.view import View
from gui.mask import Origin, Stroke
from gui.settings import Hint, Setting

if TYPE_CHECKING:
    from gui.canvas.viewport import Viewport
    from gui.wishes import MaskShown, Previewed

_OPACITY = 0.55
_HALF = 0.5
HINT_RADIUS = 7.0
"""How large a hint is on the screen, in its pixels."""
_RING_RADIUS = 12.0


def paint_previews(painter: QPainter, view: "Viewport", previews: "Iterable[Previewed]") -> None:
    """Paint how parts of the photo will look in their places."""
    for preview in previews:
        left, top, right, bottom = preview.corners
        target = view.view.to_screen(QRectF(left, top, right - left, bottom - top))
        whole = QRectF(0, 0, preview.picture.width, preview.picture.height)
        preview.picture.paint(painter, whole, target, view.pixel_ratio)


class MaskLayer:
    """The mask of a setting over the photo; what was painted before is kept, what is new painted on it."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._looks: tuple[object, ...] = ()
        """What the image depends on, beside its strokes."""
        self._strokes: tuple[Stroke, ...] = ()

    def paint(
        self,
        painter: QPainter,
        view: View,
        area: QRectF,
        pixel_ratio: float,
        setting: Setting,
        drawn: Stroke | None,
        shown: "MaskShown | None",
        colour: QColor,
    ) -> None:
        """Paint it where the photo covers ``area``, with the stroke being ``drawn``."""
        image = self._begun(view, area, pixel_ratio, setting, shown, colour)
        new = setting.mask.strokes[len(self._strokes) :]
        if new:
            _add_strokes(image, view, area, new, colour)
        self._image, self._strokes = image, setting.mask.strokes
        if drawn:
            image = image.copy()
            _add_strokes(image, view, area, [drawn], colour)
        painter.save()
        painter.setOpacity(_OPACITY)
        painter.drawImage(area.topLeft(), image)
        painter.restore()

    def _begun(
        self,
        view: View,
        area: QRectF,
        pixel_ratio: float,
        setting: Setting,
        shown: "MaskShown | None",
        colour: QColor,
    ) -> QImage:
        """Give what was painted, or, if it looks different now, what the mask begins with."""
        from gui.work.mask_images import blank

        mask = setting.mask
        origin = shown if mask.begins_as(shown) else None
        threshold = setting.control("threshold") if mask.origin is Origin.FOUND else _HALF
        looks = view, area, pixel_ratio, origin, threshold, setting.control("grow"), colour
        are_kept = mask.strokes[: len(self._strokes)] == self._strokes
        if self._image and looks == self._looks and are_kept:
            return self._image
        image = blank(area.size(), pixel_ratio)
        if origin:
            layer = QPainter(image)
            layer.translate(-area.topLeft())
            origin.picture.paint(layer, view.to_photo(area), area, threshold, setting.control("grow"), colour)
            layer.end()
        self._looks, self._strokes = looks, ()
        return image


def _add_strokes(image: QImage, view: View, area: QRectF, strokes: Iterable[Stroke], colour: QColor) -> None:
    from gui.work.mask_images import paint_strokes

    painter = QPainter(image)
    painter.translate(view.corner - area.topLeft())
    painter.scale(view.scale, view.scale)
    paint_strokes(painter, strokes, colour)
    painter.end()


def paint_hints(painter: QPainter, view: View, hints: Iterable[Hint]) -> None:
    """Paint a disc of its colour at the place of each hint."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x, y, colour in hints:
        painter.setBrush(QColor.fromRgbF(*colour))
        _paint_circle(painter, view.corner + QPointF(x, y) * view.scale, HINT_RADIUS)
    painter.restore()


def paint_ring(painter: QPainter, view: View, place: QPointF) -> None:
    """Paint a ring about a place of the photo."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _paint_circle(painter, view.corner + place * view.scale, _RING_RADIUS)
    painter.restore()


def _paint_circle(painter: QPainter, at: QPointF, radius: float) -> None:
    for colour, width in ((QColor(0, 0, 0), 4.0), (QColor(255, 255, 255), 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, radius, radius)
