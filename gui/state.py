"""The state: what is open, what became of it and what goes on; signals tell of each change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from gui.wishes import Denoised, Opened, Save, Wish


class State(QObject):
    """What the window shows. Widgets read it and listen; actions change it."""

    photo_opened = Signal()
    photo_denoised = Signal()
    photo_saved = Signal()
    level_changed = Signal()
    strength_changed = Signal()
    work_changed = Signal()
    progressed = Signal(int, int)
    failed = Signal(str)
    noticed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self.denoised: Denoised | None = None
        self.saved: Save | None = None
        self.work: Wish | None = None
        self.level: float | None = None
        self.strength = 1.0

    @property
    def can_denoise(self) -> bool:
        """Whether denoising now would give something new."""
        return self.opened is not None and self.work is None and (self.denoised is None or self.is_stale)

    @property
    def is_stale(self) -> bool:
        """Whether the result was made with another noise level than the one set now."""
        return self.denoised is not None and self.denoised.level != self.level

    @property
    def is_unsaved(self) -> bool:
        """Whether there is a result that no file holds as it is shown."""
        if self.denoised is None:
            return False
        saved = self.saved
        return saved is None or (saved.denoised, saved.strength) != (self.denoised.photo, self.strength)

    def set_opened(self, opened: "Opened") -> None:
        """Show a newly opened photo; what was made of the one before is gone."""
        self.opened = opened
        self.denoised = self.saved = None
        self.set_level(None)
        self.photo_opened.emit()

    def set_denoised(self, denoised: "Denoised") -> None:
        """Show a result."""
        self.denoised = denoised
        self.photo_denoised.emit()

    def set_saved(self, saved: "Save") -> None:
        """Note what was written."""
        self.saved = saved
        self.photo_saved.emit()

    def set_level(self, level: float | None) -> None:
        """Set the noise level in 8-bit levels for the next denoising; ``None`` = automatic."""
        self.level = level
        self.level_changed.emit()

    def set_strength(self, strength: float) -> None:
        """Set how much of the result is shown and saved, 0 to 1."""
        self.strength = strength
        self.strength_changed.emit()

    def set_work(self, work: "Wish | None") -> None:
        """Set what the program is busy with."""
        self.work = work
        self.work_changed.emit()
