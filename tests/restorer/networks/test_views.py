"""Views: a network is asked eight ways, and the answers come back the right way round."""

from pathlib import Path

import numpy as np
import pytest
from stand_ins import blurring_model, open_model

from restorer.networks.views import VIEWS, Views
from restorer.pixels.samples import Floats


@pytest.mark.parametrize("count", [1, 2, 4, VIEWS])
def test_turning_and_turning_back_changes_nothing(tmp_path: Path, count: int) -> None:
    """A network that treats all directions alike answers as it would be asked once, on any shape."""
    engine = open_model(blurring_model(), tmp_path / "blur.onnx")
    planes = _planes(30, 47)
    np.testing.assert_allclose(Views(engine, count).run(*planes), engine.run(*planes), atol=1e-6)


@pytest.mark.parametrize("size", [(24, 40), (33, 17)])
def test_no_direction_is_left_out(tmp_path: Path, size: tuple[int, int]) -> None:
    """A network that smears along rows alone smears along rows and columns when asked eight ways."""
    views = Views(open_model(blurring_model(height=1, width=5), tmp_path / "smear.onnx"))
    picture = np.zeros((*size, 3), np.float32)
    picture[10, 8] = 1
    seen = views.run(picture, np.zeros((*size, 1), np.float32))[..., 0]
    np.testing.assert_allclose(seen[10, 6:11], [0.1, 0.1, 0.2, 0.1, 0.1], atol=1e-6)
    np.testing.assert_allclose(seen[8:13, 8], [0.1, 0.1, 0.2, 0.1, 0.1], atol=1e-6)
    assert seen.sum() == pytest.approx(1, abs=1e-5)


def _planes(height: int, width: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(3)
    picture, sigma = rng.random((height, width, 3), np.float32), np.zeros((height, width, 1), np.float32)
    return picture, sigma
