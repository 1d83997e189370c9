"""What resampling and guided upsampling promise: means of pixels, and edges where the photo has them."""

from typing import Any

import numpy as np
from coloring import random_pixels
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer.pixels.guided import Guided
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats

sides = st.integers(1, 200)
sizes = st.tuples(st.integers(1, 40), st.integers(1, 40))


def edge(size: int, place: float) -> Floats:
    """Draw a light half and a dark one beside it, ``(size, size)``; the edge is at ``place`` of the width."""
    columns = (np.arange(size) + 0.5) / size
    return np.where(columns < place, 0.75, 0.25).astype(np.float32)[None].repeat(size, axis=0)


def resized(picture: Floats, size: tuple[int, int]) -> Floats:
    """Make a picture ``(H, W)`` or ``(H, W, C)`` one of another size."""
    planes = picture.reshape(*picture.shape[:2], -1)
    height, width = picture.shape[:2]
    found = resample(lambda rows: planes[rows], (height, width), size)
    return found.reshape(*size, *picture.shape[2:])


def weights_of(source: int, target: int) -> Floats:
    """Give what each pixel of a column ``source`` high counts for each of one ``target`` high."""
    return resized(np.eye(source, dtype=np.float32)[:, None], (target, 1))[:, 0]


def whole(guided: Guided, guide: Floats) -> Floats:
    """Give the whole answer."""
    return guided.rows(slice(0, len(guide)), guide)


@given(sides, sides)
def test_each_target_pixel_is_a_mean(source: int, target: int) -> None:
    """Weights are not negative and sum to 1, so that a plain area stays as it is."""
    matrix = weights_of(source, target)
    assert matrix.dtype == np.float32
    assert matrix.min() >= 0
    np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=1e-5)


@given(sides)
def test_the_same_size_is_the_same_picture(side: int) -> None:
    """Nothing is blurred where nothing is resized."""
    np.testing.assert_array_equal(weights_of(side, side), np.eye(side))
    picture = random_pixels(side, 3, 2)
    np.testing.assert_array_equal(resized(picture, (side, 3)), picture)


@given(sides, sides)
def test_the_mirror_image_is_resampled_alike(source: int, target: int) -> None:
    """Left and right are the same: nothing is shifted."""
    matrix = weights_of(source, target)
    np.testing.assert_allclose(matrix, matrix[::-1, ::-1], atol=1e-4)


@given(st.integers(1, 60), st.integers(1, 5))
def test_no_pixel_is_passed_over(target: int, times: int) -> None:
    """Where a picture becomes smaller each of its pixels counts, and those away from its ends alike."""
    totals = weights_of(target * times, target).sum(axis=0)
    assert totals.min() > 0
    inner = totals[2 * times : -2 * times]
    np.testing.assert_allclose(inner, 1 / times, rtol=1e-3)


@given(st.integers(2, 60), st.integers(0, 60))
def test_a_ramp_stays_one(source: int, more: int) -> None:
    """Made larger, a value lies at its place between its neighbours, and beyond the last ones is theirs."""
    target = source + more
    places = (np.arange(target) + 0.5) * source / target - 0.5
    ramp = resized(np.arange(source, dtype=np.float32)[:, None], (target, 1))
    np.testing.assert_allclose(ramp[:, 0], places.clip(0, source - 1), atol=1e-3)


def test_rows_and_columns_are_resampled_alike() -> None:
    """A picture turned on its side is resampled to the result turned; one so large is read in strips."""
    picture = random_pixels(1300, 1000, 2)
    reads: list[slice] = []
    size, target = (1300, 1000), (13, 31)

    def read(rows: slice) -> Floats:
        reads.append(rows)
        return picture[rows]

    small = resample(read, size, target)
    assert len(reads) > 1
    turned = resized(picture.transpose(1, 0, 2).copy(), target[::-1])
    np.testing.assert_allclose(turned.transpose(1, 0, 2), small, atol=1e-5)


@given(sizes, sizes, st.floats(-1, 1, width=32))
@settings(max_examples=50)
def test_one_answer_everywhere_is_that_everywhere(
    small: tuple[int, int], large: tuple[int, int], value: float
) -> None:
    """Whatever the lightness does, and whatever the sizes, a plain colour stays plain."""
    guided = Guided(random_pixels(*small), np.full((*small, 2), value, np.float32), large)
    answer = whole(guided, random_pixels(*large, seed=1))
    assert answer.shape == (*large, 2)
    np.testing.assert_allclose(answer, value, atol=1e-4)


@given(sizes)
@settings(max_examples=50)
def test_at_its_own_size_the_answer_is_untouched(size: tuple[int, int]) -> None:
    """A picture as small as what the network sees has exactly what it told."""
    guide, told = random_pixels(*size), random_pixels(*size, 2, seed=1)
    np.testing.assert_allclose(whole(Guided(guide, told, size), guide), told, atol=1e-6)


@given(sizes, st.data())
@settings(max_examples=50)
def test_strips_make_the_whole(size: tuple[int, int], drawn: st.DataObject) -> None:
    """Rows asked for in parts are those of the whole."""
    guide = random_pixels(*size)
    guided = Guided(random_pixels(7, 9, seed=1), random_pixels(7, 9, 2, seed=2), size)
    cut = drawn.draw(st.integers(0, size[0]))
    parts = [guided.rows(rows, guide[rows]) for rows in (slice(0, cut), slice(cut, size[0]))]
    np.testing.assert_allclose(np.concatenate(parts), whole(guided, guide), atol=1e-6)


def test_without_detail_the_answer_is_linear() -> None:
    """Where the lightness says nothing, what is between two pixels is between their answers."""
    told = random_pixels(6, 8, 2)
    guided = Guided(np.full((6, 8), 0.5, np.float32), told, (60, 80))
    answer = whole(guided, np.full((60, 80), 0.5, np.float32))
    np.testing.assert_allclose(answer, resized(told, (60, 80)), atol=1e-5)


def test_an_edge_is_where_the_lightness_has_it() -> None:
    """Two colours that meet at an edge of the lightness meet there in the large picture, too."""
    for place in (0.45, 0.5, 0.53):
        light = edge(256, place)
        small = resized(light, (32, 32))
        colours = np.stack([light - 0.5, 0.5 - light], axis=2)
        told = np.stack([small - 0.5, 0.5 - small], axis=2)
        answer = whole(Guided(small, told, light.shape), light)
        wrong, usual = (np.abs(found - colours) for found in (answer, resized(told, light.shape)))
        assert usual.max() > 0.2
        assert wrong.mean() < 0.4 * usual.mean()


def test_noise_of_the_lightness_gives_no_noise_of_the_colour() -> None:
    """Where the colour does not go with the lightness, its detail means nothing."""
    rng = np.random.default_rng(0)
    ramp = np.linspace(-0.3, 0.3, 32, dtype=np.float32)
    told: Any = np.stack(np.meshgrid(ramp, ramp), axis=2)
    light = (0.5 + rng.normal(0, 0.02, (256, 256))).astype(np.float32)
    answer = whole(Guided(resized(light, (32, 32)), told, light.shape), light)
    assert np.abs(answer - resized(told, light.shape)).std() < 0.002
