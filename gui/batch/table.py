"""The table: a line a photo, with its picture, its state, its time, and what there is to say."""

from pathlib import Path
from typing import Any, override

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QShowEvent
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

from gui.batch.queue import Queue
from gui.batch.rows import Row, RowState
from gui.batch.selection import SelectionKeeper
from gui.batch.thumbnails import Thumbnails
from gui.words import texts_batch

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
BEFORE_ROLE, AFTER_ROLE = ROW_ROLE + 1, ROW_ROLE + 2
_NOWHERE = QModelIndex()
PHOTO, STATE, TIME, NOTES = range(4)
_HEADS = (texts_batch.PHOTO, texts_batch.STATE, texts_batch.TIME, texts_batch.NOTES)
_ICON, _HEIGHT, _FRAME, _BAR = 48, 60, 32, 22
_LETTERS = {PHOTO: 34, STATE: 20, TIME: 9}
"""How wide columns are."""
SIGNS = {"done": "✓", "before": "✓", "failed": "✗", "skipped": "-", "rejected": "✗"}
_COLOURS = {  # on light, on dark
    "done": ("#1f7a4d", "#62c795"),
    "before": ("#1f7a4d", "#62c795"),
    "failed": ("#b3261e", "#ff9c93"),
    "rejected": ("#b3261e", "#ff9c93"),
    "skipped": ("#7a5f12", "#d9b75a"),
}


class QueueModel(QAbstractTableModel):
    """Shows the queue to views; ROW_ROLE gives the whole row, two more its pictures."""

    def __init__(self, queue: Queue, thumbnails: Thumbnails) -> None:
        super().__init__(queue)
        self._queue = queue
        self._thumbnails = thumbnails
        self._shown: list[Row] = list(queue.rows)
        queue.rows_replaced.connect(self._on_rows_replaced)
        queue.rows_changed.connect(self._on_rows_changed)
        thumbnails.arrived.connect(self._on_arrived)

    def paths(self) -> list[Path]:
        """Give the photos as they are shown."""
        return [row.path for row in self._shown]

    def row(self, at: int) -> Row:
        """Give the row at a place, as it is shown."""
        return self._shown[at]

    def _on_rows_replaced(self) -> None:
        self.beginResetModel()
        self._shown = list(self._queue.rows)
        self.endResetModel()

    def _on_rows_changed(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            before, row = self._shown[at], self._queue.rows[at]
            self._shown[at] = row
            if row.target and row.result is not before.result:
                self._thumbnails.renew(row.target)
        self.dataChanged.emit(self.index(first, 0), self.index(last, NOTES))

    def _on_arrived(self, path: Path) -> None:
        for at, row in enumerate(self._shown):
            if path in (row.path, row.target):
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def _words(self, row: Row, column: int) -> str:
        if column == PHOTO:
            return row.path.name
        if column == STATE:
            return texts_batch.state(row)
        if column == TIME:
            return texts_batch.took(row.seconds) if row.seconds else ""
        return row.words

    def _picture(self, path: Path | None) -> QPixmap | None:
        return None if path is None else self._thumbnails.get(path)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the photos."""
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(_HEADS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows, and what a screen reader says of it."""
        row, column = self._shown[index.row()], index.column()
        roles = Qt.ItemDataRole
        match role:
            case roles.DisplayRole:
                return self._words(row, column)
            case roles.AccessibleTextRole:
                named = row.path.name if column == PHOTO else _HEADS[column]
                return f"{named}: {self._words(row, STATE if column == PHOTO else column)}"
            case roles.ToolTipRole:
                return str(row.path) if column == PHOTO else self._words(row, column)
            case roles.DecorationRole if column == PHOTO:
                return _fitted(self._picture(row.path))
            case _:
                return self._of_row(row, role)

    def _of_row(self, row: Row, role: int) -> Row | QPixmap | None:
        if role == ROW_ROLE:
            return row
        if role == BEFORE_ROLE:
            return self._picture(row.path)
        is_after = role == AFTER_ROLE and row.state != "rejected"
        return self._picture(row.target) if is_after else None


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
        self.setIconSize(QSize(_ICON, _ICON))
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
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth())

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


def _fitted(picture: QPixmap | None) -> QPixmap:
    """Fit a picture into the icon's square, centred, so that names stand in line."""
    pixel_ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    side = round(_ICON * pixel_ratio)
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    if picture is not None and not picture.isNull():
        small = picture.scaled(
            square.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter = QPainter(square)
        painter.drawPixmap((side - small.width()) // 2, (side - small.height()) // 2, small)
        painter.end()
    square.setDevicePixelRatio(pixel_ratio)
    return square


def _middle(rect: QRect, height: int) -> QRect:
    return QRect(rect.left() + 6, rect.center().y() - height // 2, rect.width() - 12, height)
