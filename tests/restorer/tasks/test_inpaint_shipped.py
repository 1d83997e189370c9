"""What the shipped inpainter and the way to it promise of real surroundings."""

import numpy as np
import profiles
import pytest

from restorer.networks.engine import Engine
from restorer.networks.library import model_folders
from restorer.photo import Metadata, Photo
from restorer.pixels.mask import Hole
from restorer.pixels.samples import Samples
from restorer.recipe import Step
from restorer.tasks.filling import WIDEST, find_wide
from restorer.tasks.inpaint import inpaint_photo


@pytest.fixture(scope="module")
def inpainter() -> Engine:
    """Give the shipped inpainter, open on the CPU."""
    return Engine.open(model_folders()[-1] / "inpaint-unet.onnx", "cpu")


def fill(photo: Photo, hole: Hole, inpainter: Engine) -> Samples:
    """Fill a hole by the shipped model."""
    return inpaint_photo(photo, Step("inpaint", inputs={"mask": hole}), {"inpaint": inpainter}).samples


def stroke(height: int, width: int) -> Hole:
    """Mark a stroke of five pixels across the middle."""
    hole = np.zeros((height, width), bool)
    hole[height // 2 : height // 2 + 5, 10:-10] = True
    return hole


def test_a_scratch_comes_near_to_what_was_there(portrait: Samples, inpainter: Engine) -> None:
    """Across a photo of a face it is nearer than what is mixed of the rows above and below."""
    hole = stroke(*portrait.shape[:2])
    filled = fill(Photo(np.where(hole[..., None], np.uint8(0), portrait)), hole, inpainter)
    first = portrait.shape[0] // 2
    share = np.linspace(0, 1, 7)[1:-1, None, None]
    mixed = portrait.astype(float)
    mixed[first : first + 5] = (1 - share) * mixed[first - 1] + share * mixed[first + 5]
    errors = [np.square(answer - portrait.astype(float))[hole].mean() for answer in (filled, mixed)]
    assert errors[0] < 0.9 * errors[1]


@pytest.mark.parametrize("name", ["p3", "sampled", "table"])
def test_colours_beyond_srgb_are_continued(name: str, inpainter: Engine) -> None:
    """In a wide-gamut photo of one strong green the filling is that green, not a duller one."""
    samples = np.full((64, 80, 3), (30, 240, 40), np.uint8)
    photo = Photo(samples, metadata=Metadata(icc=profiles.WIDE[name]))
    filled = fill(photo, stroke(64, 80), inpainter)
    np.testing.assert_allclose(filled, samples, atol=3)


def test_what_is_invisible_is_not_copied(inpainter: Engine) -> None:
    """Black behind full transparency does not bleed into a hole beside it."""
    samples = np.full((64, 96, 3), 180, np.uint8)
    alpha = np.full((64, 96), 255, np.uint8)
    samples[:, :40], alpha[:, :40] = 0, 0
    hole = np.zeros((64, 96), bool)
    hole[20:44, 40:52] = True
    filled = fill(Photo(samples, alpha=alpha), hole, inpainter)
    assert filled[hole].min() > 170
    np.testing.assert_array_equal(filled[~hole], samples[~hole])


def test_a_blot_on_a_scratch_is_an_island_of_its_own() -> None:
    """The wide part is filled from about itself, not from all that a long thin scratch leads to."""
    hole = np.zeros((600, 900), bool)
    hole[298:302] = True
    hole[250:350, 400:500] = True
    (island,) = find_wide(hole)
    assert island.box.width < 500
    assert (island.hole <= hole[island.box.slices]).all()
    assert island.hole.sum() < hole.sum()
    assert 100 + 2 * WIDEST < island.box.height < 400


@pytest.mark.parametrize("width", [4, 40])
def test_light_beyond_white_is_filled_with_light(inpainter: Engine, width: int) -> None:
    """Of a float photo the hole is as bright as what is about it; marks of missing data do not count."""
    samples = np.full((80, 160, 3), 0.5, np.float32)
    samples[:, 80:] = 4
    samples[0, 0] = samples[38 - width // 2, 20] = 1e30
    hole = np.zeros(samples.shape[:2], bool)
    hole[40 - width // 2 : 40 + width // 2, 10:150] = True
    filled = fill(Photo(samples), hole, inpainter)
    np.testing.assert_array_equal(filled[~hole], samples[~hole])
    assert np.abs(filled[40, 120:140] - 4).max() < 0.1
    assert np.abs(filled[40, 30:50] - 0.5).max() < 0.2
