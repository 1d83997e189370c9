"""What a format makes of a photo: its depth, its alpha, its metadata, and how well it is packed."""

from dataclasses import replace
from typing import Any

import numpy as np

from restorer.formats import Format, Saving
from restorer.formats.codecs import EncoderOptions, avif
from restorer.formats.containers import jpeg, png
from restorer.formats.containers.avif import fits as exif_fits
from restorer.metadata import comments, exif, upright, without_gps
from restorer.photo import Metadata, Photo
from restorer.pixels.color import space_of
from restorer.pixels.samples import convert_depth, from_float, to_float, white
from restorer.pixels.strips import by_strips

Pieces = tuple[tuple[str, bytes], ...]

_QUALITY = {"avif": 90}
_USUAL_QUALITY = 95
_FINE_QUALITY = 90
"""From here on chroma is kept whole: halving it would be the greater loss."""
_ROOM = 480
"""The shortest profile that AVIF holds whatever is in it."""
_LEAST_DPI, _MOST_DPI = 0.1, 65_535
_FEW = 0.001
_NAMES = {"exif": "EXIF", "xmp": "XMP", "iptc": "IPTC", "icc": "a colour profile"}


def fit(photo: Photo, kind: Format, saving: Saving) -> tuple[Photo, tuple[str, ...]]:
    """Make the photo one that the format can hold, as the user wants it, and say what is left out."""
    notices: list[str] = []
    # A photo that was made, not read, may still tell of an orientation: it would be turned once more.
    photo = replace(photo, metadata=upright(photo.metadata, photo.width, photo.height))
    if saving.strip_gps:
        stripped, told = without_gps(photo.metadata)
        photo = replace(photo, metadata=stripped)
        notices += told
    if photo.alpha is not None and not kind.alpha:
        photo = replace(photo, alpha=None)
        notices.append(f"{kind.name} cannot hold transparency, which was left out")
    photo = _with_fitting_colours(photo, kind, notices)
    photo = _with_fitting_depth(photo, kind, saving.depth, notices)
    return replace(photo, metadata=_fitting_metadata(photo, kind, notices)), tuple(notices)


def deepen(photo: Photo, kind: Format, saving: Saving) -> Photo:
    """Give a photo that is to be saved at more bits a sample those bits now, for its steps to use."""
    depth = _fitting_depth(kind, saving.depth or photo.depth)
    return _with_depth(photo, depth) if depth > photo.depth else photo


def encoder_options(photo: Photo, kind: Format, saving: Saving) -> EncoderOptions:
    """Choose the quality: the user's, else the usual one, and at least that of a photo of this format."""
    is_same = photo.format == kind.name
    coding = photo.coding
    usual = _QUALITY.get(kind.name, _USUAL_QUALITY)
    quality = saving.quality or max(usual, (coding.quality or 0) if is_same else 0)
    is_lossless = is_same and coding.lossless and saving.quality is None
    full_chroma = quality >= _FINE_QUALITY or not is_same or coding.full_chroma
    return EncoderOptions(quality, is_lossless, full_chroma)


def _stays_grey(photo: Photo, kind: Format) -> bool:
    if kind.name == "avif":
        return avif.is_written_grey(photo)
    return kind.name in ("jpeg", "png", "tiff") or (kind.name == "heic" and photo.alpha is None)


def _with_fitting_depth(photo: Photo, kind: Format, wanted: int | None, notices: list[str]) -> Photo:
    asked = wanted or photo.depth
    depth = _fitting_depth(kind, asked)
    if depth < asked:
        notices.append(f"{kind.name} cannot hold {asked} bits a sample, {depth} were kept")
    elif wanted and depth > wanted:
        notices.append(f"{kind.name} cannot hold {wanted} bits a sample, {depth} were written")
    if depth < photo.depth == 32 and (share := _share_beyond(photo, _dtype_of(depth))):
        told = f"{share:.1%}" if share > _FEW else "a few"
        notices.append(f"{told} of the samples lie beyond black and white and were clipped")
    return photo if depth == photo.depth else _with_depth(photo, depth)


def _share_beyond(photo: Photo, dtype: np.dtype[Any]) -> float:
    """Tell how many of a photo's float samples whole numbers cannot hold, 0..1."""
    half = 0.5 / white(dtype)
    parts = (photo.samples[rows] for rows in photo.strips())
    beyond = sum(np.count_nonzero((part < -half) | (part > 1 + half)) for part in parts)
    return beyond / photo.samples.size


def _dtype_of(depth: int) -> np.dtype[Any]:
    return np.dtype({8: np.uint8, 32: np.float32}.get(depth, np.uint16))


def _fitting_depth(kind: Format, asked: int) -> int:
    return min((depth for depth in kind.depths if depth >= asked), default=max(kind.depths))


def _with_depth(photo: Photo, depth: int) -> Photo:
    dtype = _dtype_of(depth)
    alpha = None if photo.alpha is None else convert_depth(photo.alpha, dtype)
    return replace(photo, samples=convert_depth(photo.samples, dtype), alpha=alpha, depth=depth)


def _with_fitting_colours(photo: Photo, kind: Format, notices: list[str]) -> Photo:
    """Turn grey with a profile of its own into sRGB's grey, where three channels are written for it.

    A profile of colours has no say in grey: it is left out there, or it would colour what it reads.
    """
    icc = photo.metadata.icc or b""
    if not photo.is_grey or not icc or _stays_grey(photo, kind):
        return photo
    if icc[16:20] != b"GRAY":
        if not photo.space.problem or space_of(icc, 3).problem:
            return photo
        notices.append(f"{kind.name} cannot hold greys with a profile of colours, which was left out")
        return replace(photo, metadata=replace(photo.metadata, icc=None))
    dtype = photo.samples.dtype
    samples = by_strips(
        lambda part: from_float(photo.space.to_srgb(to_float(part)), dtype), photo.samples, dtype
    )
    notices.append(f"{kind.name} cannot hold a profile of greys: they were converted to sRGB")
    return replace(photo, samples=samples, metadata=replace(photo.metadata, icc=None))


def _fitting_metadata(photo: Photo, kind: Format, notices: list[str]) -> Metadata:
    metadata = _with_fitting_resolution(photo.metadata, kind, notices)
    left_out: dict[str, Any] = {}
    for part, told in _NAMES.items():
        block = getattr(metadata, part)
        if not block:
            continue
        if part not in kind.holds:
            notices.append(f"{kind.name} cannot hold {told}, which was left out")
        elif kind.name == "avif" and part == "icc" and len(block) < _ROOM and photo.space.problem:
            notices.append("avif cannot hold this damaged colour profile, which was left out")
        elif not _has_room(photo, kind, part, block):
            notices.append(f"{kind.name} cannot hold {len(block)} bytes of {told}, which were left out")
        else:
            continue
        left_out[part] = None
    if kind.name == "png" and len(metadata.icc or b"") > png.MOST_UNPACKED:
        notices.append("some programs open no png with so large a colour profile")
    return replace(metadata, **left_out, pieces=_fitting_pieces(photo, kind.name, notices))


def _has_room(photo: Photo, kind: Format, part: str, block: bytes) -> bool:
    """Tell whether a part of the metadata is not too long for where the format puts it."""
    if kind.name == "avif" and part == "exif":
        return avif.is_written_grey(photo) or exif_fits(block)
    return kind.name != "jpeg" or jpeg.fits(part, block)


def _with_fitting_resolution(metadata: Metadata, kind: Format, notices: list[str]) -> Metadata:
    is_sane = metadata.dpi and all(_LEAST_DPI <= value <= _MOST_DPI for value in metadata.dpi)
    if not metadata.dpi or ("dpi" in kind.holds and is_sane):
        return metadata
    if metadata.exif is None or exif.resolution(metadata.exif) is None:
        notices.append(f"{kind.name} cannot hold a resolution of {metadata.dpi[0]:g} dpi, which was left out")
    return replace(metadata, dpi=None)


def _fitting_pieces(photo: Photo, target: str, notices: list[str]) -> Pieces:
    """Give the pieces that another format holds, too, and name the rest: comments go everywhere."""
    source = photo.format
    if source == target:
        return photo.metadata.pieces
    kept, texts, left = [], [], []
    for name, body in photo.metadata.pieces:
        if source and target in comments.NAMES and (text := comments.read_comment(name, body, source)):
            kept.append(comments.make_comment(text, target))
        elif keyword := comments.read_keyword(name, body):
            texts.append(f'"{keyword}"')
        else:
            left.append("a comment" if name in comments.NAMES.values() else f"a piece {name}")
    if texts:
        told = ", ".join(dict.fromkeys(texts))
        notices.append(f"{target} cannot hold texts of {source} ({told}), which were left out")
    if left:
        told = ", ".join(dict.fromkeys(left))
        notices.append(f"{target} cannot hold {told} of {source}, which was left out")
    return tuple(kept)
