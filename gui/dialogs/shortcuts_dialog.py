"""The list of keys, made of the actions there are."""

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMainWindow,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.windows import show_beside
from gui.words import texts_menus

_MOST_KEYS = 2
_MARGINS = 80
Row = tuple[str, str]
KeyGroups = list[tuple[str, list[Row]]]
"""Titles, and below each keys and what they do."""


class ShortcutsDialog(QDialog):
    """Shows each key with what it does, menu by menu."""

    def __init__(self, parent: QWidget, groups: KeyGroups) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_menus.SHORTCUTS_TITLE)
        self.list = QTreeWidget()
        self.list.setAccessibleName(texts_menus.SHORTCUTS_TITLE)
        self.list.setHeaderLabels([texts_menus.DOES_HEADING, texts_menus.KEYS_HEADING])
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for title, rows in groups:
            group = QTreeWidgetItem([title])
            font = self.list.font()
            font.setBold(True)
            group.setFont(0, font)
            self.list.addTopLevelItem(group)
            for keys, what in rows:
                group.addChild(QTreeWidgetItem([what, keys]))
        self.list.expandAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        columns = sum(map(self.list.sizeHintForColumn, range(self.list.columnCount())))
        self.resize(columns + _MARGINS, 640)


def show_shortcuts(parent: QWidget, groups: KeyGroups) -> None:
    """Show a list of keys."""
    show_beside(parent.findChild(ShortcutsDialog) or ShortcutsDialog(parent, groups))


def shortcuts(window: QMainWindow) -> KeyGroups:
    """Give the keys of a window by menus, then of tools in no menu, and of the photo."""
    groups, listed = dict[str, list[Row]](), set[QAction]()
    for menu in window.menuBar().findChildren(QMenu):
        actions = [action for action in menu.actions() if not action.isSeparator()]
        listed |= set(actions)
        groups[_plain(menu.title())] = rows_of(actions)
    others = [action for action in window.findChildren(QAction) if action not in listed]
    buttons = [button for button in window.findChildren(QAbstractButton) if not button.shortcut().isEmpty()]
    keys = [key for key in window.findChildren(QShortcut) if key.whatsThis()]
    told = [(key.key().toString(QKeySequence.SequenceFormat.NativeText), key.whatsThis()) for key in keys]
    groups.setdefault(texts_menus.OTHERS, []).extend([*rows_of(others), *map(_row_of, buttons), *told])
    groups[texts_menus.ON_THE_PHOTO] = list(texts_menus.PHOTO_KEYS)
    return [(title, rows) for title, rows in groups.items() if rows]


def rows_of(actions: Iterable[QAction]) -> list[Row]:
    """Give the keys of those actions that have some, and what they do."""
    return [(_keys(action), _plain(action.iconText())) for action in actions if action.shortcuts()]


def _row_of(button: QAbstractButton) -> Row:
    keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return keys, _plain(button.text() or button.accessibleName())


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    keys = list(dict.fromkeys(key.toString(form) for key in action.shortcuts()))
    return texts_menus.OR.join(keys[:_MOST_KEYS])


def _plain(words: str) -> str:
    return words.replace("&", "").rstrip("…")
