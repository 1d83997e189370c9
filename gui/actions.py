"""The actions: what a user can do. They send wishes to the runner and put its answers into the state."""

from pathlib import Path

from PySide6.QtCore import QObject

from gui import texts
from gui.runner import Runner
from gui.state import State
from gui.wishes import Answer, Denoise, Denoised, Failed, Open, Opened, Progress, Save, Saved, Wish


class Actions(QObject):
    """Opens, denoises, cancels and saves."""

    def __init__(self, state: State, runner: Runner) -> None:
        super().__init__()
        self._state = state
        self._runner = runner
        runner.answered.connect(self._on_answered)

    def open_photo(self, path: Path) -> None:
        """Open a photo; the one before stays until the new one is read."""
        self._ask(Open(path))

    def denoise(self) -> None:
        """Denoise the open photo at the level set, if that gives something new."""
        if self._state.opened and self._state.can_denoise:
            self._ask(Denoise(self._state.opened.photo, self._state.level))

    def cancel(self) -> None:
        """Stop what is going on; saving is finished."""
        if self._state.work and not isinstance(self._state.work, Save):
            self._runner.cancel()
            self._state.set_work(None)

    def save_photo(self, path: Path) -> None:
        """Write the result as it is shown, but never over the original."""
        state = self._state
        if not (state.opened and state.denoised):
            return
        original = state.opened.path
        if path.exists() and original.exists() and path.samefile(original):
            state.failed.emit(texts.OVER_ORIGINAL)
        else:
            denoised = state.denoised
            self._ask(Save(state.opened.photo, denoised.photo, denoised.level, state.strength, path))

    def _ask(self, wish: Wish) -> None:
        self._state.set_work(wish)
        self._runner.ask(wish)

    def _on_answered(self, wish: Wish, answer: Answer) -> None:
        state = self._state
        if isinstance(answer, Progress):
            state.progressed.emit(answer.done, answer.total)
            return
        match answer:
            case Opened():
                state.set_opened(answer)
                self._tell(answer.photo.notices)
            case Denoised():
                state.set_denoised(answer)
                self._tell(answer.notices)
            case Saved():
                assert isinstance(wish, Save)
                state.set_saved(wish)
                state.noticed.emit(texts.notice((texts.saved(wish.path), *answer.notices)))
            case Failed(reason):
                state.failed.emit(texts.failed(wish, reason))
        if state.work is wish:
            state.set_work(None)

    def _tell(self, notices: tuple[str, ...]) -> None:
        if notices:
            self._state.noticed.emit(texts.notice(notices))
