"""The batch window: the queue and the review of its results; it asks before it stops what is at work."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import override

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget, QVBoxLayout, QWidget

from gui.batch import questions
from gui.batch.batch import Batch
from gui.batch.queue_model import QueueModel
from gui.batch.queue_page import QueuePage
from gui.batch.reporting import Reporting
from gui.batch.review_page import ReviewPage
from gui.batch.rows import WITH_RESULT, Row
from gui.batch.thumbnails import Thumbnails
from gui.batch.watching import Watching
from gui.dialogs.questions import ask_photos
from gui.dialogs.shortcuts_dialog import rows_of, show_shortcuts
from gui.files.paths import url_of
from gui.icons import draw_icon, draw_overflow, keep_drawn
from gui.widgets.buttons import keys_of
from gui.widgets.photo_window import PhotoWindow
from gui.words import texts_batch, texts_review
from gui.words.texts import Words

_SIZE = QSize(1180, 760)


class BatchWindow(PhotoWindow):
    """The window of many photos."""

    photo_wanted = Signal(object)
    """The path of a photo that is to be opened in the main window."""

    def __init__(self, batch: Batch) -> None:
        super().__init__("batch")
        self.batch = batch
        self.thumbnails = Thumbnails(self)
        self.reporting = Reporting(batch, self)
        self.watching = Watching(batch, self)
        self._add_actions()
        model = QueueModel(batch.queue, self.thumbnails)
        self.queue_page = QueuePage(batch, model, [self.folder, self.report])
        self.review_page = ReviewPage(batch, model)
        self.tabs = QTabWidget()
        self._watching_words = QLabel(texts_batch.WATCHING)
        self.statusBar().addPermanentWidget(self._watching_words)
        self._lay_out()
        self._connect()
        self.setWindowTitle(texts_batch.TITLE)
        self.restore_place(_SIZE)
        keep_drawn(self, self._draw_all)
        self._refresh()
        self._greet()
        self.queue_page.table.setFocus()
        batch.setParent(self)  # last, so that it outlives the views of its queue
        batch.look()

    @property
    def row(self) -> Row | None:
        """The photo that is chosen, on the page that is shown."""
        return self.review_page.row if self.tabs.currentIndex() else self.queue_page.table.row

    @override
    def take_files(self, files: Iterable[Path]) -> None:
        """Add photos and folders to the queue."""
        self.message.hide()
        self.tabs.setCurrentIndex(0)
        self.batch.add(Path(os.path.abspath(path)) for path in files)  # noqa: PTH100 -- keeps links

    def end(self) -> None:
        """Stop what is at work and keep the queue, without a question."""
        self.watching.stop()
        self.batch.close()
        self.keep_place()

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.queue_page, texts_batch.QUEUE)
        self.tabs.addTab(self.review_page, texts_batch.REVIEW)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs, stretch=1)
        self.setCentralWidget(whole)

    def _add_actions(self) -> None:
        bar, batch = self.add_bar(texts_batch.TOOLBAR), self.batch
        photos = self.add(bar, texts_batch.ADD_PHOTOS, ["Ctrl+O"], self._on_add_photos)
        folder = self.add(bar, texts_batch.ADD_FOLDER, ["Ctrl+Shift+O"], self._on_add_folder)
        bar.addSeparator()
        self.go = self.add(bar, texts_batch.START, ["Ctrl+Return", "Ctrl+Enter"], self._on_go)
        self.stop = self.add(bar, texts_batch.STOP, [], self._on_stop)
        self.watch = self.add(bar, texts_batch.WATCH, ["Ctrl+L"], self._on_watch)
        self.watch.setCheckable(True)
        self.retry = self.add(bar, texts_batch.RETRY, ["Ctrl+R"], batch.retry)
        bar.addSeparator()
        self.remove = self.add(bar, texts_batch.REMOVE, [], self._on_remove)
        keys = ["Ctrl+Shift+Del", "Ctrl+Shift+Backspace"]
        self.clear = self.add(bar, texts_batch.CLEAR, keys, self._on_clear)
        bar.addSeparator()
        self.edit = self.add(bar, texts_batch.EDIT, ["Ctrl+E"], self._on_edit)
        self.folder = self.add(bar, texts_batch.OPEN_FOLDER, [], self._on_open_folder)
        self.report = self.add(bar, texts_batch.REPORT, [], self.reporting.ask)
        bar.addSeparator()
        shortcuts = self.add(bar, texts_batch.SHORTCUTS, ["?", "F1"], self._on_shortcuts)
        self._icons = {
            photos: "photo-add", folder: "folder-add", self.go: "start", self.stop: "stop",
            self.watch: "watch", self.retry: "retry", self.remove: "remove", self.clear: "clear",
            self.edit: "open", self.folder: "folder", self.report: "report", shortcuts: "keyboard",
        }  # fmt: skip
        self.add(None, Words(texts_batch.QUEUE, ""), ["Ctrl+1"], lambda: self.tabs.setCurrentIndex(0))
        self.add(None, Words(texts_batch.REVIEW, ""), ["Ctrl+2"], lambda: self.tabs.setCurrentIndex(1))
        self.add(None, Words(texts_batch.CLOSE, ""), ["Ctrl+W"], self.close)

    def _connect(self) -> None:
        batch, table = self.batch, self.queue_page.table
        for changed in (batch.phase_changed, batch.order_changed, batch.looked, batch.queue.rows_replaced):
            changed.connect(self._refresh)
        self.watching.changed.connect(self._refresh)
        batch.failed.connect(self.message.show_error)
        batch.noticed.connect(self.message.show_notice)
        batch.made_good.connect(self.message.hide_error)
        batch.look_began.connect(lambda: self.statusBar().showMessage(texts_batch.LOOKING))
        batch.looked.connect(self.statusBar().clearMessage)
        batch.said.connect(lambda line: self.statusBar().showMessage(texts_batch.said(line)))
        batch.ended.connect(self._on_ended)
        self.review_page.results_counted.connect(self._on_results_counted)
        batch.queue.rows_changed.connect(self._on_rows_changed)
        table.selectionModel().selectionChanged.connect(self._refresh)
        self.review_page.sheet.selectionModel().currentChanged.connect(self._refresh)
        table.doubleClicked.connect(self._on_current)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        for of, words, keys, do in (
            (table, texts_batch.REMOVE, "Del", self._on_remove),
            (self.queue_page, texts_batch.STOP, "Esc", self._on_stop),
            (table, texts_review.LARGER, "Return", self._on_current),  # in an option it ends what is typed
        ):
            action = QAction(words.name, of)
            action.setShortcut(keys_of(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(do)
            of.addAction(action)

    def _greet(self) -> None:
        batch = self.batch
        self._on_results_counted(self.review_page.results.rowCount())
        if batch.is_interrupted:
            counted = batch.queue.count()
            done = sum(counted[state] for state in WITH_RESULT)
            self.message.show_notice(texts_batch.interrupted(done, counted["waiting"]))

    def _refresh(self) -> None:
        """Show what can be done."""
        batch = self.batch
        is_busy, phase = not batch.is_idle, batch.phase
        words = texts_batch.START
        if phase in ("pausing", "paused") or batch.is_interrupted:
            words = texts_batch.RESUME
        elif is_busy:
            words = texts_batch.PAUSE
        self.go.setText(words.name)
        self.go.setToolTip(words.tip)
        self._draw(self.go, "pause" if words is texts_batch.PAUSE else "start")
        self.go.setEnabled(phase != "stopping" and (is_busy or (batch.has_work and not batch.problem)))
        counted = batch.queue.count()
        self.stop.setEnabled((is_busy and phase != "stopping") or self.watching.is_on)
        is_watching = self.watching.is_on
        self.watch.setChecked(is_watching)
        self._watching_words.setVisible(is_watching)
        self.watch.setEnabled(is_watching or bool(self.watching.folders))
        may_retry = not (is_busy or batch.problem or batch.is_other_way)
        self.retry.setEnabled(may_retry and counted["failed"] > 0)
        is_queue, table = self.tabs.currentIndex() == 0, self.queue_page.table
        self.remove.setEnabled(is_queue and table.selectionModel().hasSelection())
        self.edit.setEnabled(self.row is not None)
        self.clear.setEnabled(not is_busy and len(batch.queue) > 0)
        has_results = any(counted[state] for state in WITH_RESULT)
        self.folder.setEnabled(has_results)
        self.report.setEnabled(not is_busy and has_results)

    def _draw_all(self) -> None:
        for action, icon in self._icons.items():
            action.setIcon(draw_icon(icon, self.palette()))
        draw_overflow(self)

    def _draw(self, action: QAction, icon: str) -> None:
        """Give an action another icon."""
        if self._icons[action] != icon:
            self._icons[action] = icon
            action.setIcon(draw_icon(icon, self.palette()))

    def _on_go(self) -> None:
        self.message.hide()
        match self.batch.phase:
            case "working":
                self.batch.pause()
            case "pausing" | "paused":
                self.batch.resume()
            case "idle":
                self.batch.start()

    def _on_stop(self) -> None:
        self.watching.set_on(False)
        self.batch.stop()

    def _on_watch(self) -> None:
        self.watching.set_on(self.watch.isChecked())
        if self.watching.is_on and self.go.isEnabled():
            self.batch.start()

    def _on_add_photos(self) -> None:
        if paths := ask_photos(self, texts_batch.ADD_PHOTOS_TITLE):
            self.take_files(paths)

    def _on_add_folder(self) -> None:
        if path := questions.ask_folder(self, texts_batch.ADD_FOLDER_TITLE):
            self.take_files([path])

    def _on_remove(self) -> None:
        self.batch.remove(self.queue_page.table.selected)

    def _on_clear(self) -> None:
        queue = self.batch.queue
        if not queue.results or questions.ask_to_clear(self, queue.count()):
            self.batch.clear()

    def _on_open_folder(self) -> None:
        chosen = self.row
        rows = sorted(self.batch.queue.results, key=lambda row: row != chosen)
        if rows and rows[0].target:
            QDesktopServices.openUrl(url_of(rows[0].target.parent))

    def _on_edit(self) -> None:
        if row := self.row:
            self.photo_wanted.emit(row.path)

    def _on_shortcuts(self) -> None:
        own = self.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly)
        queue, review = (page.findChildren(QAction) for page in (self.queue_page, self.review_page))
        groups = [
            (texts_batch.TITLE, rows_of(own)),
            (texts_batch.QUEUE, rows_of(queue)),
            (texts_batch.REVIEW, [*rows_of(review), *texts_review.KEYS]),
        ]
        show_shortcuts(self, groups)

    def _on_rows_changed(self) -> None:
        if self.batch.is_idle:
            self._refresh()

    def _on_ended(self) -> None:
        self.statusBar().clearMessage()
        QApplication.alert(self)

    def _on_results_counted(self, results: int) -> None:
        self.tabs.setTabText(1, texts_batch.review(results))
        self._refresh()

    def _on_current(self) -> None:
        """Show the result of the photo that is chosen large."""
        if (row := self.row) and row.target:
            self.tabs.setCurrentIndex(1)
            self.review_page.show_row(row)

    def _on_tab_changed(self, at: int) -> None:
        if at:
            self.review_page.focus()
        else:
            self.queue_page.table.setFocus()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Heed what was changed in other windows, when this one comes to the front."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.batch.heed_recipe()
        super().changeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless the user lets go on what is at work."""
        if not self.batch.is_idle and not questions.ask_to_stop(self):
            event.ignore()
            return
        self.end()
        self.review_page.comparison.forget()
        self.statusBar().clearMessage()
        self.thumbnails.stop()
        event.accept()
