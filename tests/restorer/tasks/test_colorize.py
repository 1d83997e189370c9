"""What restorer.colorize promises: the photo's own lightness, and colours that are the same each time."""

from collections.abc import Callable
from typing import Any

import numpy as np
import profiles
import pytest
from coloring import MOST_OFF, TONE_AB, add_tinter, as_photo, camera, every_level, lab, light_off, sepia
from hypothesis import given, settings
from hypothesis import strategies as st
from stand_ins import CODE_STEP, TONE

import restorer
from restorer.errors import AlreadyInColour, RecipeError
from restorer.photo import Metadata, Photo
from restorer.pixels.hints import Hint, hint_rows
from restorer.pixels.samples import Floats, Samples, from_float, to_float
from restorer.recipe import Recipe, Step
from restorer.tasks.colorize import draw_code
from restorer.traits import TRAITS

DTYPES = ("uint8", "uint16", "float32")
MOST_VARIATION = int(TRAITS["colorize"].controls["variation"].maximum)
Tint = Callable[..., Samples]
VIVID: list[Hint] = [(20, 20, (1, 0, 0)), (100, 30, (0, 0, 1)), (60, 60, (0, 1, 0)), (30, 80, (1, 1, 0))]


@pytest.fixture
def tint(user_models: Any) -> Tint:
    """Give restorer.colorize with the stand-in."""
    add_tinter(user_models)

    def colorize(pixels: Samples, *arguments: Any, **options: Any) -> Samples:
        return restorer.colorize(pixels, *arguments, model="tint", device="cpu", **options)

    return colorize


def kinds() -> dict[str, Samples]:
    """Give the photo with all levels as people have it."""
    grey = every_level()
    return {"grey": grey, "16 bit": grey.astype(np.uint16) * 257, "sepia": sepia(grey)}


@pytest.mark.parametrize(
    ("name", "hints"), [("grey", []), *((name, VIVID) for name in ("grey", "16 bit", "sepia"))]
)
def test_lightness_is_the_photos_own(name: str, hints: list[Hint]) -> None:
    """By the shipped model each pixel's L* is the input's, within 0.4 at 8 bits and far less beyond."""
    pixels = kinds()[name]
    result = restorer.colorize(pixels, hints)
    assert light_off(result, pixels) < (MOST_OFF if pixels.dtype == np.uint8 else 0.02)
    assert (result.shape, result.dtype) == ((96, 128, 3), pixels.dtype)


@pytest.mark.parametrize("hue", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 0)])
def test_the_strongest_colours_leave_the_lightness(tint: Tint, hue: tuple[float, float, float]) -> None:
    """All levels from black to white given a colour that sRGB has at one of them only keep theirs."""
    levels = np.arange(256, dtype=np.uint8).reshape(1, 256).repeat(256, axis=0)
    result = tint(levels, [(x, 128, hue) for x in range(2, 256, 4)])
    assert light_off(result, levels) < MOST_OFF
    middle = lab(result)[128, 40:220]
    assert np.hypot(middle[:, 1], middle[:, 2]).min() > 15


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(16, 24), (16, 24, 1), (16, 24, 3), (1, 1), (1, 40, 3), (40, 1, 1)])
def test_shape_and_dtype(tint: Tint, dtype: str, shape: tuple[int, ...]) -> None:
    """The result has three channels and the input's size and dtype; the input is not written to."""
    pixels = from_float(np.random.default_rng(0).random(shape, np.float32), np.dtype(dtype))
    pixels.flags.writeable = False
    result = tint(pixels)
    assert (result.shape, result.dtype) == ((*shape[:2], 3), pixels.dtype)
    assert np.isfinite(result).all()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (7, 3), (2000, 5)])
def test_the_shipped_model_takes_any_size(size: tuple[int, int]) -> None:
    """The smallest and the longest photos are coloured, with hints in their corners, at their lightness."""
    grey = np.resize(camera(), size)
    corners: list[Hint] = [(0, 0, (1, 0, 0)), (size[1] - 0.01, size[0] - 0.01, (0, 0, 1))]
    result = restorer.colorize(grey, corners)
    assert result.shape == (*size, 3)
    assert light_off(result, grey) < MOST_OFF


def test_what_the_network_tells_is_what_comes(tint: Tint) -> None:
    """Where sRGB has the colour a pixel's a* and b* are those told, at any size."""
    for step in (1, 2, 7):
        result = lab(tint(to_float(camera(step))))
        has_it = (result[..., 0] > 30) & (result[..., 0] < 75)
        assert has_it.any()
        assert np.abs(result[has_it][:, 1:] - TONE_AB).max() < 0.05


def test_one_of_three_channels_or_one_is_the_same(tint: Tint) -> None:
    """A grey photo gives one result however its array holds it, but for rounding."""
    grey = every_level()
    result = tint(grey)
    np.testing.assert_array_equal(tint(grey[..., None]), result)
    np.testing.assert_array_equal(tint(grey[..., None].repeat(3, axis=2)), result)
    np.testing.assert_allclose(255 * tint(to_float(grey)), result, atol=0.51)


def test_light_beyond_white_stays_beyond(tint: Tint) -> None:
    """Float samples below 0 and above 1 come back as they were."""
    grey = np.full((20, 30), 0.5, np.float32)
    grey[4, :3] = (-0.25, 1.5, 4)
    np.testing.assert_allclose(tint(grey)[4, :3], grey[4, :3, None].repeat(3, axis=1), rtol=1e-3)


@pytest.mark.parametrize("dtype", DTYPES)
def test_without_saturation_it_is_grey(tint: Tint, dtype: str) -> None:
    """At 0 a grey photo comes back to the bit in three equal channels, and a sepia at its lightness."""
    grey = from_float(to_float(every_level()), np.dtype(dtype))
    result = tint(grey, saturation=0)
    np.testing.assert_allclose(
        result, grey[..., None].repeat(3, axis=2), rtol=0, atol=2e-6 if dtype == "float32" else 0
    )
    brown = from_float(to_float(sepia(every_level())), np.dtype(dtype))
    plain = tint(brown, saturation=0)
    assert np.abs(lab(plain)[..., 1:]).max() < 1.5
    assert light_off(plain, brown) < MOST_OFF


@given(share=st.floats(0, 2))
@settings(max_examples=15)
def test_saturation_scales_the_chroma(tint_of_one: Tint, share: float) -> None:
    """What is told is taken so many times; the lightness is not touched."""
    grey = np.full((8, 8), 0.6, np.float32)
    result = tint_of_one(grey, saturation=share)
    np.testing.assert_allclose(lab(result)[4, 4, 1:], share * np.array(TONE_AB), atol=0.05)
    assert light_off(result, grey) < 0.02


@pytest.fixture(scope="module")
def tint_of_one(tmp_path_factory: pytest.TempPathFactory) -> Tint:
    """Give a function that colours by a stand-in that stays open."""
    folder = tmp_path_factory.mktemp("models")
    add_tinter(folder)
    library = restorer.Library([folder])

    def colorize(pixels: Samples, **controls: float) -> Samples:
        recipe = Recipe((Step("colorize", controls=controls),))
        return restorer.restore(as_photo(pixels), recipe, library=library, device="cpu").samples

    return colorize


def less_coloured(photo: Photo, strength: float) -> Photo:
    """Do a recipe's step with the stand-in and the strongest hints."""
    inputs = {"hints": hint_rows(VIVID)}
    step = Step("colorize", model="tint", strength=strength, controls={"force": 1.0}, inputs=inputs)
    return restorer.restore(photo, Recipe((step,)), device="cpu", history=False)


def photos() -> dict[str, Photo]:
    """Give the photo with all levels as people have it, and as float and in wide colours."""
    grey = every_level()
    wide = Metadata(icc=profiles.WIDE["p3"])
    many = np.random.default_rng(0).integers(0, 256, (96, 128, 3), np.uint8)
    made = {name: as_photo(pixels) for name, pixels in kinds().items()}
    made |= {"float": as_photo(to_float(grey)), "brown float": as_photo(to_float(sepia(grey)))}
    return made | {"wide": as_photo(sepia(grey), metadata=wide), "many colours": as_photo(many)}


@pytest.mark.parametrize("name", photos())
def test_strength_leaves_the_lightness(tint: Tint, name: str) -> None:
    """However much of the colour is taken, each pixel's L* is the photo's own, as at full strength."""
    photo = photos()[name]
    for strength in (0.2, 0.5, 0.9) if name in {"grey", "sepia"} else (0.5,):
        found = less_coloured(photo, strength)
        assert light_off(found.pixels(), photo.pixels()) < MOST_OFF


@pytest.mark.parametrize("name", ["float", "brown float"])
def test_strength_mixes_the_chroma(tint: Tint, name: str) -> None:
    """At each strength a* and b* are so far on the way from the photo's own to those of full colour."""
    photo = photos()[name]
    own, full = (lab(pixels)[..., 1:] for pixels in (photo.samples, less_coloured(photo, 1.0).samples))
    for strength in (0.25, 0.5, 0.75):
        found = lab(less_coloured(photo, strength).samples)[..., 1:]
        np.testing.assert_allclose(found, (1 - strength) * own + strength * full, atol=0.05)


@pytest.mark.parametrize("name", photos())
def test_without_strength_the_photo_comes_back(tint: Tint, name: str) -> None:
    """At 0 every sample is the photo's own, of a grey one in three equal channels; at 1 all is told."""
    photo = photos()[name]
    own = np.broadcast_to(photo.samples, (photo.height, photo.width, 3))
    np.testing.assert_array_equal(less_coloured(photo, 0.0).samples, own)
    if photo.metadata.icc is None:
        np.testing.assert_array_equal(less_coloured(photo, 1.0).samples, tint(photo.samples, VIVID))


def test_variations_are_others_and_the_same_each_time() -> None:
    """By the shipped model 0, 1 and 2 differ, at equal lightness; each repeats to the bit."""
    grey = camera(4)
    results = [restorer.colorize(grey, variation=variation) for variation in (0, 1, 2, 0, 2)]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert (results[one] != results[other]).any()
    for one, again in ((0, 3), (2, 4)):
        np.testing.assert_array_equal(results[one], results[again])
    assert max(light_off(result, grey) for result in results) < MOST_OFF


@pytest.mark.parametrize("variation", [0, 1, 2, 17, MOST_VARIATION])
def test_a_variation_is_its_code(tint: Tint, variation: int) -> None:
    """The network is given the same code each time: what it tells of it comes out."""
    wanted = 110 * (np.array(TONE) + CODE_STEP * draw_code(variation, 4)[:2])
    result = tint(np.full((8, 8), 0.6, np.float32), variation=variation)
    np.testing.assert_allclose(lab(result)[4, 4, 1:], wanted, atol=0.05)


@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_codes_are_normal_and_no_two_alike(count: int) -> None:
    """A thousand of them: zeros first, then finite, distinct, of mean 0 and variance 1, hardly correlated."""
    codes: Floats = np.array([draw_code(variation, count) for variation in range(1, MOST_VARIATION + 1)])
    assert not draw_code(0, count).any()
    assert codes.shape == (MOST_VARIATION, count)
    assert codes.dtype == np.float32
    assert np.isfinite(codes).all()
    assert len(np.unique(codes, axis=0)) == MOST_VARIATION
    np.testing.assert_allclose(codes.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(codes.std(axis=0), 1, atol=0.05)
    np.testing.assert_allclose((np.abs(codes) < 1).mean(axis=0), 0.6827, atol=0.03)
    np.testing.assert_allclose(np.corrcoef(codes.T), np.eye(count), atol=0.15)


def test_the_first_codes_are_far_apart() -> None:
    """The few that people look at differ from what is expected, and from each other."""
    codes = [draw_code(variation, 4) for variation in range(7)]
    gaps = [np.linalg.norm(one - other) for at, one in enumerate(codes) for other in codes[:at]]
    assert min(gaps) > 0.5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"variation": -1}, r"control variation is -1, expected 0 to 1000"),
        ({"variation": 1001}, r"control variation is 1001, expected 0 to 1000"),
        ({"variation": 1.5}, r"control variation is 1\.5, expected a whole number"),
        ({"variation": float("nan")}, r"control variation is nan, expected a number"),
        ({"saturation": -0.1}, r"control saturation is -0\.1, expected 0 to 2"),
        ({"saturation": 2.1}, r"control saturation is 2\.1, expected 0 to 2"),
        ({"saturation": float("inf")}, r"control saturation is inf, expected a number"),
    ],
)
def test_a_number_beyond_its_range_is_refused(tint: Tint, options: dict[str, float], message: str) -> None:
    """It is a RecipeError that names the control, what it is and what it may be."""
    with pytest.raises(RecipeError, match=f"^{message}$"):
        tint(camera(8), **options)


def test_an_array_in_colour_gives_its_lightness(tint: Tint, portrait: Samples) -> None:
    """Whoever passes one wants it coloured: all of its own colours give way to what is told."""
    result = tint(portrait)
    assert light_off(result, portrait) < MOST_OFF
    found = lab(result)
    middle = (found[..., 0] > 30) & (found[..., 0] < 75)
    np.testing.assert_allclose(np.median(found[middle][:, 1:], axis=0), TONE_AB, atol=0.5)


def test_a_photo_in_colour_is_left_alone_unless_forced(tint: Tint, portrait: Samples) -> None:
    """Alone in a recipe the step raises AlreadyInColour, in one line that names the way out."""
    with pytest.raises(AlreadyInColour, match=r"^the photo has colours already: only grey, "):
        restorer.restore(Photo(portrait), Recipe((Step("colorize", model="tint"),)), device="cpu")
    forced = Step("colorize", model="tint", controls={"force": 1.0})
    found = restorer.restore(Photo(portrait), Recipe((forced,)), device="cpu", history=False)
    np.testing.assert_array_equal(found.samples, tint(portrait))
