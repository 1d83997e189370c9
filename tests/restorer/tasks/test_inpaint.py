"""What restorer.inpaint promises: the hole is filled, and nothing else of the picture is touched."""

from pathlib import Path

import numpy as np
import profiles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from scratched import DAMAGE, PAINT, open_painter
from stand_ins import blurring_model, brightness_model, painting_model, with_card

import restorer
from restorer.errors import Cancelled, InputError, ModelMissing, RecipeError
from restorer.networks.engine import Engine
from restorer.networks.library import Library
from restorer.networks.tiled import MEMORY_BYTES
from restorer.photo import Metadata, Photo
from restorer.pipeline import restore
from restorer.pixels.mask import Hole
from restorer.pixels.samples import Floats, Samples, from_float
from restorer.recipe import Recipe, Step
from restorer.tasks.inpaint import inpaint_photo, views_of

PROFILES = {**profiles.WIDE, **profiles.GREY}
EVERY_DTYPE = pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
SHAPES = [(20, 28, 3), (20, 28, 1), (20, 28)]


@pytest.fixture
def paint(user_models: Path) -> str:
    """Give the name of a model that paints holes in the grey 0.5."""
    return with_card(painting_model(), user_models / "paint.onnx", **PAINT).stem


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give that model, open."""
    return open_painter(tmp_path_factory.mktemp("painter"))


def any_pixels(shape: tuple[int, ...], dtype: str, seed: int = 0) -> Samples:
    """Make a picture of random samples; floats beyond black and white too."""
    random = np.random.default_rng(seed).random(shape, np.float32)
    return random * 3 - 1 if dtype == "float32" else from_float(random, np.dtype(dtype))


def some_hole(height: int = 20, width: int = 28) -> Hole:
    """Make a hole of a stroke, a dot and a corner."""
    hole = np.zeros((height, width), bool)
    hole[5:7, 3:20] = hole[12, 9] = hole[-2:, -3:] = True
    return hole


def middle(dtype: str) -> float:
    """Give the sample that the grey 0.5 becomes."""
    return float(from_float(np.full(1, 0.5, np.float32), np.dtype(dtype))[0])


def white(pixels: Samples, hole: Hole) -> float:
    """Give what a half is half of: 1, or of floats the brightest sample within four steps of the hole."""
    if pixels.dtype.kind != "f":
        return 1.0
    beside = ndimage.binary_dilation(hole, iterations=4) & ~hole
    return float(max(1.0, pixels[beside].max(initial=1.0)))


@EVERY_DTYPE
@pytest.mark.parametrize("shape", SHAPES)
def test_the_hole_is_filled_and_all_else_is_exact(dtype: str, shape: tuple[int, ...], paint: str) -> None:
    """Inside is what the model paints, outside each sample bit for bit; shape and dtype come back."""
    pixels, hole = any_pixels(shape, dtype), some_hole()
    filled = restorer.inpaint(pixels, hole, model=paint, device="cpu")
    assert (filled.shape, filled.dtype) == (pixels.shape, pixels.dtype)
    np.testing.assert_array_equal(filled[~hole], pixels[~hole])
    painted = np.full_like(filled[hole], middle(dtype) * white(pixels, hole))
    np.testing.assert_allclose(filled[hole], painted, rtol=1e-6)


@EVERY_DTYPE
def test_neither_picture_nor_mask_is_written_to(dtype: str, paint: str) -> None:
    """Arrays that cannot be written are fine, and the answer is one that can."""
    pixels, mask = any_pixels((20, 28, 3), dtype), some_hole().astype(np.float32)
    before, given_mask = pixels.copy(), mask.copy()
    filled = restorer.inpaint(pixels, mask, model=paint)
    filled[...] = 0
    np.testing.assert_array_equal(pixels, before)
    np.testing.assert_array_equal(mask, given_mask)
    pixels.flags.writeable = mask.flags.writeable = False
    assert restorer.inpaint(pixels, mask, model=paint).flags.writeable
    assert not np.shares_memory(restorer.inpaint(pixels, np.zeros_like(mask), model=paint), pixels)


@settings(max_examples=40)
@given(
    st.sampled_from(["uint8", "uint16", "float32"]),
    st.sampled_from([1, 3]),
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.02, 0.3, 0.9]),
    st.floats(0, 1),
)
def test_any_mask_touches_nothing_outside(
    painter: Engine,
    dtype: str,
    channels: int,
    size: tuple[int, int],
    seed: int,
    share: float,
    strength: float,
) -> None:
    """Whatever the mask and the strength: 0 keeps the sample exactly, and the answer is a picture."""
    rng = np.random.default_rng(seed)
    mask = np.where(rng.random(size) < share, rng.random(size), 0).astype(np.float32)
    mask[0, 0] = 0
    photo = Photo(any_pixels((*size, channels), dtype, seed))
    step = Step("inpaint", strength=strength, inputs={"mask": mask})
    samples = inpaint_photo(photo, step, {"inpaint": painter}).samples
    assert (samples.shape, samples.dtype) == (photo.samples.shape, photo.samples.dtype)
    np.testing.assert_array_equal(samples[mask == 0], photo.samples[mask == 0])
    painted = middle(dtype) * white(photo.samples, mask > 0)
    low, high = (edge(photo.samples, painted) for edge in (np.minimum, np.maximum))
    assert (low <= samples + 1e-6).all()
    assert (samples <= high + 1e-6).all()


@EVERY_DTYPE
def test_a_soft_mask_mixes_only_inside(dtype: str, paint: str) -> None:
    """A mask of a quarter lies a quarter of the way from the picture to the filling."""
    pixels = from_float(np.random.default_rng(0).random((20, 28, 3), np.float32), np.dtype(dtype))
    hole = some_hole()
    filled = restorer.inpaint(pixels, hole * np.float32(0.25), model=paint)
    np.testing.assert_array_equal(filled[~hole], pixels[~hole])
    expected = 0.75 * pixels[hole] + 0.25 * middle(dtype)
    np.testing.assert_allclose(filled[hole], expected, atol=0.51 if dtype != "float32" else 1e-6)


@pytest.mark.parametrize("strength", [0.0, 0.25, 1.0])
def test_strength_blends(painter: Engine, strength: float) -> None:
    """The filling counts as much as the strength says; at 0 the picture is exact."""
    photo = Photo(any_pixels((20, 28, 3), "float32"))
    hole = some_hole()
    step = Step("inpaint", strength=strength, inputs={"mask": hole})
    samples = inpaint_photo(photo, step, {"inpaint": painter}).samples
    expected = photo.samples + strength * hole[..., None] * (0.5 * white(photo.samples, hole) - photo.samples)
    np.testing.assert_allclose(samples, expected, atol=1e-6)
    if strength == 0:
        np.testing.assert_array_equal(samples, photo.samples)


def test_grow_widens_the_mask(painter: Engine) -> None:
    """Growth by 2 fills a disc of two pixels about a dot, and nothing beyond."""
    photo = Photo(any_pixels((21, 21, 3), "uint8"))
    hole = np.zeros((21, 21), bool)
    hole[10, 10] = True
    step = Step("inpaint", controls={"grow": 2.0}, inputs={"mask": hole})
    samples = inpaint_photo(photo, step, {"inpaint": painter}).samples
    rows, columns = np.mgrid[-10:11, -10:11]
    disc = rows**2 + columns**2 <= 4
    assert (samples[disc] == 128).all()
    np.testing.assert_array_equal(samples[~disc], photo.samples[~disc])


@pytest.mark.parametrize("name", PROFILES)
@EVERY_DTYPE
def test_other_colours_stay_exact_outside(name: str, dtype: str, painter: Engine) -> None:
    """Of a photo with another profile than sRGB each unmasked sample stays, and the profile with them."""
    samples = any_pixels((20, 28, 1 if name in profiles.GREY else 3), dtype)
    photo, hole = Photo(samples, metadata=Metadata(icc=PROFILES[name])), some_hole()
    filled = inpaint_photo(photo, Step("inpaint", inputs={"mask": hole}), {"inpaint": painter})
    np.testing.assert_array_equal(filled.samples[~hole], samples[~hole])
    assert filled.metadata is photo.metadata


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_the_filling_is_in_the_photos_colours(name: str, dtype: str, painter: Engine) -> None:
    """In a photo of any profile what is painted are its own samples, whatever the hole held before."""
    samples = any_pixels((20, 28, 1 if name in profiles.GREY else 3), dtype)
    photo, hole = Photo(samples, metadata=Metadata(icc=PROFILES[name])), some_hole()
    filled = inpaint_photo(photo, Step("inpaint", inputs={"mask": hole}), {"inpaint": painter})
    np.testing.assert_allclose(filled.samples[hole] / np.iinfo(dtype).max, 0.5, atol=0.003)


@pytest.mark.parametrize("channels", [1, 3])
def test_narrow_and_wide_holes_are_filled_alike(painter: Engine, channels: int) -> None:
    """A stroke and a square of 80 pixels lose their white; around them every sample is kept."""
    grain = np.random.default_rng(0).integers(90, 110, (150, 170, channels), np.uint8)
    hole = np.zeros((150, 170), bool)
    hole[35:115, 45:125] = hole[5:8, 10:150] = True
    samples = np.where(hole[..., None], np.uint8(255), grain)
    filled = inpaint_photo(Photo(samples), Step("inpaint", inputs={"mask": hole}), {"inpaint": painter})
    np.testing.assert_array_equal(filled.samples[~hole], samples[~hole])
    assert filled.samples[hole].max() < 140
    assert filled.samples[hole].min() >= 85
    assert filled.samples[40:110, 50:120].std() > 2


def test_what_the_hole_held_does_not_matter(painter: Engine) -> None:
    """Whatever is under the mask, in a narrow hole and in a wide one, the filling is the same."""
    rng = np.random.default_rng(0)
    hole = np.zeros((100, 120), bool)
    hole[10:90, 10:90] = hole[5:95, 110:114] = True
    grain = rng.random((100, 120, 3), np.float32)
    others = [grain, np.where(hole[..., None], 1 - grain, grain)]
    step = Step("inpaint", inputs={"mask": hole})
    first, second = (inpaint_photo(Photo(other), step, {"inpaint": painter}).samples for other in others)
    np.testing.assert_array_equal(first, second)


def test_a_wide_hole_is_told_of_and_can_be_left(user_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tick hears of many steps within it, to a total that stays; Cancelled goes through."""
    with_card(painting_model(), user_models / "paint.onnx", **PAINT, bytes_per_pixel=100)
    monkeypatch.setitem(MEMORY_BYTES, "cpu", 200_000)
    pixels, mask = any_pixels((130, 140, 3), "uint8"), np.zeros((130, 140), bool)
    mask[::20, ::20] = mask[20:100, 30:110] = True
    ticks: list[tuple[int, int]] = []
    restorer.inpaint(pixels, mask, model="paint", device="cpu", tick=lambda *tick: ticks.append(tick))
    done = [done for done, _total in ticks]
    assert len(set(done)) > 4
    assert done == sorted(done)
    assert {total for _done, total in ticks} == {done[-1]}

    def stop(done: int, total: int) -> None:
        if 2 * done > total:
            raise Cancelled("enough")

    with pytest.raises(Cancelled, match="enough"):
        restorer.inpaint(pixels, mask, model="paint", device="cpu", tick=stop)


def test_a_wrong_model_is_named(user_models: Path) -> None:
    """A model that is missing, or is one for another task, is an error."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2)
    for name in ("nonesuch", "blur"):
        with pytest.raises(ModelMissing, match=f"no model '{name}' for inpaint"):
            restorer.inpaint(any_pixels((20, 28, 3), "uint8"), some_hole(), model=name)


@pytest.mark.parametrize(
    ("controls", "message"),
    [({"grwo": 1.0}, "inpaint has no control grwo; known: grow, threshold"), ({"grow": -1.0}, "grow is -1")],
)
def test_controls_that_cannot_be_are_refused(controls: dict[str, float], message: str) -> None:
    """A misspelt control, or one out of its range, is a RecipeError."""
    with pytest.raises(RecipeError, match=message):
        Step("inpaint", controls=controls, inputs={"mask": some_hole()})


def test_what_is_damaged_is_filled_without_a_mask(tmp_path: Path) -> None:
    """Without an input the damage network tells the hole; its growth and threshold are controls."""
    with_card(painting_model(), tmp_path / "paint.onnx", **PAINT)
    samples: Floats = np.full((20, 28, 3), 0.25, np.float32)
    samples[8:10, 4:24], samples[15, 5] = 1, 0.75
    mild = samples.copy()
    with pytest.raises(ModelMissing, match="no model for damage"):
        restore(Photo(samples), Recipe((Step("inpaint"),)), library=Library([tmp_path]))
    with_card(brightness_model(), tmp_path / "bright.onnx", **DAMAGE)
    step = Step("inpaint", controls={"threshold": 0.9, "grow": 0.0})
    filled = restore(Photo(samples), Recipe((step,)), library=Library([tmp_path])).samples
    mild[8:10, 4:24] = 0.5
    np.testing.assert_array_equal(filled, mild)
    every = Step("inpaint", controls={"threshold": 0.0})
    with pytest.raises(InputError, match="covers the whole photo"):
        restore(Photo(samples), Recipe((every,)), library=Library([tmp_path]))


def test_the_larger_a_hole_the_fewer_views_it_gets() -> None:
    """A scratch is seen in all eight ways; what lies all over a large photo is seen once."""
    hole = np.zeros((2048, 2048), bool)
    seen = []
    for side in (1, 600, 800, 2048):
        hole[:side, :side] = True
        seen.append(views_of(hole))
    assert seen == [8, 4, 2, 1]
