"""The words a user sees, all in one place.

All words are constants in capitals, which ``translation.py`` puts into the user's language before
any window is made; functions only fill them in.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

import restorer
from gui.words.texts_library import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.wishes import Previewed
    from restorer import Photo


_FILE_NAME = re.compile(r"\S*(\.\w+:?|[/\\]\S*)")
_LONG_WORD = re.compile(r"\S{16}(?=\S)")


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a thing, and what it is for."""

    name: str
    tip: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence with a number, for one and for many."""

    one: str
    many: str

    def of(self, number: int) -> str:
        """Fill the number in."""
        return (self.one if number == 1 else self.many).format(number)


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
COMPARE_TIP = "Show before and after in one picture, with a divider"
SIDE_BY_SIDE = "Side by side"
SIDE_BY_SIDE_TIP = "Show before and after as two pictures that move together"
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
NOISE_LEVEL = Words("Noise level", "How strong the noise is, on a scale of 0 to 255")
STRENGTH = Words("Strength", "How much of the noise to take away; answers at once")
LUMINANCE = Words("In brightness", "How much of that in brightness: less keeps the grain")
CHROMA = Words("In colour", "How much of that in colour: all takes the blotches away")
THRESHOLD = Words("Certainty", "How certain damage has to be: less finds more, false finds included")
GROW = Words("Margin", "How many pixels around the damage are filled as well")
FILL_STRENGTH = Words("Strength", "How much of the filling is mixed in; answers at once")
TONE_STRENGTH = Words("Strength", "How much of the correction is mixed in; answers at once")
CONTRAST = Words("Restore contrast", "How much of the lost contrast to bring back")
CAST = Words("Remove colour casts", "How much of yellowing and colour casts to take off")
COLOUR_STRENGTH = Words("Strength", "How much of the colouring is mixed in; answers at once")
SATURATION = Words("Saturation", "How strong the colours are")
VARIATION = Words("Variation", "0 is the most likely; the others are alternatives")
MOVE = Words("Move", "Move the photo, and drag the divider")
BRUSH = Words(
    "Brush",
    "Paint over what is to be filled; Shift draws a straight line from the last one, [ and ] change the size",
)
ERASER = Words("Eraser", "Take away what is not to be filled")
LASSO = Words("Lasso", "Draw around what is to be filled; by keys, Enter begins and ends it, arrows draw")
RECTANGLE = Words("Box", "Mark a rectangle to be filled; by keys, Enter begins and ends it, arrows draw")
BRUSH_SIZE = Words("Brush size", "How wide brush and eraser are, in the photo's pixels")
NARROWER = "Narrower brush"
WIDER = "Wider brush"
MASK_ORIGIN = Words("Begin with", "What is filled before anything is painted; a mask can be dropped here")
ORIGINS = ("Damage that is found", "Nothing", "A mask from a file…")
SHOW_MASK = Words("Show the mask", "Lay the mask over the photo")
FIND_DAMAGE = Words("Find damage", "Show now what would be filled")
MASK_COLOUR = Words("Colour of the mask", "What the mask is shown in")
COLOURS = {"red": "Red", "green": "Green", "blue": "Blue"}
CLEAR_STROKES = Words("Clear strokes", "Take away all that was painted")
SAVE_MASK = Words("Save mask…", "Write what is filled as a picture, white where it is")
NO_PICTURE = "{} is no picture that can be read here, so nothing was changed."
READ_MASK_TITLE = "Open a mask"
SAVE_MASK_TITLE = "Save the mask"
HINT = Words("Place colours", "Click on the photo and say what colour it has there")
HINT_PLACED = "colour placed"
HINT_MOVED = "colour moved"
HINT_CHANGED = "colour changed"
HINT_REMOVED = "colour removed"
HINTS_CLEARED = "colours cleared"
CLEAR_HINTS = Words("Clear colours", "Take away all colours that were placed")
PROPOSED = "Proposed for this place"
OF_PHOTO = "Placed before"
NATURAL = "Natural colours"
OTHER_COLOUR = "Another colour…"
REMOVE_HINT = "Remove this colour"
NATURAL_COLOURS = (
    ("Skin", (0.87, 0.68, 0.57)),
    ("Sky", (0.53, 0.72, 0.90)),
    ("Leaves", (0.36, 0.50, 0.22)),
    ("Wood", (0.50, 0.35, 0.22)),
    ("Brick", (0.65, 0.34, 0.26)),
    ("Sand", (0.84, 0.75, 0.58)),
    ("Denim", (0.27, 0.36, 0.52)),
    ("Grey", (0.5, 0.5, 0.5)),
)
VARIATIONS = Words("Show variations", "Colour the photo in several ways, small, to choose from")
REFERENCE = Words("Reference photo…", "Lend the colours of another photo; it can be dropped here")
REFERENCE_TITLE = "Open a reference photo"
NO_REFERENCE = Words("Without reference", "Colour without another photo's colours")
ALSO_IN_COLOUR = Words("Also photos in colour", "Colour anew what has colours already")
OVERTAKEN = "Colours or their reference were changed meanwhile: show the variations again"
PROGRESS = "Progress"
IN_COLOUR = "The photo is in colour already, so it was not coloured"
PREVIEW = "Preview"
PREVIEW_WITHOUT_COLOUR = "Preview, without colour"
PREVIEW_OF_ONE = "Preview, of this photo of the burst alone"
EARLIER_STEPS = "By the earlier settings"
PLACES_LEFT_OUT = "the mask and the colours placed on the photo before were left out; the steps are kept"
STAYED = "You are still at work on this photo, so the other one was not opened."
NO_DAMAGE = "No damage was found. A lower certainty finds more, and what should go can be painted over."
BEFORE_CHANGE = "The steps were changed since. To restore by them at once, cancel this."
STALE = "The steps were changed. Restore again to see the change."

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
MARKS_LEFT = "What you drew on this photo is not restored yet."
MARKS_LEFT_DETAIL = "Leave it all the same? The strokes and colours are gone then."

NOISE_FOUND = "Noise found: {} of 255"
NOISE_UNKNOWN = "Noise found: not known yet"
GREY = "grey"
IN_COLOURS = "colour"
PHOTO_FACTS = "{width} × {height}, {format}{colour}, {depth} bit"  # noqa: RUF001 (a times sign)
RUNS_ON = "Runs on {}"
ON = "on"
OFF = "off"
ZOOM = "{:.0f} %"
SECONDS_LEFT = "About {} s left"
MINUTES_LEFT = "About {} min left"
SAVED = "Saved as {}"
STEP_LEFT_OUT = "step {at} of the recipe, {task}, has no place here and was left out"
NO_SUCH_MODEL = "step {at}, {task}, is for a model that is not there, {model}; choose another one"
STEPS_IN_ORDER = "the steps are done in the order {}"
VARIATION_NUMBER = "Variation {}"
MOST_EXPECTED = "Most likely"
UNEXPECTED = "an unexpected {}: {}"


def noise_found(level: float | None) -> str:
    """Say how much noise the photo has, in 8-bit levels."""
    if level is None:
        return NOISE_UNKNOWN
    return NOISE_FOUND.format(QLocale().toString(level, "f", 0 if level >= 10 else 1))


def facts(photo: "Photo") -> str:
    """Describe the photo in the status bar."""
    colour = GREY if photo.is_grey else IN_COLOURS
    kind = f"{photo.format.upper()}, " if photo.format else ""
    return PHOTO_FACTS.format(
        width=photo.width, height=photo.height, format=kind, colour=colour, depth=photo.depth
    )


def devices(names: tuple[str, ...]) -> str:
    """Name the devices the networks ran on."""
    return RUNS_ON.format(", ".join(names).upper()) if names else ""


def switched(*, is_on: bool) -> str:
    """Say that a step was switched."""
    return ON if is_on else OFF


def change(task: str, what: str) -> str:
    """Name a change of the settings, as the history lists it."""
    is_name = _FILE_NAME.fullmatch(what.partition(" ")[0])
    first = what[:1] if is_name else QLocale().toLower(what[:1])
    return f"{task}: {first}{what[1:]}"


def mark(previews: "Sequence[Previewed]", *, is_stale: bool) -> str:
    """Say of what is shown that it is not what is set, or only about how that will look."""
    if previews and any(setting.burst and setting.is_on for setting in previews[-1].settings):
        return PREVIEW_OF_ONE
    if previews:
        return PREVIEW_WITHOUT_COLOUR if previews[-1].lacks_colour else PREVIEW
    return EARLIER_STEPS if is_stale else ""


def variation(number: int) -> str:
    """Name one of several colourings."""
    return VARIATION_NUMBER.format(number) if number else MOST_EXPECTED


def pixel(x: int, y: int, values: list[tuple[float, ...]]) -> str:
    """Say what a pixel is, before and after."""
    return f"{x}, {y}: {' → '.join(' '.join(map(_number, value)) for value in values)}"


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else QLocale().toString(value, "f", 3)


def time_left(seconds: float) -> str:
    """Say about how long the work will still take."""
    if seconds < 90:
        return SECONDS_LEFT.format(max(1, round(seconds)))
    return MINUTES_LEFT.format(round(seconds / 60))


def breakable(text: str) -> str:
    """Let long words, such as names of files, be broken where they are shown, or they widen the window."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def notice(lines: tuple[str, ...]) -> str:
    """Make sentences of what the library has to say."""
    return " ".join(sentence(in_words(line)) for line in lines)


def sentence(words: str) -> str:
    """Make a sentence: with a capital, unless the name of a file comes first, and a full stop."""
    first, _, rest = words.rstrip(".").partition(" ")
    if first in restorer.FORMATS:
        first = first.upper()
    elif not _FILE_NAME.fullmatch(first):
        first = QLocale().toUpper(first[:1]) + first[1:]
    return f"{first} {rest}".rstrip() + "."


def unexpected(error: BaseException) -> str:
    """Describe an error that nobody foresaw."""
    return UNEXPECTED.format(type(error).__name__, error)
