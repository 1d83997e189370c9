"""Blocks: memory that the window and its worker share, for arrays too large to be sent by a pipe.

A block has a name only until the other process has it. From then on the system frees it with the
last of the two that looks into it, however they end. In each process it is let go with its last array.
"""

import atexit
import contextlib
import itertools
import os
import shutil
import weakref
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from restorer import Photo

Samples = NDArray[Any]

_LEAST_BYTES = 1 << 14
"""What is smaller goes by the pipe."""
_FOLDER = "/dev/shm"  # noqa: S108 -- where Linux keeps shared memory, and tells how much there is
_numbers = itertools.count(1)
_named: "weakref.WeakSet[Block]" = weakref.WeakSet()
announcers: list[Callable[[str], None]] = []
"""Told the name of each block before there is one, so that somebody else can free it."""


class Block(SharedMemory):
    """A piece of shared memory that arrays look into, and that lives as long as they do."""

    def __init__(self, name: str, size: int = 0) -> None:
        super().__init__(name, create=size > 0, size=size)
        self.content = size
        """How many bytes of it were asked for, 0 where the other process made it."""
        _named.add(self)

    @property
    def is_named(self) -> bool:
        """Whether another process can still find it."""
        return self in _named

    def unname(self) -> None:
        """Let nobody else find it, and the system free it with the last process that has it."""
        _named.discard(self)
        with contextlib.suppress(FileNotFoundError):
            self.unlink()

    def __buffer__(self, flags: int, /) -> memoryview:
        assert self.buf is not None
        return memoryview(self.buf)

    def __del__(self) -> None:
        if self.is_named:
            self.unname()
        with contextlib.suppress(BufferError, OSError):
            self.close()


def share(samples: Samples) -> Samples:
    """Give an array of the same content in shared memory; itself if it is there, small, or has no room."""
    if samples.nbytes < _LEAST_BYTES or block_of(samples) or not _has_room(samples.nbytes):
        return samples
    shared = _array_over(_new_block(samples.nbytes), samples.dtype, samples.shape)
    shared[...] = samples
    return shared


def new_shared(size: int) -> Samples:
    """Give so many bytes, ``(size,)`` uint8, in shared memory if there is room."""
    if size < _LEAST_BYTES or not _has_room(size):
        return np.empty(size, np.uint8)
    return _array_over(_new_block(size), np.dtype(np.uint8), (size,))


def share_photo(photo: "Photo") -> "Photo":
    """Give the photo with its samples in shared memory; itself if they are there."""
    samples = share(photo.samples)
    alpha = None if photo.alpha is None else share(photo.alpha)
    if samples is photo.samples and alpha is photo.alpha:
        return photo
    return replace(photo, samples=samples, alpha=alpha)


def block_of(samples: Samples) -> Block | None:
    """Find the block that an array is the whole content of and that has its name still."""
    base: object = samples
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, Block) and base.is_named and samples.flags.c_contiguous:
        return base if base.content == samples.nbytes else None
    return None


def take(name: str, dtype: str, shape: tuple[int, ...]) -> Samples:
    """Give the array in a block that the other process made."""
    block = Block(name)
    block.unname()
    return _array_over(block, np.dtype(dtype), shape)


def free(names: set[str]) -> None:
    """Free blocks of a process that is no more, those that are still there."""
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            Block(name).unname()


@atexit.register
def unname_all() -> None:
    """Leave no block behind that nobody else has."""
    for block in list(_named):
        block.unname()


def _array_over(block: Block, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Samples:
    count = int(np.prod(shape))
    return np.frombuffer(block, dtype, count).reshape(shape)


def _new_block(size: int) -> Block:
    while True:
        name = f"restorer-{os.getpid()}-{next(_numbers)}"
        for announce in announcers:
            announce(name)
        with contextlib.suppress(FileExistsError):  # of a process long gone that had our number
            return Block(name, size)


def _has_room(size: int) -> bool:
    """Tell whether so many bytes can be had: to write where there are none would end the process."""
    try:
        return shutil.disk_usage(_FOLDER).free > size
    except OSError:
        return True
