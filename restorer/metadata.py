"""EXIF, XMP, IPTC, ICC and dpi: from a decoded image to :class:`Metadata` and back."""

from typing import Any

from restorer.exif import exif_of_tiff, upright_exif
from restorer.photo import Metadata

_BLOBS = {"exif": "exif-data", "xmp": "xmp-data", "iptc": "iptc-data", "icc": "icc-profile-data"}
_MILLIMETRES_PER_INCH = 25.4


def read_metadata(image: Any, content: bytes) -> Metadata:
    """Take the metadata of a ``pyvips.Image`` turned upright, decoded from the file ``content``."""
    fields = set(image.get_fields())
    blobs = {name: image.get(key) for name, key in _BLOBS.items() if key in fields}
    if image.get("vips-loader").startswith("tiff") and (exif := exif_of_tiff(content)):
        blobs["exif"] = exif
    if "exif" in blobs:
        blobs["exif"] = upright_exif(blobs["exif"])
    resolution = image.xres, image.yres  # pixels a millimetre; libvips gives 1 where a file says nothing
    dpi = tuple(value * _MILLIMETRES_PER_INCH for value in resolution) if resolution != (1, 1) else None
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
