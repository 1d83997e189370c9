"""What a reference picture promises: that its colours are lent, and that what has none is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coloring import add_tinter, as_photo, camera, every_level, lab, light_off, random_pixels, sepia
from PIL import Image

import restorer
from restorer.errors import InputError, RecipeError
from restorer.photo import Photo
from restorer.pixels.lab import from_lab, lightness_of
from restorer.pixels.reference import find_regions, suggest_hints
from restorer.pixels.samples import Floats, Samples, to_float
from restorer.recipe import Recipe, Step

HUES = [(-0.4, 0.35), (0.4, 0.3), (0.05, -0.45)]
"""a*/110 and b*/110 of a green, an orange and a blue."""


def scene(hue: tuple[float, float]) -> Floats:
    """Give camera ``(256, 256, 3)`` in many strengths of one hue."""
    strength = 0.75 + 0.25 * np.sin(np.arange(256) / 12)
    chroma = (strength[None, :, None] * np.array(hue)).repeat(256, axis=0)
    return from_lab(lightness_of(to_float(camera()[..., None])), np.asarray(chroma, np.float32))


def hue_off(pixels: Samples, wanted: Samples) -> float:
    """Give how far the mean colours of two pictures are apart, in a* and b*."""
    means = [lab(picture)[..., 1:].mean(axis=(0, 1)) for picture in (pixels, wanted)]
    return float(np.linalg.norm(means[0] - means[1]))


def as_bytes(pixels: Floats) -> Samples:
    """Make 8-bit samples of pixels."""
    return np.asarray(np.rint(pixels.clip(0, 1) * 255), np.uint8)


def colour_from_a_file(reference: Path) -> Samples:
    """Colour a photo by a step that names its reference as a file."""
    step = Step("colorize", model="tint", inputs={"reference": reference})
    return restorer.restore(as_photo(every_level()), Recipe((step,)), device="cpu").samples


@pytest.fixture(scope="module")
def alone() -> Samples:
    """Give what the shipped model makes of camera without a reference."""
    return restorer.colorize(camera())


@pytest.mark.parametrize("hue", HUES)
def test_the_result_takes_the_references_colours(alone: Samples, hue: tuple[float, float]) -> None:
    """Lent the palette of one scene, the shipped model comes much nearer to it, at equal lightness."""
    grey, reference = camera(), scene(hue)
    lent = restorer.colorize(grey, reference=reference)
    assert hue_off(lent, reference) < 0.7 * hue_off(alone, reference)
    assert light_off(lent, grey) < 0.4


@pytest.mark.parametrize("hue", HUES)
def test_hints_are_of_the_references_colours(hue: tuple[float, float]) -> None:
    """What is suggested has its hue, lies in the photo, and has the photo's lightness there."""
    grey = camera()
    hints = suggest_hints(as_photo(grey), find_regions(as_photo(scene(hue))))
    assert len(hints) > 20
    chroma = lab(np.array([[rgb for _x, _y, rgb in hints]], np.float32))[0, :, 1:]
    assert (chroma @ np.array(hue) > 0.9 * np.linalg.norm(chroma, axis=1) * np.linalg.norm(hue)).all()
    assert all(0 <= x < 256 and 0 <= y < 256 for x, y, _rgb in hints)
    assert all(0 <= part <= 1 for _x, _y, rgb in hints for part in rgb)


def test_an_array_a_photo_and_a_file_lend_alike(tmp_path: Path, user_models: Path) -> None:
    """The same reference gives the same result however it is given."""
    add_tinter(user_models)
    reference = as_bytes(scene(HUES[0]))
    Image.fromarray(reference).save(tmp_path / "reference.png")
    by_array, by_photo = (
        restorer.colorize(every_level(), reference=given, model="tint", device="cpu")
        for given in (reference, Photo(reference))
    )
    np.testing.assert_array_equal(by_array, colour_from_a_file(tmp_path / "reference.png"))
    np.testing.assert_array_equal(by_array, by_photo)
    plain = restorer.colorize(every_level(), model="tint", device="cpu")
    assert (by_array != plain).any()


def test_a_photo_lends_no_colours_of_what_is_transparent(tmp_path: Path, user_models: Path) -> None:
    """As it lends none by a file: what its alpha hides is left out in either way."""
    add_tinter(user_models)
    pixels, alpha = as_bytes(scene(HUES[0])), np.full((256, 256), 255, np.uint8)
    pixels[:, :128], alpha[:, :128] = as_bytes(scene(HUES[1]))[:, :128], 0
    Image.fromarray(np.dstack([pixels, alpha])).save(tmp_path / "reference.png")
    seen, whole = (
        restorer.colorize(every_level(), reference=photo, model="tint", device="cpu")
        for photo in (Photo(pixels, alpha=alpha), Photo(pixels))
    )
    np.testing.assert_array_equal(seen, colour_from_a_file(tmp_path / "reference.png"))
    assert (seen != whole).any()


@pytest.mark.parametrize(
    "make",
    [
        camera,
        lambda: camera()[..., None],
        lambda: camera()[..., None].repeat(3, axis=2),
        lambda: sepia(camera()),
        lambda: np.full((20, 30, 3), (0.8, 0.3, 0.1), np.float32),
        lambda: as_photo(camera()),
        lambda: as_photo(sepia(camera())),
    ],
)
def test_what_has_one_tone_lends_nothing(make: Callable[[], Any], user_models: Path) -> None:
    """A grey or toned reference is refused in one line that says what is expected."""
    add_tinter(user_models)
    with pytest.raises(InputError, match=r"^the reference: has one tone only, expected .* colours to lend$"):
        restorer.colorize(every_level(), reference=make(), model="tint", device="cpu")


def test_a_file_that_has_one_tone_is_named(tmp_path: Path, user_models: Path) -> None:
    """So is it from a file, by its name."""
    add_tinter(user_models)
    path = tmp_path / "old.png"
    Image.fromarray(sepia(camera(4))).save(path)
    with pytest.raises(InputError, match=r"old\.png: has one tone only"):
        colour_from_a_file(path)


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros(7, np.float32),
        np.zeros((4, 4, 3), np.int32),
        np.full((4, 4, 3), np.nan, np.float32),
    ],
)
def test_what_is_no_picture_is_no_reference(pixels: Samples, user_models: Path) -> None:
    """An array of another shape or kind is an InputError that says so."""
    add_tinter(user_models)
    with pytest.raises(InputError, match=r"^the reference: pixels ") as caught:
        restorer.colorize(every_level(), reference=pixels, model="tint", device="cpu")
    assert len(str(caught.value).splitlines()) == 1


def test_a_name_is_no_reference() -> None:
    """A reference as plain text is refused in one line."""
    wrong: Any = "reference.png"
    with pytest.raises(
        RecipeError, match=r"^input reference is 'reference\.png', expected a Path or an array$"
    ):
        restorer.colorize(every_level(), reference=wrong)


def test_beside_a_users_hint_none_is_suggested() -> None:
    """What the user says of a place is not gainsaid: suggestions keep away from it."""
    photo, reference = as_photo(camera()), as_photo(scene(HUES[0]))
    x, y, _rgb = suggest_hints(photo, find_regions(reference))[0]
    beside = suggest_hints(photo, find_regions(reference), beside=[(x, y, (1, 0, 0))])
    assert beside
    assert all(max(abs(x - other), abs(y - down)) > 256 / 24 for other, down, _rgb in beside)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (7, 3), (900, 5), (40, 60)])
def test_any_size_may_be_lent_to_and_may_lend(size: tuple[int, int]) -> None:
    """However small or long the photo or the reference, hints lie within the photo."""
    small, scenery = as_photo(random_pixels(*size, 1)), as_photo(scene(HUES[1]))
    lending = as_photo(random_pixels(*size, 3))
    for photo, reference in ((small, scenery), (scenery, lending)):
        for x, y, rgb in suggest_hints(photo, find_regions(reference)):
            assert 0 <= x < photo.width
            assert 0 <= y < photo.height
            assert all(0 <= part <= 1 for part in rgb)


def test_what_is_transparent_lends_nothing() -> None:
    """Colours below what nobody sees of a reference are not given to a photo."""
    pixels = as_bytes(scene(HUES[0]))
    hidden = as_bytes(scene(HUES[1]))
    alpha = np.full((256, 256), 255, np.uint8)
    alpha[:, :128], pixels[:, :128] = 0, hidden[:, :128]
    lent = find_regions(Photo(pixels, alpha=alpha))
    angles = np.arctan2(lent.chroma[:, 1], lent.chroma[:, 0])
    assert np.abs(angles - np.arctan2(HUES[0][1], HUES[0][0])).max() < 0.2
    assert len(find_regions(Photo(pixels, alpha=np.zeros_like(alpha))).chroma) == 24 * 24
