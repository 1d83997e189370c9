"""The words a user sees, all in one place; translations hang here."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.wishes import Copy, Estimate, Lend, Open, Paste, ReadRecipe, Restore, Save, Wish, WriteRecipe

if TYPE_CHECKING:
    from restorer import Photo


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a thing, and what it is for."""

    name: str
    tip: str


APP = "Restorer"
OPEN = "Open…"
OPEN_TIP = "Open a photo"
SAVE = "Save as…"
SAVE_TIP = "Choose the name, format, quality and metadata of the file"
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

RESTORE = "Restore"
RESTORE_TIP = "Do the steps that are switched on"
CANCEL = "Cancel"
UNDO = "Undo"
REDO = "Redo"
READ_RECIPE = "Open recipe…"
READ_RECIPE_TIP = "Set the steps as a recipe file says"
WRITE_RECIPE = "Save recipe…"
WRITE_RECIPE_TIP = "Write the steps to a file, for the command line and for other photos"

TASKS = {
    "inpaint": Words("Repair damage", "Find scratches, dust and cracks, and fill them"),
    "denoise": Words("Denoise", "Take noise and grain away"),
    "tone": Words("Correct tone", "Put fading, yellowing and colour casts right"),
    "colorize": Words("Colour", "Give a grey or sepia photo colours"),
}
AUTOMATIC = "Automatic noise level"
AUTOMATIC_TIP = "Use the noise found about each place of the photo"
NOISE_LEVEL = Words("Noise level", "How strong the noise is, in steps of 255")
STRENGTH = Words("Strength", "How much of the noise to take away; answers at once")
LUMINANCE = Words("In brightness", "How much of that in brightness: less keeps the grain")
CHROMA = Words("In colour", "How much of that in colour: all takes the blotches away")
THRESHOLD = Words("Sureness", "How sure of damage to be: less finds more, also what is none")
GROW = Words("Margin", "So many pixels about damage are filled, too")
FILL_STRENGTH = Words("Strength", "How much of the filling is mixed in; answers at once")
TONE_STRENGTH = Words("Strength", "How much of the correction is mixed in; answers at once")
CONTRAST = Words("Fading", "How much of the contrast that was lost to bring back")
CAST = Words("Casts", "How much of yellowing and colour casts to take off")
SATURATION = Words("Saturation", "How strong the colours are")
VARIATION = Words("Variation", "0 is what is most to be expected; the others are as plausible")
PROGRESS = "Progress"
IN_COLOUR = "The photo is in colour already, so it was not coloured"
STALE = "The steps were changed. Restore again to see it."

MESSAGE = "Message"
ERROR = "Error"
CLOSE = "Close"
CLOSE_MESSAGE = "Close this message"

OPEN_TITLE = "Open a photo"
PHOTOS_FILTER = "Photos"
RECIPES_FILTER = "Recipes (*.toml)"
READ_RECIPE_TITLE = "Open a recipe"
WRITE_RECIPE_TITLE = "Save the recipe"
ALL_FILES_FILTER = "All files"
OVER_ORIGINAL = "The original is never overwritten; please choose another name."
NOT_A_FILE = "Only photos stored as files can be dropped here."
UNSAVED = "The result is not saved."
UNSAVED_DETAIL = "Save it before it is gone?"

KEYS = (
    ("Ctrl+O", "Open a photo"),
    ("Ctrl+R", "Restore"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo and redo a setting"),
    ("Esc", "Cancel what is running"),
    ("0", "Fit the photo into the window"),
    ("1", "Show it at 100 %"),
    ("+  -  wheel", "Zoom"),
    ("Drag, arrow keys", "Move the photo; with Space held, also on the divider"),
    ("C", "Compare before and after"),
    ("B, held", "See the original"),
    ("?  F1", "This list"),
)


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


def devices(names: tuple[str, ...]) -> str:
    """Name the devices the networks ran on."""
    return f"Runs on {', '.join(names).upper()}" if names else ""


def switched(*, is_on: bool) -> str:
    """Say that a step was switched."""
    return "on" if is_on else "off"


def change(task: str, what: str) -> str:
    """Name a change of the settings, as the history lists it."""
    return f"{task}: {what[:1].lower()}{what[1:]}"


def pixel(x: int, y: int, values: list[tuple[float, ...]]) -> str:
    """Say what a pixel is, before and after."""
    return f"{x}, {y}: {' → '.join(' '.join(map('{:g}'.format, value)) for value in values)}"


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
        case Restore():
            return "Restoring …"
        case Save() | Lend() | WriteRecipe():
            return f"Saving {wish.path.name} …"
        case Paste():
            return "Opening what was pasted …"
        case Copy() | Estimate():
            return "Preparing the photo …"
        case ReadRecipe(path):
            return f"Reading {path.name} …"


def saved(path: Path) -> str:
    """Say where the result went."""
    return f"Saved as {path}"


def failed(wish: Wish, reason: str) -> str:
    """Say in one sentence what did not work and why."""
    why = reason.strip().rstrip(".")
    match wish:
        case Open(path):
            return f"{path.name} could not be opened: {why.removeprefix(f'{path}: ')}."
        case Restore():
            return f"The photo could not be restored: {why}."
        case ReadRecipe(path):
            return f"{path.name} could not be read: {why.removeprefix(f'{path}: ')}."
        case Paste():
            return f"What was pasted could not be opened: {why.rpartition(': ')[2]}."
        case Copy() | Estimate():
            return f"The photo could not be prepared: {why}."
        case Save() | Lend() | WriteRecipe():
            return f"{wish.path.name} could not be saved: {why.removeprefix(f'{wish.path}: ')}."


def notice(lines: tuple[str, ...]) -> str:
    """Make sentences of what the library has to say."""
    return " ".join(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in lines)


def unexpected(error: BaseException) -> str:
    """Describe an error that nobody foresaw."""
    return f"an unexpected {type(error).__name__}: {error}"
