"""The page of the device: which one is in use, what each can do, and the facts for a report."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.model_facts import report_of
from gui.state import State
from gui.widgets.labels import make_label
from gui.words import texts_pages
from gui.work.command import Command


class DevicePage(QWidget):
    """Tells which device is really in use, and tries all when asked."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._doctor = Command(self)  # a driver may crash
        self._doctor.ended.connect(self._on_tried)
        self.in_use = make_label()
        self.facts = QPlainTextEdit()
        self.facts.setReadOnly(True)
        self.facts.setAccessibleName(texts_pages.DEVICE_FACTS)
        self.facts.setPlaceholderText(texts_pages.FACTS_TO_COME)
        self._try = QPushButton(texts_pages.TRY_DEVICES)
        self._copy = QPushButton(texts_pages.COPY)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(texts_pages.TRYING_DEVICES)
        self._busy.hide()
        self._words = make_label()
        self._lay_out()
        self._try.clicked.connect(self._on_try)
        self._copy.clicked.connect(self._on_copy)
        state.photo_restored.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the device in use."""
        restored = self._state.restored
        names = ", ".join(restored.devices).upper() if restored else ""
        self.in_use.setText(texts_pages.DEVICE_IN_USE.format(names) if names else texts_pages.NO_DEVICE_YET)
        self._copy.setEnabled(bool(self.facts.toPlainText()))

    def _lay_out(self) -> None:
        heading = QLabel(texts_pages.DEVICE_FACTS)
        heading.setBuddy(self.facts)
        buttons = QHBoxLayout()
        buttons.addWidget(self._try)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        for widget in (self.in_use, heading, self.facts, self._busy, self._words):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def _on_try(self) -> None:
        self._set_busy(is_busy=True)
        self._words.setText(texts_pages.TRYING_DEVICES)
        self._doctor.run("doctor", "--json")

    def _on_tried(self, answer: bytes, problem: str) -> None:
        self._set_busy(is_busy=False)
        found = report_of(answer)
        if found is None:
            self._words.setText(texts_pages.NOT_TRIED.format(problem.rstrip(".")))
            return
        self._words.clear()
        self.facts.setPlainText("\n".join([found.report, *(_told(*device) for device in found.devices)]))
        self.refresh()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._busy.setVisible(is_busy)
        self._try.setEnabled(not is_busy)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.facts.toPlainText())
        self._words.setText(texts_pages.COPIED)


def _told(name: str, seconds: float | None, detail: str) -> str:
    if seconds is None:
        return texts_pages.DEVICE_FAILS.format(name=name.upper(), detail=detail)
    return texts_pages.DEVICE_WORKS.format(name=name.upper(), seconds=QLocale().toString(seconds, "f", 2))
