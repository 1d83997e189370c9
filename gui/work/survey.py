"""The survey: which photos of a burst can be used, and which of them is the sharpest.

Only the worker imports this, as it loads all that is heavy.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import restorer
from gui.burst import Frame
from gui.words import texts_burst


@dataclass(frozen=True, slots=True)
class Survey:
    """The frames of a burst that can be used, which of them to open, and what is wrong with the others."""

    frames: tuple[Frame, ...]
    reference: Path
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    frame: Frame
    size: tuple[int, int]
    sharpness: float


def survey(paths: tuple[Path, ...], reference: Path | None, tick: restorer.Tick) -> Survey:
    """Read the photos of a burst one by one, leave out what cannot be used, and find the sharpest.

    The ``reference`` is preferred to it. Raises InputError if fewer than two are left.
    """
    seen, notices = list[_Seen](), list[str]()
    for at, path in enumerate(paths):
        tick(at, len(paths))
        try:
            seen.append(_look_at(path))
        except (restorer.PhotoError, restorer.InputError) as error:
            notices.append(texts_burst.unreadable(path, error))
    size = _usual_size(seen, reference)
    others = [each for each in seen if each.size != size]
    notices += [texts_burst.OTHER_SIZE.format(each.frame.path.name, *each.size, *size) for each in others]
    usable = [each for each in seen if each.size == size]
    if len(usable) < 2:
        raise restorer.InputError(texts_burst.too_few(len(paths), notices))
    frames = tuple(each.frame for each in usable)
    best = frames[restorer.sharpest([each.sharpness for each in usable])].path
    wanted = [frame.path for frame in frames if frame.path == reference]
    return Survey(frames, wanted[0] if wanted else best, tuple(notices))


def _look_at(path: Path) -> _Seen:
    photo = restorer.read_photo(path)
    frame = Frame(path, restorer.make_thumbnail(photo))
    return _Seen(frame, (photo.width, photo.height), restorer.sharpness(photo))


def _usual_size(seen: list[_Seen], reference: Path | None) -> tuple[int, int]:
    """Give the size of the reference, or else of most photos."""
    wanted = [each.size for each in seen if each.frame.path == reference]
    counted = Counter(wanted or [each.size for each in seen]).most_common(1)
    return counted[0][0] if counted else (0, 0)
