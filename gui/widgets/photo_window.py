"""The photo window: what that of one photo and that of many have in common."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import override

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QToolBar

from gui.files.paths import local_files
from gui.widgets.buttons import Key, make_action
from gui.widgets.message_bar import MessageBar
from gui.words import texts
from gui.words.texts import Words


class PhotoWindow(QMainWindow):
    """Has a message bar and buttons, takes what is dropped, and comes up again where it was."""

    def __init__(self, called: str) -> None:
        """Have a geometry of its own in the settings, by what the window is ``called`` there."""
        super().__init__()
        self.message = MessageBar()
        self._geometry = f"{called}/geometry"
        self.setAcceptDrops(True)

    def take_files(self, files: list[Path]) -> None:
        """Do what is to be done with files that were dropped."""
        raise NotImplementedError

    def restore_place(self, size: QSize) -> None:
        """Be where the window was and as large; the first time it has ``size``, where the screen is."""
        self.resize(size.boundedTo(self.screen().availableSize()))
        geometry = QSettings().value(self._geometry)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def keep_place(self) -> None:
        """Keep where the window is and how large, for the next time."""
        QSettings().setValue(self._geometry, self.saveGeometry())

    def add_bar(self, title: str) -> QToolBar:
        """Add a toolbar that stays where it is, with words below its icons."""
        bar = self.addToolBar(title)
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        bar.toggleViewAction().setEnabled(False)
        return bar

    def add(
        self,
        bar: QToolBar | None,
        words: Words,
        keys: Iterable[Key],
        do: Callable[..., object],
        called: str = "",
    ) -> QAction:
        """Add an action, as a button of a toolbar or for its keys alone."""
        action = make_action(self, words, keys, do, called=called)
        (bar or self).addAction(action)
        return action

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what may be photos or folders, and does not come out of a window of our own."""
        if event.mimeData().hasUrls() and event.source() is None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped, if these are files."""
        event.acceptProposedAction()
        if files := local_files(event.mimeData()):
            self.take_files(files)
        else:
            self.message.show_error(texts.NOT_A_FILE)
