"""Task, ModelCard, Control: what a model says of itself, kept inside the ``.onnx`` file.

The card is JSON under the metadata key ``restorer.card``. An ONNX file is a protobuf message;
metadata entries are top-level fields (number 14), so a walk over the top-level fields finds the
card without parsing the graph, and a card is added by appending one field.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import CardError

Task = Literal["denoise"]
CONTRACTS: dict[str, Task] = {"denoise-v1": "denoise"}
"""Contracts we keep. denoise-v1: planes ``noisy`` (1, 3, H, W) and ``sigma`` (1, 1, H, W), float32
on the 0..1 scale, sRGB-encoded; gives ``clean`` of ``noisy``'s shape."""

CARD_KEY = "restorer.card"
_METADATA_FIELD = 14
_DELIMITED = 2


@dataclass(frozen=True, slots=True)
class Control:
    """A number a user may set: its range and default, and the words shown for it."""

    name: str
    label: str
    low: float
    high: float
    default: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model promises.

    ``multiple``: the size its input's sides must be a multiple of. ``reach``: the overlap in
    pixels at which tiled and whole differ by at most 1/1024, ``exact_reach`` that at which they
    are equal; ``None`` where the model looks at the whole picture and must run whole.
    ``bytes_per_pixel`` is the working memory one run takes per pixel read.
    ``sha256`` is of the file's bytes without the card's own entry: it finds damage, not malice.
    """

    name: str
    task: Task
    contract: str
    multiple: int
    reach: int | None
    exact_reach: int | None
    bytes_per_pixel: int = 600
    controls: tuple[Control, ...] = ()
    license: str = "unstated"
    trained_on: tuple[str, ...] = ()
    scores: dict[str, float] = dataclasses.field(default_factory=dict)
    sha256: str = ""

    def __post_init__(self) -> None:
        """Refuse a card that promises what nobody here can keep."""
        if CONTRACTS.get(self.contract) != self.task:
            raise CardError(
                f"model {self.name}: contract {self.contract!r} for task {self.task!r} is unknown here; "
                f"known: {', '.join(CONTRACTS)}"
            )
        for name, least in (("multiple", 1), ("reach", 0), ("exact_reach", 0), ("bytes_per_pixel", 1)):
            value = getattr(self, name)
            if value is None and name in ("reach", "exact_reach"):
                continue
            if type(value) is not int or value < least:
                raise CardError(f"model {self.name}: {name} is {value!r}, expected an integer from {least}")
        if not isinstance(self.name, str) or not isinstance(self.scores, dict):
            raise CardError(f"model {self.name}: name {self.name!r} and scores {self.scores!r} make no card")


def read_card(path: Path) -> ModelCard:
    """Read the card inside a model file; a missing or broken one is a :class:`CardError`."""
    content = _content(path)
    card = card_in(content, path)
    if card is None:
        raise CardError(f"{path}: has no model card; `restorer models import` tries the model and adds one")
    return card


def card_in(content: bytes, path: Path) -> ModelCard | None:
    """Find the card in a model file's bytes; ``None`` if there is none."""
    if not content:
        raise CardError(f"{path}: not an ONNX model{_looks_like(content)}")
    for _start, _end, key, value in _metadata(content, path):
        if key == CARD_KEY:
            return _parse(value, path)
    return None


def check_sha256(content: bytes, card: ModelCard, path: Path) -> None:
    """Raise :class:`CardError` if the bytes of the model are not those the card was written for."""
    if sha256_without_card(content, path) != card.sha256:
        raise CardError(
            f"{path}: the file is damaged (its sha256 is not the card's); copy it again from its source"
        )


def write_card(content: bytes, card: ModelCard, path: Path) -> bytes:
    """Give the model file's bytes with ``card`` (its sha256 filled in) as its only card."""
    bare = _without_card(content, path)
    signed = dataclasses.replace(card, sha256=hashlib.sha256(bare).hexdigest())
    text = json.dumps(dataclasses.asdict(signed), ensure_ascii=False, sort_keys=True)
    entry = _field(1, CARD_KEY.encode()) + _field(2, text.encode())
    return bare + _field(_METADATA_FIELD, entry)


def sha256_without_card(content: bytes, path: Path) -> str:
    """Hash the model file's bytes without its card's entry."""
    return hashlib.sha256(_without_card(content, path)).hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CardError(f"{path}: cannot be read: {error.strerror}") from error


def _without_card(content: bytes, path: Path) -> bytes:
    spans = [(start, end) for start, end, key, _value in _metadata(content, path) if key == CARD_KEY]
    kept, last = [], 0
    for start, end in spans:
        kept.append(content[last:start])
        last = end
    return b"".join([*kept, content[last:]])


def _parse(text: bytes, path: Path) -> ModelCard:
    try:
        entries = json.loads(text)
        controls = tuple(Control(**control) for control in entries.pop("controls"))
        trained_on = tuple(entries.pop("trained_on"))
        return ModelCard(**entries, controls=controls, trained_on=trained_on)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CardError(f"{path}: the model card inside is broken: {error}") from error


def _metadata(content: bytes, path: Path) -> Iterator[tuple[int, int, str, bytes]]:
    """Walk the metadata entries: (start, end of the field, key, value)."""
    for number, start, body, end in _fields(content, path):
        if number == _METADATA_FIELD:
            entry = content[body:end]
            parts = {part: entry[first:last] for part, _, first, last in _fields(entry, path)}
            yield start, end, parts.get(1, b"").decode("utf-8", "replace"), parts.get(2, b"")


def _fields(content: bytes, path: Path) -> Iterator[tuple[int, int, int, int]]:
    """Walk a protobuf message: (field number, start, start of the body, end)."""
    at = 0
    try:
        while at < len(content):
            start = at
            tag, at = _varint(content, at)
            number, kind = tag >> 3, tag & 7
            if kind == _DELIMITED:
                length, at = _varint(content, at)
            elif kind == 0:
                length = _varint(content, at)[1] - at
            elif kind in (1, 5):
                length = 8 if kind == 1 else 4
            else:
                raise ValueError
            if number == 0 or at + length > len(content):
                raise ValueError
            yield number, start, at, at + length
            at += length
    except (IndexError, ValueError):
        raise CardError(f"{path}: not an ONNX model{_looks_like(content)}") from None


def _looks_like(content: bytes) -> str:
    if content.startswith(b"version https://git-lfs"):
        return ", but a git-LFS pointer; run `git lfs pull`"
    if (
        content.lstrip()[:9].lower() in (b"<!doctype", b"<html><he")
        or content.lstrip()[:5].lower() == b"<html"
    ):
        return ", but a web page; download it again"
    return ", or a truncated one" if content else ": the file is empty"


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError


def _field(number: int, body: bytes) -> bytes:
    return _encode(number << 3 | _DELIMITED) + _encode(len(body)) + body


def _encode(value: int) -> bytes:
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    return bytes([*encoded, value])
