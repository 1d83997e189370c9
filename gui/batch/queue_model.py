"""The queue as views see it: a line a photo, with its picture, state and time, and what there is to say."""

from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap

from gui.batch.queue import Queue
from gui.batch.rows import Row
from gui.batch.sorting import NOTES, PHOTO, STATE, TIME, sort_places
from gui.batch.thumbnails import Thumbnails
from gui.words import texts_batch

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
BEFORE_ROLE, AFTER_ROLE = ROW_ROLE + 1, ROW_ROLE + 2
_NOWHERE = QModelIndex()
_HEADS = (texts_batch.PHOTO, texts_batch.STATE, texts_batch.TIME, texts_batch.NOTES)
ICON = 48
"""The side of the square of a picture."""


class QueueModel(QAbstractTableModel):
    """Shows the queue to views; ROW_ROLE gives the whole row, two more its pictures."""

    def __init__(self, queue: Queue, thumbnails: Thumbnails) -> None:
        super().__init__(queue)
        self._queue = queue
        self._thumbnails = thumbnails
        self._shown: list[Row] = list(queue.rows)
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._places: list[int] = []
        """Of each line, where in the queue its photo stands."""
        self._arrange()
        queue.rows_replaced.connect(self._on_rows_replaced)
        queue.rows_changed.connect(self._on_rows_changed)
        thumbnails.arrived.connect(self._on_arrived)

    def paths(self) -> list[Path]:
        """Give the photos as they are shown."""
        return [self._shown[place].path for place in self._places]

    def row(self, at: int) -> Row:
        """Give the row that a line shows."""
        return self._shown[self._places[at]]

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the photos by a column, or, with -1, in the order of the work; what is at work stays so."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._places[index.row()] for index in before]
        self._sorted_by = (column, order)
        self._arrange()
        lines = {place: line for line, place in enumerate(self._places)}
        after = [
            self.index(lines[place], index.column()) for place, index in zip(places, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted_by
        self._places = sort_places(self._shown, column, is_descending=order == Qt.SortOrder.DescendingOrder)

    def _on_rows_replaced(self) -> None:
        self.beginResetModel()
        self._shown = list(self._queue.rows)
        self._arrange()
        self.endResetModel()

    def _on_rows_changed(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            before, row = self._shown[at], self._queue.rows[at]
            self._shown[at] = row
            if row.target and row.result is not before.result:
                self._thumbnails.renew(row.target)
                if before.target or before.result:  # the photo may be another by now
                    self._thumbnails.renew(row.path)
        lines = [line for line, place in enumerate(self._places) if first <= place <= last]
        self.dataChanged.emit(self.index(min(lines), 0), self.index(max(lines), NOTES))

    def _on_arrived(self, path: Path) -> None:
        for at, place in enumerate(self._places):
            row = self._shown[place]
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
        row, column = self.row(index.row()), index.column()
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


def _fitted(picture: QPixmap | None) -> QPixmap:
    """Fit a picture into the icon's square, centred, so that names stand in line."""
    pixel_ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    side = round(ICON * pixel_ratio)
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
