"""The words a user sees, all in one place; translations hang here."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.wishes import Denoise, Open, Save, Wish

if TYPE_CHECKING:
    from restorer import Photo

APP = "Restorer"
OPEN = "Open…"
OPEN_TIP = "Open a photo"
SAVE = "Save as…"
SAVE_TIP = "Save the result beside the original"
FIT = "Fit"
FIT_TIP = "Show the whole photo"
FULL_SIZE = "100 %"
FULL_SIZE_TIP = "Show one pixel of the photo as one pixel of the screen"
COMPARE = "Compare"
COMPARE_TIP = "Show before and after, side by side with a divider"
ZOOM_IN = "Zoom in"
ZOOM_OUT = "Zoom out"
SHORTCUTS = "Shortcuts"
SHORTCUTS_TIP = "List the keyboard shortcuts"
TOOLBAR = "Toolbar"

WELCOME = "Drop a photo here, or open one"
WELCOME_OPEN = "Open a photo…"
CANVAS = "Photo"
BEFORE = "Before"
AFTER = "After"

DENOISE = "Denoise"
CANCEL = "Cancel"
AUTOMATIC = "Automatic"
AUTOMATIC_TIP = "Use the noise found in the photo"
NOISE_LEVEL = "Noise level"
NOISE_LEVEL_TIP = "How strong the noise is, in steps of 255; a new level needs denoising again"
STRENGTH = "Strength"
STRENGTH_TIP = "How much of the noise to take away; answers at once"
PROGRESS = "Progress"
STALE = "The noise level was changed. Denoise again to see it."

MESSAGE = "Message"
ERROR = "Error"
CLOSE_MESSAGE = "Close this message"

OPEN_TITLE = "Open a photo"
SAVE_TITLE = "Save the result"
PHOTOS_FILTER = "Photos"
ALL_FILES_FILTER = "All files"
OVER_ORIGINAL = "The original is never overwritten; please choose another name."
NOT_A_FILE = "Only photos stored as files can be dropped here."
UNSAVED = "The result is not saved."
UNSAVED_DETAIL = "Save it before it is gone?"

KEYS = (
    ("Ctrl+O", "Open a photo"),
    ("Ctrl+S", "Save the result"),
    ("Ctrl+D", "Denoise"),
    ("Esc", "Cancel what is running"),
    ("0", "Fit the photo into the window"),
    ("1", "Show it at 100 %"),
    ("+  -  wheel", "Zoom"),
    ("Drag, arrow keys", "Move the photo; with Space held, also on the divider"),
    ("C", "Compare before and after"),
    ("B, held", "See the original"),
    ("?  F1", "This list"),
)


def title(path: Path | None) -> str:
    """Name the window after the photo in it."""
    return f"{path.name}[*] — {APP}" if path else APP


def noise_found(level: float | None) -> str:
    """Say how much noise the photo has, in 8-bit levels."""
    if level is None:
        return "Noise found: not known yet"
    return f"Noise found: {level:.{0 if level >= 10 else 1}f} of 255"


def facts(photo: "Photo") -> str:
    """Describe the photo in the status bar."""
    colour = "grey" if photo.is_grey else "colour"
    kind = f"{photo.format.upper()}, " if photo.format else ""
    return f"{photo.width} × {photo.height}, {kind}{colour}, {photo.depth} bit"  # noqa: RUF001 (a times sign)


def device(name: str) -> str:
    """Name the device the network ran on."""
    return f"Runs on {name.upper()}"


def zoom(percent: float) -> str:
    """Say how large the photo is shown."""
    return f"{percent:.0f} %"


def time_left(seconds: float) -> str:
    """Say about how long the work will still take."""
    if seconds < 90:
        return f"About {max(1, round(seconds))} s left"
    return f"About {round(seconds / 60)} min left"


def doing(wish: Wish) -> str:
    """Say what the program is busy with."""
    match wish:
        case Open(path):
            return f"Opening {path.name} …"
        case Denoise():
            return "Denoising …"
        case Save():
            return f"Saving {wish.path.name} …"


def saved(path: Path) -> str:
    """Say where the result went."""
    return f"Saved as {path}"


def failed(wish: Wish, reason: str) -> str:
    """Say in one sentence what did not work and why."""
    why = reason.strip().rstrip(".")
    match wish:
        case Open(path):
            return f"{path.name} could not be opened: {why.removeprefix(f'{path}: ')}."
        case Denoise():
            return f"The photo could not be denoised: {why}."
        case Save():
            return f"{wish.path.name} could not be saved: {why.removeprefix(f'{wish.path}: ')}."


def notice(lines: tuple[str, ...]) -> str:
    """Make sentences of what the library has to say."""
    return " ".join(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in lines)


def unexpected(error: BaseException) -> str:
    """Describe an error that nobody foresaw."""
    return f"an unexpected {type(error).__name__}: {error}"
