"""Frames: the photos of a burst as the worker reads them, one at a time, each when it is needed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import restorer
from gui.burst import Burst
from gui.words import texts_burst

TASK: Final = "sequence"
"""What the networks for bursts do."""


class BurstFrames:
    """A photo in its place among the others of its burst, each of which is read when it is asked for.

    Before one is read, ``check`` may raise Cancelled.
    """

    def __init__(self, photo: restorer.Photo, burst: Burst, check: Callable[[], object]) -> None:
        self._photo = photo
        self._paths = [*burst.before, None, *burst.after]
        self._check = check

    def __len__(self) -> int:
        """Count them."""
        return len(self._paths)

    def __getitem__(self, at: int, /) -> restorer.Photo:
        """Give one; InputError if it is not to be read any more."""
        self._check()
        path = self._paths[at]
        if path is None:
            return self._photo
        try:
            return restorer.read_photo(path)
        except restorer.PhotoError as error:
            raise restorer.InputError(texts_burst.lost(path, error)) from error


def restore_among(
    photo: restorer.Photo, burst: Burst, step: restorer.Step, library: restorer.Library, tick: restorer.Tick
) -> restorer.Photo:
    """Do a step of denoising to a photo with the help of the others of its burst."""
    check_model(library)
    progress = _Progress(tick)
    frames = BurstFrames(photo, burst, progress.repeat)
    restored = restorer.restore_burst(
        frames,
        reference=len(burst.before),
        step=replace(step, model=None),
        library=library,
        tick=progress,
        history=False,
    )
    return photo.with_samples(restored.samples)


def check_model(library: restorer.Library) -> None:
    """Raise ModelMissing, in our words, if there is no model for bursts."""
    try:
        library.find(None, TASK)
    except restorer.ModelMissing:
        raise restorer.ModelMissing(texts_burst.NO_MODEL) from None


class _Progress:
    """Tells of progress, and tells the same again to find out whether to go on."""

    def __init__(self, tick: restorer.Tick) -> None:
        self._tick = tick
        self._last = 0, 1

    def __call__(self, done: int, total: int) -> None:
        self._last = done, total
        self._tick(done, total)

    def repeat(self) -> None:
        """Go on, unless it was cancelled."""
        self._tick(*self._last)
