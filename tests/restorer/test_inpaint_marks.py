"""What inpainting promises of float photos with marks of missing data."""

from pathlib import Path

import numpy as np
import pytest
from scratched import open_painter

from restorer.photo import Photo
from restorer.recipe import Step
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
