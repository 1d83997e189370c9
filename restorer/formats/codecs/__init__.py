"""Samples out of files and into them, a module for each library that knows some formats.

``decode(file, kind, most_megapixels)`` gives a :class:`restorer.Photo` as the file lies, with what
the library tells of its metadata; ``check`` with the same arguments refuses what ``decode`` would, as far
as a header tells; ``encode(photo, kind, options, file)`` writes one. A library that is an extra and not
installed raises :class:`CodecMissing`.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from restorer.formats.containers import ContainerError
from restorer.photo import Photo
from restorer.pixels.samples import Samples
from restorer.pixels.strips import by_strips, stride

DAMAGED = "the picture is damaged or cut short"
"""What is said where a decoder says nothing that would help."""
_IS_NO_DAMAGE = re.compile(
    r"unsupported|not (supported|configured|implemented)|can ?not handle|limit exceeded|maximum (supported )?"
    r"|out of memory|insufficient memory|memory allocation|no space for",
    re.IGNORECASE,
)
_BRIGHTEST = 8.0
"""What light may be where white is 1, of all but a tenth of a photo."""
_DEEP_STEPS = 4
"""So far apart lossy coders of more than 8 bits may bring back what was grey; 3 were seen (AVIF, 12 bits)."""
_CICP_BYTES = 4
_HDR_TRANSFERS = (16, 18)
"""PQ and HLG (ITU-T H.273, table 3)."""
_SRGB_PRIMARIES = (0, 1, 2, 5, 6, 7)
_SRGB_TRANSFERS = (0, 1, 2, 6, 13, 14, 15)


class CodecError(Exception):
    """A picture that cannot be decoded or encoded, and why."""


class CodecMissing(CodecError):
    """A library that is an extra and not installed."""

    def __init__(self, formats: str, extra: str):
        super().__init__(f"{formats} needs an extra: {sys.executable} -m pip install 'restorer[{extra}]'")


def words_of(error: Exception) -> str:
    """Give a decoder's words in one line, or say what else may be wrong."""
    told = error.args[0] if error.args else error
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return " ".join(text.split()) or DAMAGED


def damage_of(error: Exception | str) -> str:
    """Say that a picture is damaged, and in a decoder's words where; what it does not know it says itself."""
    words = error if isinstance(error, str) else words_of(error)
    return words if words == DAMAGED or _IS_NO_DAMAGE.search(words) else f"{DAMAGED} ({words})"


@contextmanager
def told_in_words() -> Iterator[None]:
    """Make a CodecError of whatever a parser or decoder stumbles over."""
    try:
        yield
    except (CodecError, OSError):
        raise
    except ContainerError as error:
        raise CodecError(str(error)) from error
    except ImportError as error:
        what = error.name or "a library"
        raise CodecError(f"{what} cannot be loaded: {words_of(error)}; install Restorer anew") from error
    except MemoryError as error:
        raise CodecError("not enough memory for the picture") from error
    except Exception as error:
        raise CodecError(damage_of(f"{type(error).__name__}: {error}")) from error


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """How samples are encoded: ``quality`` 1 to 100 counts unless ``lossless``."""

    quality: int
    lossless: bool = False
    full_chroma: bool = True


def check_size(width: int, height: int, most_megapixels: float, most_pixels: int | None = None) -> None:
    """Refuse a picture from its header that is larger than the user, or its own file, can hold."""
    if width < 1 or height < 1:
        raise CodecError(f"{width} x {height} pixels: there is no picture")
    if width * height > most_megapixels * 1e6:
        raise CodecError(
            f"{width} x {height} pixels; the limit is {most_megapixels:g} megapixels (--most-megapixels)"
        )
    if most_pixels is not None and width * height > most_pixels:
        raise CodecError(f"the file is too short for {width} x {height} pixels")


def check_colours(primaries: int, transfer: int) -> None:
    """Refuse colours told by numbers alone (ITU-T H.273) that are not sRGB or close to it."""
    if primaries not in _SRGB_PRIMARIES or transfer not in _SRGB_TRANSFERS:
        raise CodecError(
            f"its colours are coded as primaries {primaries}, transfer {transfer} of H.273 without an ICC "
            "profile (wide gamut or HDR); convert it to sRGB or add a profile first"
        )


def check_numbers(numbers: bytes, *, has_profile: bool) -> None:
    """Refuse a PNG whose cICP chunk tells of colours that are not sRGB's, nor may be those of its profile.

    The numbers outrank a profile (PNG 3rd edition, 4.3), so one of a display cannot stand for HDR's.
    """
    if len(numbers) != _CICP_BYTES:
        return
    primaries, transfer, _matrix, is_full_range = numbers
    if not has_profile or transfer in _HDR_TRANSFERS:
        check_colours(primaries, transfer)
    if not is_full_range:
        raise CodecError("its samples are of narrow range, as video's are; convert it to full range first")


def split_alpha(array: Samples) -> tuple[Samples, Samples | None]:
    """Part ``(H, W, 1 to 4)`` into samples and alpha, which is the last of 2 or 4 channels."""
    if array.shape[2] in (1, 3):
        return np.ascontiguousarray(array), None
    return np.ascontiguousarray(array[:, :, :-1]), np.ascontiguousarray(array[:, :, -1])


def fill_bits(array: Samples, depth: int) -> Samples:
    """Give uint16 samples, of which the high ``depth`` bits are known, with white at 65535."""
    return by_strips(lambda part: part | part >> depth, array, array.dtype)


def check_finite(photo: Photo) -> None:
    """Refuse samples that are infinite or no numbers: no network and no other program could use them."""
    if photo.samples.dtype != np.float32:
        return
    planes = [photo.samples] if photo.alpha is None else [photo.samples, photo.alpha]
    if not all(np.isfinite(plane[rows]).all() for rows in photo.strips() for plane in planes):
        raise CodecError("holds samples that are not finite numbers")


def told_range(photo: Photo) -> tuple[str, ...]:
    """Say of floats that most of them lie far beyond white, as where a scale of 0 to 255 was kept."""
    if photo.samples.dtype != np.float32:
        return ()
    every = stride(photo.samples.size)
    usual = float(np.percentile(photo.samples[::every, ::every], 90))
    if usual <= _BRIGHTEST:
        return ()
    return (f"its samples reach {usual:.4g} and more, but white is 1: scale them to 0..1 first",)


def grey_if_plain(photo: Photo, tolerance: int = 0) -> Photo:
    """Give one channel for three whose samples differ by no more than ``tolerance`` anywhere.

    For formats that have no grey: a grey picture in one comes back as three equal channels, or, of a lossy
    one of more than 8 bits, three that are a few steps apart. Where the colour profile would have no say in
    grey, all three are kept.
    """
    if photo.is_grey:
        return photo
    if photo.depth in (10, 12) and not photo.coding.lossless:
        tolerance = _DEEP_STEPS << (16 - photo.depth)
    for rows in photo.strips():
        part = photo.samples[rows]
        if (part.max(axis=2) - part.min(axis=2) > tolerance).any():
            return photo
    grey = photo.with_samples(np.ascontiguousarray(photo.samples[:, :, 1:2]))
    return photo if grey.space.problem and not photo.space.problem else grey
