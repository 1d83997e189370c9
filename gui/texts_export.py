"""The words of saving, copying and handing out: the export dialog, the receipt, the clipboard."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

from gui.texts import APP, Words

if TYPE_CHECKING:
    from gui.wishes import Estimated, Opened
    from restorer import Format, Receipt

QUICK_SAVE = "Save"
QUICK_SAVE_TIP = "Save the result beside the original, or again where it was saved"
TITLE = "Save the result as"
NAME = "File"
NAME_TIP = "The folder and name of the file"
BROWSE = "Browse…"
FORMAT = "Format"
FORMAT_TIP = "The kind of file, which its name ends in"
AUTOMATIC = "Automatic quality"
AUTOMATIC_TIP = "95, of AVIF 90, and at least that of the photo"
QUALITY = Words("Quality", "How much of the picture is kept: less makes a smaller file")
LOSSLESS = "keeps every sample: there is no quality to choose"
DEPTH = "Bit depth"
DEPTH_TIP = "Bits a sample; a photo saved at more than it has is restored anew, to use them"
STRIP_GPS = "Leave out where the photo was taken"
STRIP_GPS_TIP = "Write no GPS position; the file keeps all else"
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
PASTED = "Pasted photo"

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

KEYS = (
    ("Ctrl+S", "Save the result beside the original"),
    ("Ctrl+Shift+S", "Save as: name, format, quality, metadata"),
    ("Ctrl+C, Ctrl+V", "Copy what is shown, paste a picture or a file"),
)

_UNITS = ("kB", "MB", "GB")
_COMPARED_FROM = 50
"""The lowest quality at which the samples of a lossy file are compared."""
_TAGS = {
    "exif": ("EXIF entry", "EXIF entries"),
    "xmp": ("XMP property", "XMP properties"),
    "iptc": ("IPTC entry", "IPTC entries"),
    "pieces": ("text or other piece", "texts and other pieces"),
}


def title(opened: "Opened | None") -> str:
    """Name the window after the photo in it."""
    if opened is None:
        return APP
    return f"{opened.path.name if opened.path else PASTED}[*] — {APP}"


def size(count: int) -> str:
    """Say how large a file is, in three digits."""
    if count < 1000:
        return f"{count} bytes"
    at = min(max(int(math.log10(count * 1.0005)) // 3, 1), len(_UNITS))
    number = count / 1000**at
    return f"{number:.{2 if number < 9.995 else 1 if number < 99.95 else 0}f} {_UNITS[at - 1]}"


def same_depth(depth: int) -> str:
    """Name the choice of the photo's own depth."""
    return f"As the photo ({bits(depth)})"


def bits(depth: int) -> str:
    """Name a depth."""
    return "32 bit, float" if depth == 32 else f"{depth} bit"


def shallow(kind: "Format") -> str:
    """Say why a depth cannot be chosen."""
    *others, most = [str(depth) for depth in kind.depths]
    return f"{kind.name.upper()} holds {f'{", ".join(others)} or ' if others else ''}{most} bits a sample"


def lossless(kind: "Format") -> str:
    """Say why there is no quality to choose."""
    return f"{kind.name.upper()} {LOSSLESS}"


def other_ending(ending: str) -> str:
    """Say that a name ends in what cannot be written."""
    return f"A file that ends in {ending} cannot be written. Choose a format."


def no_folder(folder: Path) -> str:
    """Say that a folder is not there."""
    return f"There is no folder {folder}."


def no_estimate(reason: str) -> str:
    """Say why the size is not known."""
    return f"The size cannot be told: {reason.strip().rstrip('.')}."


def estimated(answer: "Estimated") -> str:
    """Say what a file will be like."""
    quality = "every sample kept" if answer.quality is None else f"quality {answer.quality}"
    return f"About {size(answer.size)}, {bits(answer.depth)}, {quality}"


def receipt(written: "Receipt", count: int, *, strip_gps: bool) -> tuple[str, ...]:
    """Say what a file holds that was written and read back."""
    colour = "grey" if written.channels == 1 else "colour"
    alpha = " with transparency" if written.alpha else ""
    picture = f"{written.width} × {written.height}, {colour}{alpha}"  # noqa: RUF001 (a times sign)
    compared = "size, bit depth, colour profile and resolution are those of the result"
    lines = [
        f"{written.format.upper()}, {picture}, {bits(written.depth)}, {size(count)}",
        f"Read back and compared: {compared}, {_samples(written.quality)}",
        f"Kept: {_kept(written)}",
        *(f"Not kept: {notice}" for notice in written.notices),
    ]
    if strip_gps:
        lines.append("Left out as you wished: where the photo was taken")
    return (*lines, f"SHA-256: {written.sha256}")


def _samples(quality: int | None) -> str:
    if quality is None:
        return "and so is every sample"
    if quality < _COMPARED_FROM:
        return f"the samples are what quality {quality} leaves of them and were not compared"
    return f"and the picture is, as near as quality {quality} keeps it"


def _kept(written: "Receipt") -> str:
    counts = [
        f"{count} {_TAGS[name][count > 1]}" for name, count in written.tags.items() if count and name in _TAGS
    ]
    profile = ["the colour profile"] if written.icc else []
    kept = [*profile, *counts]
    return f"{', '.join(kept)}; none was lost" if kept else "the picture; there was nothing beside it"
