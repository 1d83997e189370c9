"""The histogram panel: the levels of the photo before and after, and in words what is clipped."""

import math
from typing import override

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.state import State
from gui.widgets.labels import make_label
from gui.words import texts_side
from gui.work.histogram import Histogram, LevelCounter

_HEIGHT, _GAP, _CORNER = 68, 8, 4
_CHANNELS = (QColor(226, 62, 52), QColor(44, 164, 74), QColor(58, 118, 232))
_ALPHA = 140
_WORDS_ALPHA = 180
_EVERY_MILLISECONDS = 80
_STEEPNESS = 400
"""How much a logarithmic scale lifts what is rare."""
_HEADROOM = 0.02
"""So many of the levels may be higher than the plot: a spike of one level is not to flatten the rest."""


class HistogramPanel(QWidget):
    """Shows the histograms of what is open and of what became of it, also while a strength is dragged."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._counter = LevelCounter()
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self._count)
        self.plot = Plot()
        self.words = make_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self.plot)
        layout.addWidget(self.words)
        self._counter.counted.connect(self._on_counted)
        for changed in (state.photo_opened, state.photo_restored, state.settings_changed):
            changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        opened, restored = self._state.opened, self._state.restored
        if opened and self.isVisible():
            after = restored.picture if restored else None
            self._counter.count(opened.picture, after, self._state.changes())

    def _on_counted(self, before: Histogram, after: Histogram | None) -> None:
        self.plot.show_histograms(before, after)
        self.words.setText(texts_side.clipped(before, after))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was folded away."""
        self._on_changed()
        super().showEvent(event)


class Plot(QWidget):
    """Draws one or two histograms side by side, on a linear or a logarithmic scale."""

    def __init__(self) -> None:
        super().__init__()
        self.histograms: tuple[Histogram, ...] = ()
        self.is_logarithmic = False
        self.setAccessibleName(texts_side.HISTOGRAM)
        self.setToolTip(texts_side.HISTOGRAM_TIP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_histograms(self, before: Histogram, after: Histogram | None) -> None:
        """Show what was counted."""
        self.histograms = (before, after) if after else (before,)
        self.setAccessibleDescription(texts_side.summary(before, after))
        self.update()

    def _toggle(self) -> None:
        self.is_logarithmic = not self.is_logarithmic
        self.update()

    def _areas(self) -> list[QRectF]:
        count = max(1, len(self.histograms))
        width = (self.width() - _GAP * (count - 1)) / count
        return [QRectF(at * (width + _GAP), 0, width, self.height()) for at in range(count)]

    def _paint_histogram(self, painter: QPainter, area: QRectF, histogram: Histogram) -> None:
        scaled = [[self._scaled(share) for share in shares] for shares in histogram.shares]
        highest = sorted(value for shares in scaled for value in shares)
        top = highest[int(len(highest) * (1 - _HEADROOM))] or highest[-1] or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        for shares, colour in zip(scaled, _CHANNELS, strict=False):
            line = _line(area, shares, top)
            painter.setBrush(_faint(colour, _ALPHA))
            painter.drawPolygon(QPolygonF([area.bottomLeft(), *line, area.bottomRight()]))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.2))
        painter.drawPolyline(QPolygonF(_line(area, scaled[-1], top)))

    def _scaled(self, share: float) -> float:
        return math.log1p(_STEEPNESS * share) if self.is_logarithmic else share

    @override
    def sizeHint(self) -> QSize:
        """Take little height: the curves below a line of words."""
        return QSize(240, _HEIGHT + self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the histograms, each with its name, and the scale they have."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        words_height = self.fontMetrics().height() + 1
        names = (texts_side.BEFORE, texts_side.AFTER) if len(self.histograms) > 1 else ("",)
        for at, area in enumerate(self._areas()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(area, _CORNER, _CORNER)
            if at < len(self.histograms):
                self._paint_histogram(painter, area.adjusted(3, words_height, -3, -2), self.histograms[at])
            painter.setPen(_faint(palette.color(QPalette.ColorRole.Text), _WORDS_ALPHA))
            scale = texts_side.LOGARITHMIC if self.is_logarithmic else texts_side.LINEAR
            words = " · ".join(word for word in (names[at], scale) if word)
            painter.drawText(area.adjusted(6, 1, -6, 0), Qt.AlignmentFlag.AlignTop, words)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Change the scale."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the scale by Space or Return."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle()
        else:
            super().keyPressEvent(event)


def _line(area: QRectF, shares: list[float], top: float) -> list[QPointF]:
    """Give the points of a curve over 256 levels."""
    step = area.width() / 255
    return [
        QPointF(area.left() + level * step, area.bottom() - area.height() * min(share / top, 1.0))
        for level, share in enumerate(shares)
    ]


def _faint(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
