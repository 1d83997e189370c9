"""The divider between before and after: where it is, how it is grabbed, how it is painted."""

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF

from gui.words import texts

_GRAB_PIXELS = 9
_STEPS = {int(Qt.Key.Key_Left): -0.05, int(Qt.Key.Key_Right): 0.05}
_MARGIN = 12.0
_KNOB_RADIUS = 13.0
_LINE = QColor(255, 255, 255)
_SHADE = QColor(0, 0, 0, 140)


class Divider:
    """A vertical line at a fraction of the viewport's width."""

    def __init__(self) -> None:
        self.fraction = 0.5

    def x(self, area: QRectF) -> float:
        """Give the line's place in ``area``."""
        return area.left() + self.fraction * area.width()

    def is_near(self, at: QPointF, area: QRectF) -> bool:
        """Tell whether a click at this point grabs the line."""
        return abs(at.x() - self.x(area)) <= _GRAB_PIXELS

    def is_on_knob(self, at: QPointF, area: QRectF) -> bool:
        """Tell whether a point is on the knob; there may be none."""
        return _has_knob(area) and hypot(*(at - self._knob(area)).toTuple()) <= _KNOB_RADIUS

    def move_to(self, x: float, area: QRectF) -> None:
        """Move the line, but not out of ``area``."""
        self.fraction = min(max((x - area.left()) / area.width(), 0.0), 1.0)

    def step(self, event: QKeyEvent) -> bool:
        """Move the line a little, but not out of its area; tells whether the keys are those that do it."""
        is_step = event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in _STEPS
        if is_step:
            self.fraction = min(max(self.fraction + _STEPS[event.key()], 0.0), 1.0)
        return is_step

    def area_after(self, area: QRectF) -> QRectF:
        """Give the part of ``area`` right of the line."""
        return QRectF(QPointF(self.x(area), area.top()), area.bottomRight())

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the line, its knob and the words on both sides."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.x(area)
        top, bottom = QPointF(x, area.top()), QPointF(x, area.bottom())
        for colour, width in ((_SHADE, 4.0), (_LINE, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(top, bottom)
        if _has_knob(area):
            _paint_knob(painter, self._knob(area))
        paint_label(painter, texts.BEFORE, top + QPointF(-_MARGIN, _MARGIN), to_left=True)
        paint_label(painter, texts.AFTER, top + QPointF(_MARGIN, _MARGIN), to_left=False)

    def _knob(self, area: QRectF) -> QPointF:
        return QPointF(self.x(area), area.center().y())


def _has_knob(area: QRectF) -> bool:
    """Tell whether a knob leaves most of the photo to be seen."""
    return min(area.width(), area.height()) >= 4 * _KNOB_RADIUS


def _paint_knob(painter: QPainter, centre: QPointF) -> None:
    painter.setPen(QPen(_LINE, 2))
    painter.setBrush(_SHADE)
    painter.drawEllipse(centre, _KNOB_RADIUS, _KNOB_RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_LINE)
    for side in (-1, 1):
        tip, base = centre + QPointF(9 * side, 0), centre + QPointF(4 * side, 0)
        painter.drawPolygon(QPolygonF([tip, base + QPointF(0, 5), base - QPointF(0, 5)]))


def paint_label(painter: QPainter, text: str, corner: QPointF, *, to_left: bool) -> None:
    """Paint a word on a dark ground, left or right of a corner and below it."""
    box = label_box(painter, text)
    box.moveTopLeft(corner - QPointF(box.width(), 0) if to_left else corner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(_LINE)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def label_box(painter: QPainter, text: str) -> QRectF:
    """Give the ground of a word, somewhere."""
    return QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-8, -4, 8, 4)
