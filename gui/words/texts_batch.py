"""The words of the batch window."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from gui.words import texts
from gui.words.texts import Counted, Words, sentence
from gui.words.texts_library import in_words

if TYPE_CHECKING:
    from gui.batch.rows import Row, RowState
    from gui.settings import Settings

OPEN = "Batch…"
OPEN_TIP = "Restore many photos: a queue of photos and folders"
TITLE = f"Batch — {texts.APP}"
INTERRUPTED_AT_START = "A batch was interrupted. Open Batch… (Ctrl+B) and resume it."

QUEUE = "Queue"
REVIEW = "Review"
TOOLBAR = "Batch toolbar"
ADD_PHOTOS = Words("Add photos…", "Add photos to the queue")
ADD_FOLDER = Words("Add folder…", "Add all photos of a folder to the queue")
REMOVE = Words("Remove", "Take the selected photos out of the queue; no file is touched")
CLEAR = Words("Clear", "Empty the queue; no file is touched")
START = Words("Start", "Restore the photos that wait")
RESUME = Words("Resume", "Go on where it was left")
PAUSE = Words("Pause", "Hold still, in the middle of a photo if need be")
STOP = Words("Stop", "End; what is done stays done, the photo at work begins anew next time")
WATCH = Words("Watch", "Restore what waits, and each photo that comes into the folders of the queue")
WATCHING = "Watching for photos"
RETRY = Words("Retry failed", "Try again what failed")
NEXT_FAILED = Words("Next failed", "Show the next photo that failed, and why")
REPORT = Words("Report…", "Save a page of what became of each photo")
EDIT = Words("Open photo", "Open this photo in the main window, with the steps set there")
OPEN_FOLDER = Words("Open folder", "Show the results in the file manager")
CLOSE = "Close"
SHORTCUTS = Words("Shortcuts", "List the keyboard shortcuts")
PHASES = {"pausing": "Pausing …", "paused": "Paused", "stopping": "Stopping …"}
STARTING = "Starting …"
INVITATION = "Drop photos or folders here, or add them above"

PHOTO, STATE, TIME, NOTES = "Photo", "State", "Time", "Notes"
_SORT_TIP = "Again turns the order round, a third time takes it back"
SORT_BY_PHOTO = Words("Sort by photo", _SORT_TIP)
SORT_BY_STATE = Words("Sort by state", _SORT_TIP)
SORT_BY_TIME = Words("Sort by time", _SORT_TIP)
SORT_BY_NOTES = Words("Sort by notes", _SORT_TIP)
TABLE = "Photos of the queue"
PROGRESS = "Progress of the queue"

WHAT = "What to do"
RECIPE = "Recipe"
OF_WINDOW = "The steps of the main window"
RECIPES = {"old-photo": "Old photo", "old-photo-colour": "Old photo, coloured"}
RECIPE_FILE = "Recipe file…"
WHERE = "Where to"
BESIDE = "Beside each photo"
IN_FOLDER = "In a folder:"
FOLDER = "Folder of results"
CHOOSE_FOLDER = "Choose…"
CHOOSE_FOLDER_TIP = "Choose the folder of results"
NAME = "Name"
NAME_TIP = (
    "Fields: {stem} the photo's name, {ext} the result's ending, {from} the photo's own, "
    "{parent} its folder, {index} or {index:04} its number"
)
HOW = "How to save"
FORMAT = "Format"
SAME_FORMAT = "As the photo"
QUALITY = "Quality"
AUTOMATIC = "Automatic"
QUALITY_TIP = "Of JPEG, WebP, AVIF and HEIC; automatic is 95 (AVIF 90), or the photo's own if that is higher"
DEPTH = "Bit depth"
SAME_DEPTH = "As the photo"
DEPTHS = {8: "8 bit", 10: "10 bit", 12: "12 bit", 16: "16 bit", 32: "32 bit float"}
CONFLICT = "If a file is there already"
CONFLICTS = {
    "never": "Keep it, skip the photo",
    "rename": "Keep it, number the result",
    "always": "Replace it",
}
CONFLICT_TIP = (
    "Results of our own are replaced when photo or recipe changed, and skipped when they are done; "
    "photos of the queue are never written over"
)
RECURSIVE = "Also photos in folders inside folders"
STRIP_GPS = "Leave out where photos were taken"
OPTIONS = "Options"

ADD_PHOTOS_TITLE = "Add photos"
ADD_FOLDER_TITLE = "Add a folder"
FOLDER_TITLE = "Choose the folder of results"
REPORT_TITLE = "Save the report"
REPORT_FILTER = "Web page (*.html);;JSON (*.json)"
CLOSE_QUESTION = "Photos are still being restored."
CLOSE_DETAIL = "What is done stays done. The queue is kept and can be resumed, also after a restart."
STOP_AND_CLOSE = "Stop and close"
GO_ON = "Go on restoring"
CLEAR_QUESTION = "Empty the queue?"
CLEAR_DETAIL = "{}. What was said of results is forgotten; no file is touched."
CLEAR_ALL = "Empty the queue"
KEEP_ALL = "Keep the photos"

GONE = "is not there any more"
NO_FOLDER = "the folder of results has no name; type one or choose it"
NO_STEPS = "no step is switched on; switch one on in the main window, or choose a recipe"
NO_JOURNAL = "The journal cannot be used: what exists is kept, and nothing is noted."

ACCEPTED = "Accepted"
LOOKING = "Looking for photos …"
REPORTING = "Writing the report …"

STATES: "Mapping[RowState, str]" = {
    "waiting": "Waiting",
    "working": "Working",
    "done": "Done",
    "before": "Done already",
    "skipped": "Skipped",
    "failed": "Failed",
    "rejected": "Rejected",
}
_COUNTED: "Mapping[RowState, str]" = {
    "done": "done",
    "before": "done already",
    "skipped": "skipped",
    "failed": "failed",
    "rejected": "rejected",
    "working": "at work",
    "waiting": "waiting",
}
PERCENT = "{:.0f} %"
IS_STRONGER = "stronger"
IS_WEAKER = "weaker"
PHOTOS = Counted("{} photo", "{} photos")
SECONDS = "{} s"
MINUTES = "{} min"
HOURS = "{} h {:02} min"
NO_STEP_IS_ON = "No step is switched on"
PLACES_LEFT_OUT = "Without the mask and the colours placed on the open photo"
ON_DEVICE = "The networks run on {}."
AND_MORE = " and {} more"
NOTHING_IN = "No photo was found in {}{}."
NO_PHOTO = "{} is no photo, or is not there."
NO_PHOTOS = "{} files are no photos, or are not there."
INTERRUPTED = "This queue was interrupted: {done} done, {waiting} waiting. {resume} goes on with it."
DISK_FULL = "The disk is full; with more room {} goes on from here"
ENDED = "{}. The last run took {}."
BLOCKED = "{}. {}"
NOTE = "{}: {}"
AGAIN = "{}. Steps or options were changed: {} restores {} of them anew."
WRITTEN = "The report was saved as {}."
_ON_DEVICE = re.compile(r"\S+ on (CPU|CUDA)")


def state(row: "Row") -> str:
    """Name the state of a photo, with what its reviewer said."""
    name = STATES[row.state]
    if row.state == "working":
        return f"{name}, {PERCENT.format(100 * row.part)}"
    if row.is_accepted and row.state != "waiting":
        name = ACCEPTED
    is_told = row.degree and row.state in ("waiting", "done", "before")
    return f"{name}, {degree(row.degree)}" if is_told else name


def degree(notches: int) -> str:
    """Say how much stronger or weaker than the recipe a photo is restored."""
    word = IS_STRONGER if notches > 0 else IS_WEAKER
    return word if abs(notches) == 1 else f"{word} × {abs(notches)}"  # noqa: RUF001 (a times sign)


def counts(counted: "Mapping[RowState, int]") -> str:
    """Say how many photos are in which state."""
    total = sum(counted.values())
    if not total:
        return ""
    told = ", ".join(f"{counted[state]} {name}" for state, name in _COUNTED.items() if counted.get(state))
    return f"{PHOTOS.of(total)}: {told}"


def took(seconds: float) -> str:
    """Say how long a photo, or the queue, took."""
    if seconds < 90:
        return SECONDS.format(QLocale().toString(seconds, "f", 1 if seconds < 10 else 0))
    minutes = round(seconds / 60)
    return MINUTES.format(minutes) if minutes < 90 else HOURS.format(minutes // 60, minutes % 60)


def review(results: int) -> str:
    """Name the page of results."""
    return f"{REVIEW} ({results})" if results else REVIEW


def steps(settings: "Settings", *, leaves_places: bool) -> str:
    """Name the steps that are done, and say if what is on the open photo is not for others."""
    on = [
        texts.TASKS[setting.task].name
        + (f" {PERCENT.format(100 * setting.strength)}" if setting.strength < 1 else "")
        for setting in settings
    ]
    return "\n".join([" → ".join(on) if on else NO_STEP_IS_ON, *([PLACES_LEFT_OUT] if leaves_places else [])])


def example(source: Path, target: Path) -> str:
    """Say what a result will be called."""
    return f"{source.name} → {target.name}"


def outcome(error: str | None, notices: Sequence[str], source: Path, target: Path | None = None) -> str:
    """Say in one line what became of a photo: why it failed, or what its user should know."""
    words = notices if error is None else (error.removeprefix(f"{source}: ").removeprefix(f"{target}: "),)
    return "; ".join(map(in_words, words))


def disk_full() -> str:
    """Say why photos wait still."""
    return DISK_FULL.format(RESUME.name)


def said(line: str) -> str:
    """Say what the library says meanwhile, such as which network runs where."""
    where = _ON_DEVICE.fullmatch(line)
    return ON_DEVICE.format(*where.groups()) if where else in_words(line)


def problem(reason: str) -> str:
    """Make a sentence of why nothing can be started."""
    return sentence(in_words(reason))


def left_out(empty: Sequence[Path], strange: Sequence[Path]) -> str:
    """Say which of what was added holds no photo, and which is none."""
    told = (nothing_in, empty), (no_photos, strange)
    return " ".join(say(paths) for say, paths in told if paths)


def nothing_in(paths: Sequence[Path]) -> str:
    """Say that no photo was found."""
    more = AND_MORE.format(len(paths) - 1) if len(paths) > 1 else ""
    return NOTHING_IN.format(paths[0].name or paths[0], more)


def no_photos(paths: Sequence[Path]) -> str:
    """Say which file that was added is left out, or how many are."""
    return NO_PHOTO.format(paths[0].name) if len(paths) == 1 else NO_PHOTOS.format(len(paths))


def interrupted(done: int, waiting: int) -> str:
    """Say that a queue can be resumed."""
    return INTERRUPTED.format(done=done, waiting=waiting, resume=RESUME.name)


def ended(counted: "Mapping[RowState, int]", seconds: float) -> str:
    """Sum up."""
    return ENDED.format(counts(counted), took(seconds))


def blocked(counted: "Mapping[RowState, int]", problem: str) -> str:
    """Say why nothing can be started."""
    return BLOCKED.format(counts(counted), problem)


def again(counted: "Mapping[RowState, int]", photos: int, *, is_interrupted: bool) -> str:
    """Say that starting, or going on, does photos anew."""
    words = RESUME if is_interrupted else START
    return AGAIN.format(counts(counted), words.name, photos)


def clear_detail(counted: "Mapping[RowState, int]") -> str:
    """Say what a queue holds that is to be emptied."""
    return CLEAR_DETAIL.format(counts(counted))


def note(row: "Row") -> str:
    """Say all there is to say of a photo."""
    return NOTE.format(row.path.name, row.words) if row.words else ""


def written(path: Path) -> str:
    """Say where the report is."""
    return WRITTEN.format(path)
