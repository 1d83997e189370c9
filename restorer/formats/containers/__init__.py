"""How each kind of file carries what travels with its samples.

Codecs hand over samples; what lies around them is read and written here, byte by byte, because
every codec library at hand loses some of it: libvips drops the camera's part of a TIFF, IPTC in a
PNG, comments in a JPEG. A format without a module here leaves its metadata to the codec.

Where the codec does not read the metadata, ``read(file)`` does: it gives :class:`Contents`, or raises
:class:`ContainerError`. Where it does not write them, they are put into what it writes: in front by
``write``, the codec's sink, or by ``finish`` afterwards.
"""

import importlib
from dataclasses import dataclass, field
from types import ModuleType
from typing import BinaryIO, Protocol

from restorer.photo import Coding, Metadata

READ_HERE = frozenset({"jpeg", "png", "tiff", "webp", "gif"})
"""The formats whose metadata are read here and not by their codecs."""
FURTHER_PICTURES = "further pictures in the file (a preview or an HDR gain map) were left out"
"""What is said of any format whose file holds more than the picture."""
CREDENTIALS = "content credentials (C2PA) hold for the original only and were left out"
"""What is said of any format that carries them."""
SECOND = {
    "exif": "a second EXIF block was left out",
    "xmp": "a second XMP packet was left out",
    "iptc": "a second IPTC block was left out",
    "icc": "a second colour profile was left out",
}
"""What is said of any format that holds a part of the metadata twice, and not the same."""
_OBLONG = "its pixels are not square, which results do not tell"
VIDEO = "the video of a motion photo was left out"
"""What is said of any format behind whose picture a video may lie."""
PALETTE = "the palette became full colours"
"""What is said of any format whose pictures may have one."""
_PADDING, _VIDEO_BRAND, _VIDEO_NAME = b"\0\xff", b"ftyp", b"MotionPhoto_Data"
_BLOCK_BYTES = 1 << 20


def deepened(bits: int) -> str:
    """Say that samples of fewer than 8 bits became larger ones, as every codec makes them."""
    return f"{bits} bit{'s' if bits > 1 else ''} a sample became 8"


def take(found: dict[str, bytes], part: str, content: bytes, notices: list[str]) -> None:
    """Take a part of the metadata; of two that differ the first counts, and the other is told of."""
    if content and found.setdefault(part, content) != content:
        notices.append(SECOND[part])


def left_behind(file: BinaryIO) -> str | None:
    """Say what lies behind the end of a picture, at which ``file`` stands, if more than padding."""
    first = last = 0
    before = b""
    while block := file.read(_BLOCK_BYTES):
        if rest := block.lstrip(_PADDING):
            at = file.tell() - len(rest)
            if not first and _VIDEO_BRAND in rest[:64]:
                return VIDEO
            first, last = first or at, at + len(rest.rstrip(_PADDING))
        if _VIDEO_NAME in before + block:
            return VIDEO
        before = block[-len(_VIDEO_NAME) :]
    return f"{last - first} bytes behind the picture were left out" if first else None


class ContainerError(Exception):
    """A file of a structure that no codec is to see: samples nobody knows, sizes that are traps."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds beside its samples; ``notices`` tell what of it cannot be kept.

    ``orientation`` is what the file's own structure tells, where that is not its EXIF.
    """

    metadata: Metadata = field(default_factory=Metadata)
    coding: Coding = field(default_factory=Coding)
    notices: tuple[str, ...] = ()
    orientation: int | None = None


def container_of(format_name: str) -> ModuleType:
    """Give the module that reads and writes what lies around the samples of a format."""
    return importlib.import_module(f"restorer.formats.containers.{format_name}")


def read_contents(file: BinaryIO, format_name: str) -> Contents:
    """Read what lies around the samples of a file; empty where that is its codec's to read."""
    if format_name not in READ_HERE:
        return Contents()
    contents: Contents = container_of(format_name).read(file)
    return contents


class Sink(Protocol):
    """What a codec writes to: a file, or something in front of one."""

    def write(self, data: bytes, /) -> int:
        """Take bytes; gives how many."""
        ...


class Prefaced:
    """A sink that holds back a file's beginning until it is complete, and passes on another.

    ``rewrite`` is given all bytes so far: it answers ``None`` until it has seen enough.
    """

    def __init__(self, file: BinaryIO, rewrite: "Rewrite"):
        self._file = file
        self._rewrite = rewrite
        self._held: bytes | None = b""

    def write(self, data: bytes, /) -> int:
        """Take bytes of the file."""
        if self._held is None:
            self._file.write(data)
            return len(data)
        self._held += bytes(data)
        head = self._rewrite(self._held)
        if head is not None:
            self._file.write(head)
            self._held = None
        return len(data)


class Rewrite(Protocol):
    """Gives what a file's beginning is to be, or ``None`` if more of it is needed."""

    def __call__(self, head: bytes, /) -> bytes | None:
        """Rewrite the beginning."""
        ...


def told_shape(unit: int, across: int, down: int) -> list[str]:
    """Say of a density without a unit (0) that pixels are oblong, if they are."""
    return [_OBLONG] if unit == 0 and across and down and across != down else []
