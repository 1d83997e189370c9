"""Origin: whether a file is a photo, or a result of ours: the journal, its history and its name tell."""

import os
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from restorer.batch.journal import Journal
from restorer.batch.sources import Source
from restorer.errors import PhotoError
from restorer.files import sniff_file
from restorer.formats import MASK_SUFFIX, PREVIEW_SUFFIX, SUFFIX, VARIATION_SUFFIX
from restorer.formats.codecs import CodecError, told_in_words
from restorer.formats.containers import read_contents
from restorer.metadata.history import is_edited

_CALLED_RESULT = re.compile(rf"{SUFFIX}({VARIATION_SUFFIX}\d+)?(-\d+)?$")
_CALLED_MASK = re.compile(rf"(.+)(?:{MASK_SUFFIX}|{PREVIEW_SUFFIX})(-\d+)?", re.DOTALL)
_MAY_BE_OURS = "is called as a result of ours; name it itself to restore it, or rename it"
_AMONG_RESULTS = "lies where results go; name it itself to restore it, or choose another output"
_NO_RESULT_NOW = (
    "is where a result of ours was, and is not that now; name it itself to restore it, or rename it"
)


def has_our_history(path: Path) -> bool:
    """Tell a file that we made of a photo; nothing is decoded.

    Of formats whose codecs read the metadata (AVIF, HEIC, JPEG XL), of files that cannot be read and of
    results saved without a history it is not known.
    """
    try:
        kind = sniff_file(path)
        if kind is None:
            return False
        with path.open("rb") as file, told_in_words():
            return is_edited(read_contents(file, kind.name).metadata)
    except (PhotoError, CodecError, OSError):
        return False


def as_photo(source: Source, journal: Journal | None, *, is_inside: bool, is_among: bool) -> Source | None:
    """Give what was found in an input folder as a photo; ``None`` for a result of ours.

    The journal tells where results are: of photos in the same input folder, and any that lie inside the
    output. What is in such a place, or among results, in an output that is a folder of its own below the
    photos, is no photo: it is a result if it is called as one, or its history or its content says so, and
    else skipped.
    """
    known_by = journal if journal and _is_recorded(source, journal, is_inside=is_inside) else None
    if not known_by and not is_among:
        return source
    stem = source.path.stem
    is_called_so = is_among or _CALLED_RESULT.search(stem) or _CALLED_MASK.fullmatch(stem)
    if known_by and is_called_so:
        return None
    if has_our_history(source.path) or (known_by and known_by.holds(source.path)):
        return None
    reason = _NO_RESULT_NOW if known_by else _AMONG_RESULTS
    return replace(source, skip=source.skip or f"{source.path}: {reason}")


def _is_recorded(source: Source, journal: Journal, *, is_inside: bool) -> bool:
    """Tell a place that the journal knows as that of a result of a photo in the same input folder.

    Inside the output any result will do.
    """
    if source.below is None:
        return False
    path, root = source.path, source.path.parents[len(source.below.parts) - 1]
    return journal.knows(path) if is_inside else journal.made_from(path, root)


def told_by_name(path: Path, place: str, stems: Collection[str], *, is_beside: bool) -> str | None:
    """Say why a file is no photo by what it is called: as a mask of one of ``stems``, or as a result.

    The latter counts where results go beside photos, and elsewhere for what has our history. ``place`` is
    the canonical path.
    """
    stem = without_ending(place)
    mask = _CALLED_MASK.fullmatch(stem)
    is_ours = mask is not None and mask[1] in stems
    if not is_ours and _CALLED_RESULT.search(stem):
        is_ours = is_beside or has_our_history(path)
    return f"{path}: {_MAY_BE_OURS}" if is_ours else None


def without_ending(place: str) -> str:
    """Give a place without its ending, as file systems that ignore case see it."""
    return os.path.normcase(os.path.splitext(place)[0])  # noqa: PTH122 -- of names that are none, too
