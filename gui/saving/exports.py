"""Exports: the result on its way out (saved, copied, dragged) and what is pasted on its way in."""

import functools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTemporaryDir, Signal
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.files.paths import mtime_ns
from gui.files.preferences import pictures_folder, suggested_target
from gui.saving import clipboard
from gui.saving.export_dialog import ExportDialog
from gui.settings import Settings
from gui.state import State
from gui.wishes import (
    UNSTOPPABLE,
    Answer,
    Copied,
    Copy,
    Estimate,
    Estimated,
    Failed,
    Lend,
    Paste,
    Save,
    Saved,
    Wish,
    Written,
)
from gui.words import texts, texts_export
from restorer import FORMATS, Saving, is_file, is_folder, is_there, problem_of_folder

_STRIP_GPS = "saving/strip_gps"


class Exports(QObject):
    """Saves, copies, lends and pastes, and asks for what it has to know. ``parent`` is the window."""

    receipt_written = Signal(object, object)
    """The file, and the lines of its receipt."""
    estimated = Signal(object)
    """What a file would be like, or why that cannot be told."""
    file_lent = Signal(object)
    work_ended = Signal()
    save_failed = Signal()

    def __init__(self, state: State, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self._actions = actions
        self._window = parent
        self._chosen = Saving(strip_gps=str(QSettings().value(_STRIP_GPS, False)).lower() != "false")
        """What was chosen last, to begin with when it is asked for again; the place stays left out."""
        self._stamp = 0
        self._after_saving: Callable[[], object] | None = None
        self._estimate: Estimate | None = None
        actions.runner.answered.connect(self._on_answered)
        state.work_changed.connect(self._on_work_changed)
        for ended in (state.photo_opened, state.failed):
            ended.connect(self._forget_what_comes_next)

    def save(self) -> None:
        """Save again where the result was saved, unless its file was changed, or else beside the original.

        Where another file is, or no file may be, it is asked for a place.
        """
        before, target = self._saved, self._suggested()
        if not is_folder(target.parent) or problem_of_folder(target.parent, is_dry_run=True):
            self.save_as()
        elif before is not None and mtime_ns(before.path) in (self._stamp, 0):
            self._actions.save_photo(before.path, before.saving, replaces=True)
        elif before is None and self._path is not None and not is_there(target):
            self._actions.save_photo(target, self._usual)
        else:
            self.save_as()

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask where to save the result and how; ``then`` is called when it is saved.

        Who has something else in mind does not wait for what is being restored.
        """
        assert self._state.opened
        dialog = ExportDialog(self, self._suggested(), self._state.opened, self._chosen, self._window)
        is_accepted = dialog.exec()
        dialog.deleteLater()
        if is_accepted:
            if then:
                self._actions.cancel()
            self._chosen, self._after_saving = dialog.saving, then
            QSettings().setValue(_STRIP_GPS, self._chosen.strip_gps)
            self._actions.save_photo(dialog.path, dialog.saving, replaces=dialog.replaces)

    def wait(self, then: Callable[[], object]) -> bool:
        """Call ``then`` when what is being saved is saved, if it can be; gives whether anything is."""
        is_saving = isinstance(self._state.work, UNSTOPPABLE)
        if is_saving:
            self._after_saving = then
        return is_saving

    def estimate(self, format_name: str, saving: Saving) -> None:
        """Find out how large a file would be, unless something else is going on."""
        opened = self._state.opened
        if opened and self._state.work is None:
            self._estimate = Estimate(opened.photo, self._shown, format_name, saving)
            self._actions.runner.ask(self._estimate)

    def copy(self, *, original: bool) -> None:
        """Copy what is shown, or the original, to the clipboard."""
        if self._state.opened and self._state.can_export:
            settings = () if original else self._shown
            self._actions.ask(Copy(self._state.opened.photo, settings))

    def paste(self, open_files: Callable[[list[Path]], object], may_lose: Callable[[], bool]) -> None:
        """Open what is on the clipboard."""
        found = clipboard.pasted()
        if found is None:
            self._state.failed.emit(texts_export.NOTHING_TO_PASTE)
        elif isinstance(found, list):
            open_files(found)
        elif may_lose():
            self._actions.ask(Paste(found))

    def lend(self) -> None:
        """Have a file ready for another program: the saved one, else one that is written for it."""
        state = self._state
        if not state.opened or not state.can_export:
            return
        saved, usual = self._saved, self._usual
        is_kept = saved is not None and not state.is_unsaved and is_file(saved.path)
        if saved and is_kept and (saved.saving.strip_gps or not usual.strip_gps):
            self.file_lent.emit(saved.path)
        elif not (state.restored and state.restored.stages) and not usual.strip_gps and self._is_there():
            self.file_lent.emit(self._path)
        else:
            path = Path(tempfile.mkdtemp(dir=self._folder.path()), self._suggested().name)
            saving = saved.saving if saved else usual
            saving = replace(saving, strip_gps=saving.strip_gps or usual.strip_gps)
            self._actions.ask(Lend(state.opened.photo, self._shown, path, saving))

    def _is_there(self) -> bool:
        """Tell whether the photo's own file is where it was."""
        return self._path is not None and is_file(self._path)

    @property
    def _usual(self) -> Saving:
        """How a photo is saved that nobody was asked about: the place that was left out last is again."""
        return Saving(strip_gps=self._chosen.strip_gps)

    @functools.cached_property
    def _folder(self) -> QTemporaryDir:
        """Where files are lent from: gone when the program ends."""
        return QTemporaryDir()

    @property
    def _path(self) -> Path | None:
        return self._state.opened.path if self._state.opened else None

    @property
    def _shown(self) -> Settings:
        """The settings of what is shown: of the photo as it is, none."""
        return self._state.shown_settings if self._state.restored else ()

    @property
    def _saved(self) -> Save | None:
        """What was last saved of the open photo."""
        saved, opened = self._state.saved, self._state.opened
        return saved if saved and opened and saved.photo is opened.photo else None

    def _suggested(self) -> Path:
        if self._saved is not None:
            return self._saved.path
        opened = self._state.opened
        if opened and opened.path is not None:
            return suggested_target(opened.path, FORMATS.get(str(opened.photo.format)))
        return pictures_folder() / f"{texts_export.PASTED}.png"

    def _on_answered(self, wish: Wish, answer: Answer) -> None:
        match answer:
            case Saved():
                assert isinstance(wish, Save)
                self._stamp = mtime_ns(wish.path)
                self.receipt_written.emit(wish.path, answer.receipt)
            case Copied():
                clipboard.copy_pixels(answer.width, answer.height, answer.pixels)
                self._state.noticed.emit(texts.notice((texts_export.COPIED,)))
            case Written() if isinstance(wish, Lend):
                self.file_lent.emit(wish.path)
            case Failed() if isinstance(wish, Save):
                self.save_failed.emit()
            case Estimated() | Failed() if wish is self._estimate:
                self._estimate = None  # or it keeps a photo that was closed
                self.estimated.emit(answer)

    def _on_work_changed(self) -> None:
        if self._state.work is not None:
            return
        self.work_ended.emit()
        then, self._after_saving = self._after_saving, None
        if then:
            then()

    def _forget_what_comes_next(self) -> None:
        self._after_saving = None
