"""The actions: what a user can do. They send wishes to the runner and put its answers into the state."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoStack

from gui.burst import Burst, burst_about, in_order
from gui.history import SettingsChange
from gui.mask import Origin
from gui.settings import (
    Hint,
    Setting,
    Settings,
    burst_of,
    changed,
    chosen,
    has_places,
    placed_in,
    setting_of,
    with_burst,
)
from gui.state import State
from gui.wishes import (
    UNSTOPPABLE,
    Answer,
    Estimate,
    Failed,
    Found,
    MaskShown,
    Open,
    OpenBurst,
    Opened,
    Paste,
    Previewed,
    Progress,
    Propose,
    Proposed,
    ReadRecipe,
    Restore,
    Restored,
    Save,
    Saved,
    SaveMask,
    ShowMask,
    Wish,
    WriteRecipe,
    Written,
)
from gui.words import texts, texts_burst, texts_export, texts_wishes, texts_worker
from gui.work.runner import Runner
from gui.work.visible_region import VisibleRegion
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
        self._restorings = 0
        self._displaced: Wish | None = None
        self._failed: Wish | None = None
        self._is_mask_wanted = False
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(self._blend)
        state.settings_changed.connect(self._settling.start)
        self.history.indexChanged.connect(self._show_mask_file)
        runner.answered.connect(self._on_answered)
        runner.worker_ended.connect(self._on_worker_ended)

    def open_photo(self, path: Path) -> None:
        """Open a photo; the one before stays until the new one is read."""
        self.ask(Open(path))

    def open_burst(self, paths: Iterable[Path], reference: Path | None = None) -> None:
        """Open the reference of a burst, or else its sharpest photo."""
        self.ask(OpenBurst(in_order(path.absolute() for path in paths), reference))

    def open_frame(self, path: Path) -> None:
        """Open another photo of the burst as its reference; which of the others are used stays."""
        opened, burst = self._state.opened, burst_of(self._state.settings)
        if opened and opened.path and burst is not None:
            used = {opened.path, *burst.others}
            self.ask(Open(path, opened.frames, burst_about(path, opened.frames, used)))

    def set_burst(self, burst: Burst | None, words: str) -> None:
        """Set which photos of the burst denoising uses, in a way that can be undone; ``None`` closes it."""
        words = texts.change(texts_burst.NAME, words)
        self.change(with_burst(self._state.settings, burst), words)

    def change(self, settings: Settings, words: str, control: str | None = None) -> None:
        """Set what is to be done, in a way that can be undone; of one control in a row it is one change."""
        if settings != self._state.settings:
            control = control and f"{control} {self._restorings}"
            self.history.push(SettingsChange(self._state, settings, words, control))

    def change_step(self, setting: Setting, words: str, control: str | None = None) -> None:
        """Set one step anew, as :meth:`change` does all of them; ``words`` say what of it."""
        name = texts.TASKS[setting.task].name
        self.change(changed(self._state.settings, setting), texts.change(name, words), control)

    def restore(self, region: VisibleRegion | None = None) -> None:
        """Do to the open photo what is set, if that gives something new, and to what is visible first.

        What is changed afterwards is a change of its own.
        """
        self._restorings += 1
        self._restore(region)

    def _restore(self, region: VisibleRegion | None = None) -> None:
        if self._state.opened and self._state.can_restore:
            self.ask(Restore(self._state.opened.photo, self._state.settings, region))

    @property
    def can_cancel(self) -> bool:
        """Whether anything is going on that may be stopped; saving is finished."""
        return self._state.work is not None and not isinstance(self._state.work, UNSTOPPABLE)

    def cancel(self) -> None:
        """Stop what is going on, if that may be."""
        if self.can_cancel:
            self.runner.cancel()
            self._state.set_work(None)
            self._show_wanted_mask()

    def stay(self) -> None:
        """Stay with the photo that is open: if another one is being read, that ends, and it is said."""
        if isinstance(self._state.work, Open | OpenBurst | Paste) and self._state.opened:
            self.runner.cancel()
            self._state.set_work(None)
            self._go_on_restoring()
            self._show_wanted_mask()
            self._state.noticed.emit(texts.STAYED)

    def save_photo(self, path: Path, saving: Saving, *, replaces: bool = False) -> None:
        """Write the result as it is shown; over a file if it ``replaces`` one, never over the original."""
        state = self._state
        if state.opened and state.restored and not self._is_original(path):
            photo, settings = state.opened.photo, state.shown_settings
            self.ask(Save(photo, settings, path, saving, replaces))

    def show_mask(self) -> None:
        """Have what the mask begins with drawn, unless it is shown already; what is going on comes first."""
        state, mask = self._state, setting_of(self._state.settings, "inpaint").mask
        self._is_mask_wanted = state.work is not None and not isinstance(state.work, ShowMask)
        is_shown = mask.begins_as(state.origin) or mask.origin is Origin.NOTHING
        if state.opened and not self._is_mask_wanted and not is_shown:
            self.ask(ShowMask(state.opened.photo, mask.origin, mask.stamp))

    def _show_mask_file(self) -> None:
        """Have a mask that is a file drawn, unless that has just failed."""
        mask = setting_of(self._state.settings, "inpaint").mask
        failed = self._failed if isinstance(self._failed, ShowMask) else None
        is_in_vain = failed is not None and (failed.origin, failed.stamp) == (mask.origin, mask.stamp)
        if isinstance(mask.origin, Path) and not is_in_vain:
            self.show_mask()

    def propose_colours(self) -> None:
        """Have the photo coloured in several ways to choose from."""
        if self._state.opened:
            self.ask(Propose(self._state.opened.photo, self._state.settings))

    def set_hints(self, hints: tuple[Hint, ...], words: str, control: str | None = None) -> None:
        """Set the colour hints, in a way that can be undone; moves of one in a row are one change."""
        self.change_step(replace(setting_of(self._state.settings, "colorize"), hints=hints), words, control)

    def save_mask(self, path: Path) -> None:
        """Write what would be filled as a picture."""
        if self._state.opened and not self._is_original(path):
            self.ask(SaveMask(self._state.opened.photo, self._state.settings, path))

    def read_recipe(self, path: Path) -> None:
        """Set what a recipe file says."""
        self.ask(ReadRecipe(path))

    def write_recipe(self, path: Path) -> None:
        """Write what is set as a recipe file."""
        opened = self._state.opened
        if not self._is_original(path):
            self.ask(WriteRecipe(self._state.settings, path, opened.photo if opened else None))

    def ask(self, wish: Wish) -> None:
        """Have a wish carried out as the work that the window shows."""
        is_opening = isinstance(wish, Open | OpenBurst | Paste)
        self._displaced = self._state.work if is_opening else None
        self._state.set_work(wish)
        self.runner.ask(wish)

    def _is_original(self, path: Path) -> bool:
        """Tell whether a file is the original, and say that it is never written to."""
        opened = self._state.opened
        if is_original := opened is not None and opened.is_original(path):
            self._state.failed.emit(texts.OVER_ORIGINAL)
        return is_original

    def _blend(self) -> None:
        """Have a strength that was changed blended in full, which little is to be done for."""
        state = self._state
        if state.restored and chosen(state.settings) and not state.is_stale:
            self._restore()

    def _note_failure(self, wish: Wish, answer: Answer) -> None:
        """Note what failed, until the same goes well; a size that cannot be told is no failure."""
        if isinstance(wish, Estimate) or isinstance(answer, Previewed):
            return
        if isinstance(answer, Failed):
            self._failed = wish
        elif isinstance(self._failed, type(wish)):
            self._failed = None
            self._state.made_good.emit()

    def _on_answered(self, wish: Wish, answer: Answer) -> None:
        state = self._state
        if isinstance(answer, Progress):
            state.progressed.emit(answer.done, answer.total)
            return
        self._note_failure(wish, answer)
        self._show(wish, answer)
        if isinstance(answer, Previewed):
            return
        if state.work is wish:
            state.set_work(None)
            if isinstance(answer, Failed):
                self._go_on_restoring()
            else:
                self._settling.start()
            self._show_wanted_mask()

    def _show(self, wish: Wish, answer: Answer) -> None:
        state = self._state
        match answer:
            case Opened():
                self._on_opened(answer)
            case Previewed():
                state.add_preview(answer)
            case Restored():
                state.set_restored(answer)
            case MaskShown():
                state.set_origin(answer)
            case Proposed(pictures) if isinstance(wish, Propose):
                state.set_proposals(pictures, setting_of(wish.settings, "colorize"))
            case Found(settings, notices):
                settings = with_burst(settings, burst_of(state.settings))
                self.change(settings, texts.READ_RECIPE.rstrip("…"))
                self._tell(notices)
            case Failed(reason) if not isinstance(wish, Estimate):
                state.failed.emit(texts_wishes.failed(wish, reason))
            case Saved() if isinstance(wish, Save):
                self._on_saved(wish, answer)
            case Written() if isinstance(wish, SaveMask | WriteRecipe):
                self._tell((texts.SAVED.format(wish.path),))

    def _on_opened(self, opened: Opened) -> None:
        """Show a photo; what was drawn on the one before is not for it, and that is said."""
        settings = self._state.settings
        is_left_out = bool(self._state.opened and (has_places(settings) or placed_in(settings)))
        self.history.clear()
        self._is_mask_wanted = False
        self._state.set_opened(opened)
        left_out = [texts.PLACES_LEFT_OUT] if is_left_out else []
        self._tell((*opened.photo.notices, *opened.notices, *left_out))
        self._show_mask_file()

    def _go_on_restoring(self) -> None:
        """Restore what another photo would have displaced: the one that is open stays."""
        if isinstance(self._displaced, Restore):
            self._restore(self._displaced.region)

    def _show_wanted_mask(self) -> None:
        """Have a file that was chosen meanwhile drawn, if it is what the mask begins with still."""
        if self._is_mask_wanted and self._state.work is None:
            self._is_mask_wanted = False
            self._show_mask_file()

    def _on_saved(self, wish: Save, answer: Saved) -> None:
        """Note what was written, and tell what is not in it; where it is the receipt says."""
        self._state.set_saved(wish)
        left_out = [texts_export.WITHOUT_CHANGES] if self._state.is_stale else []
        self._tell((*left_out, *answer.notices))

    def _on_worker_ended(self, how: str) -> None:
        self._state.noticed.emit(texts_worker.ENDED.format(how))

    def _tell(self, notices: tuple[str, ...]) -> None:
        if notices:
            self._state.noticed.emit(texts.notice(notices))
