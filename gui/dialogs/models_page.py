"""The page of models: what each is, import of one's own, and removal."""

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import model_facts
from gui.dialogs.import_dialog import ImportDialog
from gui.dialogs.model_facts import Facts
from gui.dialogs.questions import confirm
from gui.widgets.lists import fit_width
from gui.widgets.message_bar import MessageBar
from gui.words import texts, texts_pages
from gui.work.command import Command
from gui.work.errands import Errands

_LIST_WIDTH = 210


class ModelsPage(QWidget):
    """Lists the models and tells of the one chosen."""

    models_listed = Signal(object)
    """The facts of all models there are now."""

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar()
        self._errands = Errands(self)
        self._importer = Command(self)
        self._importer.ended.connect(self._on_tried)
        self._imported, self._is_stopped = (Path(), ""), False
        self.list = QListWidget()
        self.list.setAccessibleName(texts_pages.MODEL_LIST)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.facts = QTextBrowser()
        self.facts.setAccessibleName(texts_pages.MODEL_FACTS)
        self.facts.setOpenLinks(False)
        self._import = QPushButton(texts_pages.IMPORT)
        self._remove = QPushButton(texts_pages.REMOVE)
        self._lay_out()
        self._import.clicked.connect(self._on_import)
        self._remove.clicked.connect(self._on_remove)
        self.list.currentItemChanged.connect(self._on_chosen)
        self._on_chosen()

    @property
    def chosen(self) -> Facts | None:
        """The facts of the model that is chosen."""
        item = self.list.currentItem()
        facts = item.data(Qt.ItemDataRole.UserRole) if item else None
        return facts if isinstance(facts, Facts) else None

    def refresh(self) -> None:
        """Read the models anew."""
        self._errands.ask(model_facts.list_facts, self._on_listed, self.message.show_error)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._import, self._remove):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.facts, stretch=1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.message)
        layout.addLayout(row, stretch=1)
        layout.addLayout(buttons)

    def _on_listed(self, models: tuple[Facts, ...]) -> None:
        self.models_listed.emit(models)
        before = self.chosen
        self.list.clear()
        for facts in models:
            item = QListWidgetItem(_line(facts))
            item.setData(Qt.ItemDataRole.UserRole, facts)
            self.list.addItem(item)
            if before and facts.path == before.path:
                self.list.setCurrentItem(item)
        fit_width(self.list, _LIST_WIDTH)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _on_chosen(self) -> None:
        chosen = self.chosen
        self._remove.setEnabled(chosen is not None and chosen.is_own)
        self.facts.setHtml(_told(chosen) if chosen else "")

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, texts_pages.IMPORT_TITLE, "", texts_pages.MODELS_FILTER)
        if name:
            dialog = ImportDialog(Path(name), self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.import_requested.connect(self._import_file)
            dialog.open()

    def _import_file(self, path: Path, task: str, name: str) -> None:
        self._imported, self._is_stopped = (path, name), False
        self._import.setEnabled(False)
        words = texts_pages.IMPORTING.format(path.name)
        self.message.keep_offer(words, texts.CANCEL, texts_pages.STOP_IMPORT, self._on_stop)
        self._importer.run("models", "import", f"--task={task}", f"--name={name}", "--", str(path))

    def _on_stop(self) -> None:
        self._is_stopped = True
        self._importer.stop()

    def _on_tried(self, _printed: bytes, problem: str) -> None:
        self._import.setEnabled(True)
        self.message.drop_offer()
        path, name = self._imported
        if not problem:
            self.message.show_notice(texts_pages.IMPORTED.format(name, name))
        elif self._is_stopped:
            self.message.show_notice(texts_pages.IMPORT_STOPPED.format(path.name))
        else:
            self.message.show_error(texts_pages.NOT_IMPORTED.format(path.name, problem.rstrip(".")))
        self.refresh()

    def _on_remove(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        words, detail = texts_pages.REMOVE_QUESTION.format(chosen.name), texts_pages.REMOVE_DETAIL
        if confirm(self, words, detail.format(chosen.path), texts_pages.REMOVE, texts.CANCEL):
            self._remove_file(chosen)

    def _remove_file(self, facts: Facts) -> None:
        import restorer

        def fail(reason: str) -> None:
            self.message.show_error(texts_pages.NOT_REMOVED.format(facts.name, reason.rstrip(".")))

        remove = partial(restorer.remove_model, facts.path)
        self._errands.ask(remove, lambda _nothing: self._on_removed(facts.name), fail)

    def _on_removed(self, name: str) -> None:
        self.message.show_notice(texts_pages.REMOVED.format(name))
        self.refresh()


def _line(facts: Facts) -> str:
    task = texts_pages.NETWORKS.get(facts.task, texts_pages.BROKEN_MODEL)
    words = texts_pages.OWN_MODEL if facts.is_own else texts_pages.SHIPPED_MODEL
    return words.format(name=facts.name, task=task)


def _told(facts: Facts) -> str:
    """Tell all of a model as HTML; a card's words are never taken for any."""
    task = texts_pages.NETWORKS.get(facts.task)
    rows: list[tuple[str, tuple[str, ...]]] = [(texts_pages.FACTS["task"], (task,))] if task else []
    rows += [(texts_pages.FACTS[kind], _lines(kind, lines)) for kind, lines in facts.lines.items()]
    cells = "".join(
        f"<tr><td><b>{escape(kind)}</b></td><td>{'<br>'.join(map(escape, lines))}</td></tr>"
        for kind, lines in rows
    )
    return f"<h3>{escape(facts.name)}</h3><table cellpadding='4'>{cells}</table>"


def _lines(kind: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    if kind == "reach":
        return (texts_pages.REACH_PIXELS.of(int(lines[0])) if lines else texts_pages.REACH_WHOLE,)
    if kind == "size":
        return (texts_pages.SIZE_MEGABYTES.format(QLocale().toString(int(lines[0]) / 1e6, "f", 1)),)
    return lines if any(lines) else (texts_pages.UNSTATED,)
