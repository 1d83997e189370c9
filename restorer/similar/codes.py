"""Codes: photos as the few numbers by which they are known again, whatever was done to their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorer.errors import PhotoError
from restorer.formats import MOST_MEGAPIXELS
from restorer.networks.card import CONTRACTS
from restorer.networks.engine import Engine
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats, Samples, to_float
from restorer.system.paths import State
from restorer.system.threads import side_by_side
from restorer.thumbnails import read_small

_READ_SIDE = 256
"""Photos are read so small: four times what a network reads, that none of its pixels is made of one alone."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedPhoto:
    """A photo's file, its full size in pixels, the state of its file, and its code ``(C,)`` float32."""

    path: Path
    height: int
    width: int
    state: State
    code: Floats

    @property
    def bytes(self) -> int:
        """The size of its file."""
        return self.state.size


def code_of(samples: Samples, engine: Engine) -> Floats:
    """Tell the code ``(C,)`` float32 of a whole picture ``(H, W, 3)`` uint8 or float32 0..1, sRGB-encoded."""
    side = CONTRACTS[engine.card.contract].side
    assert side is not None
    small = resample(lambda rows: to_float(samples[rows]), samples.shape[:2], (side, side))
    code: Floats = engine.run(small.astype(np.float32, copy=False))[0, 0]
    return code


def read_coded(path: Path, engine: Engine, *, most_megapixels: float = MOST_MEGAPIXELS) -> CodedPhoto:
    """Read a photo's file, small and upright, and tell its code; PhotoError if it is not readable."""
    try:
        state = State.of(path)
        samples, (height, width) = read_small(path, _READ_SIDE, most_megapixels=most_megapixels)
        is_same = State.of(path) == state
    except OSError as error:
        raise PhotoError(f"{path}: {error.strerror or error}") from error
    if not is_same:
        raise PhotoError(f"{path}: was changed while it was read; run again")
    return CodedPhoto(path, height, width, state, code_of(samples, engine))


def read_all_coded(
    paths: Sequence[Path], engine: Engine, *, most_megapixels: float = MOST_MEGAPIXELS
) -> Iterator[CodedPhoto | PhotoError]:
    """Read photos side by side, in their order; of one that is not readable comes what is wrong with it."""

    def read(path: Path) -> CodedPhoto | PhotoError:
        try:
            return read_coded(path, engine, most_megapixels=most_megapixels)
        except PhotoError as error:
            return error

    return side_by_side(read, paths)
