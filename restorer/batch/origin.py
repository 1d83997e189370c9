"""Origin: whether a file is a photo, or a result of ours, as its own history tells."""

from pathlib import Path

from restorer.errors import PhotoError
from restorer.files import sniff_file
from restorer.formats.codecs import CodecError, told_in_words
from restorer.formats.containers import read_contents
from restorer.metadata.history import is_edited


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
