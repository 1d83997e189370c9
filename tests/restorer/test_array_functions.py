"""What functions on arrays promise: they refuse what is no picture, tell progress, and can be cancelled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coloring import TINT
from scratched import DAMAGE, PAINT
from small_photos import NO_PICTURES
from stand_ins import blurring_model, brightness_model, painting_model, tinting_model, with_card

import restorer
from restorer.errors import Cancelled
from restorer.pixels.samples import Samples

Function = Callable[..., Any]
TICKING: dict[str, Function] = {
    "denoise": lambda pixels, **more: restorer.denoise(pixels, 25 / 255, model="blur", **more),
    "inpaint": lambda pixels, **more: restorer.inpaint(pixels, dotted(pixels), model="paint", **more),
    "colorize": lambda pixels, **more: restorer.colorize(pixels, model="tint", **more),
    "find_damage": lambda pixels, **more: restorer.find_damage(pixels, model="bright", **more),
}
EVERY = {**TICKING, "correct_tone": restorer.correct_tone, "estimate_sigma": restorer.estimate_sigma}


def dotted(pixels: Samples) -> Samples:
    """Make a mask of dots for a picture, or for what is none."""
    mask = np.zeros(pixels.shape[:2], bool)
    mask[::9] = True
    return mask


@pytest.fixture(autouse=True)
def _models(user_models: Path) -> None:
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, exact_reach=2)
    with_card(painting_model(), user_models / "paint.onnx", **PAINT)
    with_card(tinting_model(), user_models / "tint.onnx", **TINT)
    with_card(brightness_model(), user_models / "bright.onnx", **DAMAGE)


@pytest.mark.parametrize("function", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("pixels", NO_PICTURES, ids=lambda pixels: f"{pixels.dtype}-{pixels.shape}")
def test_what_is_no_picture_is_refused(function: Function, pixels: Samples) -> None:
    """A shape, dtype or value that no picture has is a ValueError that says what was found."""
    with pytest.raises(ValueError, match=r"^pixels "):
        function(pixels)


@pytest.mark.parametrize("function", TICKING.values(), ids=TICKING)
def test_progress_grows_to_its_end(function: Function) -> None:
    """The tick hears of a total that stays, and of progress from 0 to it that never falls."""
    ticks: list[tuple[int, int]] = []
    pixels = np.random.default_rng(0).integers(0, 256, (700, 300, 3), np.uint8)
    function(pixels, device="cpu", tick=lambda *tick: ticks.append(tick))
    done = [each for each, _total in ticks]
    assert len({*done}) > 1
    assert done == sorted(done)
    assert {total for _done, total in ticks} == {done[-1]}
    assert done[0] == 0


@pytest.mark.parametrize("function", TICKING.values(), ids=TICKING)
def test_a_tick_may_cancel(function: Function) -> None:
    """Cancelled raised by the tick comes out as it is."""

    def tick(done: int, total: int) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled, match="enough"):
        function(np.zeros((40, 40, 3), np.uint8), device="cpu", tick=tick)
