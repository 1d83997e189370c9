"""Folders of pictures: found, decoded once into memory, split by hash of their bytes."""

import hashlib
import math
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from training.config import reason_of

_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"}
"""What Pillow makes 8-bit RGB of: of 16 bits and of floats it would keep the lowest."""
_NAMED = 3
"""So many pictures that are too small are named, the others counted."""
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for a broken picture."""
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A clean picture: ``pixels`` ``(H, W, 3)`` uint8, taken for sRGB; ``digest`` is its file's sha256."""

    path: Path
    digest: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The pictures to learn from and the few held out to watch the learning, one of the others if none is."""

    train: list[Picture]
    held_out: list[Picture]

    @property
    def unseen(self) -> int:
        """How many of those that are watched are not learned from."""
        learned = {picture.digest for picture in self.train}
        return sum(picture.digest not in learned for picture in self.held_out)

    @property
    def told(self) -> str:
        """How many there are, in words."""
        watched = (
            f"{self.unseen} held out" if self.unseen else "none held out: what is watched is learned, too"
        )
        return f"{len(self.train)} pictures to train on, {watched}"


def check_folders(folders: Iterable[Path]) -> None:
    """Raise FileNotFoundError for a folder of photos that is none."""
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: no such folder of photos")


def find_pictures(folders: list[Path]) -> list[Path]:
    """List the picture files below the folders, sorted; a missing folder is a ``FileNotFoundError``.

    What lies in a folder that is given twice is listed twice: so a source gets more weight.
    """
    check_folders(folders)
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def read_sources(
    folders: list[Path], *, held_out_share: float, smallest: int, most: int | None = None
) -> Sources:
    """Decode every picture of at least ``smallest`` pixels a side; name and skip the unreadable.

    A picture is held out when its hash says so, so that the split survives new and moved files. ``most``
    limits how many files are read, evenly chosen.
    """
    pictures = read_pictures(folders, smallest, most)
    held_out = [picture for picture in pictures if _fraction(picture.digest) < held_out_share]
    train = [picture for picture in pictures if _fraction(picture.digest) >= held_out_share]
    return Sources(train or held_out, held_out or train[:1])


def read_held_out(folders: list[Path], *, held_out_share: float, smallest: int) -> list[Picture]:
    """Decode only the pictures that :func:`read_sources` would hold out."""
    return list(_readable(find_pictures(folders), smallest, held_out_share))


def read_pictures(folders: list[Path], smallest: int = 1, most: int | None = None) -> list[Picture]:
    """Decode every picture of at least ``smallest`` pixels a side; none at all is a ``FileNotFoundError``."""
    paths = find_pictures(folders)
    pictures = list(_readable(paths[:: math.ceil(len(paths) / most)] if most and paths else paths, smallest))
    if not pictures:
        raise FileNotFoundError(f"no picture of at least {smallest} pixels in {', '.join(map(str, folders))}")
    return pictures


def _readable(paths: list[Path], smallest: int, share: float = 1.0) -> Iterator[Picture]:
    """Decode the pictures whose hashes are within a ``share`` of all; name and skip those that cannot be."""
    small: list[Path] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, picture in zip(paths, pool.map(lambda path: _tried(path, share), paths), strict=True):
            if picture is None:
                continue
            if isinstance(picture, Exception):
                print(f"skipped {path}: {reason_of(picture)}", file=sys.stderr)
            elif min(picture.pixels.shape[:2]) < smallest:
                small.append(path)
            else:
                yield picture
    if small:
        names = ", ".join(map(str, small[:_NAMED]))
        more = f" and {len(small) - _NAMED} more" if len(small) > _NAMED else ""
        print(f"skipped, as smaller than {smallest} pixels: {names}{more}", file=sys.stderr)


def _tried(path: Path, share: float) -> Picture | Exception | None:
    """Decode a file, read once, or say what is wrong with it; None for one that is not of the share."""
    try:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        return Picture(path, digest, _decode(data)) if _fraction(digest) < share else None
    except UnidentifiedImageError:  # its words would be of bytes in memory
        return ValueError("is no picture of a format that is known")
    except UNREADABLE as error:
        return error


def _decode(data: bytes) -> NDArray[np.uint8]:
    """Decode a file upright into 8-bit RGB ``(H, W, 3)``; raises what Pillow raises for a broken one."""
    with Image.open(BytesIO(data)) as image:
        if image.mode not in _MODES:
            raise ValueError(f"is of mode {image.mode}; save it as RGB of 8 bits")
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def _fraction(digest: str) -> float:
    return int(digest[:8], 16) / 2**32
