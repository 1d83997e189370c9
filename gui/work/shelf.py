"""Shelves: what the window and its worker both hold, by number, so that each thing crosses once.

What crossed before is the very same object when it comes back, on either side: a stage that was not
done again, the photo that a wish is about. The worker lets go of things when it needs them no
more and says so; the window holds them until then, so what the worker names is always there.
"""

import io
import itertools
import pickle
import weakref
from collections.abc import Iterable, MutableMapping
from dataclasses import fields
from typing import Any, override

import numpy as np

from gui.work.blocks import Samples, block_of, share, take
from gui.work.mask_images import MaskPicture
from gui.work.picture import Picture
from gui.work.stages import Stage
from restorer import Photo

_KINDS = (np.ndarray, Photo, Picture, MaskPicture, Stage)


class Shelf:
    """One side's things; ``is_worker`` holds them only as long as somebody else does."""

    def __init__(self, *, is_worker: bool) -> None:
        self._things: MutableMapping[int, Any] = weakref.WeakValueDictionary() if is_worker else {}
        self._numbers: dict[int, int] = {}
        self._known: set[int] = set()
        self._new_numbers = itertools.count(1, 1) if is_worker else itertools.count(-1, -1)
        self._leaving: list[Samples] = []

    def pack(self, value: object) -> bytes:
        """Turn a value into bytes for the other side, but for what it has and what is in blocks.

        The blocks are kept until the next value is packed, by when the other side has them.
        """
        self._leaving.clear()
        return self._pack(value)

    def unpack(self, content: bytes) -> Any:
        """Give a value that the other side packed."""
        return _Unpickler(io.BytesIO(content), self).load()

    def gone(self) -> set[int]:
        """Forget the numbers of things that are no more, and tell them."""
        kept = dict(self._things)
        gone = self._known - kept.keys()
        self._known -= gone
        self._numbers = {id(thing): number for number, thing in kept.items()}
        return gone

    def drop(self, numbers: Iterable[int]) -> None:
        """Let go of things that the other side has no more."""
        for number in numbers:
            del self._numbers[id(self._things.pop(number))]
            self._known.discard(number)

    def reference(self, thing: Any) -> tuple[int, bytes | None]:
        """Give a thing's number and, if the other side has it not yet, what it is made of."""
        number = self._numbers.get(id(thing))
        if number is not None and self._things.get(number) is thing:
            return number, None
        number = next(self._new_numbers)
        content = self._pack(self._parts(thing))
        self._put(number, thing)
        return number, content

    def find(self, number: int, content: bytes | None) -> Any:
        """Give the thing that the other side refers to."""
        if content is None:
            return self._things[number]
        make, parts = self.unpack(content)
        thing = make(*parts)
        self._put(number, thing)
        return thing

    def _put(self, number: int, thing: Any) -> None:
        self._things[number] = thing
        self._numbers[id(thing)] = number
        self._known.add(number)

    def _pack(self, value: object) -> bytes:
        content = io.BytesIO()
        _Pickler(content, self).dump(value)
        return content.getvalue()

    def _parts(self, thing: Any) -> tuple[Any, tuple[Any, ...]]:
        if not isinstance(thing, np.ndarray):
            return type(thing), tuple(getattr(thing, field.name) for field in fields(thing))
        shared = share(thing)
        if block := block_of(shared):
            self._leaving.append(shared)
            return take, (block.name, shared.dtype.str, shared.shape)
        return _make_array, (thing.tobytes(), thing.dtype.str, thing.shape)


class _Pickler(pickle.Pickler):
    def __init__(self, content: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(content, pickle.HIGHEST_PROTOCOL)
        self._shelf = shelf

    @override
    def persistent_id(self, obj: Any) -> tuple[int, bytes | None] | None:
        return self._shelf.reference(obj) if isinstance(obj, _KINDS) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(content)
        self._shelf = shelf

    @override
    def persistent_load(self, pid: tuple[int, bytes | None]) -> Any:
        return self._shelf.find(*pid)


def _make_array(content: bytes, dtype: str, shape: tuple[int, ...]) -> Samples:
    return np.frombuffer(content, dtype).reshape(shape).copy()
