"""Protobuf messages by their fields, without a schema: enough to find one thing and skip the rest.

An ONNX file is such a message. Nothing is copied: a field is told by where it lies in the bytes.
What protobuf's own readers would take in another way than we do is malformed here, so that a file
cannot show us one thing and ONNX Runtime another.
"""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

VARINT, DELIMITED = 0, 2
MOST_FIELDS = 1_000_000
"""The most fields of one message: a file of nothing but tiny ones would be walked for minutes."""
_FIXED = {1: 8, 5: 4}
_MOST_TAG = 2**32

Field = tuple[int, int, int, int, int]
"""A field: its number, wire type, start, start of the body, end."""


class Bytes(Protocol):
    """What is looked at as bytes are: some of it at a time."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


class FileBytes:
    """The bytes of an open file of ``size``; what is looked at is read, and no more."""

    def __init__(self, file: BinaryIO, size: int):
        self._file = file
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _step = part.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(0, stop - start))


def fields(content: Bytes, start: int = 0, end: int | None = None) -> Iterator[Field]:
    """Walk the fields of the message in ``content[start:end]``; ValueError if it is malformed."""
    end = len(content) if end is None else end
    at = start
    for _ in range(MOST_FIELDS):
        if at == end:
            return
        start = at
        tag, at = read_varint(content, at)
        number, wire = tag >> 3, tag & 7
        if wire == DELIMITED:
            length, at = read_varint(content, at)
        elif wire == VARINT:
            length = read_varint(content, at)[1] - at
        elif wire in _FIXED:
            length = _FIXED[wire]
        else:
            raise ValueError(f"wire type {wire}")
        if number == 0 or tag >= _MOST_TAG or at + length > end:
            raise ValueError(f"field {number} does not fit")
        yield number, wire, start, at, at + length
        at += length
    raise ValueError(f"more than {MOST_FIELDS} fields")


def read_varint(content: Bytes, at: int) -> tuple[int, int]:
    """Read a number of variable length: (number, where it ends); ValueError if it does not end."""
    value = 0
    for place, byte in enumerate(content[at : at + 10]):
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value, at + place + 1
    raise ValueError("a number that does not end")


def field(number: int, body: bytes) -> bytes:
    """Encode a field of bytes."""
    return _encode(number << 3 | DELIMITED) + _encode(len(body)) + body


def _encode(value: int) -> bytes:
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    return bytes([*encoded, value])
