"""The contact sheet: each result beside its photo, small, with what was said of it."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import QModelIndex, QRect, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.batch.queue_model import AFTER_ROLE, BEFORE_ROLE, ROW_ROLE, Index, QueueModel
from gui.batch.selection import SelectionKeeper
from gui.batch.table import SIGNS, paint_words, state_colour
from gui.words import texts_batch, texts_review

if TYPE_CHECKING:
    from pathlib import Path

    from gui.batch.rows import Row

_SIDE, _GAP, _MARGIN, _LINE = 150, 4, 10, 20
"""A line of words is as high, or as the font is."""


class Results(QSortFilterProxyModel):
    """Leaves of the queue the photos that have, or had, a result of ours."""

    def __init__(self, model: QueueModel) -> None:
        super().__init__(model)
        self._model = model
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def paths(self) -> "list[Path]":
        """Give the photos that are left."""
        all_paths = enumerate(self._model.paths())
        return [path for at, path in all_paths if self.filterAcceptsRow(at, QModelIndex())]

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a photo has a result."""
        return self._model.row(source_row).target is not None


class Sheet(QListView):
    """Shows the results in rows and columns."""

    def __init__(self, results: Results) -> None:
        super().__init__()
        self.setModel(results)
        SelectionKeeper(self, results.paths)
        self.setAccessibleName(texts_review.SHEET)
        self.setItemDelegate(_PairDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(6)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the results, or say that there are none yet."""
        super().paintEvent(event)
        if not self.model().rowCount():
            paint_words(self.viewport(), texts_review.NO_RESULTS)


class _PairDelegate(QStyledItemDelegate):
    """Paints before and after side by side, the name and the state below."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a result."""
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        text = paint_ground(painter, option)
        for at, role in enumerate((BEFORE_ROLE, AFTER_ROLE)):
            left = rect.left() + _MARGIN + at * (_SIDE + _GAP)
            paint_picture(painter, QRect(left, rect.top() + _MARGIN, _SIDE, _SIDE), index.data(role))
        line = _line(option)
        words = QRect(rect.left() + _MARGIN, rect.top() + _MARGIN + _SIDE + 4, 2 * _SIDE + _GAP, line)
        name = painter.fontMetrics().elidedText(row.path.name, Qt.TextElideMode.ElideMiddle, words.width())
        painter.setPen(text)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(text if is_chosen(option) else state_colour(row, option.palette))
        sign = f"{SIGNS[row.state]} " if row.is_accepted or row.state in ("rejected", "failed") else ""
        state_words = sign + texts_batch.state(row)
        painter.drawText(words.translated(0, line), Qt.AlignmentFlag.AlignCenter, state_words)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a result."""
        return QSize(2 * _SIDE + _GAP + 2 * _MARGIN, _SIDE + 2 * _line(option) + 2 * _MARGIN + 4)


def _line(option: QStyleOptionViewItem) -> int:
    metrics: QFontMetrics = option.fontMetrics
    return max(_LINE, metrics.height())


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Tell whether a cell is the one that is chosen."""
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_Selected)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> QColor:
    """Begin to paint a cell of pictures: the ground of a chosen one; gives the colour of words on it."""
    rect: QRect = option.rect
    palette: QPalette = option.palette
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if not is_chosen(option):
        return palette.color(QPalette.ColorRole.Text)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
    return palette.color(QPalette.ColorRole.HighlightedText)


def paint_picture(painter: QPainter, area: QRect, picture: QPixmap | None) -> None:
    """Paint a picture as large as it fits; where there is none, a frame."""
    if picture is None or picture.isNull():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.GlobalColor.gray)
        painter.drawRoundedRect(area.adjusted(4, 4, -4, -4), 6, 6)
        return
    size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRect(0, 0, size.width(), size.height())
    fitted.moveCenter(area.center())
    painter.drawPixmap(fitted, picture)
