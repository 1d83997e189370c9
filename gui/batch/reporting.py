"""Reporting: a page of what became of each photo is asked for, written beside what is at work, and shown."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from gui.batch import questions
from gui.batch.batch import Batch
from gui.files.paths import url_of
from gui.words import texts_batch


class Reporting(QObject):
    """Writes a batch's report for its window, whose status bar tells of it meanwhile."""

    def __init__(self, batch: Batch, window: QMainWindow) -> None:
        super().__init__(window)
        self._batch = batch
        self._window = window

    def ask(self) -> None:
        """Ask for a file and write the report to it; there is a result."""
        target = self._batch.queue.results[0].target
        if target is None or not (path := questions.ask_report(self._window, target.parent)):
            return
        rows, order, errands = list(self._batch.queue.rows), self._batch.order_of_results, self._batch.errands

        def work() -> None:
            from gui.batch.summary import write_report

            write_report(rows, order, path, lambda: not errands.is_ending)

        self._window.statusBar().showMessage(texts_batch.REPORTING)
        errands.ask(work, lambda _: self._on_written(path), self._on_failed)

    def _on_failed(self, reason: str) -> None:
        self._window.statusBar().clearMessage()
        self._batch.failed.emit(texts_batch.problem(reason))

    def _on_written(self, path: Path) -> None:
        self._window.statusBar().clearMessage()
        if not self._batch.errands.is_ending:
            self._batch.noticed.emit(texts_batch.written(path))
            QDesktopServices.openUrl(url_of(path))
