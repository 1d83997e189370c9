"""The words of the window that finds copies."""

from typing import TYPE_CHECKING

from gui.words import texts, texts_export
from gui.words.texts import Counted, Words, breakable, sentence
from gui.words.texts_library import in_words

if TYPE_CHECKING:
    from pathlib import Path

    from restorer import Member, Similar

OPEN = "Find copies…"
OPEN_TIP = "Show which photos are copies of one another; no file is touched"
TITLE = f"Copies — {texts.APP}"

TOOLBAR = "Copies toolbar"
ADD_PHOTOS = Words("Add photos…", "Search these photos as well")
ADD_FOLDER = Words("Add folder…", "Search all photos of a folder, and of the folders in it, as well")
FIND = Words("Search again", "Search all that was added")
STOP = Words("Stop", "End the search")
CLEAR = Words("Clear", "Begin anew; no file is touched")
OPEN_PHOTO = Words("Open photo", "Open this photo in the main window")
SHOW_FILE = Words("Show file", "Show this photo in the file manager")
COPY_PATH = Words("Copy path", "Put this photo's path on the clipboard")
SAVE_PAGE = Words("Save page…", "Save what was found as a page with small pictures")
SHORTCUTS = Words("Shortcuts", "List the keyboard shortcuts")
ADD_PHOTOS_TITLE = "Add photos"
ADD_FOLDER_TITLE = "Add a folder"
PAGE_TITLE = "Save the page"
PAGE_FILTER = "Web page (*.html)"
PAGE_NAME = "copies.html"

KINDS = Words(
    "Find",
    "Copies: resized, cropped, compressed again, brighter or paler. Look-alikes: photos of nearly the same, "
    "with some false ones among them.",
)
KIND_NAMES = {"copies": "Copies", "look-alikes": "Also look-alikes"}
PROGRESS = "Progress of the search"
GROUPS = "Groups of photos that are alike"
GROUP = "Group {}"
UNREAD_LIST = "Photos that could not be read"

INVITATION = "Drop photos or folders here, or add them above, to see which are copies of one another"
UNTOUCHED = "Nothing is deleted or moved here, whatever is found."
LOOKING = "Looking for photos …"
READING = "{} of {} photos read"
COMPARING = "Comparing {} …"
STOPPED = "The search was stopped. {} begins it anew."
NO_PHOTOS = "No photos were found."
PHOTOS = Counted("{} photo", "{} photos")
GROUPS_FOUND = Counted("{} group", "{} groups")
ALIKE = "{photos}: {alike} of them are alike, in {groups}."
NO_COPIES = "{}: none is a copy of another."
NONE_ALIKE = "{}: none is like another."
UNREAD = Counted("{} could not be read and is listed below.", "{} could not be read and are listed below.")

KEEP = "Keep"
COPY = "Copy"
LOOK_ALIKE = "Look-alike"
SIZE = "{} × {}, {}"  # noqa: RUF001 (a times sign)
TOLD = "{kind}: {name}, {size}, {folder}"
KEEP_TIP = "The largest of the group or, of one size, the sharpest"

PATH_COPIED = "The path is on the clipboard."
WRITING = "Writing the page …"
WRITTEN = "The page was saved as {}."
NOT_HTML = "The page was not saved: its name has to end in .html."
DIED = (
    "The part that looks for copies ended unexpectedly ({}), perhaps for lack of memory or over a broken "
    "photo. The log tells more."
)


def reading(done: int, total: int) -> str:
    """Say how far a search is."""
    return READING.format(done, total) if done < total else COMPARING.format(PHOTOS.of(total))


def stopped() -> str:
    """Say that a search was ended, and how to begin it anew."""
    return STOPPED.format(FIND.name)


def summary(found: "Similar", kind: str) -> str:
    """Say how many photos there are, how many are alike, and how many could not be read."""
    photos = PHOTOS.of(found.photos)
    if not found.photos:
        words = NO_PHOTOS
    elif found.groups:
        alike = sum(len(group.members) for group in found.groups)
        words = ALIKE.format(photos=photos, alike=alike, groups=GROUPS_FOUND.of(len(found.groups)))
    else:
        words = (NO_COPIES if kind == "copies" else NONE_ALIKE).format(photos)
    return " ".join([words, *([UNREAD.of(len(found.failures))] if found.failures else [])])


def size(member: "Member") -> str:
    """Say how large a photo is, in pixels and bytes."""
    return SIZE.format(member.width, member.height, texts_export.size(member.bytes))


def told(member: "Member", path: "Path", kind: str) -> str:
    """Say all there is to say of a photo, its path as it is shown, to whom does not see it."""
    return TOLD.format(kind=kind, name=path.name, size=size(member), folder=path.parent)


def tip(member: "Member", path: "Path", kind: str) -> str:
    """Say where a photo lies, its path as it is shown, and why it is the one to keep, if it is."""
    lines = [breakable(str(path)), size(member), *([KEEP_TIP] if kind == KEEP else [])]
    return "\n".join(lines)


def died(how: str) -> str:
    """Say that the process ended."""
    return DIED.format(how.partition("\n")[0])


def written(path: "Path") -> str:
    """Say where the page is."""
    return WRITTEN.format(path)


def problem(reason: str) -> str:
    """Make a sentence of why nothing was found or saved."""
    return sentence(in_words(reason))
