"""A file whose bytes are others in one place than on the disk, for a decoder that stumbles over those."""

from typing import BinaryIO


class PatchedFile:
    """A file as a decoder reads it, with ``patch`` in place of what lies at ``start``."""

    def __init__(self, file: BinaryIO, start: int, patch: bytes):
        self._file = file
        self._start, self._patch = start, patch

    def read(self, size: int) -> bytes:
        """Give the next bytes, at most so many."""
        at = self._file.tell() - self._start
        content = self._file.read(size)
        first, last = max(0, at), min(len(self._patch), at + len(content))
        if first >= last:
            return content
        return content[: first - at] + self._patch[first:last] + content[last - at :]

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, and tell it."""
        return self._file.seek(offset, whence)
