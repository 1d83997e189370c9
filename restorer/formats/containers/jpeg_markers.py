"""JPEG's markers: its segments, its scans, its end, and whether a decoder came so far (ITU-T T.81, B.1)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

_SCAN, _END = b"\xff\xda", b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\0\xff\xd0-\xd7]", re.DOTALL)
_PADDING, _BLOCK_BYTES = b"\0\xff", 1 << 16
_LEAST_LEFT = 64
"""So many bytes that no decoder asked for are more than what some cameras write between rows and end."""


def segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Walk (marker, body) up to the first scan; what cannot be followed ends the walk."""
    file.seek(2)
    while len(start := file.read(2)) == 2:
        while start[1:] == b"\xff":  # fill bytes
            start = start[1:] + file.read(1)
        if len(start) < 2 or start[0] != 0xFF or start in (_SCAN, _END):
            return
        size = file.read(2)
        if len(size) < 2 or int.from_bytes(size) < 2:
            return
        yield start[1], file.read(int.from_bytes(size) - 2)


def end_of(file: BinaryIO) -> int | None:
    """Tell where the picture ends, behind its marker for that; ``None`` where there is none.

    ``file`` stands where :func:`segments` left it. Where the scans cannot be followed, the last such marker
    of the file counts.
    """
    scan = max(0, file.tell() - len(_SCAN))
    file.seek(scan)
    content, at = file.read(), 0
    while content.startswith(_SCAN) and (found := _MARKER.search(content, at)):
        at = found.end()
        if found[0] == _END:
            return scan + at
        at += int.from_bytes(content[at : at + 2])
    last = content.rfind(_END)
    return None if last < 0 else scan + last + len(_END)


class FollowedFile:
    """A JPEG's file as a decoder reads it, which then tells whether that came to the end of the picture.

    libjpeg says nothing of data that are left when the last row is out, as where some in the midst were
    overwritten. So a read stops before the last bytes of them, and they are given when they are asked for.
    """

    def __init__(self, file: BinaryIO):
        self._file = file
        for _ in segments(file):
            pass
        end = end_of(file)
        self.has_end = end is not None
        self._last = self._find_last(end - len(_END)) if end else 0
        self.is_read_out = not self.has_end

    def _find_last(self, end: int) -> int:
        """Find where the last bytes before the end begin, those apart that merely fill a file up."""
        while end > 0:
            start = max(0, end - _BLOCK_BYTES)
            self._file.seek(start)
            if rest := self._file.read(end - start).rstrip(_PADDING):
                return start + len(rest) - _LEAST_LEFT
            end = start
        return 0

    def read(self, size: int) -> bytes:
        """Give the next bytes, at most so many."""
        at = self._file.tell()
        if at < self._last:
            return self._file.read(min(size, self._last - at))
        self.is_read_out = True
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, and tell it."""
        return self._file.seek(offset, whence)
