"""The words about wishes: what the program is busy with, for how long, and what did not work."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.wishes import (
    Copy,
    Lend,
    Open,
    OpenBurst,
    Paste,
    Propose,
    ReadRecipe,
    Restore,
    Save,
    SaveMask,
    ShowMask,
    Wish,
    WriteRecipe,
)
from gui.words.texts_library import in_words

if TYPE_CHECKING:
    from gui.settings import Settings

_READING = "Reading {name} …"
_SAVING = "Saving {name} …"
DOING: dict[type[Wish], str] = {
    Open: "Opening {name} …",
    OpenBurst: "Looking through the burst …",
    Paste: "Opening what was pasted …",
    Restore: "Restoring …",
    ShowMask: "Looking for damage …",
    Propose: "Colouring in several ways …",
    Copy: "Preparing the photo …",
    ReadRecipe: _READING,
    **dict.fromkeys((Save, Lend, SaveMask, WriteRecipe), _SAVING),
}
_NOT_SAVED = "{name} could not be saved: {why}."
FAILED: dict[type[Wish], str] = {
    Open: "{name} could not be opened: {why}.",
    OpenBurst: "The burst could not be opened: {why}.",
    Paste: "What was pasted could not be opened: {why}.",
    Restore: "The photo could not be restored: {why}.",
    ShowMask: "The mask cannot be shown: {why}.",
    Propose: "No colours can be proposed: {why}.",
    Copy: "The photo could not be prepared: {why}.",
    ReadRecipe: "{name} could not be read: {why}.",
    **dict.fromkeys((Save, Lend, SaveMask, WriteRecipe), _NOT_SAVED),
}
SECONDS_SO_FAR = "{} {} s so far"
MINUTES_SO_FAR = "{} {} min so far"
STEPS = "Steps"
RESTORED = "The photo is restored."
NOTHING_ON = "No step is switched on."
NOTHING_MARKED = "Nothing is marked yet: paint over what is to be filled."


def doing(wish: Wish) -> str:
    """Say what the program is busy with."""
    if isinstance(wish, ShowMask) and isinstance(wish.origin, Path):
        return _READING.format(name=wish.origin.name)
    path = getattr(wish, "path", None)
    return DOING[type(wish)].format(name=path.name if path else "")


def so_far(wish: Wish, seconds: float) -> str:
    """Say what the program is busy with, and for how long it has been."""
    if seconds >= 90:
        return MINUTES_SO_FAR.format(doing(wish), round(seconds / 60))
    return SECONDS_SO_FAR.format(doing(wish), round(seconds)) if round(seconds) else doing(wish)


def nothing_to_do(settings: "Settings") -> str:
    """Say why there is nothing to do to the photo."""
    return NOTHING_MARKED if any(setting.is_on for setting in settings) else NOTHING_ON


def failed(wish: Wish, reason: str) -> str:
    """Say in one sentence what did not work and why."""
    why, path = reason.strip().rstrip("."), getattr(wish, "path", None)
    if isinstance(wish, Paste):
        why = why.rpartition(": ")[2]  # it lay in a file that nobody knows of
    why = in_words(why.removeprefix(f"{path}: "))
    return FAILED[type(wish)].format(name=path.name if path else "", why=why)
