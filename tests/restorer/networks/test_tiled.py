"""What running in tiles promises: the same picture as the whole, in whatever memory there is."""

from pathlib import Path

import numpy as np
import pytest
from stand_ins import (
    CrampedSession,
    Recorder,
    averaging_model,
    blurring_model,
    keeping_model,
    open_model,
    striding_model,
)

from restorer.errors import Cancelled, OutOfMemory
from restorer.networks.card import ModelCard
from restorer.networks.engine import Engine
from restorer.networks.tiled import LEAST_PIXELS, Where, run_tiled
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box


def run_recorded(
    engine: Engine, picture: Floats, *, exact: bool = False, most_pixels: int | None = None
) -> Recorder:
    """Run over a picture and give the record; every pixel must have been written."""
    recorder = Recorder(picture)
    size = picture.shape[:2]
    run_tiled(
        engine, size, recorder.read, recorder.write, tick=recorder.tick, exact=exact, most_pixels=most_pixels
    )
    assert np.isfinite(recorder.restored).all()
    return recorder


@pytest.fixture(scope="module")
def large(noisy: Floats) -> Floats:
    """Give a noisy picture with room for several tiles of the shipped model, ``(328, 424, 3)``."""
    return np.ascontiguousarray(np.tile(noisy, (3, 3, 1))[:328, :424])


@pytest.fixture(scope="module")
def whole(engine: Engine, large: Floats) -> Floats:
    """Give what the shipped model makes of it in one run."""
    recorder = run_recorded(engine, large)
    assert len(recorder.reads) == 1
    return recorder.restored


def test_exact_tiles_equal_the_whole(shipped: Path, large: Floats) -> None:
    """At the exact reach the small shipped model's tiles give the whole's picture but for float noise."""
    small = Engine.open(shipped.with_stem("denoise-unet-small"), "cpu")
    whole = run_recorded(small, large)
    side = 2 * (small.card.exact_reach or 0) + 5 * small.card.multiple
    tiled = run_recorded(small, large, exact=True, most_pixels=side * side)
    assert len(whole.reads) == 1
    assert len(tiled.reads) >= 4
    np.testing.assert_allclose(tiled.restored, whole.restored, rtol=0, atol=2e-6)


@pytest.mark.parametrize("most_pixels", [232 * 232, 328 * 176])
def test_tiles_differ_from_the_whole_by_a_quarter_of_a_step_at_most(
    engine: Engine, large: Floats, whole: Floats, most_pixels: int
) -> None:
    """At the card's reach the shipped model's tiles are within 1/1024 of the whole."""
    tiled = run_recorded(engine, large, most_pixels=most_pixels)
    assert len(tiled.reads) >= 4
    assert np.abs(tiled.restored - whole).max() <= 1 / 1024


@pytest.mark.parametrize("height", [1, 2, 7, 8, 9, 65, 100])
@pytest.mark.parametrize("width", [1, 63, 101])
def test_any_size_is_written_once_and_whole(tmp_path: Path, height: int, width: int) -> None:
    """Sizes that are no multiple of the stride are padded for the model, and nothing of that is seen."""
    engine = open_model(keeping_model(), tmp_path / "keep.onnx", multiple=8, reach=8)
    picture = np.random.default_rng(0).random((height, width, 3), np.float32)
    recorder = run_recorded(engine, picture, most_pixels=32 * 32)
    np.testing.assert_array_equal(recorder.restored, picture)


@pytest.mark.parametrize("size", [(20, 20), (33, 41), (12, 70), (9, 3)])
@pytest.mark.parametrize("stride", [4, 8])
def test_tiles_of_a_model_without_reach_see_the_same_padding(
    tmp_path: Path, size: tuple[int, int], stride: int
) -> None:
    """The mirrored border of the last tile is that of the whole, however little the tile reads."""
    engine = open_model(striding_model(stride), tmp_path / "stride.onnx", multiple=stride)
    picture = np.random.default_rng(0).random((*size, 3), np.float32)
    whole = run_recorded(engine, picture)
    tiled = run_recorded(engine, picture, most_pixels=16 * stride * stride)
    np.testing.assert_array_equal(tiled.restored, whole.restored)


def test_a_blur_needs_its_reach(tmp_path: Path) -> None:
    """The comparison can fail: with an overlap below its reach the same blur is not the whole's."""
    picture = np.random.default_rng(0).random((60, 60, 3), np.float32)
    enough = open_model(blurring_model(), tmp_path / "enough.onnx", reach=2)
    little = open_model(blurring_model(), tmp_path / "little.onnx", reach=1)
    whole = run_recorded(enough, picture).restored
    np.testing.assert_allclose(run_recorded(enough, picture, most_pixels=900).restored, whole, atol=1e-6)
    assert np.abs(run_recorded(little, picture, most_pixels=900).restored - whole).max() > 0.01


def test_a_model_that_sees_all_runs_whole(tmp_path: Path) -> None:
    """Without a reach nothing is cut, whatever the budget."""
    engine = open_model(averaging_model(), tmp_path / "mean.onnx", reach=None, exact_reach=None)
    picture = np.random.default_rng(0).random((50, 70, 3), np.float32)
    recorder = run_recorded(engine, picture, most_pixels=100)
    assert len(recorder.reads) == 1
    np.testing.assert_allclose(recorder.restored[3, 5], picture.mean(axis=(0, 1)), atol=1e-5)


def spots(size: tuple[int, int], *places: tuple[int, int]) -> Where:
    """Mark a few pixels of a picture."""
    where = np.zeros(size, bool)
    for row, column in places:
        where[row : row + 3, column : column + 4] = True
    return where


def run_where(
    engine: Engine, picture: Floats, where: Where, *, exact: bool = True, most_pixels: int | None = None
) -> tuple[Recorder, list[Box]]:
    """Run over what is wanted of a picture; give the record and the boxes written."""
    recorder = Recorder(picture)
    boxes: list[Box] = []

    def write(box: Box, kept: Floats) -> None:
        boxes.append(box)
        recorder.write(box, kept)

    size, tick = picture.shape[:2], recorder.tick
    run_tiled(
        engine, size, recorder.read, write, tick=tick, exact=exact, most_pixels=most_pixels, where=where
    )
    return recorder, boxes


@pytest.mark.parametrize("most_pixels", [None, 400, 70 * 70, 250 * 250])
@pytest.mark.parametrize("places", [[(0, 0)], [(397, 496)], [(5, 7), (300, 90)], [(150, 0), (152, 250)]])
def test_what_is_wanted_is_the_same_as_in_the_whole(
    tmp_path: Path, places: list[tuple[int, int]], most_pixels: int | None
) -> None:
    """Tiles with wanted pixels alone are run, all wanted ones are written, and equal those of the whole."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx", reach=2, exact_reach=2)
    picture = np.random.default_rng(0).random((400, 500, 3), np.float32)
    whole = run_recorded(engine, picture, exact=True).restored
    where = spots((400, 500), *places)
    recorder, boxes = run_where(engine, picture, where, most_pixels=most_pixels)
    written = np.isfinite(recorder.restored).all(axis=2)
    assert written[where].all()
    assert all(where[box.slices].any() for box in boxes)
    assert len(recorder.reads) == len(boxes)
    assert recorder.ticks[-1] == (len(boxes), len(boxes))
    assert sum(box.height * box.width for box in recorder.reads) < 0.6 * where.size
    np.testing.assert_allclose(recorder.restored[written], whole[written], rtol=0, atol=1e-6)


def test_wanted_tiles_of_the_shipped_model_equal_the_whole(
    engine: Engine, large: Floats, whole: Floats
) -> None:
    """At the exact reach what is wanted, amid what is not, is the whole's picture but for float noise."""
    where = spots((328, 424), (170, 200))
    side = 2 * (engine.card.exact_reach or 0) + 5 * engine.card.multiple
    recorder, boxes = run_where(engine, large, where, most_pixels=side * side)
    (box,), (read,) = boxes, recorder.reads
    assert 0 < read.top < box.top < box.bottom < read.bottom < 328
    assert 0 < read.left < box.left < box.right < read.right < 424
    np.testing.assert_allclose(recorder.restored[box.slices], whole[box.slices], rtol=0, atol=2e-6)


def test_wanting_all_writes_all_once(tmp_path: Path) -> None:
    """Where every pixel is wanted the picture is covered once, as without saying so."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx", reach=2, exact_reach=2)
    picture = np.random.default_rng(0).random((230, 301, 3), np.float32)
    recorder, _ = run_where(engine, picture, np.ones((230, 301), bool), most_pixels=200 * 200)
    np.testing.assert_allclose(recorder.restored, run_recorded(engine, picture).restored, rtol=0, atol=1e-6)


@pytest.mark.parametrize("multiple", [1, 7, 8, 32])
def test_what_is_wanted_in_the_padding_of_an_odd_size_is_written(tmp_path: Path, multiple: int) -> None:
    """The last pixel is wanted as well as any other, whatever the stride and however the sides end."""
    engine = open_model(keeping_model(), tmp_path / "keep.onnx", multiple=multiple, reach=8, exact_reach=8)
    picture = np.random.default_rng(0).random((401, 503, 3), np.float32)
    recorder, boxes = run_where(engine, picture, spots((401, 503), (400, 502)))
    assert len(boxes) == 1
    np.testing.assert_array_equal(recorder.restored[boxes[0].slices], picture[boxes[0].slices])
    assert (boxes[0].bottom, boxes[0].right) == (401, 503)


def test_a_model_that_sees_all_runs_whole_for_one_wanted_pixel(tmp_path: Path) -> None:
    """Without a reach nothing is cut, and all is written, as soon as a pixel is wanted."""
    engine = open_model(averaging_model(), tmp_path / "mean.onnx", reach=None, exact_reach=None)
    picture = np.random.default_rng(0).random((250, 270, 3), np.float32)
    recorder, boxes = run_where(engine, picture, spots((250, 270), (9, 9)), most_pixels=100)
    assert boxes == [Box(0, 0, 250, 270)]
    np.testing.assert_allclose(recorder.restored[200, 5], picture.mean(axis=(0, 1)), atol=1e-5)


@pytest.mark.parametrize("reach", [2, None])
def test_nothing_wanted_runs_nothing(tmp_path: Path, reach: int | None) -> None:
    """Without a wanted pixel no tile is read."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx", reach=reach, exact_reach=reach)
    recorder, boxes = run_where(engine, np.zeros((60, 60, 3), np.float32), np.zeros((60, 60), bool))
    assert (recorder.reads, boxes) == ([], [])


def test_progress_grows_to_its_end(tmp_path: Path) -> None:
    """Progress begins at none, never falls, and ends with all tiles done."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx", reach=2)
    ticks = run_recorded(engine, np.zeros((64, 64, 3), np.float32), most_pixels=400).ticks
    total = ticks[0][1]
    assert total > 1
    assert ticks == [(done, total) for done in range(total + 1)]


def test_cancelling_stops_at_once(tmp_path: Path) -> None:
    """After a tick that raises Cancelled not one more tile is read."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx", reach=2)
    recorder = Recorder(np.zeros((64, 64, 3), np.float32))

    def tick(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_tiled(engine, (64, 64), recorder.read, recorder.write, tick=tick, most_pixels=400)
    assert len(recorder.reads) == 2


def cramped(most_pixels: int, *, reach: int | None = 2) -> tuple[Engine, CrampedSession]:
    """Open a blur on a device with memory for ``most_pixels``."""
    session = CrampedSession(blurring_model(), most_pixels)
    return Engine(session, ModelCard("cramped", "denoise", "denoise-v1", 1, reach, reach)), session


def test_out_of_memory_halves_the_tile() -> None:
    """When a run takes too much memory the next takes half of it or less, until it fits."""
    engine, session = cramped(300 * 150)
    picture = np.random.default_rng(0).random((300, 300, 3), np.float32)
    recorder = run_recorded(engine, picture)
    areas = [height * width for height, width in session.runs]
    assert areas[0] == 300 * 300
    assert max(areas[1:]) <= 300 * 150
    expected = run_recorded(cramped(10**9)[0], picture).restored
    np.testing.assert_allclose(recorder.restored, expected, atol=1e-6)


def test_out_of_memory_for_the_smallest_tile_is_an_error() -> None:
    """Halving ends at a floor; the error names the model and the device."""
    engine, session = cramped(10)
    with pytest.raises(OutOfMemory, match="model cramped: not enough memory on cpu"):
        run_recorded(engine, np.zeros((512, 512, 3), np.float32))
    assert len(session.runs) <= 6
    assert min(height * width for height, width in session.runs) >= LEAST_PIXELS / 2


def test_a_model_that_must_run_whole_is_not_tried_twice() -> None:
    """Without a reach there is no smaller tile, so the first failure is the last."""
    engine, session = cramped(10, reach=None)
    with pytest.raises(OutOfMemory):
        run_recorded(engine, np.zeros((300, 300, 3), np.float32))
    assert len(session.runs) == 1
