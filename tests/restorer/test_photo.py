"""What Photo and its conversions promise."""

import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from restorer.formats import FORMATS, Saving
from restorer.formats.codecs import vips
from restorer.formats.fitting import fit
from restorer.photo import Photo
from restorer.pixels.samples import Samples, blend, convert_depth, from_float, to_float, white
from restorer.pixels.tiles import Box

shapes = numpy_strategies.array_shapes(min_dims=2, max_dims=3, max_side=8)
dtypes = st.sampled_from([np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32)])


@st.composite
def samples(draw: st.DrawFn) -> Samples:
    """Draw samples of any dtype a photo has; floats within what pictures hold."""
    dtype = draw(dtypes)
    values = st.floats(-4, 4, width=32) if dtype.kind == "f" else None
    array: Samples = draw(numpy_strategies.arrays(dtype, draw(shapes), elements=values))
    return array


@given(samples())
def test_floats_and_back_is_the_same(array: Samples) -> None:
    """Each 8- and 16-bit sample and each float comes back exactly."""
    np.testing.assert_array_equal(from_float(to_float(array), array.dtype), array)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_every_integer_survives_a_blend_with_itself(dtype: str) -> None:
    """All values of the dtype, blended with themselves at any strength, stay."""
    every = np.arange(np.iinfo(dtype).max + 1, dtype=dtype).reshape(1, -1, 1)
    for strength in (0, 0.3, 0.5, 1):
        np.testing.assert_array_equal(blend(every, every, strength), every)
        np.testing.assert_array_equal(blend(every, to_float(every), strength), every)


@given(samples(), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_a_blend_lies_between(array: Samples, strength: float, seed: int) -> None:
    """A blend is the original at 0, the restored at 1, and between them else."""
    restored = np.random.default_rng(seed).random(array.shape, np.float32)
    np.testing.assert_array_equal(blend(array, restored, 0), array)
    np.testing.assert_allclose(
        blend(array, restored, 1),
        from_float(restored, array.dtype),
        atol=0 if array.dtype.kind == "u" else 1e-6,
    )
    mixed = to_float(blend(array, restored, strength))
    low, high = np.minimum(to_float(array), restored), np.maximum(to_float(array), restored)
    step = 1 / white(array.dtype) if array.dtype.kind == "u" else 1e-6
    assert (low - step <= mixed).all()
    assert (mixed <= high + step).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_luminance_and_chroma_are_apart(dtype: type) -> None:
    """Without luminance the luma of a colour picture stays, without chroma all that is not luma."""
    rng = np.random.default_rng(0)
    original = from_float(rng.uniform(0.3, 0.7, (9, 7, 3)).astype(np.float32), np.dtype(dtype))
    restored = to_float(original) + rng.uniform(-0.1, 0.1, (9, 7, 3)).astype(np.float32)
    change = {
        name: to_float(blend(original, restored, 1, **{name: 0})) - to_float(original)
        for name in ("luminance", "chroma")
    }
    step = {np.uint8: 1 / 255, np.uint16: 1 / 65535, np.float32: 1e-6}[dtype]
    assert np.abs(change["luminance"] @ [0.299, 0.587, 0.114]).max() <= step
    assert np.ptp(change["chroma"], axis=2).max() <= step
    np.testing.assert_allclose(sum(change.values()), restored - to_float(original), atol=2 * step)


def test_a_grey_picture_has_luminance_only() -> None:
    """Chroma does nothing to grey, and luminance is a strength."""
    original, restored = np.full((2, 2, 1), 100, np.uint8), np.full((2, 2, 1), 200, np.uint8)
    np.testing.assert_array_equal(blend(original, restored, 1, chroma=0), restored)
    np.testing.assert_array_equal(blend(original, restored, 0.5, luminance=0.5), original + 25)


def test_integers_are_rounded_and_clipped() -> None:
    """Floats beyond black and white become them; others the nearest level."""
    floats = np.array([-0.5, 0, 0.4 / 255, 0.6 / 255, 1, 1.5], np.float32)
    np.testing.assert_array_equal(from_float(floats, np.dtype(np.uint8)), [0, 0, 0, 1, 255, 255])


@given(samples(), dtypes)
def test_another_depth_is_the_nearest(array: Samples, dtype: np.dtype[np.generic]) -> None:
    """Samples of another dtype are what their floats become in it; those of it already stay."""
    floats = array if array.dtype == dtype else from_float(to_float(array), dtype)
    np.testing.assert_array_equal(convert_depth(array, dtype), floats, strict=True)


@pytest.mark.parametrize(
    ("convert", "most"),
    [
        (lambda photo: fit(photo, FORMATS["jpeg"], Saving()), 60),
        (lambda photo: vips._rounded(photo.samples, 10), 80),
    ],
    ids=["8", "10"],
)
def test_another_depth_takes_no_float_copy(convert: Callable[[Photo], object], most: int) -> None:
    """A photo of 6 MP and 16 bits, of which floats take 72 MB, gets fewer bits strip by strip."""
    photo = Photo(np.zeros((2000, 3000, 3), np.uint16))
    tracemalloc.start()
    convert(photo)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert megabytes < most


def test_pixels_of_a_box_are_that_part() -> None:
    """A box gives its own pixels, on the 0..1 scale."""
    photo = Photo(np.arange(60, dtype=np.uint8).reshape(4, 5, 3))
    part = photo.pixels(Box(1, 2, 3, 5))
    assert part.dtype == np.float32
    np.testing.assert_allclose(part, photo.pixels()[1:3, 2:5])
    np.testing.assert_allclose(photo.pixels() * 255, photo.samples, rtol=1e-6)


def test_a_photo_knows_its_size() -> None:
    """Height, width, grey and megapixels are those of the samples."""
    photo = Photo(np.zeros((200, 500, 1), np.uint16), depth=16)
    assert (photo.height, photo.width, photo.is_grey, photo.megapixels) == (200, 500, True, 0.1)
    assert not Photo(np.zeros((2, 2, 3), np.uint8)).is_grey


@pytest.mark.parametrize(
    ("array", "alpha"),
    [
        (np.zeros((4, 4), np.uint8), None),
        (np.zeros((4, 4, 4), np.uint8), None),
        (np.zeros((0, 4, 3), np.uint8), None),
        (np.zeros((4, 4, 3), np.float64), None),
        (np.zeros((4, 4, 3), np.uint8), np.zeros((4, 5), np.uint8)),
    ],
)
def test_what_is_no_photo_is_refused(array: Samples, alpha: Samples | None) -> None:
    """Shapes and dtypes that no other part expects are a ValueError at once."""
    with pytest.raises(ValueError, match="of"):
        Photo(array, alpha)
