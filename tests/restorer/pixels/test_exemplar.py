"""What filling a hole with texture of the same photo promises."""

from typing import Any

import numpy as np
import pytest

from restorer.errors import Cancelled
from restorer.pixels.exemplar import fill_from_photo
from restorer.pixels.mask import Hole
from restorer.pixels.samples import Floats
from restorer.pixels.scales import plan_scales


def _hole(size: int, least: int) -> Hole:
    """Make a hole in the middle of a square picture, ``least`` pixels from its borders."""
    hole = np.zeros((size, size), bool)
    hole[least : size - least, least : size - least] = True
    return hole


def _guess(picture: Floats) -> Floats:
    """Blur a picture until its texture is gone, as a network's guess of a wide hole is."""
    from scipy import ndimage

    return np.asarray(ndimage.gaussian_filter(picture, (6, 6, 0)), np.float32)


def _sharpness(picture: Floats, where: Hole) -> float:
    """Give the variance of the Laplacian of the grey picture."""
    from scipy import ndimage

    return float(ndimage.laplace(picture.mean(axis=2))[where].var())


def _inside(hole: Hole, margin: int) -> Hole:
    from scipy import ndimage

    return np.asarray(ndimage.binary_erosion(hole, iterations=margin), bool)


def _brick_wall() -> Floats:
    """Draw 192 x 192 pixels of bricks in red and grey, rough and each of its own brightness."""
    rng = np.random.default_rng(5)
    row, column = np.mgrid[:192, :192]
    course = row // 12
    shifted = column + course % 2 * 13
    joint = (row % 12 < 2) | (shifted % 26 < 2)
    brightness = rng.uniform(0.6, 1, (16, 8))[course, shifted // 26]
    wall = np.where(joint[..., None], (0.7, 0.7, 0.68), brightness[..., None] * (0.7, 0.35, 0.25))
    return (wall + rng.normal(0, 0.02, (192, 192, 1))).astype(np.float32)


def _photo(name: str) -> Floats:
    """Give 256 x 256 pixels of a photo of a texture as grey RGB."""
    from skimage import data

    grey = getattr(data, name)()[:256, :256]
    return np.repeat(grey[..., None], 3, axis=2).astype(np.float32) / np.float32(255)


def test_what_is_known_stays_and_what_the_hole_held_is_ignored() -> None:
    """Outside the hole the result is the picture bit by bit, and NaN in the hole changes nothing."""
    picture, hole = _brick_wall(), _hole(192, 70)
    unknown = np.where(hole[..., None], np.float32(np.nan), picture)
    filled = fill_from_photo(unknown, hole, _guess(picture))
    assert filled.dtype == np.float32
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    np.testing.assert_array_equal(filled, fill_from_photo(picture, hole, _guess(picture)))


def test_what_is_given_is_not_written_to() -> None:
    """The picture, the hole and the guess may be read-only."""
    picture, hole = _brick_wall(), _hole(192, 80)
    guess = _guess(picture)
    for given in (picture, hole, guess):
        given.flags.writeable = False
    assert not np.shares_memory(fill_from_photo(picture, hole, guess), picture)


def test_one_picture_gives_one_result() -> None:
    """Done again, the bits are the same, for all that is drawn at random."""
    picture, hole = _photo("grass"), _hole(256, 100)
    first, again = (fill_from_photo(picture, hole, _guess(picture)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("name", ["brick", "grass", "gravel"])
def test_texture_is_as_sharp_as_about_the_hole(name: str) -> None:
    """Where the guess is blurred, the result is at least half as sharp as what surrounds it."""
    picture, hole = _photo(name), _hole(256, 72)
    guess = _guess(picture)
    filled = fill_from_photo(picture, hole, guess)
    known = _sharpness(picture, _inside(~hole, 2))
    assert _sharpness(guess, _inside(hole, 2)) < 0.05 * known
    assert 0.5 * known < _sharpness(filled, _inside(hole, 2)) < 2 * known


def test_the_structure_of_the_guess_is_followed() -> None:
    """Bricks end up where the guess has them: closer to the truth than the guess is."""
    picture, hole = _brick_wall(), _hole(192, 60)
    guess = np.where(hole[..., None], _guess(picture), picture)
    filled = fill_from_photo(picture, hole, guess)
    assert np.abs(filled - picture)[hole].mean() < 0.7 * np.abs(guess - picture)[hole].mean()


def test_colours_stay_within_those_of_the_picture() -> None:
    """Nothing in the hole is darker or brighter than what is known, in any channel."""
    picture, hole = _brick_wall(), _hole(192, 60)
    filled = fill_from_photo(picture, hole, _guess(picture) * 2 - np.float32(0.5))
    known = picture[~hole]
    assert (filled[hole] >= known.min(axis=0)).all()
    assert (filled[hole] <= known.max(axis=0)).all()


def test_a_flat_picture_stays_flat() -> None:
    """Where all is one colour, the hole gets it."""
    picture = np.full((96, 128, 3), (0.2, 0.5, 0.9), np.float32)
    hole = np.zeros((96, 128), bool)
    hole[30:70, 40:100] = True
    np.testing.assert_allclose(fill_from_photo(picture, hole, picture), picture, atol=1e-6)


@pytest.mark.parametrize("size", [(40, 40), (8, 200), (5, 5), (1, 300)])
def test_the_guess_is_taken_where_little_is_known(size: tuple[int, int]) -> None:
    """With fewer than 500 patches to copy from, or none at all, the hole gets the guess."""
    rng = np.random.default_rng(0)
    picture, guess = rng.random((2, *size, 3), np.float32)
    hole = np.ones(size, bool)
    hole[:, :20] = False
    filled = fill_from_photo(picture, hole, guess)
    np.testing.assert_array_equal(filled, np.where(hole[..., None], guess, picture))


class Nearest(np.random.Generator):
    """Draws what is most likely."""

    def choice(self, a: Any, size: Any, *_: Any, p: Any, **_more: Any) -> Any:  # type: ignore[override]
        """Take so many, the likeliest first."""
        return a[np.argsort(-p, kind="stable")[:size]]


def test_texture_is_expected_alike_wherever_the_hole_lies() -> None:
    """Far from the upper left corner it is what it is near to it: distances keep their precision."""
    picture, hole = np.random.default_rng(0).random((64, 128, 3), np.float32), np.zeros((64, 128), bool)
    picture *= np.linspace(0, 1, 128, dtype=np.float32)[:, None]
    hole[26:38, 58:70] = True
    expected = []
    for columns in (0, 8000):
        beside = (0, 0), (columns, 0)
        wide = np.pad(picture, (*beside, (0, 0)), mode="symmetric")
        (scale,) = plan_scales(wide, np.pad(hole, beside), Nearest(np.random.PCG64(0)))
        expected.append(scale.texture[:, columns:][hole])
    np.testing.assert_allclose(expected[1], expected[0], rtol=1e-4)


def test_a_picture_without_a_hole_comes_back() -> None:
    """Nothing to fill changes nothing."""
    picture = _brick_wall()
    filled = fill_from_photo(picture, np.zeros(picture.shape[:2], bool), np.zeros_like(picture))
    np.testing.assert_array_equal(filled, picture)


@pytest.mark.parametrize("corner", [(0, 0), (0, 142), (142, 142), (70, 0)])
def test_a_hole_may_reach_the_border(corner: tuple[int, int]) -> None:
    """At the picture's own border the texture is as sharp as anywhere."""
    picture = _brick_wall()
    hole = np.zeros(picture.shape[:2], bool)
    hole[corner[0] : corner[0] + 50, corner[1] : corner[1] + 50] = True
    filled = fill_from_photo(picture, hole, _guess(picture))
    assert _sharpness(filled, hole) > 0.5 * _sharpness(picture, _inside(~hole, 2))


def test_odd_sizes_and_scattered_holes_are_filled() -> None:
    """Any size and shape of hole is filled with more than the guess, pixels alone included."""
    picture = _brick_wall()[:151, :117]
    hole = np.random.default_rng(3).random(picture.shape[:2]) < 0.002
    hole[20:75, 31:90] = True
    guess = _guess(picture)
    filled = fill_from_photo(picture, hole, guess)
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    assert np.isfinite(filled).all()
    assert (filled != guess)[hole].any(axis=1).all()


def test_progress_goes_to_the_end_and_raising_stops_it() -> None:
    """The tick counts up to its total, and Cancelled from it goes through."""
    picture, hole = _brick_wall(), _hole(192, 70)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    fill_from_photo(picture, hole, _guess(picture), tick=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert len({total for _, total in seen}) == 1
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        fill_from_photo(picture, hole, _guess(picture), tick=stop)
