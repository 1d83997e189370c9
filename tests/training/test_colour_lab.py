"""What Lab on tensors promises: colours as of :mod:`restorer.pixels.lab` and scikit-image, there and back."""

import itertools

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from skimage.color import rgb2lab
from torch import Tensor

from restorer.pixels import lab as on_arrays
from training.lab import from_lab, to_lab

Floats = NDArray[np.float32]
PIXELS = arrays(np.float32, (4, 5, 3), elements=st.floats(0, 1, width=32))
"""Small pictures of any colours."""


def _as_batch(pixels: Floats) -> Tensor:
    return torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())


def _as_pixels(batch: Tensor) -> Floats:
    pixels: Floats = batch[0].permute(1, 2, 0).numpy()
    return pixels


def _corners() -> Floats:
    """Give all colours of five levels a channel, ``(25, 5, 3)``: black, white and the purest with them."""
    levels = np.linspace(0, 1, 5)
    return np.array(list(itertools.product(levels, repeat=3)), np.float32).reshape(25, 5, 3)


@given(PIXELS)
def test_tensors_have_the_colours_of_arrays(pixels: Floats) -> None:
    """What the network learns from is what the library will give it."""
    lab = _as_pixels(to_lab(_as_batch(pixels)))
    np.testing.assert_allclose(lab[..., 0], on_arrays.lightness_of(pixels), atol=1e-5)
    np.testing.assert_allclose(lab[..., 1:], on_arrays.chroma_of(pixels), atol=1e-5)


@given(PIXELS)
def test_there_and_back_is_the_same_picture(pixels: Floats) -> None:
    """A picture that is taken apart and put together is as it was, by either way of doing so."""
    lab = to_lab(_as_batch(pixels))
    back = _as_pixels(from_lab(*lab.tensor_split([1], dim=1)))
    np.testing.assert_allclose(back, pixels, atol=2e-4)
    lightness, chroma = np.split(_as_pixels(lab), [1], axis=2)
    again = on_arrays.from_lab(lightness[..., 0].copy(), chroma.copy())
    np.testing.assert_allclose(back, again, atol=5e-4)


def test_lab_is_that_of_others() -> None:
    """On all kinds of colours L*, a* and b* are those of scikit-image, to a thirtieth."""
    pixels = _corners()
    lab = _as_pixels(to_lab(_as_batch(pixels))) * [100, 110, 110]
    np.testing.assert_allclose(lab, rgb2lab(pixels), atol=1 / 30)


def test_grey_has_no_chroma_and_white_full_lightness() -> None:
    """From black to white chroma is 0 and lightness rises from 0 to 1."""
    lightness, *chroma = to_lab(torch.linspace(0, 1, 256).expand(1, 3, 1, 256))[0]
    torch.testing.assert_close(torch.stack(chroma), torch.zeros(2, 1, 256), atol=1e-5, rtol=0)
    assert (lightness.diff() > 0).all()
    torch.testing.assert_close(lightness[0, [0, -1]], torch.tensor([0.0, 1.0]), atol=1e-5, rtol=0)


@given(arrays(np.float32, (1, 3, 2, 2), elements=st.floats(-2, 2, width=32)))
def test_any_lab_is_a_picture(lab: NDArray[np.float32]) -> None:
    """What a network answers, however far out of sRGB, is shown as colours in 0..1."""
    pictures = from_lab(*torch.from_numpy(lab).tensor_split([1], dim=1))
    assert pictures.isfinite().all()
    assert pictures.min() >= 0
    assert pictures.max() <= 1 + 1e-6


def test_gradients_are_finite_at_black() -> None:
    """Learning through the way to RGB does not break on black, where powers are steep."""
    lab = torch.zeros(1, 3, 2, 2, requires_grad=True)
    from_lab(*lab.tensor_split([1], dim=1)).sum().backward()  # type: ignore[no-untyped-call]
    assert lab.grad is not None
    assert lab.grad.isfinite().all()
