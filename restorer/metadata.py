"""EXIF, XMP, IPTC, ICC and dpi: from a decoded image to :class:`Metadata` and back."""

import struct
from typing import Any

from restorer.photo import Metadata

_BLOBS = {"exif": "exif-data", "xmp": "xmp-data", "iptc": "iptc-data", "icc": "icc-profile-data"}
_MILLIMETRES_PER_INCH = 25.4
_ORIENTATION = 0x0112


def read_metadata(image: Any) -> Metadata:
    """Take the metadata of a ``pyvips.Image`` whose pixels have been turned upright."""
    fields = set(image.get_fields())
    blobs = {name: image.get(key) for name, key in _BLOBS.items() if key in fields}
    if "exif" in blobs:
        blobs["exif"] = upright_exif(blobs["exif"])
    dpi = (image.xres * _MILLIMETRES_PER_INCH, image.yres * _MILLIMETRES_PER_INCH)
    return Metadata(**blobs, dpi=dpi)


def attach_metadata(image: Any, metadata: Metadata) -> Any:
    """Give a copy of a ``pyvips.Image`` that carries the metadata."""
    import pyvips

    xres, yres = (value / _MILLIMETRES_PER_INCH for value in metadata.dpi or (72.0, 72.0))
    image = image.copy(xres=xres, yres=yres)
    for name, key in _BLOBS.items():
        blob = getattr(metadata, name)
        if blob is not None:
            image.set_type(pyvips.GValue.blob_type, key, blob)
    return image


def upright_exif(exif: bytes) -> bytes:
    """Give the EXIF block with its orientation set to 1, all other bytes as they are.

    The orientation is a short in the first directory (EXIF 2.32, 4.6.4); a block that has none,
    or that cannot be followed, comes back unchanged.
    """
    head = 6 if exif[:6] == b"Exif\0\0" else 0
    order = {b"II": "<", b"MM": ">"}.get(exif[head : head + 2])
    if order is None:
        return exif
    try:
        (directory,) = struct.unpack_from(order + "I", exif, head + 4)
        (count,) = struct.unpack_from(order + "H", exif, head + directory)
        entries = [head + directory + 2 + 12 * entry for entry in range(count)]
        tags = {struct.unpack_from(order + "H", exif, entry)[0]: entry for entry in entries}
    except struct.error:
        return exif
    if _ORIENTATION not in tags:
        return exif
    upright = bytearray(exif)
    struct.pack_into(order + "H", upright, tags[_ORIENTATION] + 8, 1)
    return bytes(upright)
