"""What the scoring of inpainting promises: the same holes each time, right figures, all methods beside."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from restorer.pixels.samples import Floats, to_float
from training.degradations.masks import EVALUATED
from training.evaluations.fidelity import WINDOW, ssim
from training.evaluations.inpainting import NETWORK, OTHERS, draw_holes, score_hole, score_inpainting
from training.export import run_torch
from training.restorers.inpaint import Inpainter
from training.sources import Picture, read_pictures

if TYPE_CHECKING:
    from restorer import Engine


class _Untrained:
    """Stand-in for an engine: an inpainter that has learned nothing, so fills smoothly."""

    card = SimpleNamespace(multiple=16)
    device = "cpu"

    def __init__(self) -> None:
        self.network = Inpainter((8, 8, 8, 8), (1, 1, 1, 1))

    def run(self, *planes: Floats) -> Floats:
        """Fill."""
        return run_torch(self.network, *planes)


@pytest.fixture
def picture(photos: Path) -> Picture:
    """Give a part of a photo whose sides no network takes as they are."""
    found = read_pictures([photos])[0]
    return Picture(found.path, found.digest, np.ascontiguousarray(found.pixels[:101, :150]))


def test_holes_are_the_picture_s_own(picture: Picture) -> None:
    """A picture gets the same holes each time, one of another name others."""
    first, again = draw_holes(picture), draw_holes(picture)
    other = draw_holes(Picture(Path("other.png"), "", picture.pixels))
    assert list(first) == list(EVALUATED)
    for kind, mask in first.items():
        assert (mask == again[kind]).all()
        assert (mask != other[kind]).any()


def test_a_hole_alone_is_scored() -> None:
    """An error of 51 levels in the hole is 13.98 dB; what is outside does not matter to the PSNR."""
    clean = np.full((64, 64, 3), 100, np.uint8)
    mask = np.zeros((64, 64), bool)
    mask[20:30, 20:30] = True
    filled = clean.copy()
    filled[mask] += 51
    psnr, ssim = score_hole(filled, clean, mask)
    assert psnr == pytest.approx(-20 * np.log10(0.2), abs=1e-6)
    assert ssim < 1
    filled[~mask] = 0
    assert score_hole(filled, clean, mask)[0] == pytest.approx(psnr)


def test_likeness_is_that_of_whole_pictures(picture: Picture) -> None:
    """Of a hole as large as what windows lie inside, the SSIM is that of the whole picture, in floats."""
    clean = picture.pixels
    filled = clean[:, ::-1].copy()
    mask = np.zeros(clean.shape[:2], bool)
    mask[WINDOW // 2 : -(WINDOW // 2), WINDOW // 2 : -(WINDOW // 2)] = True
    expected, _ = ssim(to_float(filled), to_float(clean))
    assert score_hole(filled, clean, mask)[1] == pytest.approx(expected, abs=1e-6)


def test_all_methods_are_scored_and_the_rest_of_the_picture_stays(picture: Picture) -> None:
    """Each method has a figure for each kind of hole; the network changes no pixel outside."""
    found = score_inpainting(cast("Engine", _Untrained()), "photos", [picture])
    assert list(found.psnr) == [*OTHERS, NETWORK]
    assert all(10 < value < 60 for row in found.psnr.values() for value in row.values())
    assert all(-1 <= value <= 1 for row in found.ssim.values() for value in row.values())
    assert found.changed_outside == 0
    assert found.gain("text") == found.psnr[NETWORK]["text"] - max(
        found.psnr[method]["text"] for method in OTHERS
    )
    assert "| network above the best other |" in found.as_markdown()
    assert set(found.card_scores()) == {f"photos_psnr_{kind}" for kind in EVALUATED}
