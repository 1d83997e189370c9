"""The queue page: the table, the options beside it, and below how far it is."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.batch.batch import Batch
from gui.batch.options_panel import OptionsPanel
from gui.batch.queue_model import QueueModel
from gui.batch.table import Table
from gui.widgets.buttons import make_action, make_button
from gui.widgets.labels import make_label
from gui.words import texts, texts_batch
from gui.words.texts import Words

_SECOND = 1000
_SOON = 80
"""Milliseconds within which many changes are shown at once."""
_PARTS = 1000


class QueuePage(QWidget):
    """Shows the queue and how far it is; ``actions`` are the buttons after the end."""

    def __init__(self, batch: Batch, model: QueueModel, actions: list[QAction]) -> None:
        super().__init__()
        self._batch = batch
        self.table = Table(model)
        self.options = OptionsPanel(batch)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(texts_batch.PROGRESS)
        self.progress.setTextVisible(False)
        self.words = make_label()
        self.left = QLabel()
        self.note = make_label()
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for words in (self.note, self.words):
            words.setContentsMargins(12, 4, 12, 0)
        next_failed = make_action(self, texts_batch.NEXT_FAILED, ["F3"], self._on_next_failed)
        self.addAction(next_failed)
        self.next_failed = _button(next_failed)
        self.buttons = [_button(action) for action in actions]
        self._ticking = QTimer(self, interval=_SECOND)
        self._lay_out()
        self._settling = QTimer(self, singleShot=True, interval=_SOON)
        self._settling.timeout.connect(self._refresh)
        for changed in (batch.phase_changed, batch.order_changed, batch.queue.rows_replaced):
            changed.connect(self._refresh)
        batch.queue.rows_changed.connect(self._on_rows_changed)
        self._ticking.timeout.connect(self._refresh)
        batch.looked.connect(self._refresh)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._refresh()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.setSpacing(12)
        foot.addWidget(self.progress, stretch=1)
        foot.addWidget(self.left)
        foot.addStretch()
        for button in (self.next_failed, *self.buttons):
            foot.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, stretch=1)
        left.addWidget(self.note)
        left.addWidget(self.words)
        left.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, stretch=1)
        whole.addWidget(self.options)

    def _refresh(self) -> None:
        batch = self._batch
        counted = batch.queue.count()
        is_busy = not batch.is_idle
        if is_busy != self._ticking.isActive():
            self._ticking.start() if is_busy else self._ticking.stop()
        self.words.setText(self._summary())
        self.left.setText(self._left() if is_busy else "")
        self.left.setVisible(is_busy)
        self.progress.setVisible(is_busy)
        done = sum(row.part for row in batch.queue.of("working"))
        done += len(batch.queue) - counted["waiting"] - counted["working"]
        self.progress.setRange(0, _PARTS * max(1, len(batch.queue)))
        self.progress.setValue(round(_PARTS * done))
        self.next_failed.setVisible(counted["failed"] > 0)
        has_results = bool(batch.queue.results)
        for button in self.buttons:
            button.setVisible(not is_busy and has_results)
        self._show_note()

    def _summary(self) -> str:
        """Say how many photos are how far, and what starting would do, or what keeps it from that."""
        batch = self._batch
        counted = batch.queue.count()
        if not batch.is_idle or not counted.total():
            return texts_batch.counts(counted)
        if batch.problem:
            return texts_batch.blocked(counted, batch.problem)
        if again := batch.again:
            return texts_batch.again(counted, len(again), is_interrupted=batch.is_interrupted)
        is_ended = batch.seconds > 0 and not counted["waiting"]
        return texts_batch.ended(counted, batch.seconds) if is_ended else texts_batch.counts(counted)

    def _show_note(self) -> None:
        """Say all of what the line of the current photo may have no room for."""
        row = self.table.row
        words = texts_batch.note(row) if row else ""
        if words != self.note.text():
            self.note.setText(words)
        self.note.setVisible(bool(words))

    def _on_current_changed(self) -> None:
        """Keep the current photo in sight above what is said of it."""
        self._show_note()
        if layout := self.layout():
            layout.activate()
        self.table.scrollTo(self.table.currentIndex())

    def _on_next_failed(self) -> None:
        self.table.choose_next("failed")
        self.table.setFocus()

    def _on_rows_changed(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    def _left(self) -> str:
        if self._batch.phase in texts_batch.PHASES:
            return texts_batch.PHASES[self._batch.phase]
        seconds = self._batch.seconds_left
        return texts_batch.STARTING if seconds is None else texts.time_left(seconds)


def _button(action: QAction) -> QPushButton:
    button = make_button(Words(action.text(), action.toolTip()))
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
