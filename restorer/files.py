"""read_photo, write_photo: formats, depth, the atomic write.

What may be decoded is an allow-list, decided by a file's content, never by its name. Results
are written to a temporary file in the target's folder, synced, and moved into place at once.
"""

import contextlib
import functools
import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from restorer.errors import PhotoError, WriteError
from restorer.exif import tiff_with_exif
from restorer.formats import FORMATS, Format, format_for
from restorer.metadata import attach_metadata, read_metadata
from restorer.photo import Photo, Samples, from_float, to_float

MOST_MEGAPIXELS = 250


_DTYPES = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}
_PICTURES = ("srgb", "rgb", "rgb16", "b-w", "grey16", "scrgb", "multiband", "fourier", "matrix")
_INTERPRETATIONS = {("u1", 1): "b-w", ("u1", 3): "srgb", ("u2", 1): "grey16", ("u2", 3): "rgb16"}


def read_photo(path: Path | str) -> Photo:
    """Read a photo from a file, upright, its samples and metadata as the file has them.

    Raises PhotoError, in one line, for what is not a readable picture in a known format.
    """
    path = Path(path)
    content = _read_bytes(path)
    try:
        return _decode(content)
    except (_vips().Error, _NotAPhoto) as error:
        raise PhotoError(f"{path}: {_reason(error)}") from error


def write_photo(photo: Photo, path: Path | str, *, overwrite: bool = False) -> tuple[str, ...]:
    """Write a photo to ``path`` in the format of its extension, all or nothing.

    Gives notices of what that format cannot hold. Raises WriteError when the file exists and
    ``overwrite`` is not set, for an unknown extension, and when the disk refuses.
    """
    path = Path(path)
    kind = format_for(path)
    if not overwrite and os.path.lexists(path):
        raise WriteError(f"{path}: exists already; choose another name, or allow overwriting")
    fitted, notices = _fit(photo, kind)
    try:
        content = _encode(fitted, kind)
    except _vips().Error as error:
        raise WriteError(f"{path}: cannot be encoded as {kind.name}: {_reason(error)}") from error
    _write_atomically(content, path)
    return notices


class _NotAPhoto(Exception):
    """A sound picture of a kind no photo is."""


@functools.cache
def _vips() -> Any:
    """Import pyvips and let it decode what we know and nothing else."""
    import pyvips

    pyvips.cache_set_max(0)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for kind in FORMATS.values():
        pyvips.operation_block_set(f"VipsForeignLoad{kind.loader}", False)
    return pyvips


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PhotoError(f"{path}: is a folder, expected a picture")
        if path.exists() and not path.is_file():
            raise PhotoError(f"{path}: is not a regular file")
        content = path.read_bytes()
    except OSError as error:
        raise PhotoError(f"{path}: {error.strerror or error}") from error
    if not content:
        raise PhotoError(f"{path}: the file is empty")
    return content


def _decode(content: bytes) -> Photo:
    image = _vips().Image.new_from_buffer(content, "", fail_on="error")
    if image.width * image.height > MOST_MEGAPIXELS * 1e6:
        raise _NotAPhoto(f"{image.width} x {image.height} pixels; the limit is {MOST_MEGAPIXELS} megapixels")
    if image.interpretation not in _PICTURES or image.format not in _DTYPES or not 1 <= image.bands <= 4:
        raise _NotAPhoto(
            f"{image.interpretation} with {image.bands} channels of {image.format}; "
            "convert it to grey or RGB of 8 or 16 bits first"
        )
    return _photo(image.autorot(), content)


def _photo(image: Any, content: bytes) -> Photo:
    array = image.numpy().reshape(image.height, image.width, image.bands)
    has_alpha = image.bands in (2, 4)
    samples = np.ascontiguousarray(array[:, :, :-1]) if has_alpha else array
    if samples.dtype == np.float32 and not np.isfinite(samples).all():
        raise _NotAPhoto("holds samples that are not finite numbers")
    loader = image.get("vips-loader")
    pages = image.get("n-pages") if "n-pages" in image.get_fields() else 1
    return Photo(
        samples=samples,
        alpha=np.ascontiguousarray(array[:, :, -1]) if has_alpha else None,
        depth=_depth(image),
        metadata=read_metadata(image, content),
        format=next(
            kind.name
            for kind in FORMATS.values()
            if loader.startswith(kind.loader.lower().removeprefix("ns"))
        ),
        notices=(f"only the first of {pages} pages is used",) if pages > 1 else (),
    )


def _depth(image: Any) -> int:
    fields = image.get_fields()
    if image.format == "ushort" and "bits-per-sample" in fields:
        return max(8, int(image.get("bits-per-sample")))
    return {"uchar": 8, "ushort": 16, "float": 32}[image.format]


def _fit(photo: Photo, kind: Format) -> tuple[Photo, tuple[str, ...]]:
    """Make the photo one that the format can hold, and say what it cannot."""
    notices = []
    if photo.alpha is not None and not kind.alpha:
        photo = replace(photo, alpha=None)
        notices.append(f"{kind.name} cannot hold transparency, which was left out")
    if photo.depth not in kind.depths:
        depth = min((depth for depth in kind.depths if depth > photo.depth), default=max(kind.depths))
        if depth < photo.depth:
            notices.append(f"{kind.name} cannot hold {photo.depth} bits a sample, {depth} were kept")
        photo = _with_depth(photo, depth)
    return photo, tuple(notices)


def _with_depth(photo: Photo, depth: int) -> Photo:
    dtype = np.dtype(np.uint8 if depth == 8 else np.uint16)

    def convert(samples: Samples) -> Samples:
        return from_float(to_float(samples), dtype)

    alpha = None if photo.alpha is None else convert(photo.alpha)
    return replace(photo, samples=convert(photo.samples), alpha=alpha, depth=depth)


def _encode(photo: Photo, kind: Format) -> bytes:
    array = photo.samples if photo.alpha is None else np.dstack([photo.samples, photo.alpha])
    interpretation = _INTERPRETATIONS.get((array.dtype.str[1:], photo.samples.shape[2]), "scrgb")
    image = _vips().Image.new_from_array(array).copy(interpretation=interpretation)
    image = attach_metadata(image, photo.metadata)
    options = dict(kind.options or {})
    if kind.name == "avif":
        options["bitdepth"] = photo.depth
    if kind.name == "tiff":
        options["predictor"] = "none" if photo.depth == 32 else "horizontal"
    content: bytes = image.write_to_buffer(kind.extensions[0], **options)
    if kind.name == "tiff" and photo.metadata.exif:
        return tiff_with_exif(content, photo.metadata.exif)
    return content


def _write_atomically(content: bytes, path: Path) -> None:
    part = path.with_name(f".{path.name[:50]}.{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    """Boil a decoder's words down to one line."""
    text = getattr(error, "detail", None) or str(error)
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    lines = [
        line.split(": ", 1)[-1].strip() for line in text.splitlines() if not line.startswith("unable to call")
    ]
    lines = [line for line in lines if line]
    if any("not in a known format" in line for line in lines):
        return f"not a picture in a known format ({', '.join(FORMATS)})"
    return lines[0] if lines else "the picture is damaged or cut short"
