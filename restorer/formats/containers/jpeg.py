"""JPEG: segments before the scan (ITU-T T.81, annex B; JFIF 1.01; XMP part 3, section 1.1.3)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np

from restorer.formats.containers import (
    CREDENTIALS,
    FURTHER_PICTURES,
    SECOND,
    VIDEO,
    Contents,
    Prefaced,
    left_behind,
    told_shape,
)
from restorer.formats.containers.jpeg_markers import end_of, segments
from restorer.metadata import exif, packets
from restorer.photo import Coding, Metadata

_PHOTOSHOP_HEAD = b"Photoshop 3.0\0"
_ICC_HEAD = b"ICC_PROFILE\0"
_EXTENDED_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
_GUID = 32
_EXTENDED_START = len(_EXTENDED_HEAD) + _GUID + 8
"""Behind the name, the length of all parts and the place of this one."""
_MOST_IN_A_SEGMENT = 65533
_MOST_XMP = 65502
_ICC_START = len(_ICC_HEAD) + 2
_MOST_ICC = _MOST_IN_A_SEGMENT - _ICC_START
_OF_A_GAIN_MAP = b"http://ns.adobe.com/hdr-gain-map/"
_GAIN_MAP = "the HDR gain map was left out"
_DQT, _APP0, _APP1, _APP2, _APP11, _APP13, _APP14, _COM = (
    0xDB, 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE, 0xFE,
)  # fmt: skip
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_OF_THE_WHOLE = {
    (_APP2, b"MPF\0"): FURTHER_PICTURES,
    (_APP2, b"urn:iso:std:iso:ts:21496:"): _GAIN_MAP,
    (_APP11, b"JP"): CREDENTIALS,
}
"""Segments that would be untrue in a result, and what to say of each."""
_LUMINANCE_50 = np.array(
    [16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40,
     58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103,
     104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99]
)  # fmt: skip
"""The luminance table of quality 50 in zigzag order (T.81, table K.1)."""


def read(file: BinaryIO) -> Contents:
    """Read a JPEG's metadata and how it was coded."""
    found = _Found()
    for marker, body in segments(file):
        _take(found, marker, body)
    found.xmp, is_all = packets.join(found.xmp, found.extension())
    if not is_all:
        found.notices.append("a part of its XMP is missing or damaged and was left out")
    if len(found.parts) > 1:
        found.notices.append(SECOND["xmp"])
    icc = _joined_profile(found)
    behind = _behind(file)
    if behind and (behind == VIDEO or FURTHER_PICTURES not in found.notices):
        found.notices.append(behind)
    if _OF_A_GAIN_MAP in (found.xmp or b""):  # which is the further picture, or what lies behind
        others = {FURTHER_PICTURES, behind} - {VIDEO}
        found.notices = [_GAIN_MAP if told in others else told for told in found.notices]
    metadata = Metadata(
        found.exif, found.xmp, found.photoshop or None, icc, found.dpi, pieces=tuple(found.pieces)
    )
    coding = Coding(found.quality, full_chroma=found.full_chroma)
    return Contents(metadata, coding, tuple(dict.fromkeys(found.notices)))


def write(file: BinaryIO, metadata: Metadata) -> Prefaced:
    """Give the sink for a codec's bare JPEG, which puts the metadata in front of its tables."""
    blocks = [(_APP0, _jfif(metadata.dpi))]
    blocks += [(_APP2, part) for part in _profile(metadata.icc or b"")]
    if metadata.exif:
        blocks.append((_APP1, exif.EXIF_HEAD + metadata.exif))
    if metadata.xmp:
        main, extended = packets.split(metadata.xmp, _MOST_XMP)
        blocks += [(_APP1, packets.XMP_HEAD + main), *((_APP1, part) for part in _extension(extended))]
    for at in range(0, len(metadata.iptc or b""), _MOST_IN_A_SEGMENT - len(_PHOTOSHOP_HEAD)):
        part = (metadata.iptc or b"")[at : at + _MOST_IN_A_SEGMENT - len(_PHOTOSHOP_HEAD)]
        blocks.append((_APP13, _PHOTOSHOP_HEAD + part))
    blocks += [(int(name, 16), body) for name, body in metadata.pieces]
    segments = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in blocks)
    return Prefaced(file, lambda head: head[:2] + segments + head[2:] if len(head) >= 2 else None)


def fits(part: str, content: bytes) -> bool:
    """Tell whether a part of the metadata, of this size, has room in a JPEG."""
    if part == "exif":
        return len(exif.EXIF_HEAD) + len(content) <= _MOST_IN_A_SEGMENT
    if part == "icc":
        return len(content) <= 255 * _MOST_ICC
    return part != "xmp" or len(packets.split(content, _MOST_XMP)[0]) <= _MOST_XMP


@dataclass(slots=True)
class _Found:
    """What was found so far in a JPEG's segments."""

    exif: bytes | None = None
    xmp: bytes | None = None
    parts: dict[bytes, dict[bytes, bytes]] = field(default_factory=dict)
    photoshop: bytes = b""
    profile: dict[int, bytes] = field(default_factory=dict)
    profile_parts: int = 0
    dpi: tuple[float, float] | None = None
    quality: int | None = None
    full_chroma: bool = True
    pieces: list[tuple[str, bytes]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def extension(self) -> bytes | None:
        """Join the parts of the extended XMP that the main packet names, or of the only one there is.

        Empty where one is missing, ``None`` where there are none. They are kept by their name and length.
        """
        named = [key for key in self.parts if key[:_GUID] in (self.xmp or b"")]
        key = next(iter(named or self.parts), None)
        if key is None:
            return None
        joined = b"".join(part for _, part in sorted(self.parts[key].items()))
        return joined if len(joined) == int.from_bytes(key[_GUID:]) else b""


def _take(found: _Found, marker: int, body: bytes) -> None:
    if notice := _notice(marker, body):
        found.notices.append(notice)
    elif marker in (_APP1, _APP2, _APP13) and _take_metadata(found, marker, body):
        return
    elif marker == _APP0 and body.startswith(b"JFIF\0"):
        density = struct.unpack_from(">BHH", body.ljust(12, b"\0"), 7)
        found.dpi = found.dpi or _resolution(*density)
        found.notices += told_shape(*density)
    elif marker == _DQT and found.quality is None:
        found.quality = _quality(body)
    elif marker in _FRAMES:
        found.full_chroma = _has_full_chroma(body)
    elif marker == _COM or (_APP0 < marker < _APP0 + 16 and marker != _APP14):
        found.pieces.append((f"{marker:02x}", body))


def _take_metadata(found: _Found, marker: int, body: bytes) -> bool:
    """Take EXIF, XMP, a profile or Photoshop's blocks; tells whether the segment is one of them."""
    if marker == _APP1 and body.startswith(exif.EXIF_HEAD):
        _take_exif(found, body[len(exif.EXIF_HEAD) :])
    elif marker == _APP1 and body.startswith(packets.XMP_HEAD):
        _take_xmp(found, body[len(packets.XMP_HEAD) :])
    elif marker == _APP1 and body.startswith(_EXTENDED_HEAD) and len(body) > _EXTENDED_START:
        key, offset = (
            body[len(_EXTENDED_HEAD) : _EXTENDED_START - 4],
            body[_EXTENDED_START - 4 : _EXTENDED_START],
        )
        found.parts.setdefault(key, {})[offset] = body[_EXTENDED_START:]
    elif marker == _APP2 and body.startswith(_ICC_HEAD) and len(body) > _ICC_START:
        _take_profile(found, body)
    elif marker == _APP13 and body.startswith(_PHOTOSHOP_HEAD):
        found.photoshop += body[len(_PHOTOSHOP_HEAD) :]
    else:
        return False
    return True


def _take_xmp(found: _Found, packet: bytes) -> None:
    found.xmp = found.xmp or packet
    if packet not in (b"", found.xmp):
        found.notices.append(SECOND["xmp"])


def _take_profile(found: _Found, body: bytes) -> None:
    """Take one of so many parts of a colour profile; of two profiles, the first counts."""
    (number, parts), content = body[len(_ICC_HEAD) : _ICC_START], body[_ICC_START:]
    found.profile_parts = found.profile_parts or parts
    if parts != found.profile_parts or found.profile.setdefault(number, content) != content:
        found.notices.append(SECOND["icc"])


def _joined_profile(found: _Found) -> bytes | None:
    """Join the parts of the colour profile, if all of them are there."""
    numbers = sorted(found.profile)
    if numbers != list(range(1, found.profile_parts + 1)):
        found.notices.append("a colour profile with a piece missing was left out")
        return None
    return b"".join(found.profile[number] for number in numbers) or None


def _take_exif(found: _Found, block: bytes) -> None:
    """Take an EXIF block, or the rest of one too long for a segment; of two, the first counts."""
    if found.exif is None:
        found.exif = exif.bare_exif(block)
    elif not exif.begins_exif(block):
        found.exif += block
    elif block != found.exif:
        found.notices.append(SECOND["exif"])


def _profile(icc: bytes) -> Iterator[bytes]:
    """Give the segments of a colour profile: name, number and count before each part."""
    parts = [icc[at : at + _MOST_ICC] for at in range(0, len(icc), _MOST_ICC)]
    for number, part in enumerate(parts, start=1):
        yield _ICC_HEAD + bytes([number, len(parts)]) + part


def _extension(extended: bytes) -> Iterator[bytes]:
    """Give the segments of extended XMP: name, length and place before each part."""
    guid = packets.guid_of(extended)
    for at in range(0, len(extended), _MOST_XMP - _EXTENDED_START):
        part = extended[at : at + _MOST_XMP - _EXTENDED_START]
        yield _EXTENDED_HEAD + guid + struct.pack(">II", len(extended), at) + part


def _behind(file: BinaryIO) -> str | None:
    """Tell what lies behind the end of the picture, if more than padding; the file stands at its scan."""
    end = end_of(file)
    if end is None:
        return None
    file.seek(end)
    return left_behind(file)


def _notice(marker: int, body: bytes) -> str | None:
    return next(
        (text for (of, head), text in _OF_THE_WHOLE.items() if marker == of and body.startswith(head)), None
    )


def _resolution(unit: int, across: int, down: int) -> tuple[float, float] | None:
    scale = {1: 1.0, 2: 2.54}.get(unit)
    return (across * scale, down * scale) if scale and across and down else None


def _jfif(dpi: tuple[float, float] | None) -> bytes:
    across, down = (min(65535, max(1, round(value))) for value in dpi or (1, 1))
    return b"JFIF\0" + struct.pack(">HBHHBB", 0x0101, 1 if dpi else 0, across, down, 0, 0)


def _quality(tables: bytes) -> int | None:
    """Estimate the quality setting of libjpeg that gives at least as fine a luminance table."""
    kind = np.dtype(">u2" if tables[:1] > b"\x0f" else "u1")
    if len(tables) < 1 + 64 * kind.itemsize:
        return None
    values = np.frombuffer(tables, kind, 64, offset=1)
    scale = 100 * float(values.sum()) / float(_LUMINANCE_50.sum())
    quality = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return int(np.clip(np.ceil(quality), 1, 100))


def _has_full_chroma(frame: bytes) -> bool:
    components = frame[5] if len(frame) > 5 else 0
    factors = [frame[7 + 3 * index] for index in range(components) if len(frame) > 7 + 3 * index]
    return len(set(factors)) <= 1
