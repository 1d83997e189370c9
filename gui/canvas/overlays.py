"""Overlays: what is to be filled and which colours are given, painted over the photo."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

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


def paint_mask(
    painter: QPainter,
    view: View,
    area: QRectF,
    pixel_ratio: float,
    setting: Setting,
    drawn: Stroke | None,
    shown: "MaskShown | None",
    colour: QColor,
) -> None:
    """Paint the mask of a setting over the photo, which covers ``area``, and the stroke being ``drawn``."""
    from gui.work.mask_images import blank, paint_strokes

    image = blank(area.size(), pixel_ratio)
    layer = QPainter(image)
    layer.translate(-area.topLeft())
    mask = setting.mask
    if shown and mask.begins_as(shown):
        is_found = mask.origin is Origin.FOUND
        threshold = setting.control("threshold") if is_found else _HALF
        shown.picture.paint(layer, view.to_photo(area), area, threshold, setting.control("grow"), colour)
    layer.translate(view.corner)
    layer.scale(view.scale, view.scale)
    paint_strokes(layer, [*mask.strokes, *([drawn] if drawn else [])], colour)
    layer.end()
    painter.save()
    painter.setOpacity(_OPACITY)
    painter.drawImage(area.topLeft(), image)
    painter.restore()


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
