"""What masks promise: which kinds are taken, a disc's growth, and nothing touched beyond them."""

from math import ceil
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from restorer.errors import InputError
from restorer.pixels.mask import as_mask, distance_to_known, grow, paint_back, without_faint
from restorer.pixels.samples import Floats, Samples, to_float
from restorer.pixels.strips import strips

SIZE = (5, 7)
SHARES = st.sampled_from([0.0, 1.0]) | st.floats(0, 1, width=32)
SAMPLES = {
    "uint8": st.integers(0, 255),
    "uint16": st.integers(0, 65535),
    "float32": st.floats(-2, 3, width=32),
}


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Samples, Samples, Floats]:
    """Draw a picture, its filling and a mask, of any kind of sample and one or three channels."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    shape = (draw(st.integers(1, 6)), draw(st.integers(1, 6)))
    channels = draw(st.sampled_from([1, 3]))
    picture = arrays(np.dtype(name), (*shape, channels), elements=SAMPLES[name])
    return draw(picture), draw(picture), draw(arrays(np.float32, shape, elements=SHARES))


def bits(samples: Samples) -> bytes:
    """Give an array's bytes: -0.0 is not 0.0."""
    return np.ascontiguousarray(samples).tobytes()


def grown_by_hand(mask: Floats, pixels: float) -> Floats:
    """Draw a disc about each pixel that is at least half there."""
    row, column = np.mgrid[: mask.shape[0], : mask.shape[1]]
    grown = mask.copy()
    for at_row, at_column in np.argwhere(mask >= 0.5):
        grown[(row - at_row) ** 2 + (column - at_column) ** 2 <= pixels**2] = 1
    return grown


@pytest.mark.parametrize(
    ("dtype", "white"), [("bool", True), ("uint8", 255), ("uint16", 65535), ("float32", 1), ("float64", 1)]
)
def test_every_kind_of_mask_is_taken_up_to_its_white(dtype: str, white: float) -> None:
    """Each kind's white is 1 exactly and its black is 0, in float32."""
    values = np.zeros(SIZE, dtype)
    values[1, 2] = white
    mask = as_mask(values, SIZE)
    assert mask.dtype == np.float32
    assert mask[1, 2] == 1
    assert np.count_nonzero(mask) == 1


@given(arrays(np.uint8, SIZE) | arrays(np.uint16, SIZE))
def test_whole_numbers_become_their_share_of_white(values: NDArray[Any]) -> None:
    """A grey of 8 or 16 bits is as much of a mask as it is of white, and never more than 1."""
    mask = as_mask(values, SIZE)
    np.testing.assert_allclose(mask, values / np.iinfo(values.dtype).max, atol=1e-7)
    assert mask.max() <= 1


@pytest.mark.parametrize("dtype", ["bool", "float32"])
def test_a_mask_given_is_not_shared(dtype: str) -> None:
    """The mask made of an array is an array of its own."""
    values = np.ones(SIZE, dtype)
    assert not np.shares_memory(as_mask(values, SIZE), values)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ((7, 5), "is 5 x 7 pixels, the photo 7 x 5, as it stands upright; turn the mask"),
        ((5, 8), "is 8 x 5 pixels, expected 7 x 5 as the photo"),
    ],
)
def test_a_mask_of_another_size_is_an_input_error(shape: tuple[int, ...], told: str) -> None:
    """The error names the mask and both sizes, width first, in one line."""
    with pytest.raises(InputError) as caught:
        as_mask(np.zeros(shape, bool), SIZE, "holes.png")
    assert str(caught.value) == f"holes.png {told}"


@pytest.mark.parametrize("shape", [(5, 7, 3), (35,), ()])
def test_a_mask_has_height_and_width_alone(shape: tuple[int, ...]) -> None:
    """What has other dimensions is told by its shape."""
    with pytest.raises(InputError) as caught:
        as_mask(np.zeros(shape, bool), SIZE, "holes.png")
    assert str(caught.value) == f"holes.png is of shape {shape}, expected one of height and width alone"


@pytest.mark.parametrize("dtype", ["int64", "int8", "uint32", "float16", "complex64", "U1"])
def test_a_mask_of_another_kind_is_an_input_error(dtype: str) -> None:
    """The error names the kind found and the kinds expected, in one line."""
    values = np.zeros(SIZE, dtype)
    with pytest.raises(InputError) as caught:
        as_mask(values, SIZE)
    assert str(caught.value) == f"the mask is of {values.dtype}, expected bool, float, uint8 or uint16"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -0.01, 1.01, 255, -1e30])
def test_a_value_beyond_the_range_is_an_input_error(dtype: str, value: float) -> None:
    """One value that is no share of 1 refuses the mask, in one line that tells the range."""
    values = np.zeros(SIZE, dtype)
    values[4, 6] = value
    with pytest.raises(InputError, match=r"^the mask has values outside 0\.\.1$"):
        as_mask(values, SIZE)


def test_a_double_beyond_all_singles_is_an_input_error() -> None:
    """A number too large for float32 is refused as any other, without a warning."""
    with pytest.raises(InputError, match=r"outside 0\.\.1"):
        as_mask(np.full(SIZE, 1e300), SIZE)


def test_the_faint_is_taken_out_and_the_rest_stays() -> None:
    """Below a sixteenth is nothing; a sixteenth and more stays to the bit."""
    mask = np.array([[0, 0.01, 0.0624, 1 / 16, 0.07, 0.5, 1]], np.float32)
    expected = np.where(mask < 1 / 16, 0, mask)
    cleaned = without_faint(mask)
    assert cleaned.dtype == np.float32
    np.testing.assert_array_equal(cleaned, expected)


@given(
    arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=SHARES),
    st.floats(0.5, 8) | st.integers(0, 20),
)
def test_growing_draws_a_disc(mask: Floats, pixels: float) -> None:
    """What lies within the radius of a pixel at least half there is 1, all else stays."""
    expected = grown_by_hand(mask, pixels) if pixels else mask
    before = mask.copy()
    np.testing.assert_array_equal(grow(mask, pixels), expected)
    np.testing.assert_array_equal(mask, before)


@pytest.mark.parametrize(
    ("size", "pixels"), [((2100, 600), 1), ((2100, 600), 20), ((400, 10_000), 20), ((60, 90_000), 5.5)]
)
def test_growing_goes_across_strips(size: tuple[int, int], pixels: float) -> None:
    """Where one strip of rows ends and the next begins a disc is as round as elsewhere."""
    border = next(strips(*size, least=4 * ceil(pixels))).stop
    assert border < size[0]
    mask = np.zeros(size, np.float32)
    for at, shift in enumerate((-7, -3, -1, 0, 2)):
        mask[max(0, border + shift), 50 + 100 * at] = 1
    mask[0, 0] = mask[-1, -1] = 0.4
    expected = mask.copy()
    rows = slice(max(0, border - 40), border + 40)
    expected[rows, :600] = grown_by_hand(mask[rows, :600], pixels)
    np.testing.assert_array_equal(grow(mask, pixels), expected)


@given(pictures(), st.floats(0, 1))
def test_what_the_mask_leaves_out_stays_bit_for_bit(
    drawn: tuple[Samples, Samples, Floats], strength: float
) -> None:
    """Where the mask is 0 the samples are the original's bits, whatever was filled in."""
    original, filled, mask = drawn
    painted = paint_back(original, filled, mask, strength)
    assert (painted.shape, painted.dtype) == (original.shape, original.dtype)
    assert bits(painted[mask == 0]) == bits(original[mask == 0])


@given(pictures())
def test_where_the_mask_is_full_the_filling_is_taken_bit_for_bit(
    drawn: tuple[Samples, Samples, Floats],
) -> None:
    """Where the mask is 1, at full strength, the samples are the filling's bits."""
    original, filled, mask = drawn
    painted = paint_back(original, filled, mask)
    assert bits(painted[mask == 1]) == bits(filled[mask == 1])


@given(pictures(), st.floats(0, 1))
def test_strength_and_mask_blend(drawn: tuple[Samples, Samples, Floats], strength: float) -> None:
    """Between 0 and 1 the result lies as far from the original as mask times strength says."""
    original, filled, mask = drawn
    before, after = to_float(original), to_float(filled)
    expected = before + strength * mask[..., None] * (after - before)
    step = {"uint8": 0.51 / 255, "uint16": 0.51 / 65535}.get(original.dtype.name, 2e-6)
    painted = to_float(paint_back(original, filled, mask, strength))
    np.testing.assert_allclose(painted, expected, rtol=0, atol=step)


@given(pictures())
def test_strength_0_gives_the_picture_back(drawn: tuple[Samples, Samples, Floats]) -> None:
    """At strength 0 nothing is painted, whatever the mask."""
    original, filled, mask = drawn
    assert bits(paint_back(original, filled, mask, 0.0)) == bits(original)


@given(arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))).filter(lambda hole: not hole.all()))
def test_depth_is_the_way_to_the_nearest_known_pixel(hole: NDArray[np.bool_]) -> None:
    """Each pixel of a hole tells its distance to the nearest known one; the border is not known."""
    known = np.argwhere(~hole)
    way = np.indices(hole.shape).reshape(2, -1).T[:, None] - known
    expected = np.sqrt((way**2).sum(axis=2)).min(axis=1).reshape(hole.shape)
    found = distance_to_known(hole)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-6)
