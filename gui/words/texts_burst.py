"""The words of bursts: several photos of one scene that make one clean photo."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.words.texts import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.burst import Burst

OPEN = "Open burst…"
OPEN_TIP = "Open several photos of one scene, which together make one clean photo"
OPEN_TITLE = "Open the photos of a burst"
NAME = "Burst"

HEADING = "Burst of {}"
DENOISE_IS_OFF = "Denoise is off: the others are not used"
FRAMES = "Frames of the burst"
FRAMES_TIP = "Denoising uses the photos that are ticked; a double click restores another one"
REFERENCE = "shown"
NOT_USED = "left out"
RESTORE_THIS = Words(
    "Restore this one", "Show the selected photo, and restore it with the help of the others"
)
CLOSE = Words("Close burst", "Go on with the one photo that is shown")
CLOSED = "closed"
USED = "{} used"
LEFT_OUT = "{} left out"

OFFER = (
    "These {} photos are of one size. If they show one scene, they can be opened as a burst, "
    "which makes one clean photo of them."
)
AS_BURST = Words("Open as burst", "Show one of them, and restore it with the help of the others")
IN_BATCH = Words("Open as batch", "Restore each of them for itself, in the batch window")

NO_MODEL = (
    "no model for bursts is installed; import one in Models and device (Ctrl+M), or open one photo alone"
)
UNREADABLE = "without {}: {}"
OTHER_SIZE = "without {}: it is {} × {} pixels, the others {} × {}"  # noqa: RUF001 (a times sign)
ONE_PHOTO = "a burst is two photos or more, and this is one"
TOO_FEW = "it takes two photos of one size ({})"
LOST = "{} of the burst can no longer be read, {}; leave it out"


def left_out(frames: int, burst: "Burst") -> str:
    """Say how many of the photos are not used."""
    number = frames - 1 - len(burst.others)
    return LEFT_OUT.format(number) if number else ""


def frame(path: Path, *, is_shown: bool, is_used: bool) -> str:
    """Describe a photo of the burst."""
    use = REFERENCE if is_shown else "" if is_used else NOT_USED
    return f"{path.name}, {use}" if use else path.name


def unreadable(path: Path, error: Exception) -> str:
    """Say why a photo cannot be part of the burst."""
    return UNREADABLE.format(path.name, _why(path, error))


def too_few(number: int, notices: "Sequence[str]") -> str:
    """Say why photos are no burst."""
    return ONE_PHOTO if number < 2 else TOO_FEW.format("; ".join(notices))


def lost(path: Path, error: Exception) -> str:
    """Say that a photo of the burst is gone."""
    return LOST.format(path.name, _why(path, error))


def _why(path: Path, error: Exception) -> str:
    return str(error).removeprefix(f"{path}: ").strip().rstrip(".")
