"""EXIF, XMP and IPTC together: made true after turning a picture upright, stripped of its place."""

from dataclasses import replace

from restorer import exif, iptc, xmp
from restorer.photo import Metadata


def upright(metadata: Metadata, width: int, height: int) -> Metadata:
    """Give the metadata of a picture that now stands upright, ``width`` by ``height``.

    Orientations are 1, sizes those given; small pictures inside, now untrue, are left out.
    """
    return replace(
        metadata,
        exif=metadata.exif and exif.upright_exif(metadata.exif, width, height),
        xmp=metadata.xmp and xmp.upright_xmp(metadata.xmp, width, height),
        iptc=metadata.iptc and (iptc.without_thumbnails(metadata.iptc) or None),
    )


def without_gps(metadata: Metadata) -> Metadata:
    """Give the metadata without what tells where the photo was taken."""
    return replace(
        metadata,
        exif=metadata.exif and exif.without_gps(metadata.exif),
        xmp=metadata.xmp and xmp.without_gps(metadata.xmp),
        iptc=metadata.iptc and (iptc.without_place(metadata.iptc) or None),
    )
