"""A JPEG that was cut off its blocks, or turned, is restored as one that was not."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from skimage import data
from stand_ins import open_model, striding_model

import restorer
from restorer.networks.tiled import run_tiled
from restorer.pixels.grid import find_grid
from restorer.pixels.samples import Floats, Samples, from_float, to_float
from restorer.pixels.tiles import Box
from restorer.progress import no_tick

PLACES = [(0, 0), (3, 5), (4, 0), (7, 1)]


@pytest.fixture(scope="module")
def clean() -> Samples:
    """Give a picture without noise, ``(240, 304, 3)`` uint8: chelsea, by S. van der Walt, CC0, smaller."""
    load: Any = data.chelsea
    middle = Image.fromarray(load()).crop((40, 0, 420, 300))
    return np.asarray(middle.resize((304, 240), Image.Resampling.BICUBIC))


def saved(samples: Samples, quality: int) -> Samples:
    """Save as a JPEG, and read again."""
    file = io.BytesIO()
    Image.fromarray(samples).save(file, "jpeg", quality=quality)
    return np.asarray(Image.open(file))


@pytest.mark.parametrize("quality", [10, 30, 75, 92])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_blocks_are_found(clean: Samples, quality: int, place: tuple[int, int], dtype: Any) -> None:
    """Whatever was cut off, at any usual quality, and whatever the samples have become since."""
    cut = saved(clean, quality)[place[0] :, place[1] :]
    cut = cut if dtype is np.uint8 else from_float(to_float(cut), np.dtype(dtype))
    assert find_grid(cut) == (-place[0] % 8, -place[1] % 8)


@pytest.mark.parametrize("turns", range(4))
def test_blocks_of_a_turned_picture_are_found(clean: Samples, turns: int) -> None:
    """Where a side is no multiple of 8 the blocks begin elsewhere after a turn."""
    turned = np.rot90(saved(clean[:235, :301], 40), turns)
    begins = [(0, 0), (301 % 8, 0), (235 % 8, 301 % 8), (0, 235 % 8)]
    assert find_grid(turned) == begins[turns]


@pytest.mark.parametrize("sigma", [0, 10])
def test_a_picture_without_blocks_has_none(clean: Samples, sigma: float) -> None:
    """Where JPEG was not at work a picture is read from its corner."""
    noise = np.random.default_rng(0).normal(0, sigma, clean.shape)
    noisy = np.rint(clean + noise).clip(0, 255).astype(np.uint8)
    assert find_grid(noisy[3:, 5:]) == (0, 0)


@pytest.mark.parametrize("quality", [20, 75, 95])
@pytest.mark.parametrize("place", [(0, 0), (0, 3)])
def test_where_blocks_are_seen_one_way_alone_the_other_begins_at_the_corner(
    clean: Samples, quality: int, place: tuple[int, int]
) -> None:
    """Of a picture that is even from row to row nothing is told down, and nothing guessed."""
    even = np.broadcast_to(clean[100], clean.shape)
    cut = saved(np.ascontiguousarray(even), quality)[place[0] :, place[1] :]
    assert find_grid(cut) in ((0, 0), (0, -place[1] % 8))


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (40, 3), (8, 8), (33, 33)])
@pytest.mark.parametrize("channels", [1, 3])
def test_any_size_can_be_asked(size: tuple[int, int], channels: int) -> None:
    """Of small and of even pictures nothing is told."""
    assert find_grid(np.full((*size, channels), 7, np.uint8)) == (0, 0)


def test_a_cut_jpeg_is_restored_as_well(clean: Samples) -> None:
    """What JPEG did is told and taken out off the blocks as on them; not so if they are not looked for."""
    compressed = saved(clean, 20)
    errors, levels = [], []
    for top, left in ((0, 0), (4, 3)):
        cut = np.ascontiguousarray(compressed[top:224, left:296])
        levels.append(restorer.estimate_sigma(cut))
        restored = restorer.denoise(cut, device="cpu")
        errors.append(np.square(restored - clean[top:224, left:296].astype(float)).mean())
    assert levels[1] == pytest.approx(levels[0], rel=0.1)
    assert errors[1] == pytest.approx(errors[0], rel=0.03)
    assert errors[1] < 0.85 * np.square(compressed - clean.astype(float)).mean()


@pytest.mark.parametrize("begin", [(0, 0), (3, 5), (7, 1)])
@pytest.mark.parametrize("most_pixels", [None, 40 * 40])
def test_a_network_sees_the_picture_where_it_is_said_to_begin(
    tmp_path: Path, begin: tuple[int, int], most_pixels: int | None
) -> None:
    """In tiles or whole it answers as if mirrored pixels were put before the picture."""
    engine = open_model(striding_model(8), tmp_path / "stride.onnx", multiple=8, reach=8)
    picture = np.random.default_rng(0).random((61, 83, 3), np.float32)
    before = np.pad(picture, ((begin[0], 0), (begin[1], 0), (0, 0)), mode="reflect")
    told, wanted = np.zeros_like(picture), np.zeros_like(before)
    run(engine, picture, told, begin=begin, most_pixels=most_pixels)
    run(engine, before, wanted)
    np.testing.assert_array_equal(told, wanted[begin[0] :, begin[1] :])


def run(engine: restorer.Engine, picture: Floats, into: Floats, **options: Any) -> None:
    """Have an engine answer to a picture, without noise."""

    def read(box: Box) -> tuple[Floats, ...]:
        return picture[box.slices], np.zeros((box.height, box.width, 1), np.float32)

    def write(box: Box, kept: Floats) -> None:
        into[box.slices] = kept

    run_tiled(engine, (picture.shape[0], picture.shape[1]), read, write, tick=no_tick, **options)
