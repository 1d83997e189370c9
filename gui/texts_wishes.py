"""The words about wishes: what the program is busy with, and what did not work."""

from pathlib import Path

from gui.texts_library import in_words
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


def doing(wish: Wish) -> str:
    """Say what the program is busy with."""
    if isinstance(wish, ShowMask) and isinstance(wish.origin, Path):
        return _READING.format(name=wish.origin.name)
    path = getattr(wish, "path", None)
    return DOING[type(wish)].format(name=path.name if path else "")


def failed(wish: Wish, reason: str) -> str:
    """Say in one sentence what did not work and why."""
    why, path = reason.strip().rstrip("."), getattr(wish, "path", None)
    if isinstance(wish, Paste):
        why = why.rpartition(": ")[2]  # it lay in a file that nobody knows of
    why = in_words(why.removeprefix(f"{path}: "))
    return FAILED[type(wish)].format(name=path.name if path else "", why=why)
