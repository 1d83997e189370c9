"""The state: what is open, what is to be done, what became of it; signals tell of each change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.settings import (
    FIRST,
    Setting,
    Settings,
    chosen,
    differ_in_strength_only,
    placed_in,
    switched_on,
    with_burst,
    without_places,
)
from gui.wishes import Restore
from gui.words import texts

if TYPE_CHECKING:
    from gui.wishes import MaskShown, Opened, Previewed, Restored, Save, Wish
    from gui.work.picture import Change, Picture


class State(QObject):
    """What the window shows. Widgets read it and listen; actions change it."""

    photo_opened = Signal()
    photo_restored = Signal()
    made_good = Signal()
    """What had failed was tried again and done."""
    previews_changed = Signal()
    photo_saved = Signal()
    mask_shown = Signal()
    colours_proposed = Signal()
    settings_changed = Signal()
    work_changed = Signal()
    progressed = Signal(int, int)
    failed = Signal(str)
    noticed = Signal(str)
    outdated = Signal(str)
    """What was noticed, and is not true any more."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self.restored: Restored | None = None
        self.saved: Save | None = None
        self.work: Wish | None = None
        self.settings: Settings = FIRST
        self.origin: MaskShown | None = None
        self.proposals: tuple[Picture, ...] = ()
        self.proposed: Setting | None = None
        self.previews: tuple[Previewed, ...] = ()

    @property
    def has_after(self) -> bool:
        """Whether there is something to be compared with the photo: a result, or previews of one."""
        return self.restored is not None or bool(self.previews)

    @property
    def can_restore(self) -> bool:
        """Whether there is anything to do, and doing it now would give something new."""
        to_do = chosen(self.settings)
        is_new = self.restored is None or chosen(self.restored.settings) != to_do
        return self.opened is not None and self.work is None and bool(to_do) and is_new

    @property
    def can_export(self) -> bool:
        """Whether what is shown can go out now: also while a strength is blended, which takes a moment."""
        is_blending = (
            isinstance(self.work, Restore)
            and self.restored is not None
            and _are_alike(self.restored.settings, self.work.settings)
        )
        return self.opened is not None and (self.work is None or is_blending)

    @property
    def is_work_outdated(self) -> bool:
        """Whether the photo is being restored by other settings than those set now, strengths left out."""
        return isinstance(self.work, Restore) and not _are_alike(self.work.settings, self.settings)

    @property
    def is_stale(self) -> bool:
        """Whether the result was made by other settings than those set now, strengths left out."""
        if self.restored is None:
            return False
        return not _are_alike(self.restored.settings, self.settings)

    @property
    def shown_settings(self) -> Settings:
        """The settings of what is shown, which is what is saved."""
        return self.settings if self.restored is None or not self.is_stale else self.restored.settings

    @property
    def is_unsaved(self) -> bool:
        """Whether there is a result that no file holds as it is shown."""
        if self.restored is None or not self.restored.stages:
            return False
        saved, opened = self.saved, self.opened
        if saved is None or opened is None or saved.photo is not opened.photo:
            return True
        return chosen(saved.settings) != chosen(self.shown_settings)

    @property
    def has_unrestored_marks(self) -> bool:
        """Whether strokes or colours were placed on the photo that no result was made with."""
        done = placed_in(chosen(self.restored.settings)) if self.restored else set()
        return self.opened is not None and not placed_in(self.settings) <= done

    def changes(self) -> "list[Change]":
        """Give what is to be added to the result's picture for strengths that were changed since."""
        if self.restored is None or self.is_stale:
            return []
        wanted = {setting.task: setting.strength for setting in self.settings}
        return [
            (stage.full_picture, stage.base_picture, wanted[stage.setting.task] - stage.setting.strength)
            for stage in self.restored.stages
            if wanted[stage.setting.task] != stage.setting.strength
        ]

    def set_opened(self, opened: "Opened") -> None:
        """Show a newly opened photo; what was made of the one before, and drawn on it, is gone.

        What was set before there was any photo is for this one. One of a burst is to be denoised.
        """
        if self.opened:
            self.settings = without_places(self.settings)
        self.opened = opened
        self.restored = self.saved = self.origin = None
        self.proposals, self.proposed = (), None
        self.settings = with_burst(self.settings, opened.burst)
        if opened.burst:
            self.settings = switched_on(self.settings, "denoise")
        self.photo_opened.emit()

    def set_restored(self, restored: "Restored") -> None:
        """Show a result, and what is to be said of it, if that was not said of the one before."""
        said = self.restored.notices if self.restored else ()
        self.restored = restored
        self.photo_restored.emit()
        if said != restored.notices:
            self.outdated.emit(texts.notice(said))
            if restored.notices:
                self.noticed.emit(texts.notice(restored.notices))

    def add_preview(self, preview: "Previewed") -> None:
        """Show how a part will look, if that is what is set still."""
        if chosen(preview.settings) == chosen(self.settings):
            self.previews = (*self.previews, preview)
            self.previews_changed.emit()

    def drop_previews(self) -> None:
        """Show nothing beside the result any more."""
        if self.previews:
            self.previews = ()
            self.previews_changed.emit()

    def set_saved(self, saved: "Save") -> None:
        """Note what was written."""
        self.saved = saved
        self.photo_saved.emit()

    def set_origin(self, origin: "MaskShown") -> None:
        """Show what the mask begins with."""
        self.origin = origin
        self.mask_shown.emit()

    def set_proposals(self, pictures: "tuple[Picture, ...]", setting: Setting) -> None:
        """Show several colourings, made as a setting says, to choose from."""
        self.proposals, self.proposed = pictures, setting
        self.colours_proposed.emit()

    def set_settings(self, settings: Settings) -> None:
        """Set what is to be done."""
        if chosen(settings) != chosen(self.settings):
            self.drop_previews()
        self.settings = settings
        self.settings_changed.emit()

    def set_work(self, work: "Wish | None") -> None:
        """Set what the program is busy with."""
        self.work = work
        self.drop_previews()
        self.work_changed.emit()


def _are_alike(settings: Settings, others: Settings) -> bool:
    """Tell whether what is to be done is the same, strengths left out."""
    return differ_in_strength_only(chosen(settings), chosen(others))
