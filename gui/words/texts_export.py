"""The words of files: the export dialog, the receipt, the clipboard, an original that was changed."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from gui.words.texts import APP, Counted, Words
from gui.words.texts_library import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.wishes import Estimated, Opened
    from restorer import Format, Receipt

QUICK_SAVE = "Save"
QUICK_SAVE_TIP = (
    "Save the result again where it was saved, or beside the original, or in the folder for results"
)
TITLE = "Save the result as"
NAME = "File"
NAME_TIP = "The folder and name of the file"
BROWSE = "Browse…"
FORMAT = "Format"
FORMAT_TIP = "The kind of file, which its name ends in"
AUTOMATIC = "Automatic quality"
AUTOMATIC_TIP = "95 (AVIF 90), or the photo's own quality if that is higher"
QUALITY = Words("Quality", "How much of the picture is kept: less makes a smaller file")
LOSSLESS = "keeps every sample: there is no quality to choose"
DEPTH = "Bit depth"
DEPTH_TIP = "Bits a sample; a photo saved at more than it has is restored anew, to use them"
STRIP_GPS = "Leave out where the photo was taken"
STRIP_GPS_TIP = "Write no GPS position and no names of places; the file keeps all else"
HISTORY = "Note in the file what was done"
HISTORY_TIP = "Name the steps and models in the file's XMP, so that others know"
NUMBER = "Use another name"
NUMBER_TIP = "Number the name, so that no file is replaced"
SAVE = "Save"
REPLACE = "Replace"
ESTIMATING = "Estimating the size …"
SIZE = "File size"
EXISTS = "A file of this name is there already and will be replaced."
IS_ORIGINAL = "This is the original, which is never overwritten."
NO_NAME = "Give the file a name."
IS_FOLDER = "This is a folder. Give the file in it a name."
PASTED = "Pasted photo"
WITHOUT_CHANGES = "what was changed in the steps since the photo was restored is not in the file"

CHANGED = "{} was changed on the disk. You still see it as it was when it was opened."
GONE = "{} is no longer where it was. It stays open here, and its result can be saved."
OPEN_AGAIN = Words("Open again", "Read the file anew; the steps stay as they are set")

RECEIPT = "Receipt"
COPY_RECEIPT = "Copy text"
COPY_RECEIPT_TIP = "Copy this receipt to the clipboard"
SHOW_FILE = "Show file"
SHOW_FILE_TIP = "Show the file in the file manager"
CLOSE_RECEIPT = "Close this receipt"
NOT_SHOWN = "The file manager could not be started"

COPY = "Copy photo"
COPY_TIP = "Copy what is shown to the clipboard, as a picture"
PASTE = "Paste photo"
PASTE_TIP = "Open the picture, or the file, that is on the clipboard"
COPIED = "The photo is on the clipboard"
NOTHING_TO_PASTE = "There is no picture on the clipboard, and no file."
DRAG = "Drag out"
DRAG_TIP = "Drag the result from here into another program, as a file; a click puts the file on the clipboard"
FILE_COPIED = "The file is on the clipboard: paste it where it belongs"

_UNITS = ("kB", "MB", "GB")
_TAGS = {
    "exif": Counted("{} EXIF entry", "{} EXIF entries"),
    "xmp": Counted("{} XMP property", "{} XMP properties"),
    "iptc": Counted("{} IPTC entry", "{} IPTC entries"),
    "pieces": Counted("{} text or other piece", "{} texts and other pieces"),
}
BYTES = "{} bytes"
SAME_DEPTH = "As the photo ({})"
BITS = "{} bit"
FLOAT_BITS = "32 bit, float"
OR = "{} or {}"
SHALLOW = "{} holds {} bits a sample"
OTHER_ENDING = "A file that ends in {} cannot be written. Choose a format."
NO_FOLDER = "There is no folder {}."
CLOSED_FOLDER = "Nothing can be written to the folder {}. Choose another one."
NO_ESTIMATE = "The size cannot be told: {}."
ALL_KEPT = "every sample kept"
OF_QUALITY = "quality {}"
ABOUT = "About {}, {}, {}"
GREY_PICTURE = "grey"
COLOUR_PICTURE = "colour"
WITH_ALPHA = " with transparency"
COMPARED = (
    "Read back and compared: size, bit depth, colour profile and resolution are those of the result, {}"
)
KEPT = "Kept: {}"
NOT_KEPT = "Not kept: {}"
GPS_LEFT_OUT = "Left out as you wished: where the photo was taken"
SAMPLES_EQUAL = "and so is every sample"
SAMPLES_UNKNOWN = "the samples are what quality {} leaves of them and were not compared"
SAMPLES_NEAR = "and the picture is, as near as quality {} keeps it"
SHA = "SHA-256"
PROFILE = "the colour profile"
NONE_LOST = "{}; none was lost"
ONLY_PICTURE = "the picture; there was nothing beside it"


def title(opened: "Opened | None") -> str:
    """Name the window after the photo in it."""
    if opened is None:
        return APP
    return f"{opened.path.name if opened.path else PASTED}[*] — {APP}"


def size(count: int) -> str:
    """Say how large a file is, in three digits."""
    if count < 1000:
        return BYTES.format(count)
    at = min(max(int(math.log10(count * 1.0005)) // 3, 1), len(_UNITS))
    number = count / 1000**at
    digits = 2 if number < 9.995 else 1 if number < 99.95 else 0
    return f"{QLocale().toString(number, 'f', digits)} {_UNITS[at - 1]}"


def bits(depth: int) -> str:
    """Name a depth."""
    return FLOAT_BITS if depth == 32 else BITS.format(depth)


def beyond(kind: "Format", depths: "Iterable[int]") -> dict[int, str]:
    """Say of the depths that a format does not know why they cannot be chosen."""
    *others, most = [str(depth) for depth in kind.depths]
    known = OR.format(", ".join(others), most) if others else most
    return {bits: SHALLOW.format(kind.name.upper(), known) for bits in depths if bits not in kind.depths}


def lossless(kind: "Format") -> str:
    """Say why there is no quality to choose."""
    return f"{kind.name.upper()} {LOSSLESS}"


def no_estimate(reason: str) -> str:
    """Say why the size is not known."""
    return NO_ESTIMATE.format(in_words(reason.strip()).rstrip("."))


def estimated(answer: "Estimated") -> str:
    """Say what a file will be like."""
    quality = ALL_KEPT if answer.quality is None else OF_QUALITY.format(answer.quality)
    return ABOUT.format(size(answer.size), bits(answer.depth), quality)


def receipt(written: "Receipt", count: int, *, strip_gps: bool) -> tuple[str, ...]:
    """Say what a file holds that was written and read back."""
    colour = GREY_PICTURE if written.channels == 1 else COLOUR_PICTURE
    alpha = WITH_ALPHA if written.alpha else ""
    picture = f"{written.width} × {written.height}, {colour}{alpha}"  # noqa: RUF001 (a times sign)
    lines = [
        f"{written.format.upper()}, {picture}, {bits(written.depth)}, {size(count)}",
        COMPARED.format(_samples(written)),
        KEPT.format(_kept(written)),
        *(NOT_KEPT.format(in_words(notice)) for notice in written.notices),
    ]
    if strip_gps:
        lines.append(GPS_LEFT_OUT)
    return (*lines, f"{SHA}: {written.sha256}")


def _samples(written: "Receipt") -> str:
    if written.quality is None:
        return SAMPLES_EQUAL
    return (SAMPLES_NEAR if written.is_compared else SAMPLES_UNKNOWN).format(written.quality)


def _kept(written: "Receipt") -> str:
    counts = [_TAGS[name].of(count) for name, count in written.tags.items() if count and name in _TAGS]
    kept = [*([PROFILE] if written.icc else []), *counts]
    return NONE_LOST.format(", ".join(kept)) if kept else ONLY_PICTURE
