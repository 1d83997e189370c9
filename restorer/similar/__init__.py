"""Similar photos: copies of one another, and look-alikes, found by their codes; nothing is ever deleted."""

import dataclasses
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from restorer.batch.origin import has_our_history
from restorer.errors import PhotoError
from restorer.formats import MOST_MEGAPIXELS
from restorer.networks.library import Library
from restorer.pixels.samples import Samples, to_float
from restorer.progress import Tick, no_tick
from restorer.similar.codes import CodedPhoto, read_all_coded, read_coded
from restorer.similar.groups import distances_to, group_codes
from restorer.similar.kept import KeptCodes
from restorer.system.threads import side_by_side
from restorer.thumbnails import read_small

COPIES = 1.0
"""The distance of codes below which photos are copies of one another, by the contract codes-v1."""
_Size = tuple[bool, int]
"""By which photos are compared first: whether we did not make it of another, which looks sharper; pixels."""
_SHARP_SIDE = 1024
_NOISE_ALONE = 2.58
"""How much larger the hundredth of slopes that is steepest is than the middle one, where all is noise."""


@dataclass(frozen=True, slots=True)
class Member:
    """A photo of a group: its file, size in pixels and bytes, and how far its code is from the first's."""

    path: Path
    width: int
    height: int
    bytes: int
    distance: float


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that are alike: the one to keep first, largest or else sharpest; the others by distance."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """What was found among so many photos: groups, or the one about ``to``; and what could not be read."""

    photos: int
    distance: float
    model: str
    to: Path | None
    groups: tuple[Group, ...]
    failures: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        """Give all of it as plain values."""
        groups = [
            [dataclasses.asdict(member) | {"path": str(member.path)} for member in group.members]
            for group in self.groups
        ]
        return {
            "photos": self.photos,
            "distance": self.distance,
            "model": self.model,
            "to": None if self.to is None else str(self.to),
            "groups": groups,
            "failures": list(self.failures),
        }


def find_similar(
    paths: Iterable[Path],
    *,
    to: Path | None = None,
    distance: float = COPIES,
    model: str | None = None,
    most_megapixels: float = MOST_MEGAPIXELS,
    library: Library | None = None,
    device: str = "auto",
    kept: KeptCodes | None = None,
    tick: Tick = no_tick,
) -> Similar:
    """Find the photos of ``paths`` that are alike, or those that are like the photo ``to``.

    Photos whose codes are less than ``distance`` apart are alike: 1 is copies, resized, cropped, compressed
    or noisy; more is look-alikes. What ``kept`` knows is not read again as long as the file stays as it is.
    ``tick`` is told of each photo. One that cannot be read, or is of more than ``most_megapixels``, is told
    of in ``failures``; if it is ``to``, that is a PhotoError. Raises ValueError for a distance that is not
    above 0, ModelMissing without the network of codes called ``model``, or without any.
    """
    if not distance > 0:
        raise ValueError(f"distance is {distance:g}, expected more than 0")
    engine = (library or Library()).open(model, "codes", device)
    wanted = None if to is None else read_coded(to, engine, most_megapixels=most_megapixels)
    places = {os.path.realpath(path): path for path in reversed([*paths])}
    if to is not None:
        places.pop(os.path.realpath(to), None)
    photos: list[CodedPhoto] = []
    failures: list[str] = []
    tick(0, len(places))
    read_all = kept.read_all if kept else read_all_coded
    every = read_all([*reversed(places.values())], engine, most_megapixels=most_megapixels)
    for done, read in enumerate(every, 1):
        if isinstance(read, PhotoError):
            failures.append(str(read))
        else:
            photos.append(read)
        tick(done, len(places))
    found = _groups(photos, distance) if wanted is None else _likes(wanted, photos, distance)
    return Similar(len(photos), distance, engine.card.name, to, tuple(found), tuple(failures))


def _groups(photos: Sequence[CodedPhoto], distance: float) -> list[Group]:
    found = group_codes(np.stack([photo.code for photo in photos]), distance) if photos else []
    groups = [[photos[at] for at in group] for group in found]
    sizes = {photo: _size(photo) for group in groups for photo in group}
    rivals = [photo for group in groups for photo in _largest(group, sizes)]
    sharpness = dict(zip(rivals, side_by_side(_sharpness, rivals), strict=True))
    return [_as_group(_best_first(group, sizes, sharpness)) for group in groups]


def _likes(wanted: CodedPhoto, photos: Sequence[CodedPhoto], distance: float) -> list[Group]:
    near = [photo for photo in photos if np.linalg.norm(photo.code - wanted.code) < distance]
    return [_as_group([wanted, *near])] if near else []


def _as_group(photos: Sequence[CodedPhoto]) -> Group:
    """Keep the first in its place, the others follow by their distance from it."""
    apart = distances_to(photos[0].code, np.stack([photo.code for photo in photos])).tolist()
    members = [
        Member(photo.path, photo.width, photo.height, photo.bytes, round(away, 3))
        for photo, away in zip(photos, apart, strict=True)
    ]
    return Group((members[0], *sorted(members[1:], key=lambda member: member.distance)))


def _size(photo: CodedPhoto) -> _Size:
    return not has_our_history(photo.path), photo.width * photo.height


def _largest(photos: list[CodedPhoto], sizes: Mapping[CodedPhoto, _Size]) -> list[CodedPhoto]:
    """Give those of a group of which the sharpest is the one to keep; none where one alone is largest."""
    most = max(sizes[photo] for photo in photos)
    largest = [photo for photo in photos if sizes[photo] == most]
    return largest if len(largest) > 1 else []


def _best_first(
    photos: list[CodedPhoto], sizes: Mapping[CodedPhoto, _Size], sharpness: Mapping[CodedPhoto, float]
) -> list[CodedPhoto]:
    """Order by size; of one size the sharpest is first, and of about equal sharpness the largest file."""

    def merit(photo: CodedPhoto) -> tuple[_Size, float, int]:
        return sizes[photo], round(sharpness.get(photo, 0.0), 2), photo.bytes

    return sorted(photos, key=merit, reverse=True)


def _sharpness(photo: CodedPhoto) -> float:
    """Tell how sharp a photo is, as :func:`edge_sharpness` does, from a small copy; 0 where none is left."""
    try:
        return edge_sharpness(read_small(photo.path, _SHARP_SIDE, most_megapixels=math.inf)[0])
    except (PhotoError, OSError):  # gone since it was read
        return 0.0


def edge_sharpness(samples: Samples) -> float:
    """Tell how sharp a picture ``(H, W, 3)`` is: the slope of its edges beyond that of its noise.

    It is the 99th percentile of the gradient's magnitude in the mean of the channels, less 2.58 times its
    median: of white noise, whose gradient's magnitude is Rayleigh distributed, nothing is left.
    """
    mean = to_float(samples).mean(axis=2)
    slopes = np.hypot(*np.gradient(mean)) if min(mean.shape) > 1 else np.zeros((1, 1))
    return float(np.percentile(slopes, 99) - _NOISE_ALONE * np.median(slopes))
