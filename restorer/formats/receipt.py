"""Receipts: what was written, read back and compared with what was to be written."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np

from restorer.formats import Format
from restorer.metadata import exif, iptc, packets
from restorer.photo import Metadata, Photo
from restorer.pixels.samples import Samples, to_float, white
from restorer.pixels.strips import strips

_MOST_MEAN_ERROR = 12 / 255
"""What a lossy format may change a picture by on average at a sane quality; a wrong one is far beyond."""
_SANE_QUALITY, _BLOCK = 50, 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a written file holds, as read back from it.

    ``tags`` counts what travels with the samples: EXIF and IPTC entries, XMP properties, ``pieces``
    (text, comments). ``sha256`` is of the file's bytes. ``notices`` say what its format cannot hold.
    ``quality`` is that of a lossy file; ``None`` where every sample was found to be the one written.
    """

    format: str
    width: int
    height: int
    depth: int
    channels: int
    alpha: bool
    icc: bool
    tags: dict[str, int]
    sha256: str
    notices: tuple[str, ...] = ()
    quality: int | None = None

    @property
    def is_compared(self) -> bool:
        """Whether the samples were compared with those written; at a low quality they may be far off."""
        return self.quality is None or self.quality >= _SANE_QUALITY

    def facts(self) -> dict[str, Any]:
        """Give all of it as plain values."""
        return dataclasses.asdict(self)


def make_receipt(
    photo: Photo, kind: Format, sha256: str, notices: tuple[str, ...], quality: int | None = None
) -> Receipt:
    """Make the receipt of a photo as read back from a file."""
    return Receipt(
        format=kind.name,
        width=photo.width,
        height=photo.height,
        depth=photo.depth,
        channels=photo.samples.shape[2],
        alpha=photo.alpha is not None,
        icc=photo.metadata.icc is not None,
        tags=count_tags(photo.metadata),
        sha256=sha256,
        notices=notices,
        quality=quality,
    )


def count_tags(metadata: Metadata) -> dict[str, int]:
    """Count what travels with the samples, by kind."""
    return {
        "exif": exif.count_tags(metadata.exif or b""),
        "xmp": packets.count_properties(metadata.xmp or b""),
        "iptc": iptc.count_records(metadata.iptc or b""),
        "pieces": len(metadata.pieces),
    }


def find_losses(wanted: Photo, found: Photo, *, exact: bool, quality: int) -> list[str]:
    """Name what a file that was read back lacks of the photo it was written from.

    ``exact`` asks for the very samples; else what ``quality`` of 1 to 100 may cost is allowed.
    """
    losses = [
        f"{name} is {have}, expected {want}"
        for name, want, have in (
            ("size", f"{wanted.width} x {wanted.height}", f"{found.width} x {found.height}"),
            ("bit depth", wanted.depth, found.depth),
            ("transparency", _is_transparent(wanted), _is_transparent(wanted) and found.alpha is not None),
            # Three equal channels may come back as one: whether they are the same, the samples tell.
            ("grey", wanted.is_grey, found.is_grey and wanted.is_grey),
        )
        if want != have
    ]
    losses += _lost_metadata(wanted.metadata, found.metadata)
    if not losses and (loss := _lost_samples(wanted, found, exact=exact, quality=quality)):
        losses.append(loss)
    return losses


def _is_transparent(photo: Photo) -> bool:
    """Tell whether there is alpha that says anything: WebP does not keep one that is opaque throughout."""
    alpha = photo.alpha
    return alpha is not None and any((alpha[rows] != white(alpha.dtype)).any() for rows in photo.strips())


def _lost_metadata(wanted: Metadata, found: Metadata) -> list[str]:
    wants, has = count_tags(wanted), count_tags(found)
    wants["exif"], has["exif"] = _kept_tags(wanted.exif or b"", found.exif or b"")
    losses = [
        f"{has[name]} of {count} {name} entries are left"
        for name, count in wants.items()
        if has[name] < count
    ]
    if wanted.icc is not None and wanted.icc != found.icc:
        losses.append("the colour profile is another")
    if wanted.dpi and (not found.dpi or not np.allclose(wanted.dpi, found.dpi, rtol=0.01, atol=1)):
        losses.append(f"the resolution is {found.dpi}, expected {wanted.dpi}")
    return losses


def _kept_tags(wanted: bytes, found: bytes) -> tuple[int, int]:
    """Count the tags of EXIF, and those of them that another block holds with the same value."""
    tags, others = exif.read_tags(wanted), exif.read_tags(found)
    return len(tags), sum(others.get(name) == value for name, value in tags.items())


def _lost_samples(wanted: Photo, found: Photo, *, exact: bool, quality: int) -> str | None:
    pairs = [(wanted.samples, found.samples)]
    if wanted.alpha is not None and found.alpha is not None:
        pairs.append((wanted.alpha, found.alpha))
    if exact:
        is_same = all(_is_same(wanted, found) for wanted, found in pairs)
        return None if is_same else "the samples are not those written"
    error = max(_mean_error(*pair) for pair in pairs)
    if quality < _SANE_QUALITY or error <= _MOST_MEAN_ERROR:
        return None
    return f"the samples are {error * 255:.0f} levels off those written"


def _is_same(wanted: Samples, found: Samples) -> bool:
    return wanted.shape[:2] == found.shape[:2] and all(
        bool((wanted[rows] == found[rows]).all()) for rows in strips(*wanted.shape[:2])
    )


def _mean_error(wanted: Samples, found: Samples) -> float:
    """Give the mean difference of 16 x 16 blocks: noise between neighbours is what coders may take."""
    total = 0.0
    for rows in strips(*wanted.shape[:2]):
        error = to_float(wanted[rows]) - to_float(found[rows])
        for axis in (0, 1):
            error = np.add.reduceat(error, np.arange(0, error.shape[axis], _BLOCK), axis=axis)
        total += float(np.abs(error).sum(dtype=np.float64))
    return total / wanted.size
