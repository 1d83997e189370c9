"""The questions of the batch window: which photos, which folder, whether to stop, whether to delete."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.batch.rows import Row, RowState
from gui.dialogs.questions import ask_target, confirm
from gui.words import texts_batch, texts_review


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Ask which folder is meant."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def ask_report(parent: QWidget, folder: Path) -> Path | None:
    """Ask where to save the report; a name without an ending gets ``.html``."""
    start = folder / "restored.html"
    return ask_target(parent, texts_batch.REPORT_TITLE, texts_batch.REPORT_FILTER, start)


def ask_to_stop(parent: QWidget) -> bool:
    """Ask whether to stop what is at work."""
    words, detail = texts_batch.CLOSE_QUESTION, texts_batch.CLOSE_DETAIL
    return confirm(parent, words, detail, texts_batch.STOP_AND_CLOSE, texts_batch.GO_ON)


def ask_to_clear(parent: QWidget, counted: Mapping[RowState, int]) -> bool:
    """Ask whether to empty a queue in which there are results."""
    words, detail = texts_batch.CLEAR_QUESTION, texts_batch.clear_detail(counted)
    return confirm(parent, words, detail, texts_batch.CLEAR_ALL, texts_batch.KEEP_ALL)


def ask_to_delete(parent: QWidget, row: Row) -> bool:
    """Ask whether a result that the trash does not take is to be deleted for good."""
    words = texts_review.trash_refused(row.target or row.path)
    detail = texts_review.trash_detail(row.path)
    return confirm(parent, words, detail, texts_review.DELETE, texts_review.KEEP)
