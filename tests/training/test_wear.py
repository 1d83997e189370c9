"""What drawn wear promises: layers of the range told, light or dark, the same for a seed, of any size."""

import numpy as np
import pytest

from training.degradations.wear import (
    SHARES,
    Draw,
    _presence,
    draw_cracks,
    draw_crease,
    draw_dust,
    draw_hair,
    draw_scratches,
    draw_wear,
)


@pytest.mark.parametrize("draw", SHARES, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize(("height", "width"), [(128, 128), (40, 90)])
def test_a_layer_is_from_dark_to_light(draw: Draw, height: int, width: int) -> None:
    """A layer has the size asked for, finite float32 within -1..1, and is there in most draws."""
    layers = [draw(height, width, np.random.default_rng(seed)) for seed in range(20)]
    for layer in layers:
        assert layer.shape == (height, width)
        assert layer.dtype == np.float32
        assert np.abs(layer).max() <= 1
    assert sum(np.abs(layer).max() > 0.2 for layer in layers) >= 10


@pytest.mark.parametrize("draw", SHARES, ids=lambda draw: draw.__name__)
def test_a_layer_is_a_function_of_its_seed(draw: Draw) -> None:
    """The same seed draws the same layer, another a different one."""
    first, again, other = (draw(96, 96, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize("draw", [draw_scratches, draw_hair, draw_cracks, draw_dust])
def test_lines_and_dust_are_light_or_dark_and_leave_most_of_the_picture(draw: Draw) -> None:
    """A layer has one sign; both come; on average nine tenths of the picture are untouched."""
    layers = [draw(128, 128, np.random.default_rng(seed)) for seed in range(30)]
    signs = {(bool((layer > 0).any()), bool((layer < 0).any())) for layer in layers if layer.any()}
    assert signs == {(True, False), (False, True)}
    assert np.mean([np.abs(layer) > 0.1 for layer in layers]) < 0.1


def test_creases_have_two_sides() -> None:
    """Most creases are light on one side and dark on the other."""
    layers = [draw_crease(128, 128, np.random.default_rng(seed)) for seed in range(30)]
    assert sum(layer.max() > 0.1 and layer.min() < -0.1 for layer in layers) > 10


def test_a_third_of_the_lines_are_whole() -> None:
    """The others come and go along their way."""
    along = np.linspace(-60, 60, 120, dtype=np.float32)[:, None]
    whole = [(_presence(along, np.random.default_rng(seed)) == 1).all() for seed in range(60)]
    assert 0.2 < np.mean(whole) < 0.5


def test_wear_is_of_all_kinds() -> None:
    """Shares add up to one, and draws differ."""
    assert sum(SHARES.values()) == pytest.approx(1)
    rng = np.random.default_rng(0)
    assert (draw_wear(64, 64, rng) != draw_wear(64, 64, rng)).any()
