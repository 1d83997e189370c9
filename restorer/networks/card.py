"""Task, ModelCard: what a model says of itself, kept inside the ``.onnx`` file.

The card is JSON under the metadata key ``restorer.card``. An ONNX file is a protobuf message;
metadata entries are top-level fields (number 14), so a walk over the top-level fields finds the
card without parsing the graph, and a card is added by appending one field. A card is no more
trusted than its file: whatever it says is checked before anything is done with it.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import CardError, InputError
from restorer.networks.protobuf import Bytes, Field, FileBytes, field, fields
from restorer.system.paths import bounded_size, read_bounded

Task = Literal["denoise", "level", "inpaint", "damage", "colorize", "codes", "sequence"]
"""What a network does."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What goes into a network and comes out: the channels of its planes ``(1, C, H, W)``, in order.

    All planes are float32 of one height and width; pictures are sRGB-encoded, 0..1, if nothing else is said.
    With a ``side`` a picture is told as a whole: it goes in as ``side`` x ``side`` pixels, whatever its
    shape, and what comes out is of one place, ``(1, C, 1, 1)``.
    """

    task: Task
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    side: int | None = None


CONTRACTS = {
    "denoise-v1": Contract("denoise", (3, 1), (3,)),
    "level-v1": Contract("level", (3,), (1,)),
    "inpaint-v1": Contract("inpaint", (3, 1), (3,)),
    "damage-v1": Contract("damage", (3,), (1,)),
    "colorize-v4": Contract("colorize", (1, 4), (2, 8, 1, 32)),
    "codes-v1": Contract("codes", (3,), (128,), side=64),
    "sequence-v1": Contract("sequence", (3, 1, 8), (3, 8)),
}
"""Contracts we keep.

denoise-v1: ``noisy`` and ``sigma``, its noise level about each pixel, give ``clean``.
level-v1: ``noisy`` gives ``sigma``, as denoise-v1 takes it.
inpaint-v1: ``picture``, 0 in the hole, and ``mask``, 1 in the hole, give ``filled``.
damage-v1: ``picture`` gives ``damage``, the probability that a pixel is damaged.
colorize-v4: ``lightness``, L*/100, and ``code``, the same everywhere, give ``chroma``, a*/110 and b*/110,
and what carries a colour that is known of one place to others (:class:`restorer.pixels.kriging.Prediction`):
``likeness``, ``deviation`` and ``modes``, a* of 16 and then b* of them. Codes are normal; of zeros comes what
is expected.
codes-v1: ``picture`` gives ``code``; photos whose codes are less than 1 apart are copies of one another.
sequence-v1: ``noisy`` and ``sigma``, as denoise-v1 takes them, and ``state``, what it remembers of the frames
before at each pixel, give ``clean`` and ``state_after``. A state of zeros remembers nothing.
"""

CARD_KEY = "restorer.card"
_MOST_BYTES = 2**31 - 1
"""A protobuf message, and so an ONNX file, is no larger."""
_METADATA_FIELD = 14
_MOST_NUMBER = 2**31
_LONGEST_NAME = 100
_RANGES = {
    "multiple": (1, 1024),
    "reach": (0, _MOST_NUMBER),
    "exact_reach": (0, _MOST_NUMBER),
    "bytes_per_pixel": (1, _MOST_NUMBER),
}

_OTHER_KINDS = {
    b"version https://git-lfs": "a git-LFS pointer; run `git lfs pull`",
    b"PK\x03\x04": "a zip archive, as PyTorch's .pt is; export the network to ONNX",
    b"\x80\x02": "a Python pickle; export the network to ONNX",
    b"\x89HDF": "an HDF5 file; export the network to ONNX",
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
}
"""What lies in a model's place, by how it begins; no ONNX file begins so."""


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
    license: str = "unstated"
    trained_on: tuple[str, ...] = ()
    scores: dict[str, float] = dataclasses.field(default_factory=dict)
    sha256: str = ""

    def __post_init__(self) -> None:
        """Refuse a card that promises what nobody here can keep, or whose entries are of a wrong kind."""
        if not _is_word(self.name) or not 0 < len(self.name) <= _LONGEST_NAME or not self.name.isprintable():
            raise CardError(f"the model's name is {_brief(self.name)}, expected a short line")
        if self.contract not in CONTRACTS or CONTRACTS[self.contract].task != self.task:
            raise CardError(
                f"model {self.name}: contract {_brief(self.contract)} for task {_brief(self.task)} "
                f"is unknown here; known: {', '.join(CONTRACTS)}"
            )
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if value is None and name in ("reach", "exact_reach"):
                continue
            if type(value) is not int or not least <= value <= most:
                found = f"{name} is {_brief(value)}"
                raise CardError(f"model {self.name}: {found}, expected an integer from {least} to {most}")
        self._check_words_and_numbers()

    def _check_words_and_numbers(self) -> None:
        if not isinstance(self.scores, dict):
            raise CardError(f"model {self.name}: scores are {_brief(self.scores)}, expected a table")
        words, numbers = [self.license, self.sha256, *self.trained_on, *self.scores], self.scores.values()
        for is_right, values, kind in ((_is_word, words, "text"), (_is_number, numbers, "a number")):
            if wrong := [value for value in values if not is_right(value)]:
                raise CardError(f"model {self.name}: {_brief(wrong[0])} in its card, expected {kind}")


def contract_for(task: str) -> str:
    """Give the contract that the networks of a task keep; an unknown task is an InputError."""
    names = {str(contract.task): name for name, contract in CONTRACTS.items()}
    if task not in names:
        raise InputError(f"task {task!r} is unknown; known: {', '.join(sorted(names.keys() - {'level'}))}")
    return names[task]


def read_model(path: Path) -> bytes:
    """Read a model file; one that cannot be read, or is no file, is a CardError."""
    try:
        return read_bounded(path, _MOST_BYTES)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_card(path: Path) -> ModelCard:
    """Read the card inside a model file, and little else of it; a missing or broken one is a CardError."""
    try:
        size = bounded_size(path, _MOST_BYTES)
        with path.open("rb") as file:
            return _expected(card_in(FileBytes(file, size), path), path)
    except OSError as error:
        raise _unreadable(path, error) from error


def verified_card(content: bytes, path: Path) -> ModelCard:
    """Find the card in a model file's bytes; CardError if there is none or the bytes are damaged."""
    card = _expected(card_in(content, path), path)
    check_sha256(content, card, path)
    return card


def card_in(content: Bytes, path: Path) -> ModelCard | None:
    """Find the card in a model file's bytes; ``None`` if there is none."""
    if kind := _other_kind(content):
        raise CardError(f"{path}: not an ONNX model{kind}")
    for _start, _end, key, value in _metadata(content, path):
        if key == CARD_KEY:
            return parse_card(value, path)
    return None


def check_sha256(content: bytes, card: ModelCard, path: Path) -> None:
    """Raise :class:`CardError` if the bytes of the model are not those the card was written for."""
    if sha256_without_card(content, path) != card.sha256:
        raise CardError(
            f"{path}: the file is damaged (its sha256 is not the card's); copy it again from its source"
        )


def put_card(content: bytes, card: ModelCard, path: Path) -> bytes:
    """Give the model file's bytes with ``card`` (its sha256 filled in) as its only card."""
    bare = _without_card(content, path)
    signed = dataclasses.replace(card, sha256=hashlib.sha256(bare).hexdigest())
    entry = field(1, CARD_KEY.encode()) + field(2, card_text(signed).encode())
    return bare + field(_METADATA_FIELD, entry)


def sha256_without_card(content: bytes, path: Path) -> str:
    """Hash the model file's bytes without its card's entry."""
    return hashlib.sha256(_without_card(content, path)).hexdigest()


def card_text(card: ModelCard) -> str:
    """Give the card as the JSON that :func:`parse_card` reads."""
    return json.dumps(dataclasses.asdict(card), ensure_ascii=False, sort_keys=True)


def parse_card(text: bytes | str, path: Path) -> ModelCard:
    """Read a card's JSON; CardError for what is none."""
    try:
        entries = json.loads(text)
        entries.pop("controls", None)  # which cards had before tasks told their own
        trained_on = tuple(entries.pop("trained_on"))
        return ModelCard(**entries, trained_on=trained_on)
    except CardError as error:
        raise CardError(f"{path}: {error}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CardError(f"{path}: the model card inside is broken: {error}") from error


def _is_word(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return type(value) is float or (type(value) is int and abs(value) < _MOST_NUMBER)


def _brief(value: object) -> str:
    """Quote a value that may be of any length."""
    return repr(value)[:_LONGEST_NAME]


def _unreadable(path: Path, error: OSError) -> CardError:
    return CardError(f"{path}: cannot be read: {error.strerror}")


def _expected(card: ModelCard | None, path: Path) -> ModelCard:
    if card is None:
        raise CardError(f"{path}: has no model card; `restorer models import` tries the model and adds one")
    return card


def _without_card(content: bytes, path: Path) -> bytes:
    spans = [(start, end) for start, end, key, _value in _metadata(content, path) if key == CARD_KEY]
    kept, last = [], 0
    for start, end in spans:
        kept.append(content[last:start])
        last = end
    return b"".join([*kept, content[last:]])


def _metadata(content: Bytes, path: Path) -> Iterator[tuple[int, int, str, bytes]]:
    """Walk the metadata entries: (start, end of the field, key, value)."""
    for number, _, start, body, end in _fields(content, path):
        if number == _METADATA_FIELD:
            entry = content[body:end]
            parts = {part: entry[first:last] for part, _, _, first, last in _fields(entry, path)}
            yield start, end, parts.get(1, b"").decode("utf-8", "replace"), parts.get(2, b"")


def _fields(content: Bytes, path: Path) -> Iterator[Field]:
    try:
        yield from fields(content)
    except ValueError:
        raise CardError(f"{path}: not an ONNX model, or a truncated one") from None


def _other_kind(content: Bytes) -> str | None:
    """Say what bytes are that are no model at all; ``None`` if they may be one."""
    head = content[:512]
    if not head:
        return ": the file is empty"
    for mark, kind in _OTHER_KINDS.items():
        if head.startswith(mark):
            return f", but {kind}"
    beginning = head.decode(errors="surrogateescape").removeprefix("\ufeff").strip().lower()
    if beginning.startswith(("<!doctype", "<html", "<?xml")):
        return ", but a web page; download it again"
    return ", but a text file" if all(map(str.isprintable, beginning.split())) else None
