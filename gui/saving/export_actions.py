"""Export actions: the buttons and keys by which a result goes out and something pasted comes in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.saving.drag_handle import DragHandle
from gui.saving.exports import Exports
from gui.saving.receipt_panel import ReceiptPanel
from gui.state import State
from gui.widgets.buttons import Key, make_action
from gui.wishes import Lend
from gui.words import texts, texts_export
from gui.words.texts import Words


class ExportActions(QObject):
    """Save, save as, copy, paste, the drag handle and the receipt; the window lays them out."""

    def __init__(self, state: State, exports: Exports, window: QWidget) -> None:
        super().__init__(window)
        self._state = state
        self._exports = exports
        self.is_peeking = False
        keys = QKeySequence.StandardKey
        self.save = self._action("save", texts_export.QUICK_SAVE, texts_export.QUICK_SAVE_TIP, keys.Save)
        self.save_as = self._action("save-as", texts.SAVE, texts.SAVE_TIP, "Ctrl+Shift+S")
        self.copy = self._action("copy", texts_export.COPY, texts_export.COPY_TIP, keys.Copy)
        self.paste = self._action("paste", texts_export.PASTE, texts_export.PASTE_TIP, keys.Paste)
        self.handle = DragHandle()
        self.receipt = ReceiptPanel()
        self._connect()
        self._refresh()

    def wire_paste(self, open_files: Callable[[list[Path]], object], may_lose: Callable[[], bool]) -> None:
        """Say how files on the clipboard are opened, and whether the result may go for what is pasted."""
        self.paste.triggered.connect(lambda: self._exports.paste(open_files, may_lose))

    def _action(self, called: str, name: str, tip: str, key: Key) -> QAction:
        return make_action(self.parent(), Words(name, tip), [key], called=called)

    def _connect(self) -> None:
        state, exports = self._state, self._exports
        self.save.triggered.connect(exports.save)
        self.save_as.triggered.connect(lambda: exports.save_as(None))
        self.copy.triggered.connect(lambda: exports.copy(original=self.is_peeking))
        self.handle.file_requested.connect(exports.lend)
        self.handle.file_copied.connect(self._on_file_copied)
        self.receipt.failed.connect(state.noticed)
        exports.file_lent.connect(self.handle.take_file)
        exports.receipt_written.connect(self.receipt.show_receipt)
        state.photo_opened.connect(self.receipt.hide)
        state.failed.connect(self.receipt.hide)
        for changed in (state.photo_opened, state.photo_restored, state.work_changed):
            changed.connect(self._refresh)

    def _refresh(self) -> None:
        state = self._state
        for action in (self.save, self.save_as):
            action.setEnabled(state.restored is not None and state.can_export)
        self.copy.setEnabled(state.can_export)
        self.handle.setEnabled(state.can_export or isinstance(state.work, Lend))
        if state.is_unsaved:
            self.receipt.hide()

    def _on_file_copied(self) -> None:
        self._state.noticed.emit(texts.notice((texts_export.FILE_COPIED,)))
