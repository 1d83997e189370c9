"""The window of copies: takes photos and folders, and shows those that are alike; no file is touched."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QVBoxLayout, QWidget

from gui.batch.questions import ask_folder
from gui.batch.thumbnails import Thumbnails
from gui.copies.groups_model import GroupsModel
from gui.copies.groups_table import GroupsTable
from gui.copies.header import DISTANCES, Header
from gui.copies.page import PageWriter
from gui.copies.process import Wanted
from gui.copies.search import Search
from gui.dialogs.questions import ask_photos
from gui.dialogs.shortcuts_dialog import rows_of, show_shortcuts
from gui.files import file_manager
from gui.files.paths import shown
from gui.icons import draw_icon, draw_overflow, keep_drawn
from gui.widgets.buttons import make_action
from gui.widgets.photo_window import PhotoWindow
from gui.words import texts, texts_copies, texts_export
from gui.words.texts import Words
from gui.words.texts_library import in_words
from restorer import is_folder

if TYPE_CHECKING:
    from restorer import Similar

_SIZE = QSize(1080, 760)
_LINES_OF_UNREAD = 4
_COPIED_MILLISECONDS = 5000


class CopiesWindow(PhotoWindow):
    """Shows which photos are copies of one another."""

    photo_wanted = Signal(object)
    """The path of a photo that is to be opened in the main window."""

    def __init__(self) -> None:
        super().__init__("copies")
        self.inputs: list[Path] = []
        self.found: Similar | None = None
        self.search = Search(self)
        self.thumbnails = Thumbnails(self)
        self.header = Header()
        self.model = GroupsModel(self.thumbnails, self)
        self.table = GroupsTable(self.model)
        self.unread = QListWidget()
        self.unread.setAccessibleName(texts_copies.UNREAD_LIST)
        self.unread.setWordWrap(True)
        self._pages = PageWriter(self, self.message)
        self._add_actions()
        self._lay_out()
        self._connect()
        self.setWindowTitle(texts_copies.TITLE)
        self.restore_place(_SIZE)
        keep_drawn(self, self._draw_all)
        self._show(None)
        self.table.setFocus()

    @override
    def take_files(self, files: Iterable[Path]) -> None:
        """Search these photos and folders as well."""
        paths = (Path(os.path.abspath(path)) for path in files)  # noqa: PTH100 -- keeps links
        self.inputs = list(dict.fromkeys([*self.inputs, *paths]))
        self.begin()

    def begin(self) -> None:
        """Search all that was added."""
        self.message.hide()
        self.thumbnails.forget()
        self._show(None)
        self.header.show_progress(0, 0)
        self.table.say(texts_copies.LOOKING)
        self.search.begin(Wanted(tuple(self.inputs), DISTANCES[self.header.kind]))
        self._refresh()

    def _lay_out(self) -> None:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.message, self.header):
            layout.addWidget(widget)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self.unread)
        self.setCentralWidget(whole)
        note = QLabel(texts_copies.UNTOUCHED)
        note.setContentsMargins(6, 0, 0, 0)
        self.statusBar().addWidget(note, 1)

    def _add_actions(self) -> None:
        bar = self.add_bar(texts_copies.TOOLBAR)
        photos = self.add(bar, texts_copies.ADD_PHOTOS, ["Ctrl+O"], self._on_add_photos)
        folder = self.add(bar, texts_copies.ADD_FOLDER, ["Ctrl+Shift+O"], self._on_add_folder)
        bar.addSeparator()
        self.again = self.add(bar, texts_copies.FIND, ["Ctrl+Return", "Ctrl+Enter"], self.begin)
        self.stop = self.add(bar, texts_copies.STOP, ["Esc"], self._on_stop)
        keys = ["Ctrl+Shift+Del", "Ctrl+Shift+Backspace"]
        self.clear = self.add(bar, texts_copies.CLEAR, keys, self._on_clear)
        bar.addSeparator()
        self.open = self.add(bar, texts_copies.OPEN_PHOTO, ["Ctrl+E"], self._on_open)
        self.show_file = self.add(bar, texts_copies.SHOW_FILE, [], self._on_show_file)
        self.copy = self.add(bar, texts_copies.COPY_PATH, ["Ctrl+C"], self._on_copy)
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bar.addSeparator()
        self.page = self.add(bar, texts_copies.SAVE_PAGE, ["Ctrl+S"], self._on_save_page)
        shortcuts = self.add(bar, texts_copies.SHORTCUTS, ["?", "F1"], self._on_shortcuts)
        self.add(None, Words(texts.CLOSE, ""), ["Ctrl+W"], self.close)
        self._icons = {
            photos: "photo-add", folder: "folder-add", self.again: "retry", self.stop: "stop",
            self.clear: "clear", self.open: "open", self.show_file: "folder", self.copy: "copy",
            self.page: "report", shortcuts: "keyboard",
        }  # fmt: skip
        self.table.addActions([self.open, self.show_file, self.copy])

    def _connect(self) -> None:
        enter = make_action(self.table, texts_copies.OPEN_PHOTO, ["Return", "Enter"], self._on_open)
        enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        QWidget.addAction(self.table, enter)
        self.table.doubleClicked.connect(self._on_open)
        self.table.selectionModel().currentChanged.connect(self._refresh)
        self.model.modelReset.connect(self._refresh)
        self.header.kind_chosen.connect(self._on_kind_chosen)
        self.search.progressed.connect(self.header.show_progress)
        self.search.found.connect(self._on_found)
        self.search.failed.connect(self._on_failed)

    def _show(self, found: "Similar | None") -> None:
        """Show what was found, or, if nothing was searched, what to do."""
        self.found = found
        self.model.show_groups(*((found.groups, found.distance) if found else ((),)))
        self.unread.clear()
        self.unread.addItems([in_words(failure) for failure in found.failures] if found else [])
        lines = min(self.unread.count(), _LINES_OF_UNREAD) + 1
        self.unread.setFixedHeight(lines * self.unread.fontMetrics().lineSpacing())
        self.unread.setVisible(bool(found and found.failures))
        words = texts_copies.summary(found, self.header.kind) if found else ""
        self.header.say(words)
        self.table.say(words or texts_copies.INVITATION)
        self._refresh()

    def _refresh(self) -> None:
        """Show what can be done."""
        is_chosen = self.table.member is not None
        for action in (self.open, self.show_file, self.copy):
            action.setEnabled(is_chosen)
        self.again.setEnabled(bool(self.inputs) and not self.search.is_busy)
        self.stop.setEnabled(self.search.is_busy)
        self.clear.setEnabled(bool(self.inputs))
        self.page.setEnabled(bool(self.found and self.found.groups))

    def _draw_all(self) -> None:
        for action, icon in self._icons.items():
            action.setIcon(draw_icon(icon, self.palette()))
        draw_overflow(self)

    def _on_found(self, found: "Similar") -> None:
        self._show(found)
        if found.groups:
            self.table.setCurrentIndex(self.model.index(0, 0))
        QApplication.alert(self)

    def _on_failed(self, reason: str) -> None:
        self._show(None)
        self.table.say(texts_copies.stopped())
        self.message.show_error(reason)

    def _on_stop(self) -> None:
        self.search.stop()
        self._show(None)
        self.header.say(texts_copies.stopped())
        self.table.say(texts_copies.stopped())

    def _on_clear(self) -> None:
        self.search.stop()
        self.inputs.clear()
        self.message.hide()
        self._show(None)

    def _on_kind_chosen(self) -> None:
        if self.inputs:
            self.begin()

    def _on_add_photos(self) -> None:
        if paths := ask_photos(self, texts_copies.ADD_PHOTOS_TITLE):
            self.take_files(paths)

    def _on_add_folder(self) -> None:
        if path := ask_folder(self, texts_copies.ADD_FOLDER_TITLE):
            self.take_files([path])

    def _on_open(self) -> None:
        if member := self.table.member:
            self.photo_wanted.emit(member.path)

    def _on_show_file(self) -> None:
        if (member := self.table.member) and not file_manager.show_file(member.path):
            self.message.show_error(texts.notice((texts_export.NOT_SHOWN,)))

    def _on_copy(self) -> None:
        if member := self.table.member:
            QGuiApplication.clipboard().setText(shown(member.path))
            self.statusBar().showMessage(texts_copies.PATH_COPIED, _COPIED_MILLISECONDS)

    def _on_save_page(self) -> None:
        if self.found:
            first = self.inputs[0]
            self._pages.ask(self.found, first if is_folder(first) else first.parent)

    def _on_shortcuts(self) -> None:
        own = self.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly)
        show_shortcuts(self, [(texts_copies.TITLE, rows_of([*own, *self.table.findChildren(QAction)]))])

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """End the search and close."""
        if self.search.is_busy:
            self.search.end()
            self._on_stop()
        self._pages.stop()
        self.thumbnails.stop()
        self.keep_place()
        event.accept()
