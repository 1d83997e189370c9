"""The page: what was found is written as HTML with small pictures, beside what is at work, and shown."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

import restorer
from gui.dialogs.questions import ask_target
from gui.files.paths import url_of
from gui.widgets.message_bar import MessageBar
from gui.words import texts_copies
from gui.work.errands import Errands

if TYPE_CHECKING:
    from restorer import Similar

_ENDINGS = (".html", ".htm")


class PageWriter:
    """Writes pages for a window, whose status bar and message bar tell of it."""

    def __init__(self, window: QMainWindow, message: MessageBar) -> None:
        self._window, self._message = window, message
        self._errands = Errands(window)

    def ask(self, found: "Similar", folder: Path) -> None:
        """Ask for a file, in a folder at first, and write the page to it; a photo is never written over."""
        start = folder / texts_copies.PAGE_NAME
        path = ask_target(self._window, texts_copies.PAGE_TITLE, texts_copies.PAGE_FILTER, start)
        if not path:
            return
        if path.suffix.lower() not in _ENDINGS:
            self._message.show_error(texts_copies.NOT_HTML)
            return
        self._window.statusBar().showMessage(texts_copies.WRITING)
        errands = self._errands

        def tick(_done: int, _total: int) -> None:
            if errands.is_ending:
                raise restorer.Cancelled

        errands.ask(
            lambda: restorer.write_sheet(found, path, tick), lambda _: self._on_written(path), self._on_failed
        )

    def stop(self) -> None:
        """Give up what is being written; nothing is left half done."""
        self._errands.stop()

    def _on_failed(self, reason: str) -> None:
        self._window.statusBar().clearMessage()
        if not self._errands.is_ending:
            self._message.show_error(texts_copies.problem(reason))

    def _on_written(self, path: Path) -> None:
        self._window.statusBar().clearMessage()
        if not self._errands.is_ending:
            self._message.show_notice(texts_copies.written(path))
            QDesktopServices.openUrl(url_of(path))
