"""JPEG, PNG, TIFF, WebP, AVIF and GIF by libvips, each by its own loader, which its makers fuzz."""

import os
import re
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np

from restorer.errors import printable
from restorer.formats import Format
from restorer.formats.codecs import (
    CodecError,
    EncoderOptions,
    check_colours,
    check_size,
    damage_of,
    fill_bits,
    split_alpha,
)
from restorer.formats.codecs.bridge import Bridge
from restorer.formats.containers import FURTHER_PICTURES, Sink, avif, tiff
from restorer.formats.containers.jpeg_markers import FollowedFile
from restorer.photo import Metadata, Photo
from restorer.pixels.color import srgb_profile
from restorer.pixels.samples import Samples
from restorer.pixels.strips import by_strips
from restorer.system.libvips import image_of, pyvips

_LOADERS = {
    "jpeg": "jpegload_source",
    "png": "pngload_source",
    "tiff": "tiffload_source",
    "webp": "webpload_source",
    "avif": "heifload_source",
    "gif": "gifload_source",
}
_DTYPES = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}
_CONVERTED = "CMYK was converted to sRGB"
_PICTURES = ("srgb", "rgb", "rgb16", "b-w", "grey16", "scrgb", "multiband")
_INTERPRETATIONS = {("u1", 1): "b-w", ("u1", 3): "srgb", ("u2", 1): "grey16", ("u2", 3): "rgb16"}
_HEAD_BYTES = 1 << 16
_MOST_MEGAPIXELS_HELD = 40
"""Up to here JPEG's codes are fitted to the picture, for which the coder holds all of it once more."""
_MOST_BYTES_HELD = {"avif": 64 << 20}
"""Files up to here are read at once where a decoder asks for a colour profile byte by byte."""
_AV1_CODING, _MONOCHROME = re.compile(rb"av1C..(.)", re.DOTALL), 0x10
_AUXILIARY = re.compile(
    rb"auxC.{4}(?!urn:mpeg:(mpegB:cicp:systems:auxiliary:alpha|hevc:2015:auxid:1)\0)", re.DOTALL
)
_MOST_BYTES_OF_A_SMALL_TIFF = 3 << 30


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:
    """Decode a picture as it lies in the file."""
    followed = FollowedFile(file) if kind.name == "jpeg" else None
    bridge = Bridge(followed) if followed else _bridge(file, kind)
    photo = bridge.run(lambda: _photo(*_open(bridge, file, kind, most_megapixels), kind))
    if followed is not None:
        return _check_jpeg(photo, followed, bridge.complaint)
    if kind.name == "tiff" and photo.depth == 32 and photo.is_grey and photo.alpha is not None:
        return _as_bright(photo, file)
    return _check_avif(photo, file) if kind.name == "avif" else photo


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:
    """Refuse what :func:`decode` does, as far as the header tells."""
    bridge = _bridge(file, kind)
    bridge.run(lambda: _open(bridge, file, kind, most_megapixels))


def encode(photo: Photo, kind: Format, options: EncoderOptions, file: Sink) -> None:
    """Encode a photo's samples; for AVIF its profile, EXIF and XMP, too, which else a container adds."""
    bridge = Bridge(file)
    saver = _saver_options(photo, kind, options)
    bridge.run(lambda: _image(photo, kind).write_to_target(bridge.target(), kind.extensions[0], **saver))


def _bridge(file: BinaryIO, kind: Format) -> Bridge:
    return Bridge(tiff.for_decoder(file) if kind.name == "tiff" else file)


def _open(
    bridge: Bridge, file: BinaryIO, kind: Format, most_megapixels: float
) -> tuple[Any, tuple[str, ...]]:
    """Open a picture of grey or RGB, nothing decoded yet; gives it and what had to be changed."""
    most_pixels = kind.densest and kind.densest * file.seek(0, os.SEEK_END)
    of_picture = tiff.of_picture(file) if kind.name == "tiff" else ()
    page = tiff.page_of(file) if kind.name == "tiff" else 0
    # libtiff's own limit is 50 MB for all
    options = {"unlimited": True, "page": page} if kind.name == "tiff" else {}
    image = getattr(pyvips().Image, _LOADERS[kind.name])(
        bridge.source(_MOST_BYTES_HELD.get(kind.name, 0)), fail_on="error", access="sequential", **options
    )
    check_size(image.width, image.height, most_megapixels, most_pixels)
    if len(of_picture) == image.bands and not all(of_picture):
        image, *others = (image[band] for band, is_wanted in enumerate(of_picture) if is_wanted)
        image = image.bandjoin(others)
    notices = []
    if image.interpretation == "cmyk" and image.bands in (4, 5) and image.format in ("uchar", "ushort"):
        image = _as_colours(image)
        notices.append(_CONVERTED)
    if image.interpretation not in _PICTURES or image.format not in _DTYPES or not 1 <= image.bands <= 4:
        raise CodecError(
            f"{image.interpretation} with {image.bands} channels of {image.format}; "
            "convert it to grey or RGB of 8 or 16 bits first"
        )
    pages = _get(image, "n-pages", 1)
    if page:
        notices.append(f"page {page + 1} of {pages} is used: the first is a preview")
    elif pages > 1:
        what = "pages" if kind.name == "tiff" else "pictures"
        notices.append(f"only the first of {pages} {what} is used")
    return image, tuple(notices)


def _as_colours(image: Any) -> Any:
    """Convert CMYK to sRGB, transparency apart from it: libvips takes 255 for the most of that, always."""
    inks, alpha = image.extract_band(0, n=4), [image[band] for band in range(4, image.bands)]
    colours = inks.icc_transform(
        "srgb", embedded=True, input_profile="cmyk", depth=16 if image.format == "ushort" else 8
    )
    return colours.bandjoin(alpha) if alpha else colours


def _photo(image: Any, notices: tuple[str, ...], kind: Format) -> Photo:
    metadata, depth = _metadata(image, kind), _depth(image)
    if kind.name in ("jpeg", "png") and _CONVERTED not in notices:  # their containers find more of them
        metadata = replace(metadata, icc=None)
    array = image.numpy().reshape(image.height, image.width, image.bands)
    if kind.name == "avif" and depth > 8:
        array = fill_bits(array, depth)
    return Photo(*split_alpha(array), depth, metadata, notices=notices)


def _metadata(image: Any, kind: Format) -> Metadata:
    """Take what libvips tells: the ICC profile and, of AVIF, which no container of ours reads, the rest."""
    is_avif = kind.name == "avif"
    return Metadata(
        exif=avif.read_exif(_get(image, "exif-data", b"")) if is_avif else None,
        xmp=_get(image, "xmp-data", None) if is_avif else None,
        icc=_get(image, "icc-profile-data", None),
    )


def _check_jpeg(photo: Photo, followed: FollowedFile, complaint: str) -> Photo:
    """Refuse a JPEG without an end, whose last rows may be made of nothing; tell of other damage."""
    if not followed.has_end:
        raise CodecError(damage_of("premature end of JPEG image"))
    if complaint:
        flaw = f"the file is damaged: {printable(complaint)}"
    elif not followed.is_read_out:
        flaw = "the picture may be damaged: its data go on behind its last row"
    else:
        return photo
    return replace(photo, notices=(*photo.notices, flaw), flaws=(flaw,))


def _check_avif(photo: Photo, file: BinaryIO) -> Photo:
    """Refuse colours told by numbers that are not sRGB's, keep grey grey, tell of further pictures."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    _, found, numbers = head.partition(b"colrnclx")
    if found and photo.metadata.icc is None:
        check_colours(int.from_bytes(numbers[0:2]), int.from_bytes(numbers[2:4]))
    codings = _AV1_CODING.findall(head)
    if codings and all(flags[0] & _MONOCHROME for flags in codings):
        photo = photo.with_samples(np.ascontiguousarray(photo.samples[:, :, :1]))
    notices = [FURTHER_PICTURES] if b"tmap" in head or _AUXILIARY.search(head) else []
    if head[8:12] == b"avis":
        notices.append("only the first picture of the sequence is used")
    notices += avif.told_left_out(file, photo.metadata.exif)
    return replace(photo, notices=(*photo.notices, *notices))


def _as_bright(photo: Photo, file: BinaryIO) -> Photo:
    """Make grey floats as bright as they were: libvips took alpha out as if it went to what integers do."""
    if not tiff.is_premultiplied(file):
        return photo
    return photo.with_samples(photo.samples / np.float32(65535 if tiff.is_half(file) else 255))


def _depth(image: Any) -> int:
    if image.format == "ushort":
        return max(8, int(_get(image, "bits-per-sample", 16)))
    return {"uchar": 8, "float": 32}[image.format]


def _get(image: Any, name: str, default: Any) -> Any:
    return image.get(name) if image.get_typeof(name) else default


def _image(photo: Photo, kind: Format) -> Any:
    array = photo.samples if photo.alpha is None else np.dstack([photo.samples, photo.alpha])
    if kind.name == "avif" and photo.depth > 8:
        array = _rounded(array, photo.depth)
    interpretation = _INTERPRETATIONS.get((array.dtype.str[1:], photo.samples.shape[2]), "scrgb")
    if kind.name != "avif":
        return image_of(array, interpretation)
    metadata = photo.metadata
    icc = metadata.icc and avif.make_profile_room(metadata.icc, srgb_profile())
    exif = metadata.exif and avif.make_room(metadata.exif)
    return image_of(array, interpretation, icc, exif=exif, xmp=metadata.xmp)


def _rounded(samples: Samples, depth: int) -> Samples:
    """Give uint16 samples whose high bits are the nearest of ``depth`` bits; libvips drops the low ones."""
    most = (1 << depth) - 1
    return by_strips(
        lambda part: (part.astype(np.uint32) * most + 32767) // 65535 << 16 - depth, samples, samples.dtype
    )


def _saver_options(photo: Photo, kind: Format, options: EncoderOptions) -> dict[str, Any]:
    lossy = {"Q": options.quality, "keep": "none"}
    match kind.name:
        case "jpeg":
            return lossy | {
                "subsample_mode": "off" if options.full_chroma else "on",
                "optimize_coding": photo.megapixels < _MOST_MEGAPIXELS_HELD,
            }
        case "webp":
            return lossy | {"lossless": options.lossless, "exact": True, "smart_subsample": True}
        case "avif":
            chroma = "off" if options.full_chroma else "on"
            # Where there is no EXIF libvips would make some up.
            return {
                "Q": options.quality,
                "compression": "av1",
                "bitdepth": photo.depth,
                "subsample_mode": chroma,
                "keep": "all" if photo.metadata.exif else "icc|xmp",
            }
        case "tiff":
            is_large = photo.samples.nbytes > _MOST_BYTES_OF_A_SMALL_TIFF
            predictor = "none" if photo.depth == 32 else "horizontal"
            return {"compression": "deflate", "predictor": predictor, "bigtiff": is_large, "keep": "none"}
    return {"keep": "none"}
