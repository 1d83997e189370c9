"""PNG: chunks before and after the pixels (PNG 3rd edition; ImageMagick's raw profiles)."""

import os
import re
import struct
import zlib
from collections.abc import Iterator
from operator import sub
from typing import BinaryIO

from restorer.formats.containers import (
    CREDENTIALS,
    PALETTE,
    Contents,
    Prefaced,
    deepened,
    left_behind,
    take,
    told_shape,
)
from restorer.metadata.exif import EXIF_HEAD, bare_exif, begins_exif
from restorer.metadata.iptc import with_records
from restorer.metadata.packets import XMP_HEAD
from restorer.photo import MOST_METADATA_BYTES, Coding, Metadata

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_PALETTE, _BITS = b"\3", b"\x08"
_PROFILE = re.compile(rb"\s*\w+\s+(\d+)\s([0-9a-fA-F\s]*)$")
_PROFILES = {
    b"Raw profile type iptc": "iptc",
    b"Raw profile type 8bim": "iptc",
    b"Raw profile type xmp": "xmp",
    b"Raw profile type exif": "exif",
    b"Raw profile type APP1": "exif",
}
_TEXTS = ("tEXt", "zTXt", "iTXt")
_PROFILE_HEADS = {"iptc": b"8BIM", "exif": EXIF_HEAD, "xmp": b"<"}
_RECORD = b"\x1c"
_OF_THE_SAMPLES = frozenset(
    {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "hIST", "pHYs", "acTL", "fcTL", "fdAT", "iDOT", "CgBI",
     "caBX"}
)  # fmt: skip
_NOTICES = {
    "acTL": "only the first picture of the animation is used",
    "caBX": CREDENTIALS,
}
_CHECK_BYTES = 4
MOST_UNPACKED = 1 << 20
"""Files with more packed text, or a longer profile, Pillow does not open."""
_METRE = 0.0254
_UNIT = 100_000
_SRGB_GAMMA, _MOST_OFF = 1 / 2.2, 0.1
_SRGB, _MOST_APART = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06), 0.005
"""White and the three primaries, x and y of each."""
_OF_THE_COLOURS = frozenset({"gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI"})
"""Chunks that say how samples are to be seen: kept, though the standard calls them unsafe to copy."""


class _Unpacker:
    """Unpacks text, no more of one file than would be sane."""

    def __init__(self) -> None:
        self._left = MOST_METADATA_BYTES

    def __call__(self, packed: bytes) -> bytes | None:
        if self._left == 0:
            return None
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(packed, self._left)
        except zlib.error:
            return None
        self._left -= len(text)
        return text if unpacker.eof else None


def read(file: BinaryIO) -> Contents:
    """Read a PNG's metadata; text stays packed as it is."""
    found: dict[str, bytes] = {}
    pieces: list[tuple[str, bytes]] = []
    notices: list[str] = []
    left: list[str] = []
    dpi = None
    unpack = _Unpacker()
    for name, body in _chunks(file, notices):
        part, content = _known(name, body, unpack)
        if part and content:
            take(found, part, content, notices)
        elif part:
            notices.append(f"the damaged chunk {name} was left out")
        elif name == "pHYs":
            across, down, unit = struct.unpack(">IIB", body) if len(body) == 9 else (0, 0, 0)
            dpi = _resolution(unit, across, down) or dpi
            notices += told_shape(unit, across, down)
        elif name in _NOTICES:
            notices.append(_NOTICES[name])
        elif name == "IHDR":
            notices += _told_samples(body)
        elif name in _OF_THE_COLOURS or (name not in _OF_THE_SAMPLES and _is_kept(name)):
            pieces.append((name, body))
        elif name not in _OF_THE_SAMPLES:
            left.append(name)
    if left:
        names = ", ".join(dict.fromkeys(left))
        notices.append(f"chunks that hold for the original only were left out ({names})")
    exif, xmp, iptc, icc = map(found.get, ("exif", "xmp", "iptc", "icc"))
    metadata = Metadata(exif, xmp, iptc, icc, dpi, tuple(pieces))
    notices += _passed_over(dict(pieces), has_profile=icc is not None)
    return Contents(metadata, Coding(lossless=True), tuple(notices))


def _told_samples(header: bytes) -> Iterator[str]:
    """Say that samples became colours, or larger ones."""
    bits, colours = header[8:9], header[9:10]
    if colours == _PALETTE:
        yield PALETTE
    elif bits < _BITS:
        yield deepened(bits[0])


def _passed_over(pieces: dict[str, bytes], *, has_profile: bool) -> Iterator[str]:
    """Say what is not sRGB's, which the samples are taken for, unless something else outranks it."""
    if has_profile or "sRGB" in pieces or "cICP" in pieces:
        return
    gamma, primaries = (_numbers(pieces.get(name, b"")) for name in ("gAMA", "cHRM"))
    if len(gamma) == 1 and gamma[0] and abs(gamma[0] / _SRGB_GAMMA - 1) > _MOST_OFF:
        yield f"its gamma of {gamma[0]:g} (gAMA) is not that of sRGB and was passed over"
    if len(primaries) == len(_SRGB) and max(map(abs, map(sub, primaries, _SRGB))) > _MOST_APART:
        yield "its primary colours (cHRM) are not those of sRGB and were passed over"


def _numbers(body: bytes) -> list[float]:
    return [int.from_bytes(body[at : at + 4]) / _UNIT for at in range(0, len(body), 4)]


def write(file: BinaryIO, metadata: Metadata) -> Prefaced:
    """Give the sink for a codec's bare PNG, which puts the metadata before its pixels."""
    chunks = [(name, body) for name, body in metadata.pieces]
    if metadata.icc:
        chunks.append(("iCCP", b"ICC profile\0\0" + zlib.compress(metadata.icc)))
    if metadata.dpi:
        across, down = (round(value / _METRE) for value in metadata.dpi)
        chunks.append(("pHYs", struct.pack(">IIB", across, down, 1)))
    if metadata.exif:
        chunks.append(("eXIf", metadata.exif))
    if metadata.xmp:
        chunks.append(("iTXt", _XMP_KEYWORD + b"\0\0\0\0\0" + metadata.xmp))
    if metadata.iptc:
        chunks.append(_iptc(metadata.iptc))
    added = b"".join(_packed(name.encode("latin-1"), body) for name, body in chunks)

    def rewrite(head: bytes) -> bytes | None:
        kept, at = [head[:8]], 8
        while len(head) >= at + 8:
            length, name = struct.unpack_from(">I4s", head, at)
            if name == b"IDAT":
                return b"".join([*kept, added, head[at:]])
            if name != b"pHYs":
                kept.append(head[at : at + 12 + length])
            at += 12 + length
        return None

    return Prefaced(file, rewrite)


def _chunks(file: BinaryIO, notices: list[str]) -> Iterator[tuple[str, bytes]]:
    """Walk (name, body), the pixels' and overlong bodies left empty; a cut file ends the walk."""
    file.seek(len(_SIGNATURE))
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name == b"IEND":
            file.seek(_CHECK_BYTES, os.SEEK_CUR)
            notices += filter(None, [left_behind(file)])
        if name == b"IEND" or not (name.isascii() and name.isalpha()):
            return
        if name in (b"IDAT", b"fdAT") or length > MOST_METADATA_BYTES:
            file.seek(length + 4, 1)
            continue
        body, check = file.read(length), file.read(4)
        if len(check) < 4:
            return
        if zlib.crc32(name + body).to_bytes(4) == check:
            yield name.decode("ascii"), body
        else:
            notices.append(f"the damaged chunk {name.decode('ascii')} was left out")


def _is_kept(name: str) -> bool:
    """Tell whether no picture needs a chunk and it may be copied into a changed one, as its letters say."""
    return name[0].islower() and name[3].islower()


def _resolution(unit: int, across: int, down: int) -> tuple[float, float] | None:
    return (across * _METRE, down * _METRE) if unit == 1 and across and down else None


def _known(name: str, body: bytes, unpack: _Unpacker) -> tuple[str | None, bytes]:
    """Tell which of the metadata's parts a chunk is, if it is one, and give it bare."""
    if name == "eXIf":
        return "exif", bare_exif(body) or b""
    keyword, _, rest = body.partition(b"\0")
    if name == "iCCP":
        return "icc", unpack(rest[1:]) or b""
    if name not in _TEXTS or keyword not in (_XMP_KEYWORD, *_PROFILES):
        return None, b""
    text = _text(name, rest, unpack) or b""
    if keyword in _PROFILES:
        return _profile(_PROFILES[keyword], text)
    return ("xmp", text) if text else (None, b"")


def _profile(part: str, text: bytes) -> tuple[str | None, bytes]:
    """Give what a raw profile holds, in hexadecimal digits, if it is what its keyword says."""
    profile = _PROFILE.match(text)
    digits = b"".join(profile[2].split()) if profile else b""
    content = bytes.fromhex(digits.decode("ascii")) if len(digits) % 2 == 0 else b""
    if part == "iptc" and content.startswith(_RECORD):
        content = with_records(content)
    if part == "exif" and content.startswith(XMP_HEAD):
        return "xmp", content.removeprefix(XMP_HEAD)
    if part == "exif" and begins_exif(content):
        return part, content
    if not content.startswith(_PROFILE_HEADS[part]):
        return None, b""
    return part, (bare_exif(content) or b"") if part == "exif" else content


def _text(name: str, rest: bytes, unpack: _Unpacker) -> bytes | None:
    """Give the text behind a keyword, and behind an iTXt chunk's flags, language and translated keyword."""
    if name == "tEXt":
        return rest
    if name == "zTXt":
        return unpack(rest[1:])
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return unpack(text) if rest[:1] == b"\1" else text


def _iptc(content: bytes) -> tuple[str, bytes]:
    """Give the chunk of IPTC, packed if it may be unpacked."""
    keyword, text = b"Raw profile type iptc\0", _raw_profile(content)
    if len(text) > MOST_UNPACKED:
        return "tEXt", keyword + text
    return "zTXt", keyword + b"\0" + zlib.compress(text)


def _raw_profile(content: bytes) -> bytes:
    digits = content.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return f"\niptc\n{len(content):8}\n{lines}\n".encode("ascii")


def _packed(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
