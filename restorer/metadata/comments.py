"""Comments: a line of text about a photo, as JPEG, PNG and GIF each carry it."""

import zlib

NAMES = {"jpeg": "fe", "png": "tEXt", "gif": "comment"}
"""How each format calls the piece of a file that is a comment."""
_KEYWORD = b"Comment\0"
_INTERNATIONAL = "iTXt"
_TEXTS = ("tEXt", "zTXt", _INTERNATIONAL)
_LONGEST = 65_533


def read_comment(name: str, body: bytes, source: str) -> str:
    """Give the text of a piece of a file of format ``source``; empty for a piece that is no comment."""
    if source == "png":
        return _of_png(name, body)
    return _decoded(body) if name == NAMES.get(source) else ""


def read_keyword(name: str, body: bytes) -> str:
    """Give what a text of a PNG is called; empty for a piece that is none."""
    return body.partition(b"\0")[0].decode("latin-1") if name in _TEXTS else ""


def make_comment(text: str, target: str) -> tuple[str, bytes]:
    """Make the piece of a file of format ``target`` that carries a text; JPEG and GIF have room for 64 KB."""
    if target != "png":
        return NAMES[target], _cut(text.encode())
    try:
        return NAMES[target], _KEYWORD + text.encode("latin-1")
    except UnicodeEncodeError:
        return _INTERNATIONAL, _KEYWORD + bytes(4) + text.encode()


def _of_png(name: str, body: bytes) -> str:
    """Read a comment of one of PNG's three kinds of text (PNG 3rd edition, 11.3.3)."""
    if not body.startswith(_KEYWORD):
        return ""
    text = body.removeprefix(_KEYWORD)
    match name:
        case "tEXt":
            return text.replace(b"\0", b"").decode("latin-1")
        case "zTXt":
            return _unpacked(text[1:]).decode("latin-1")
        case "iTXt":
            _language, _translated, *rest = [*text[2:].split(b"\0", 2), b"", b""]
            return (_unpacked(rest[0]) if text[:1] == b"\1" else rest[0]).decode("utf-8", "replace")
    return ""


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST)
    except zlib.error:
        return b""


def _decoded(body: bytes) -> str:
    """Read text whose encoding nobody tells: UTF-8 if it may be, else Latin-1."""
    text = body.replace(b"\0", b"")
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _cut(text: bytes) -> bytes:
    """Cut a text to the room there is, not within a character of UTF-8."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].decode("utf-8", "ignore").encode()
