"""Many frames of one scene: one clean picture of a burst, or each frame of a clip clean."""

import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np

from restorer.errors import DeviceError, InputError, OutOfMemory, PhotoError
from restorer.metadata.history import note_step
from restorer.networks.card import ModelCard, Task
from restorer.networks.engine import Engine
from restorer.networks.library import Library, may_fall_back
from restorer.photo import Photo
from restorer.pixels.agreement import find_agreement
from restorer.pixels.alignment import find_motion
from restorer.pixels.motion import Motion, read_along
from restorer.pixels.pyramid import Pyramid
from restorer.pixels.samples import Floats, Samples, as_colour, as_grey, without_marks
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick, tick_of_part
from restorer.recipe import Step
from restorer.tasks.denoise import blend_noise, is_idle, noise_of
from restorer.tasks.noise import NoiseMap
from restorer.tasks.recurrence import Recurrence

_log = logging.getLogger("restorer")
LEAST_ALIKE = 0.4
"""A frame that has less in common with the one before begins a new scene."""
DENOISE = Step("denoise")


class Frames(Protocol):
    """Photos by their places, such as a list, or one that reads each when it is asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, at: int, /) -> Photo: ...


def restore_burst(
    frames: Frames,
    *,
    reference: int | None = None,
    step: Step = DENOISE,
    library: Library | None = None,
    device: str = "auto",
    tick: Tick = no_tick,
    history: bool = True,
) -> Photo:
    """Restore one frame of a burst with the help of the others, which are aligned to it.

    ``frames`` are of one size; each is asked for twice, one at a time, and may be read then.
    ``reference`` is the place of the frame to restore, ``None`` for the sharpest. ``step`` is one of the
    task denoise: its controls and strength are those of :func:`restorer.denoise`, its model, if it names
    one, is of the task sequence. What differs in a frame, because it moved by itself or cannot be
    aligned, is left out of it. The result has the metadata of the reference; with ``history`` its XMP
    says what was done. A step that takes no noise out gives the frame itself. ``tick`` is told of progress
    and may raise Cancelled.

    Raises InputError for a step of another task, for fewer than two frames, for frames of several sizes and
    for a reference that is none of them, another RestorerError when a model, a device or memory fails.
    """
    restorer = FrameRestorer.open(step, library or Library(), device, history=history)
    return restorer.restore_burst(frames, reference, tick)


def restore_sequence(
    frames: Frames,
    *,
    step: Step = DENOISE,
    library: Library | None = None,
    device: str = "auto",
    tick: Tick = no_tick,
    history: bool = True,
) -> Iterator[Photo]:
    """Restore the frames of a clip in their order, each with the help of those before it.

    Each of ``frames`` is asked for once, when its turn comes: what is held in memory does not grow with
    their number. A frame of another size than the one before, or that has little in common with it, begins
    anew. All else is as in :func:`restore_burst`; a clip may be of one frame.
    """
    restorer = FrameRestorer.open(step, library or Library(), device, history=history)
    return restorer.restore_sequence(frames, tick)


@dataclass(slots=True)
class FrameRestorer:
    """A step of the task denoise with the networks it takes for frames, ``level`` if noise is to be told."""

    step: Step
    engines: Mapping[str, Engine]
    history: bool = True
    reopen: Callable[[], Mapping[str, Engine]] | None = None
    """Opens the networks on the CPU, where that may go on when their device fails."""

    @classmethod
    def open(cls, step: Step, library: Library, device: str, *, history: bool) -> "FrameRestorer":
        """Open the networks; raises InputError for a step of another task."""
        if step.task != "denoise":
            raise InputError(f"the step is of the task {step.task}, expected denoise")
        models: dict[Task, str | None] = {"sequence": step.model}
        if "sigma" not in step.controls:
            models["level"] = None
        engines = library.engines(models, device)
        reopen = partial(library.engines, models, "cpu")
        return cls(step, engines, history, reopen if may_fall_back(engines.values(), device) else None)

    def interrupt(self) -> None:
        """End what its networks are at: see :meth:`restorer.Engine.interrupt`."""
        for engine in self.engines.values():
            engine.interrupt()

    def restore_burst(
        self,
        frames: Frames,
        reference: int | None,
        tick: Tick = no_tick,
        pyramids: Sequence[Pyramid] | None = None,
    ) -> Photo:
        """Restore one frame: see :func:`restore_burst`; ``pyramids`` are those of the frames, if at hand."""
        count = len(frames)
        check_burst(count, reference)
        if is_idle(self.step) and reference is not None:
            return frames[reference]
        if pyramids is None:
            pyramids = look_at(frames)
        chosen = sharpest([each.sharpness for each in pyramids]) if reference is None else reference
        target = frames[chosen]
        if is_idle(self.step):
            return target
        noise = self._noise_of(target, tick)
        recurrence = self._begin(target, noise)
        farthest_first = sorted(set(range(count)) - {chosen}, key=lambda at: (-abs(at - chosen), at))
        for done, at in enumerate(farthest_first):
            part = tick_of_part(tick, done, count)
            part(0, 1)
            motion = find_motion(pyramids[chosen], pyramids[at])
            alike = find_agreement(pyramids[chosen], pyramids[at], motion)
            noisy = _along(frames[at], motion)
            self._run(partial(recurrence.see, noisy=noisy, noise=noise, alike=alike, tick=part))
        part = tick_of_part(tick, count - 1, count)
        restored = self._restored(target, recurrence, noise, None, part)
        told = f"is frame {chosen + 1} of {count}, restored with the others"
        return self._noted(replace(restored, notices=(*restored.notices, told)), count)

    def restore_sequence(self, frames: Frames, tick: Tick = no_tick) -> Generator[Photo]:
        """Restore frame by frame: see :func:`restore_sequence`."""
        recurrence, before, seen = None, None, 0
        for at in range(len(frames)):
            frame = frames[at]
            part = tick_of_part(tick, at, len(frames))
            part(0, 1)
            if is_idle(self.step):
                yield frame
                continue
            pyramid = Pyramid(frame)
            if recurrence is not None and recurrence.size != frame.samples.shape[:2]:
                before = None
            motion = _motion_since(before, pyramid)
            noise = self._noise_of(frame, part)
            if recurrence is None or motion is None:
                recurrence, seen = self._begin(frame, noise), 0
            before, seen = pyramid, seen + 1
            yield self._noted(self._restored(frame, recurrence, noise, motion, part), seen)

    def _noise_of(self, frame: Photo, tick: Tick) -> NoiseMap:
        """Tell how noisy a frame is, as the step says or the frame itself does."""
        return self._run(lambda engines: noise_of(frame, self.step, engines, tick))

    def _begin(self, frame: Photo, noise: NoiseMap) -> Recurrence:
        """Begin to remember frames as large and about as noisy as this one."""
        return Recurrence(self.engines["sequence"].card, frame.samples.shape[:2], noise.sigma)

    @property
    def cards(self) -> list[ModelCard]:
        """The cards of its networks, that for frames first."""
        return [engine.card for engine in self.engines.values()]

    def _run[Done](self, do: Callable[[Mapping[str, Engine]], Done]) -> Done:
        """Do something with the networks; once their device fails or has not the memory, on the CPU."""
        try:
            return do(self.engines)
        except (OutOfMemory, DeviceError) as error:
            if self.reopen is None:
                raise
            _log.warning("%s; the CPU goes on", error)
            self.engines, self.reopen = self.reopen(), None
            return do(self.engines)

    def _restored(
        self, frame: Photo, recurrence: Recurrence, noise: NoiseMap, motion: Motion | None, tick: Tick
    ) -> Photo:
        """Restore a frame, as strongly as the step says."""
        samples: Samples = np.empty_like(frame.samples)

        def keep(box: Box, clean: Floats) -> None:
            full = frame.samples_for(as_grey(clean) if frame.is_grey else clean, box)
            samples[box.slices] = blend_noise(frame.samples[box.slices], full, self.step)

        see = partial(recurrence.see, noisy=_pixels(frame), noise=noise, motion=motion, keep=keep, tick=tick)
        self._run(see)
        return frame.with_samples(samples)

    def _noted(self, photo: Photo, frames: int) -> Photo:
        """Note in the photo's XMP what was done, and of how many frames it was made."""
        if not self.history:
            return photo
        return replace(photo, metadata=note_step(photo.metadata, self.step, self.cards, frames=frames))


def check_burst(count: int, reference: int | None) -> None:
    """Raise InputError for a burst of too few frames, or one that lacks its reference."""
    if count < 2:
        raise InputError(f"a burst of {count}, expected two frames or more")
    if reference is not None and not 0 <= reference < count:
        raise InputError(f"the reference is frame {reference + 1}, expected one of 1 to {count}")


def look_at(frames: Frames, names: Sequence[str] = ()) -> list[Pyramid]:
    """Look at frames of one size; InputError tells, by their names, all that are of another size than most.

    It tells as well which cannot be read.
    """
    pyramids: list[Pyramid] = []
    sizes: list[tuple[str, tuple[int, int]]] = []
    problems: list[str] = []
    for at in range(len(frames)):
        try:
            frame = frames[at]
        except PhotoError as error:
            problems.append(str(error))
            continue
        sizes.append((names[at] if names else f"frame {at + 1}", (frame.width, frame.height)))
        if not problems and len({size for _name, size in sizes}) == 1:
            pyramids.append(Pyramid(frame))
    if others := _told_of_another_size(sizes):
        problems.append(others)
    if problems:
        raise InputError("; ".join(problems))
    return pyramids


def _told_of_another_size(sizes: Sequence[tuple[str, tuple[int, int]]]) -> str | None:
    """Say which sizes, by their names, are not the one that is met most often."""
    if len({size for _name, size in sizes}) < 2:
        return None
    [((width, height), _count)] = Counter(size for _name, size in sizes).most_common(1)
    told = (f"{name} ({size[0]} x {size[1]})" for name, size in sizes if size != (width, height))
    return f"{', '.join(told)}: not of the size of the other frames, {width} x {height} pixels"


def sharpest(sharpness: Sequence[float]) -> int:
    """Choose the sharpest of some frames, and give its place, counted from 0.

    ``sharpness`` is what :func:`restorer.sharpness` told of each; of those that are equally sharp the one
    nearest to the middle is taken. Raises ValueError where there is none.
    """
    if not len(sharpness):
        raise ValueError("there is no frame to choose from, expected the sharpness of one or more")
    middle = len(sharpness) // 2
    scores = [(round(each, 6), -abs(at - middle)) for at, each in enumerate(sharpness)]
    return scores.index(max(scores))


def _motion_since(before: Pyramid | None, pyramid: Pyramid) -> Motion | None:
    """Tell where each place of a frame was in the frame before; ``None`` for one of a new scene."""
    if before is None:
        return None
    motion = find_motion(pyramid, before)
    return motion if find_agreement(pyramid, before, motion).share >= LEAST_ALIKE else None


def _pixels(frame: Photo) -> Callable[[Box], Floats]:
    """Give a function that reads a part of a frame as three channels."""
    return lambda box: as_colour(without_marks(frame.pixels(box)))


def _along(frame: Photo, motion: Motion) -> Callable[[Box], Floats]:
    """Give a function that reads it where it was put by a motion."""
    return lambda box: read_along(_pixels(frame), motion, box)
