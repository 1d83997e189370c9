"""The table of the queue: how its cells look, and what is chosen in it."""

from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.batch.queue_model import ICON, ROW_ROLE, Index, QueueModel
from gui.batch.rows import Row, RowState
from gui.batch.selection import SelectionKeeper
from gui.batch.sorting import NOTES, PHOTO, STATE, TIME
from gui.widgets.buttons import make_action
from gui.words import texts_batch

_HEIGHT, _FRAME, _BAR = 60, 32, 22
_LETTERS = {PHOTO: 34, STATE: 20, TIME: 9}
"""How wide columns are."""
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_SORTS = {
    PHOTO: texts_batch.SORT_BY_PHOTO,
    STATE: texts_batch.SORT_BY_STATE,
    TIME: texts_batch.SORT_BY_TIME,
    NOTES: texts_batch.SORT_BY_NOTES,
}
SIGNS = {"done": "✓", "before": "✓", "failed": "✗", "skipped": "-", "rejected": "✗"}
_COLOURS = {  # on light, on dark
    "done": ("#1f7a4d", "#62c795"),
    "before": ("#1f7a4d", "#62c795"),
    "failed": ("#b3261e", "#ff9c93"),
    "rejected": ("#b3261e", "#ff9c93"),
    "skipped": ("#7a5f12", "#d9b75a"),
}


class NameDelegate(QStyledItemDelegate):
    """Paints a name in one line, shortened in its middle: what tells photos apart stands at its end."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the words unwrapped: of wrapped ones Qt shortens each line."""
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText


class StateDelegate(QStyledItemDelegate):
    """Paints a state: a bar while the photo is at work, else a sign and a word in its colour."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        row: Row = index.data(ROW_ROLE)
        if row.state != "working":
            super().paint(painter, option, index)
            return
        bar = QStyleOptionProgressBar()
        bar.rect = _middle(option.rect, max(_BAR, option.fontMetrics.height()))
        bar.palette = option.palette
        bar.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Horizontal
        bar.minimum, bar.maximum, bar.progress = 0, 1000, round(1000 * row.part)
        bar.text, bar.textVisible = texts_batch.PERCENT.format(100 * row.part), True
        QApplication.style().drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the sign before the word, in the state's colour."""
        super().initStyleOption(option, index)
        row: Row = index.data(ROW_ROLE)
        if row.state in SIGNS:
            option.text = f"{SIGNS[row.state]} {option.text}"
            colour = state_colour(row, option.palette)
            option.palette.setColor(QPalette.ColorRole.Text, colour)


class Table(QTableView):
    """The view of the queue; while it is empty it invites to drop photos."""

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self.setModel(model)
        SelectionKeeper(self, model.paths)
        self.setAccessibleName(texts_batch.TABLE)
        self.setItemDelegateForColumn(PHOTO, NameDelegate(self))
        self.setItemDelegateForColumn(STATE, StateDelegate(self))
        self.setIconSize(QSize(ICON, ICON))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setShowGrid(False)
        self.setMinimumWidth(480)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, _UP)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth())
        for column, words in _SORTS.items():
            self.addAction(make_action(self, words, [f"Alt+{column + 1}"], partial(self._sort_by, column)))

    @property
    def row(self) -> Row | None:
        """The current photo."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    @property
    def selected(self) -> list[Path]:
        """The selected photos."""
        return [index.data(ROW_ROLE).path for index in self.selectionModel().selectedRows()]

    def choose_next(self, state: RowState) -> None:
        """Choose the next photo in a state; after the last one, the first."""
        indexes = [self.model().index(at, PHOTO) for at in range(self.model().rowCount())]
        after = self.currentIndex().row() + 1
        for index in indexes[after:] + indexes[:after]:
            if index.data(ROW_ROLE).state == state:
                self.setCurrentIndex(index)
                return

    def _sort_by(self, column: int) -> None:
        """Sort as a click on a column's head does: the next one turns it, the third takes it back."""
        head = self.horizontalHeader()
        ways = [(column, _UP), (column, _DOWN), (-1, _UP)]
        now = (head.sortIndicatorSection(), head.sortIndicatorOrder())
        head.setSortIndicator(*ways[(ways.index(now) + 1) % 3 if now in ways else 0])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Leave notes their room where letters are large."""
        super().showEvent(event)
        self.setColumnWidth(PHOTO, min(self.columnWidth(PHOTO), 2 * self.viewport().width() // 5))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, or an invitation."""
        super().paintEvent(event)
        if not self.model().rowCount():
            paint_words(self.viewport(), texts_batch.INVITATION)


def paint_words(viewport: QWidget, words: str) -> None:
    """Paint words, and a frame to drop something into, where there is nothing else to see."""
    painter = QPainter(viewport)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(viewport.palette().color(QPalette.ColorRole.PlaceholderText), 2, Qt.PenStyle.DashLine)
    )
    painter.drawRoundedRect(viewport.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME), 16, 16)
    font = viewport.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    painter.setFont(font)
    painter.setPen(viewport.palette().color(QPalette.ColorRole.Text))
    margin = 2 * _FRAME
    painter.drawText(
        viewport.rect().adjusted(margin, 0, -margin, 0),
        Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
        words,
    )
    painter.end()


def state_colour(row: Row, palette: QPalette) -> QColor:
    """Give the colour of a state on the palette's ground, which a word or a sign tells as well."""
    text = palette.color(QPalette.ColorRole.Text)
    if row.state not in _COLOURS:
        return text
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return QColor(_COLOURS[row.state][is_dark])


def _middle(rect: QRect, height: int) -> QRect:
    return QRect(rect.left() + 6, rect.center().y() - height // 2, rect.width() - 12, height)
