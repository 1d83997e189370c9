"""What inpainting and colouring promise of float photos with marks of missing data."""

from pathlib import Path

import numpy as np
import pytest
from coloring import add_tinter
from scratched import open_painter

import restorer
from restorer.photo import Photo
from restorer.recipe import Recipe, Step
from restorer.tasks.inpaint import inpaint_photo


@pytest.mark.parametrize(("channels", "mark"), [(1, 1e38), (3, np.finfo(np.float32).min)])
def test_a_mark_of_missing_data_does_not_spoil_a_wide_hole(
    tmp_path: Path, mark: float, channels: int
) -> None:
    """One such sample beside it: no warning, a filling about as good as without, all else as it was."""
    rows = np.mgrid[:150, :170][0]
    stripes = 0.5 + 0.1 * np.sin(rows / 2)[..., None].repeat(channels, axis=2)
    clean = np.asarray(stripes + np.random.default_rng(0).normal(0, 0.02, stripes.shape), np.float32)
    hole = np.zeros((150, 170), bool)
    hole[35:115, 45:125] = True
    marked = clean.copy()
    marked[32, 80] = mark
    step = Step("inpaint", inputs={"mask": hole})
    engines = {"inpaint": open_painter(tmp_path)}
    plain, beside = (inpaint_photo(Photo(each), step, engines).samples for each in (clean, marked))
    np.testing.assert_array_equal(beside[~hole], marked[~hole])
    errors = [np.square(filled[hole] - clean[hole]).mean() for filled in (plain, beside)]
    assert errors[1] < 1.5 * errors[0]


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_marks_stay_where_a_photo_is_coloured(user_models: Path, channels: int, strength: float) -> None:
    """Floats far beyond any light come back as they are, and the rest is coloured."""
    add_tinter(user_models)
    pixels = np.full((32, 40, channels), 0.4, np.float32)
    pixels[3], pixels[5] = np.finfo(np.float32).min, np.finfo(np.float32).max
    step = Step("colorize", model="tint", strength=strength, controls={"force": 1.0})
    result = restorer.restore(Photo(pixels), Recipe((step,)), device="cpu").samples
    for row in (3, 5):
        np.testing.assert_array_equal(result[row], pixels[row].repeat(3 // channels, axis=1))
    assert np.ptp(result[20], axis=1).min() > 0.01
