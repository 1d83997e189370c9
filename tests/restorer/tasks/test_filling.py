"""What filling holes promises: the hole and no more, runs where it must, texture where wide."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scratched import rectangle
from skimage import data
from stand_ins import open_model, painting_model

from restorer.errors import Cancelled
from restorer.networks.engine import Engine
from restorer.pixels.mask import Hole, distance_to_known
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box
from restorer.progress import no_tick
from restorer.tasks.filling import WIDEST, Island, fill_narrow, fill_smoothly, fill_wide, find_wide, halve

COLOUR = 0.5


@pytest.fixture
def painter(tmp_path: Path) -> Engine:
    """Give a model that paints the hole it is given in one grey, 0.5."""
    return open_painter(tmp_path)


def open_painter(folder: Path, reach: int | None = 16) -> Engine:
    """Open the painting model with a reach, on the stride of a real one."""
    path = folder / "paint.onnx"
    content = painting_model(COLOUR)
    return open_model(
        content, path, task="inpaint", contract="inpaint-v1", multiple=8, reach=reach, exact_reach=reach
    )


def noise(height: int, width: int) -> Floats:
    """Give a picture of which no two pixels are alike."""
    return np.random.default_rng(0).random((height, width, 3), np.float32)


def scratched(size: tuple[int, int]) -> Hole:
    """Make a hole of two scratches in opposite corners."""
    height, width = size
    return rectangle(size, (3, 60), (5, 8)) | rectangle(size, (height - 3, height), (width - 50, width))


class Canvas:
    """Reads a picture for ``fill_narrow`` and keeps the boxes that are read and what is written."""

    def __init__(self, picture: Floats):
        self.picture = picture
        self.reads: list[Box] = []
        self.written: list[tuple[Box, Floats]] = []

    def read(self, box: Box) -> Floats:
        """Give the pixels of a box."""
        self.reads.append(box)
        return self.picture[box.slices]

    def write(self, box: Box, answer: Floats) -> None:
        """Keep the answer for a box."""
        assert answer.shape == (box.height, box.width, 3)
        self.written.append((box, answer))


@pytest.mark.parametrize("size", [(600, 701), (333, 900), (64, 80), (61, 59)])
def test_each_pixel_of_a_narrow_hole_is_written_once(painter: Engine, size: tuple[int, int]) -> None:
    """The tiles written cover the hole; in it is what the network paints, about it the picture."""
    canvas, hole = Canvas(noise(*size)), scratched(size)
    fill_narrow(painter, canvas.read, hole, canvas.write, no_tick)
    count = np.zeros(size, int)
    for box, answer in canvas.written:
        count[box.slices] += 1
        expected = np.where(hole[box.slices][..., None], np.float32(COLOUR), canvas.picture[box.slices])
        np.testing.assert_array_equal(answer, expected)
    assert (count[hole] == 1).all()
    assert count.max() == 1


def test_only_tiles_with_a_hole_are_run(painter: Engine) -> None:
    """Each tile read gives a box with a part of the hole, and most of a large picture is never read."""
    canvas, hole = Canvas(noise(900, 1000)), scratched((900, 1000))
    ticks: list[tuple[int, int]] = []
    fill_narrow(painter, canvas.read, hole, canvas.write, lambda *tick: ticks.append(tick))
    assert len(canvas.reads) == len(canvas.written) < 5
    assert all(hole[box.slices].any() for box, _ in canvas.written)
    assert sum(box.height * box.width for box in canvas.reads) < 0.15 * hole.size
    total = len(canvas.reads)
    assert ticks == [(done, total) for done in range(total + 1)]


@pytest.mark.parametrize("reach", [16, None])
def test_without_a_hole_the_network_does_not_run(tmp_path: Path, reach: int | None) -> None:
    """Nothing to fill reads and writes nothing."""
    canvas = Canvas(noise(300, 300))
    fill_narrow(open_painter(tmp_path, reach), canvas.read, np.zeros((300, 300), bool), canvas.write, no_tick)
    assert (canvas.reads, canvas.written) == ([], [])


def test_a_model_that_sees_all_is_given_all(tmp_path: Path) -> None:
    """Without a reach one run reads the whole picture, however small the hole."""
    canvas = Canvas(noise(400, 600))
    hole = scratched((400, 600))
    fill_narrow(open_painter(tmp_path, None), canvas.read, hole, canvas.write, no_tick)
    assert canvas.reads == [Box(0, 0, 400, 600)]


def test_the_network_sees_pixels_within_0_and_1(painter: Engine) -> None:
    """Colours beyond the range are clipped for the network: it was trained on none."""
    canvas = Canvas(noise(64, 64) * 3 - 1)
    hole = rectangle((64, 64), (30, 34), (10, 50))
    fill_narrow(painter, canvas.read, hole, canvas.write, no_tick)
    box, answer = canvas.written[0]
    known = ~hole[box.slices]
    np.testing.assert_array_equal(answer[known], canvas.picture[box.slices].clip(0, 1)[known])


@pytest.mark.parametrize("width", [4, 66, 150, 331])
@pytest.mark.parametrize("size", [(344, 400), (341, 389)])
def test_a_hole_of_any_width_is_filled_smoothly(painter: Engine, size: tuple[int, int], width: int) -> None:
    """All of the hole is what the network paints, at every scale; all else is the picture to the bit."""
    picture = noise(*size) * 3 - 1
    hole = rectangle(size, (5, 5 + width), (7, 7 + width))
    given = picture.copy()
    filled = fill_smoothly(painter, given, hole)
    np.testing.assert_array_equal(given, picture)
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    np.testing.assert_allclose(filled[hole], COLOUR, atol=1e-6)


def grass(size: int) -> Floats:
    """Give part of a photo of grass, brought to a mean of 0.5, grey RGB."""
    part = data.grass()[:size, :size].astype(np.float32) / np.float32(255)
    return np.repeat((part - part.mean() + np.float32(0.5))[..., None], 3, axis=2)


def test_a_wide_hole_gets_texture(painter: Engine) -> None:
    """In grass the hole gets about the variance that is around it, where the network gives none."""
    picture = grass(240)
    hole = rectangle((240, 240), (80, 160), (80, 160))
    filled = fill_wide(painter, picture, hole)
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    assert fill_smoothly(painter, picture, hole)[hole].var() < 1e-6
    assert 0.4 < filled[hole].var() / picture[~hole].var() < 1.6


def test_a_very_large_hole_gets_texture_of_half_the_size(
    painter: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the most pixels the middle has texture still, and the border is the network's."""
    monkeypatch.setattr("restorer.tasks.filling.MOST_TEXTURE_PIXELS", 10_000)
    picture = grass(280)
    hole = rectangle((280, 280), (70, 210), (70, 210))
    filled = fill_wide(painter, picture, hole)
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    np.testing.assert_allclose(filled[hole & (distance_to_known(hole) <= WIDEST)], COLOUR, atol=1e-6)
    assert filled[110:170, 110:170].var() > 0.2 * picture[~hole].var()


def test_a_wide_hole_can_be_cancelled(painter: Engine) -> None:
    """Cancelled from the tick goes through, and the tick counts up to its end, also while a network works."""
    picture, hole = grass(160), rectangle((160, 160), (40, 110), (40, 110))
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        raise Cancelled

    fill_wide(painter, picture, hole, lambda *tick: seen.append(tick))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 0
    assert any(0 < done / total < 0.7 for done, total in seen)
    with pytest.raises(Cancelled):
        fill_wide(painter, picture, hole, stop)


def disc(size: tuple[int, int], middle: tuple[int, int], radius: float) -> Hole:
    """Make a round hole."""
    row, column = np.mgrid[: size[0], : size[1]]
    return np.asarray((row - middle[0]) ** 2 + (column - middle[1]) ** 2 <= radius**2)


def all_of(islands: list[Island], size: tuple[int, int]) -> Hole:
    """Put islands together; no pixel may be in two."""
    count = np.zeros(size, int)
    for island in islands:
        count[island.box.slices] += island.hole
    assert count.max(initial=0) <= 1
    return count > 0


@given(st.integers(0, 199), st.integers(0, 180), st.floats(WIDEST + 1, 60))
@settings(max_examples=40)
def test_a_round_hole_too_wide_is_found_wherever_it_lies(row: int, column: int, radius: float) -> None:
    """A disc of more than the widest radius is one island, whole, at any place and at the borders too."""
    hole = disc((200, 181), (row, column), radius)
    islands = list(find_wide(hole))
    assert len(islands) == 1
    np.testing.assert_array_equal(all_of(islands, hole.shape), hole)


@given(st.lists(st.tuples(*[st.integers(0, 190)] * 2, *[st.integers(1, 120)] * 2), min_size=1, max_size=6))
@settings(max_examples=40)
def test_no_deep_pixel_is_left_to_the_network_alone(boxes: list[tuple[int, int, int, int]]) -> None:
    """Of any hole each pixel deeper than the widest is in an island, and islands are of the hole only."""
    hole = np.zeros((200, 190), bool)
    for top, left, height, width in boxes:
        hole[top : top + height, left : left + width] = True
    hole[0, 0] = False
    found = all_of(list(find_wide(hole)), hole.shape)
    assert not (found & ~hole).any()
    assert found[distance_to_known(hole) > WIDEST + 1].all()


@pytest.mark.parametrize(("at", "thickness"), [(0, 1), (0, 24), (3, 9), (100, 32), (100, 48), (101, 47)])
def test_what_is_thin_is_no_island(at: int, thickness: int) -> None:
    """A scratch is left to the network, however long; at the border, known on one side, half as thick."""
    hole = rectangle((300, 400), (at, at + thickness), (0, 400))
    assert not list(find_wide(hole))
    assert not list(find_wide(hole.T))


def test_islands_are_apart_from_each_other_and_from_scratches() -> None:
    """Of two wide holes and a scratch beside one, each wide one is an island of its own pixels."""
    size = (400, 700)
    one, other = rectangle(size, (40, 130), (50, 140)), rectangle(size, (250, 380), (500, 690))
    scratch = rectangle(size, (20, 200), (170, 174))
    islands = list(find_wide(one | other | scratch))
    assert len(islands) == 2
    for island, expected in zip(islands, (one, other), strict=True):
        assert island.hole.shape == (island.box.height, island.box.width)
        np.testing.assert_array_equal(all_of([island], size), expected)
    assert not islands[0].hole[:, 170 - islands[0].box.left].any()


@pytest.mark.parametrize("side", [70, 200, 300])
@pytest.mark.parametrize("corner", [(0, 0), (90, 170), (303, 501)])
def test_a_box_holds_its_island_with_context(corner: tuple[int, int], side: int) -> None:
    """About the island there are half its size, 64 pixels at least, unless the picture ends."""
    size = (603, 801)
    rows, columns = ((start, start + side) for start in corner)
    (island,) = find_wide(rectangle(size, rows, columns))
    box, least = island.box, max(64, side // 2)
    assert 0 <= box.top <= max(0, rows[0] - least)
    assert 0 <= box.left <= max(0, columns[0] - least)
    assert min(size[0], rows[1] + least) <= box.bottom <= size[0]
    assert min(size[1], columns[1] + least) <= box.right <= size[1]
    assert max(rows[0] - box.top, box.right - columns[1]) <= least + 16


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_halving_keeps_the_means_of_what_is_known(height: int, width: int, drawn: st.DataObject) -> None:
    """Each pixel is the mean of the known ones among the four it stands for, unknown where there is none."""
    picture = drawn.draw(arrays(np.float32, (height, width, 3), elements=st.floats(0, 1, width=32)))
    hole = drawn.draw(arrays(np.bool_, (height, width)))
    half, unknown = halve(picture, hole)
    assert half.dtype == np.float32
    assert half.shape == (*unknown.shape, 3) == ((height + 1) // 2, (width + 1) // 2, 3)
    for row, column in np.ndindex(unknown.shape):
        four = (slice(2 * row, 2 * row + 2), slice(2 * column, 2 * column + 2))
        known = picture[four][~hole[four]]
        assert unknown[row, column] == (len(known) == 0)
        if len(known):
            np.testing.assert_allclose(half[row, column], known.mean(axis=0), atol=1e-6)
