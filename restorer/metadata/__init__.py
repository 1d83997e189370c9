"""EXIF, XMP and IPTC together: made true after turning a picture upright, stripped of its place."""

import re
from dataclasses import replace

from restorer.metadata import exif, iptc, packets, xmp
from restorer.photo import Metadata

_OF_THE_PLACE = re.compile(rb"GoPro\0|(exif:)?GPS|Location\0|geo:(lat|lon)", re.IGNORECASE)
"""How pieces begin that tell of the place: an action camera's segment, and PNG's texts by their names."""
_UNREAD = {
    "EXIF": re.compile(rb"Exif\0|Raw profile type (exif|APP1)\0", re.IGNORECASE),
    "XMP": re.compile(rb"XML:com\.adobe\.xmp\0|Raw profile type xmp\0", re.IGNORECASE),
    "IPTC": re.compile(rb"Raw profile type (iptc|8bim)\0", re.IGNORECASE),
}
"""How pieces begin that may tell of it: what could not be read, by what it is."""


def upright(metadata: Metadata, width: int, height: int, *, turned: bool = False) -> Metadata:
    """Give the metadata of a picture that now stands upright, ``width`` by ``height``.

    Orientations are 1, sizes those given, resolutions change places if it was ``turned`` by a quarter; small
    pictures inside, now untrue, are left out. The resolution is that of the EXIF where the file tells none.
    """
    block = metadata.exif and exif.upright_exif(metadata.exif, width, height, turned=turned)
    return replace(
        metadata,
        exif=block,
        dpi=metadata.dpi or (exif.resolution(block) if block else None),
        xmp=metadata.xmp and xmp.upright_xmp(metadata.xmp, width, height),
        iptc=metadata.iptc and (iptc.without_untrue(metadata.iptc) or None),
    )


def report_damage(metadata: Metadata, *, is_turned: bool) -> tuple[Metadata, list[str]]:
    """Report what of the metadata is damaged, which is kept as it is; also gives the metadata.

    EXIF of which nothing can be read is left out where the picture was turned by other words than its own: it
    may tell to turn it, and others would do so once more.
    """
    notices = []
    if metadata.xmp and packets.is_damaged(metadata.xmp):
        notices.append("its XMP is damaged")
    block = metadata.exif
    if not block or not exif.is_damaged(block):
        return metadata, notices
    if not is_turned or exif.orientation(block) or exif.read_tags(block):
        return metadata, [*notices, "its EXIF is damaged"]
    notices.append("its EXIF is damaged and was left out, as it may tell to turn the picture once more")
    return replace(metadata, exif=None), notices


def without_gps(metadata: Metadata) -> tuple[Metadata, list[str]]:
    """Give the metadata without what tells where the photo was taken, and say what had to go for it."""
    stripped = replace(
        metadata,
        exif=metadata.exif and exif.without_gps(metadata.exif),
        xmp=metadata.xmp and xmp.without_gps(metadata.xmp),
        iptc=metadata.iptc and (iptc.without_place(metadata.iptc) or None),
        pieces=tuple(piece for piece in metadata.pieces if not _may_tell(piece[1])),
    )
    is_lost = {"EXIF": metadata.exif and stripped.exif is None, "XMP": metadata.xmp and stripped.xmp is None}
    notices = [
        f"its {name} is damaged and may tell where it was taken; it was left out"
        for name, begin in _UNREAD.items()
        if is_lost.get(name) or any(begin.match(body) for _, body in metadata.pieces)
    ]
    if metadata.exif and stripped.exif and exif.has_packets(metadata.exif):
        notices.append("packets within its EXIF may tell where it was taken; they were left out")
    return stripped, notices


def _may_tell(piece: bytes) -> bool:
    return any(place.match(piece) for place in (_OF_THE_PLACE, *_UNREAD.values()))
