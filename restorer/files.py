"""read_photo, write_photo: a photo out of a file and into one, nothing lost on the way.

Content decides what a file is, never its name. A result is written to a hidden file in the target's
folder, synced, read back and compared; only then it is moved into place, at once.
"""

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from restorer.errors import PhotoError, ReceiptError, WriteError
from restorer.formats import (
    FORMATS,
    HEAD_BYTES,
    MOST_MEGAPIXELS,
    Format,
    Saving,
    check_named,
    format_for,
    sniff,
)
from restorer.formats.codecs import CodecError, EncoderOptions
from restorer.formats.containers import container_of, tiff
from restorer.formats.decoding import check, codec_of, decode
from restorer.formats.fitting import encoder_options, fit
from restorer.formats.receipt import Receipt, find_losses, make_receipt
from restorer.photo import Photo
from restorer.system.parts import exists_already, move_into_place, open_part, part_of, sync_folder
from restorer.system.paths import is_there

if TYPE_CHECKING:
    from io import BufferedRandom

_WITHOUT_LOSS = "webp cannot hold it at this quality, so it was saved without loss"


def read_photo(path: Path | str, *, most_megapixels: float = MOST_MEGAPIXELS) -> Photo:
    """Read a photo from a file, upright, its samples and metadata as the file has them.

    Raises PhotoError, in one line, for what is not a readable picture in a known format, and from
    its header for one of more than ``most_megapixels``.
    """
    path = Path(path)
    with _opened(path) as file:
        kind = _known_kind(file, path)
        try:
            photo = decode(file, kind, most_megapixels)
        except CodecError as error:
            raise PhotoError(f"{path}: {error}") from error
        return replace(photo, permissions=stat.S_IMODE(os.fstat(file.fileno()).st_mode))


def target_format(path: Path) -> Format:
    """Find the format a result is to be written in; WriteError if it, or what writes it, is missing."""
    kind = format_for(path)
    try:
        if load := getattr(codec_of(kind), "load", None):
            load()
    except CodecError as error:
        raise WriteError(f"{path}: {error}") from error
    return kind


def sniff_file(path: Path) -> Format | None:
    """Tell the format of a file by its content; ``None`` for no known picture, PhotoError if unreadable."""
    with _opened(path) as file:
        return _kind(file, path)


def check_picture(path: Path) -> None:
    """Raise PhotoError for a file that is no picture in a known format."""
    with _opened(path) as file:
        _known_kind(file, path)


def check_header(path: Path, most_megapixels: float) -> None:
    """Raise PhotoError for what :func:`read_photo` refuses by a file's header, nothing decoded."""
    with _opened(path) as file:
        kind = _known_kind(file, path)
        try:
            check(file, kind, most_megapixels)
        except CodecError as error:
            raise PhotoError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Staged:
    """A result on the disk and checked, under a hidden name: to be published or discarded."""

    path: Path
    part: Path
    receipt: Receipt

    def publish(self, *, overwrite: bool = False) -> None:
        """Move the result into place; WriteError if something is there and ``overwrite`` is not set."""
        try:
            move_into_place(self.part, self.path, overwrite=overwrite)
            sync_folder(self.path.parent)
        except FileExistsError as error:
            raise exists_already(self.path) from error
        except OSError as error:
            raise _refused(self.path, error) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove the hidden file, if it is still there."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


def write_photo(
    photo: Photo, path: Path | str, *, saving: Saving | None = None, overwrite: bool = False
) -> Receipt:
    """Write a photo to ``path`` in the format of its extension, all or nothing.

    The receipt tells what the file holds, as read back, and in its notices what its format could
    not. What was done is in the photo's XMP already: the ``history`` of ``saving`` adds and removes none.
    Raises WriteError when the file exists and ``overwrite`` is not set, for an unknown extension or one
    that is not of the format of ``saving``, and when the disk refuses; ReceiptError when something was lost.
    """
    path, saving = Path(path), saving or Saving()
    format_for(path)
    check_named(path, saving.format)
    if not overwrite and is_there(path):
        raise exists_already(path)
    staged = stage_photo(photo, path, saving)
    staged.publish(overwrite=overwrite)
    return staged.receipt


def stage_photo(photo: Photo, path: Path, saving: Saving) -> Staged:
    """Write a photo to a hidden file beside ``path``, and read it back: :meth:`Staged.publish` is next.

    Raises as :func:`write_photo` does; nothing is left then.
    """
    kind = format_for(path)
    fitted, notices = fit(photo, kind, saving)
    options = encoder_options(fitted, kind, saving)
    try:
        return _stage(fitted, path, kind, options, notices)
    except ReceiptError:
        if kind.name != "webp" or options.lossless:
            raise
    # Colours as fine as those of print come out of WebP too bright or too dark.
    return _stage(fitted, path, kind, replace(options, lossless=True), (*notices, _WITHOUT_LOSS))


def _stage(
    photo: Photo, path: Path, kind: Format, options: EncoderOptions, notices: tuple[str, ...]
) -> Staged:
    part = part_of(path)
    try:
        with open_part(part, path, photo.permissions) as file:
            sha256 = _write_part(photo, kind, options, file)
        found = _read_part(part, path, kind)
        exact = options.lossless or not kind.lossy
        if losses := find_losses(photo, found, exact=exact, quality=options.quality):
            raise ReceiptError(f"{path}: read back, {'; '.join(losses)}; nothing was kept")
        quality = None if exact else options.quality
        return Staged(path, part, make_receipt(found, kind, sha256, notices, quality))
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, CodecError):
            raise WriteError(f"{path}: cannot be encoded as {kind.name}: {error}") from error
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


def stage_copy(photo: Photo, source: Path, path: Path) -> Staged:
    """Copy the file a photo was read from to a hidden file beside ``path``, byte by byte."""
    part = part_of(path)
    with _opened(source) as original:
        try:
            with open_part(part, path, photo.permissions) as copy:
                shutil.copyfileobj(original, copy)
                sha256 = _synced(copy)
            return Staged(path, part, make_receipt(photo, format_for(path), sha256, ()))
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise _refused(path, error) from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PhotoError(f"{path}: is a folder, expected a picture")
        if not stat.S_ISREG(status.st_mode):
            raise PhotoError(f"{path}: is not a regular file")
        if status.st_size == 0:
            raise PhotoError(f"{path}: the file is empty")
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PhotoError(f"{path}: {reason}") from error


def _known_kind(file: BinaryIO, path: Path) -> Format:
    kind = _kind(file, path)
    if kind is None:
        raise PhotoError(f"{path}: not a picture in a known format ({', '.join(FORMATS)})")
    return kind


def _kind(file: BinaryIO, path: Path) -> Format | None:
    kind = sniff(file.read(HEAD_BYTES), path.suffix)
    if kind is FORMATS["tiff"] and tiff.is_raw(file):
        kind = FORMATS["raw"]
    elif kind is FORMATS["raw"] and tiff.is_plain(file):
        kind = FORMATS["tiff"]
    file.seek(0)
    return kind


def _write_part(photo: Photo, kind: Format, options: EncoderOptions, file: "BufferedRandom") -> str:
    encode: Callable[..., None] = codec_of(kind).encode
    if kind.name in ("jpeg", "png"):
        encode(photo, kind, options, container_of(kind.name).write(file, photo.metadata))
    else:
        encode(photo, kind, options, file)
        if kind.name in ("webp", "tiff", "avif"):
            container_of(kind.name).finish(file, photo.metadata)
    return _synced(file)


def _synced(file: "BufferedRandom") -> str:
    """Get a file onto the disk; gives the hash of its content."""
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _read_part(part: Path, path: Path, kind: Format) -> Photo:
    with part.open("rb") as file:
        if _kind(file, Path(f"x{kind.extensions[0]}")) is not kind:
            raise ReceiptError(f"{path}: read back, it is no {kind.name}; nothing was kept")
        try:
            return decode(file, kind, float("inf"))
        except CodecError as error:
            raise ReceiptError(f"{path}: cannot be read back: {error}; nothing was kept") from error


def _refused(path: Path, error: OSError) -> WriteError:
    return WriteError(f"{path}: cannot be written: {error.strerror or error}")
