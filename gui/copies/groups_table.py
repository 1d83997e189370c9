"""The table of groups: how photos look in it, and how the keyboard moves among them."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.batch.sheet import paint_ground, paint_picture
from gui.batch.table import paint_words
from gui.copies.groups_model import KIND_ROLE, MEMBER_ROLE, GroupsModel, Index
from gui.words import texts_copies

if TYPE_CHECKING:
    from restorer import Member

_SIDE, _MOST_SIDE, _MARGIN, _GAP = 160, 200, 10, 4
"""A picture is as wide as the words below it, within limits."""
_WIDEST = "00000 × 00000, 00.0 MB"  # noqa: RUF001 (a times sign)
_LINES = 3
_MOVES = QAbstractItemView.CursorAction


class GroupsTable(QTableView):
    """The view of the groups; while there are none it says what to do, or what came of it."""

    def __init__(self, model: GroupsModel) -> None:
        super().__init__()
        self._groups = model
        self.words = texts_copies.INVITATION
        self.setModel(model)
        self.setAccessibleName(texts_copies.GROUPS)
        self.setItemDelegate(_PhotoDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        self._fit()

    @property
    def member(self) -> "Member | None":
        """The photo that is chosen."""
        index = self.currentIndex()
        return self._groups.member(index.row(), index.column()) if index.isValid() else None

    def say(self, words: str) -> None:
        """Say this where there is no group to be seen."""
        self.words = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def _fit(self) -> None:
        """Give photos and the words below them their room, also where letters are large."""
        size = _size_of(QFontMetrics(self.font()))
        self.verticalHeader().setDefaultSectionSize(size.height())
        self.horizontalHeader().setDefaultSectionSize(size.width())

    @override
    def moveCursor(self, action: _MOVES, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move among photos; to a group that is shorter, to its last one."""
        now, steps = self.currentIndex(), {_MOVES.MoveUp: -1, _MOVES.MoveDown: 1}
        row = now.row() + steps.get(action, 0)
        if action not in steps or not now.isValid() or not 0 <= row < self._groups.rowCount():
            return super().moveCursor(action, modifiers)
        return self._groups.index(row, min(now.column(), self._groups.last_column(row)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Heed letters of another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groups, or the words."""
        super().paintEvent(event)
        if not self._groups.rowCount():
            paint_words(self.viewport(), self.words)


class _PhotoDelegate(QStyledItemDelegate):
    """Paints a photo, and below it what it is in its group, its name and its size."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a photo; nothing where there is none."""
        member: Member | None = index.data(MEMBER_ROLE)
        if member is None:
            return
        rect: QRect = option.rect
        painter.save()
        text = paint_ground(painter, option)
        picture: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        side = _side_in(rect.width())
        left = rect.left() + (rect.width() - side) // 2
        paint_picture(painter, QRect(left, rect.top() + _MARGIN, side, side), picture)
        painter.setPen(text)
        _write(painter, option, index, member)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a photo with its words."""
        return _size_of(option.fontMetrics)


def _write(painter: QPainter, option: QStyleOptionViewItem, index: Index, member: "Member") -> None:
    """Write the lines below a photo; what it is, in bold for the one to keep."""
    metrics: QFontMetrics = option.fontMetrics
    rect: QRect = option.rect
    top = rect.top() + _MARGIN + _side_in(rect.width()) + _GAP
    line = QRect(rect.left() + _MARGIN, top, rect.width() - 2 * _MARGIN, metrics.height())
    plain, bold = QFont(option.font), QFont(option.font)
    bold.setBold(True)
    is_kept = index.column() == 0
    lines = (f"✓ {index.data(KIND_ROLE)}" if is_kept else index.data(KIND_ROLE), bold if is_kept else plain)
    for words, font in (lines, (index.data(), plain), (texts_copies.size(member), plain)):
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
        line.translate(0, metrics.height())


def _size_of(metrics: QFontMetrics) -> QSize:
    """Give the size of a photo with its words."""
    width = max(_SIDE, metrics.horizontalAdvance(_WIDEST)) + 2 * _MARGIN
    return QSize(width, _side_in(width) + _GAP + _LINES * metrics.height() + 2 * _MARGIN)


def _side_in(width: int) -> int:
    """Give the side of the square that a picture has in a column of a width."""
    return min(width - 2 * _MARGIN, _MOST_SIDE)
