"""The actions: what a user can do. They send wishes to the runner and put its answers into the state."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoStack

from gui import texts
from gui.history import SettingsChange
from gui.runner import Runner
from gui.settings import Settings, chosen
from gui.state import State
from gui.wishes import (
    Answer,
    Estimate,
    Failed,
    Found,
    Open,
    Opened,
    Progress,
    ReadRecipe,
    Restore,
    Restored,
    Save,
    Saved,
    Wish,
    WriteRecipe,
    Written,
)
from restorer import Saving

_SETTLED_MILLISECONDS = 300
"""A strength that stays so long is blended in full."""


class Actions(QObject):
    """Opens, sets, undoes, restores, cancels and saves."""

    def __init__(self, state: State, runner: Runner) -> None:
        super().__init__()
        self._state = state
        self.runner = runner
        self.history = QUndoStack(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(self._blend)
        state.settings_changed.connect(self._settling.start)
        runner.answered.connect(self._on_answered)

    def open_photo(self, path: Path) -> None:
        """Open a photo; the one before stays until the new one is read."""
        self.ask(Open(path))

    def change(self, settings: Settings, words: str, control: str | None = None) -> None:
        """Set what is to be done, in a way that can be undone; of one control in a row it is one change."""
        if settings != self._state.settings:
            self.history.push(SettingsChange(self._state, settings, words, control))

    def restore(self) -> None:
        """Do to the open photo what is set, if that gives something new."""
        if self._state.opened and self._state.can_restore:
            self.ask(Restore(self._state.opened.photo, self._state.settings))

    def cancel(self) -> None:
        """Stop what is going on; saving is finished."""
        if self._state.work and not isinstance(self._state.work, Save | WriteRecipe):
            self.runner.cancel()
            self._state.set_work(None)

    def save_photo(self, path: Path, saving: Saving | None = None) -> None:
        """Write the result as it is shown, but never over the original."""
        state = self._state
        if not (state.opened and state.restored):
            return
        original = state.opened.path
        if original and path.exists() and original.exists() and path.samefile(original):
            state.failed.emit(texts.OVER_ORIGINAL)
        else:
            self.ask(Save(state.opened.photo, state.shown_settings, path, saving or Saving()))

    def read_recipe(self, path: Path) -> None:
        """Set what a recipe file says."""
        self.ask(ReadRecipe(path))

    def write_recipe(self, path: Path) -> None:
        """Write what is set as a recipe file."""
        self.ask(WriteRecipe(self._state.settings, path))

    def ask(self, wish: Wish) -> None:
        """Have a wish carried out as the work that the window shows."""
        self._state.set_work(wish)
        self.runner.ask(wish)

    def _blend(self) -> None:
        """Have a strength that was changed blended in full, which little is to be done for."""
        state = self._state
        if state.restored and chosen(state.settings) and not state.is_stale:
            self.restore()

    def _on_answered(self, wish: Wish, answer: Answer) -> None:
        state = self._state
        if isinstance(answer, Progress):
            state.progressed.emit(answer.done, answer.total)
            return
        match answer:
            case Opened():
                state.set_opened(answer)
                self._tell(answer.photo.notices)
            case Restored():
                state.set_restored(answer)
                self._tell(answer.notices)
            case Found(settings, notices):
                self.change(settings, texts.READ_RECIPE)
                self._tell(notices)
            case Saved():
                assert isinstance(wish, Save)
                state.set_saved(wish)
                state.noticed.emit(texts.notice((texts.saved(wish.path), *answer.notices)))
            case Written():
                assert isinstance(wish, WriteRecipe)
                state.noticed.emit(texts.notice((texts.saved(wish.path),)))
            case Failed(reason) if not isinstance(wish, Estimate):
                state.failed.emit(texts.failed(wish, reason))
        if state.work is wish:
            state.set_work(None)
            if not isinstance(answer, Failed):
                self._settling.start()

    def _tell(self, notices: tuple[str, ...]) -> None:
        if notices:
            self._state.noticed.emit(texts.notice(notices))
