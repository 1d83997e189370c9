"""What the geometry of tiles promises, for any size, tile, overlap and multiple."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import geometries

from restorer.networks.tiled import CUDA_LADDER
from restorer.pixels.tiles import Box, choose_shape, plan_tiles, round_up


@given(geometries())
def test_kept_boxes_cover_the_picture_once(geometry: dict[str, Any]) -> None:
    """Each pixel is kept by one tile and one only."""
    count = np.zeros((geometry["height"], geometry["width"]), int)
    for tile in plan_tiles(**geometry):
        count[tile.keep.slices] += 1
    assert (count == 1).all()


@given(geometries())
def test_each_tile_reads_one_size_inside_the_picture(geometry: dict[str, Any]) -> None:
    """All reads have the tile's size and none leaves the picture."""
    for tile in plan_tiles(**geometry):
        read = tile.read
        assert (read.height, read.width) == geometry["tile"]
        assert read.top >= 0
        assert read.left >= 0
        assert read.bottom <= geometry["height"]
        assert read.right <= geometry["width"]


@given(geometries())
def test_every_cut_falls_on_a_multiple(geometry: dict[str, Any]) -> None:
    """Reads and keeps begin and end where the network's stride does."""
    for tile in plan_tiles(**geometry):
        for box in (tile.read, tile.keep):
            edges = np.array([box.top, box.left, box.bottom, box.right])
            assert not (edges % geometry["multiple"]).any()


@given(geometries())
def test_kept_pixels_see_the_overlap(geometry: dict[str, Any]) -> None:
    """A kept pixel has ``overlap`` read pixels on each side, but where the picture itself ends."""
    for tile in plan_tiles(**geometry):
        read, keep, overlap = tile.read, tile.keep, geometry["overlap"]
        assert keep.top - read.top >= overlap or read.top == 0
        assert keep.left - read.left >= overlap or read.left == 0
        assert read.bottom - keep.bottom >= overlap or read.bottom == geometry["height"]
        assert read.right - keep.right >= overlap or read.right == geometry["width"]


@given(geometries(), st.integers(1, 200_000), st.none() | st.just((16, 64, 128, 256)))
def test_chosen_shape_is_within_the_budget_and_tells_its_cost(
    geometry: dict[str, Any], most_pixels: int, ladder: tuple[int, ...] | None
) -> None:
    """A chosen tile fits the memory, can be planned, and costs what its tiles read per pixel kept.

    There is none only where the smallest does not fit, which keeps a step of the network.
    """
    if ladder:
        geometry = {
            **geometry,
            "multiple": 8,
            "height": geometry["height"] * 8,
            "width": geometry["width"] * 8,
        }
    del geometry["tile"]
    height, width, multiple = geometry["height"], geometry["width"], geometry["multiple"]
    shape = choose_shape(**geometry, most_pixels=most_pixels, ladder=ladder)
    if shape is None:
        margins = 2 * round_up(geometry["overlap"], multiple)
        least = min(side for side in ladder if side > margins) if ladder else margins + multiple
        assert min(least, height) * min(least, width) > most_pixels
        return
    assert shape.height * shape.width <= most_pixels
    tiles = plan_tiles(**geometry, tile=(shape.height, shape.width))
    read = sum(tile.read.height * tile.read.width for tile in tiles)
    assert shape.cost == pytest.approx(read / (height * width))
    if ladder:
        sides = [round_up(side, multiple) for side in ladder]
        assert shape.height in (*sides, height)
        assert shape.width in (*sides, width)


def test_a_photo_within_the_budget_is_read_once() -> None:
    """Where the whole fits, nothing is read twice."""
    shape = choose_shape(640, 480, most_pixels=640 * 480, overlap=32, multiple=8)
    assert shape is not None
    assert (shape.height, shape.width, shape.cost) == (480, 640, 1.0)


def test_no_square_tile_reads_less_than_the_chosen() -> None:
    """For a 12-megapixel photo the chosen shape beats every square one of the same budget."""
    geometry = {"width": 4000, "height": 3000, "overlap": 32, "multiple": 8}
    shape = choose_shape(**geometry, most_pixels=1024 * 1024)
    assert shape is not None
    for side in range(128, 1025, 8):
        tiles = plan_tiles(**geometry, tile=(side, side))
        assert shape.cost <= len(tiles) * side * side / 12e6


def test_no_tile_large_enough_is_none() -> None:
    """A budget below the overlap on both sides gives no shape instead of a wrong one."""
    assert choose_shape(800, 800, most_pixels=64 * 64, overlap=32, multiple=8) is None


@pytest.mark.parametrize("multiple", [7, 14, 24])
def test_a_ladder_is_climbed_in_steps_of_the_network(multiple: int) -> None:
    """Where the sides to choose from are no multiples of what a network takes, the next ones are."""
    size = 300 * multiple
    shape = choose_shape(size, size, most_pixels=1 << 22, overlap=32, multiple=multiple, ladder=CUDA_LADDER)
    assert shape
    tiles = plan_tiles(size, size, tile=(shape.height, shape.width), overlap=32, multiple=multiple)
    assert sum(tile.keep.height * tile.keep.width for tile in tiles) == size**2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"width": 100}, "a size of 100, expected a positive multiple of 8"),
        ({"tile": (0, 64)}, "a size of 0, expected"),
        ({"tile": (64, 256)}, "a tile of 256 is larger than the picture's 128"),
        ({"tile": (32, 128), "overlap": 16}, "too small for an overlap of 16 on both sides"),
    ],
)
def test_impossible_geometry_is_refused(change: dict[str, Any], message: str) -> None:
    """What cannot be cut is a ValueError with the numbers in it."""
    geometry: dict[str, Any] = {"width": 128, "height": 128, "tile": (64, 64), "overlap": 8, "multiple": 8}
    with pytest.raises(ValueError, match=message):
        plan_tiles(**{**geometry, **change})


def test_a_box_inside_another_counts_from_its_corner() -> None:
    """Coordinates become relative, the size stays."""
    box = Box(10, 20, 16, 28).inside(Box(8, 16, 40, 48))
    assert box == Box(2, 4, 8, 12)
    assert (box.height, box.width) == (6, 8)


@given(st.integers(0, 10_000), st.integers(1, 100))
def test_rounding_up_gives_the_least_multiple(size: int, multiple: int) -> None:
    """The result is a multiple, not below the size, and none lies between."""
    rounded = round_up(size, multiple)
    assert rounded % multiple == 0
    assert size <= rounded < size + multiple


def test_without_overlap_the_largest_tile_is_taken() -> None:
    """Where all shapes read the same, a large picture is not cut into specks."""
    shape = choose_shape(8000, 6000, most_pixels=1_500_000, overlap=0, multiple=1)
    assert shape is not None
    assert shape.height * shape.width > 1_000_000
