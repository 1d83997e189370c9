"""What crosses to the other process is shared, crosses once, stays itself, and is let go."""

import gc
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shared_memory import ONLY_LINUX, blocks_of

from gui.settings import Setting
from gui.work import blocks
from gui.work.render import draw_photo
from gui.work.shelf import Shelf
from gui.work.stages import Stage
from restorer import Photo
from restorer.pixels.samples import Samples


def ours() -> list[Path]:
    """List the blocks that this process made and that can still be found."""
    return blocks_of(os.getpid())


@pytest.fixture
def shelves() -> Iterator[tuple[Shelf, Shelf]]:
    """Give the window's and the worker's shelf."""
    yield Shelf(is_worker=False), Shelf(is_worker=True)
    gc.collect()
    assert ours() == []


def picture_of_noise(side: int, dtype: Any = np.uint8) -> Samples:
    """Give noise, ``(side, side + 3, 3)``."""
    return np.random.default_rng(side).integers(0, 255, (side, side + 3, 3)).astype(dtype)


def send(source: Shelf, target: Shelf, value: Any) -> Any:
    """Send a value to the other side."""
    return target.unpack(source.pack(value))


@pytest.mark.parametrize("side", [8, 300])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_photo_arrives_as_it_was(shelves: tuple[Shelf, Shelf], side: int, dtype: Any) -> None:
    """Small or large, of each dtype, turned in memory or not: all that a photo has arrives."""
    window, worker = shelves
    samples = picture_of_noise(side, dtype)[::-1].swapaxes(0, 1)
    depth = 10 if dtype is np.uint16 else 0
    photo = Photo(samples, samples[..., 0].copy(), depth=depth, notices=("turned",))
    arrived = send(worker, window, photo)
    assert np.array_equal(arrived.samples, photo.samples)
    assert np.array_equal(arrived.alpha, photo.alpha)
    assert arrived.samples.dtype == dtype
    assert (arrived.depth, arrived.notices, arrived.metadata) == (
        photo.depth, ("turned",), photo.metadata,
    )  # fmt: skip


def test_what_crossed_is_itself_on_both_sides(shelves: tuple[Shelf, Shelf]) -> None:
    """A photo sent, sent again within a stage, and sent back is one object on each side."""
    window, worker = shelves
    photo = Photo(picture_of_noise(200))
    picture = draw_photo(photo)
    here, shown = send(worker, window, (photo, picture))
    stage = Stage(Setting("tone"), *[photo] * 4, *[picture] * 3, ())
    arrived = send(worker, window, [stage])[0]
    assert arrived.before is arrived.full is here
    assert arrived.after_picture is shown
    assert send(window, worker, arrived) is stage
    assert send(window, worker, {"photo": here})["photo"] is photo
    assert send(worker, window, stage) is arrived


def test_pictures_look_the_same(shelves: tuple[Shelf, Shelf]) -> None:
    """A picture arrives with all its levels, to the last pixel."""
    window, worker = shelves
    picture = draw_photo(Photo(picture_of_noise(1100)))
    arrived = send(worker, window, picture)
    assert len(picture.levels) == 3
    assert list(arrived.levels) == list(picture.levels)


def test_what_the_worker_drops_the_window_drops(shelves: tuple[Shelf, Shelf]) -> None:
    """The window holds what the worker has, until it hears that it has it no more."""
    window, worker = shelves
    photo = Photo(picture_of_noise(200))
    arrived = weakref.ref(send(worker, window, photo))
    assert worker.gone() == set()
    assert arrived() is send(worker, window, photo)
    del photo
    window.drop(worker.gone())
    assert arrived() is None
    assert worker.gone() == set()


@ONLY_LINUX
def test_blocks_have_no_name_once_they_arrived(shelves: tuple[Shelf, Shelf]) -> None:
    """From the moment both have it, a block is freed by the system, however they end."""
    window, worker = shelves
    photo = Photo(blocks.share(picture_of_noise(200)))
    assert len(ours()) == 1
    packed = worker.pack(photo)
    assert len(ours()) == 1
    arrived = window.unpack(packed)
    assert ours() == []
    photo.samples[0, 0] = 7
    assert (arrived.samples[0, 0] == 7).all()  # one memory, no copy


@ONLY_LINUX
def test_a_block_goes_with_its_last_array() -> None:
    """A block that nobody else has is there as long as an array, or a part of one, looks into it."""
    part = blocks.share(picture_of_noise(200))[3:5]
    gc.collect()
    assert len(ours()) == 1
    assert part.any()
    del part
    gc.collect()
    assert ours() == []


@ONLY_LINUX
def test_blocks_of_a_process_that_is_gone_are_freed() -> None:
    """Names that a dead worker told are freed if they are there; others are no matter."""
    names: list[str] = []
    blocks.announcers.append(names.append)
    try:
        shared = blocks.share(picture_of_noise(200))
    finally:
        blocks.announcers.clear()
    assert [path.name for path in ours()] == names
    blocks.free({*names, "restorer-0-0"})
    assert ours() == []
    assert shared.any()


def test_a_part_of_a_block_is_sent_as_a_part(shelves: tuple[Shelf, Shelf]) -> None:
    """An array that looks into a part of a block arrives as that part."""
    window, worker = shelves
    part = blocks.share(picture_of_noise(300))[10:200]
    assert np.array_equal(send(worker, window, part), part)


def test_what_one_worker_had_is_sent_to_the_next(shelves: tuple[Shelf, Shelf]) -> None:
    """A photo got from a worker that died goes in full to another one."""
    window, worker = shelves
    photo = send(worker, window, Photo(blocks.share(picture_of_noise(200))))
    next_window, next_worker = Shelf(is_worker=False), Shelf(is_worker=True)
    again = send(next_window, next_worker, photo)
    assert np.array_equal(again.samples, photo.samples)
    assert send(next_worker, next_window, again) is photo


@ONLY_LINUX
def test_without_room_pixels_go_by_the_pipe(
    shelves: tuple[Shelf, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where shared memory is full, as it soon is in a container, photos and pictures arrive all the same."""
    monkeypatch.setattr(blocks, "_FOLDER", "/proc")  # which has no room at all
    window, worker = shelves
    photo = Photo(blocks.share(picture_of_noise(600)))
    picture = draw_photo(photo)
    arrived, shown = send(worker, window, (photo, picture))
    assert ours() == []
    assert np.array_equal(arrived.samples, photo.samples)
    assert list(shown.levels) == list(picture.levels)
    assert send(window, worker, arrived) is photo
