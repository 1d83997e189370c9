"""The groups as views see them: a line a group, the photo to keep first, and beside it those like it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.batch.thumbnails import Thumbnails
from gui.files.paths import shown
from gui.words import texts_copies

if TYPE_CHECKING:
    from restorer import Group, Member

Index = QModelIndex | QPersistentModelIndex
MEMBER_ROLE = Qt.ItemDataRole.UserRole
KIND_ROLE = MEMBER_ROLE + 1
_NOWHERE = QModelIndex()
_COPY_DISTANCE = 1.0
"""Photos whose codes are closer are copies, by the contract codes-v1."""


class GroupsModel(QAbstractTableModel):
    """Shows groups; MEMBER_ROLE gives a photo, KIND_ROLE what it is called in its group."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._groups: tuple[Group, ...] = ()
        self._distance = _COPY_DISTANCE
        self._places: dict[Path, tuple[int, int]] = {}
        thumbnails.arrived.connect(self._on_arrived)

    def show_groups(self, groups: "tuple[Group, ...]", distance: float = _COPY_DISTANCE) -> None:
        """Show these groups, of photos less than ``distance`` apart, and no others."""
        self.beginResetModel()
        self._groups, self._distance = groups, distance
        self._places = {
            member.path: (row, column)
            for row, group in enumerate(groups)
            for column, member in enumerate(group.members)
        }
        self.endResetModel()

    def member(self, row: int, column: int) -> "Member | None":
        """Give the photo at a place, if there is one."""
        members = self._groups[row].members if 0 <= row < len(self._groups) else ()
        return members[column] if 0 <= column < len(members) else None

    def last_column(self, row: int) -> int:
        """Give the column of the last photo of a group."""
        return len(self._groups[row].members) - 1

    def _kind(self, member: "Member", column: int) -> str:
        if column == 0:
            return texts_copies.KEEP
        is_copy = self._distance <= _COPY_DISTANCE or member.distance < _COPY_DISTANCE
        return texts_copies.COPY if is_copy else texts_copies.LOOK_ALIKE

    def _on_arrived(self, path: Path) -> None:
        if path in self._places:
            index = self.index(*self._places[path])
            self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the groups."""
        return 0 if parent.isValid() else len(self._groups)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the photos of the largest group."""
        return 0 if parent.isValid() else max((len(group.members) for group in self._groups), default=0)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the number of a group."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return texts_copies.GROUP.format(section + 1)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let photos be chosen, and not the places where there is none."""
        is_photo = self.member(index.row(), index.column()) is not None
        return super().flags(index) if is_photo else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a photo, and what a screen reader says of it."""
        member = self.member(index.row(), index.column())
        if member is None:
            return None
        kind, roles, path = self._kind(member, index.column()), Qt.ItemDataRole, Path(shown(member.path))
        match role:
            case roles.DisplayRole:
                return path.name
            case roles.AccessibleTextRole:
                return texts_copies.told(member, path, kind)
            case roles.ToolTipRole:
                return texts_copies.tip(member, path, kind)
            case roles.DecorationRole:
                return self._thumbnails.get(member.path)
            case _:
                return {MEMBER_ROLE: member, KIND_ROLE: kind}.get(role)
