"""Holes of four kinds filled: PSNR and SSIM within the hole, beside methods without a network.

The methods are the fast marching of Telea (2004) and the Navier-Stokes equations of Bertalmio et
al. (2001), both OpenCV's with a radius of 3, and scikit-image's biharmonic equation (Damelin and
Hoang 2018).
"""

# ruff: noqa: PLC0415 -- only those who compare methods need the libraries that have them

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from restorer import Engine
from restorer.networks.card import Task
from restorer.networks.views import Views
from restorer.pixels.samples import Floats, from_float, to_float
from restorer.pixels.tiles import round_up
from restorer.progress import Tick, no_tick
from training.degradations.masks import EVALUATED, Mask, draw_mask
from training.evaluations.evaluation import Evaluation, means, seed_of, ticked
from training.evaluations.fidelity import capped_psnr, ssim
from training.sources import Picture

Fill = Callable[[NDArray[np.uint8], Mask], NDArray[np.uint8]]
"""Fills the hole of a picture ``(H, W, 3)`` uint8 where the mask ``(H, W)`` is true."""
NETWORK = "network"
_OPENCV_RADIUS = 3


@dataclass(frozen=True, slots=True)
class Inpainting(Evaluation):
    """By method and kind of hole: the mean PSNR in decibels and the mean SSIM within the hole."""

    psnr: dict[str, dict[str, float]]
    ssim: dict[str, dict[str, float]]
    changed_outside: int

    title: ClassVar = "Inpainting"
    protocol: ClassVar = (
        "PSNR in dB / SSIM, both of the hole's pixels alone, in 8 bits, the mean over the pictures; holes of "
        "four kinds drawn from each picture's name. Telea and Navier-Stokes are OpenCV's, biharmonic is "
        "scikit-image's."
    )
    scored: ClassVar[Task] = "inpaint"

    def rows(self) -> list[Sequence[str]]:
        """Lay out a method a row, a kind of hole a column, and what the network gains on the best other."""
        body = [
            (method, *(f"{found[kind]:.2f} / {self.ssim[method][kind]:.4f}" for kind in EVALUATED))
            for method, found in self.psnr.items()
        ]
        gains = (f"{self.gain(kind):+.2f}" for kind in EVALUATED)
        return [("method", *EVALUATED), *body, ("network above the best other", *gains)]

    def gain(self, kind: str) -> float:
        """Give by how many decibels the network is above the best other method."""
        others = [found[kind] for method, found in self.psnr.items() if method != NETWORK]
        return self.psnr[NETWORK][kind] - max(others)

    def card_scores(self) -> dict[str, float]:
        """Give the network's PSNR by kind of hole."""
        return {f"{self.data}_psnr_{kind}": round(self.psnr[NETWORK][kind], 2) for kind in EVALUATED}


def score_inpainting(
    engine: Engine, data: str, pictures: Sequence[Picture], tick: Tick = no_tick
) -> Inpainting:
    """Score a network and the other methods on the pictures of a set called ``data``."""
    methods: Mapping[str, Fill] = {**OTHERS, NETWORK: partial(fill_by_network, engine)}
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    changed = 0
    for picture in ticked(pictures, tick):
        for kind, mask in draw_holes(picture).items():
            for method, fill in methods.items():
                filled = fill(picture.pixels, mask)
                changed += int((filled != picture.pixels)[~mask].any(axis=-1).sum()) * (method == NETWORK)
                found.setdefault((method, kind), []).append(score_hole(filled, picture.pixels, mask))
    averages = {key: means(rows) for key, rows in found.items()}
    psnr, ssim = (
        {method: {kind: averages[method, kind][part] for kind in EVALUATED} for method in methods}
        for part in range(2)
    )
    return Inpainting(data, len(pictures), psnr, ssim, changed)


def draw_holes(picture: Picture) -> dict[str, Mask]:
    """Draw a hole of each kind, the same each time for a picture of this name and size."""
    height, width = picture.pixels.shape[:2]
    seed = seed_of(picture.path.name)
    return {
        kind: draw_mask(draw, height, width, np.random.default_rng([seed, at]))
        for at, (kind, draw) in enumerate(EVALUATED.items())
    }


def score_hole(filled: NDArray[np.uint8], clean: NDArray[np.uint8], mask: Mask) -> tuple[float, float]:
    """Give PSNR in decibels and SSIM of a hole."""
    similar = ssim(filled, clean)[1]
    return capped_psnr(to_float(filled[mask]), to_float(clean[mask])), float(similar[mask].mean())


def fill_by_network(engine: Engine, pixels: NDArray[np.uint8], mask: Mask) -> NDArray[np.uint8]:
    """Fill by a network of the contract inpaint-v1 alone, in eight views as the tool does.

    What is too wide for a network the tool fills from elsewhere in the photo, which looks like it and has
    less PSNR; here it is the network that is told of.
    """
    height, width = mask.shape
    multiple = engine.card.multiple
    margins = ((0, round_up(height, multiple) - height), (0, round_up(width, multiple) - width), (0, 0))
    hole = np.pad(mask[..., None].astype(np.float32), margins, mode="reflect")
    picture: Floats = np.pad(to_float(pixels), margins, mode="reflect") * (1 - hole)
    filled = Views(engine).run(picture, hole)[:height, :width]
    return from_float(filled.clip(0, 1), np.dtype(np.uint8))


def fill_by_telea(pixels: NDArray[np.uint8], mask: Mask) -> NDArray[np.uint8]:
    """Fill by fast marching."""
    import cv2

    return _by_opencv(pixels, mask, cv2.INPAINT_TELEA)


def fill_by_navier_stokes(pixels: NDArray[np.uint8], mask: Mask) -> NDArray[np.uint8]:
    """Fill by the Navier-Stokes equations."""
    import cv2

    return _by_opencv(pixels, mask, cv2.INPAINT_NS)


def _by_opencv(pixels: NDArray[np.uint8], mask: Mask, method: int) -> NDArray[np.uint8]:
    import cv2

    return cv2.inpaint(pixels, mask.astype(np.uint8), _OPENCV_RADIUS, method).astype(np.uint8)


def fill_by_biharmonic(pixels: NDArray[np.uint8], mask: Mask) -> NDArray[np.uint8]:
    """Fill by the biharmonic equation, hole by hole."""
    from skimage.restoration import inpaint_biharmonic

    filled = inpaint_biharmonic(to_float(pixels), mask, channel_axis=-1, split_into_regions=True)
    return from_float(filled.clip(0, 1).astype(np.float32), np.dtype(np.uint8))


OTHERS: dict[str, Fill] = {
    "Telea": fill_by_telea,
    "Navier-Stokes": fill_by_navier_stokes,
    "biharmonic": fill_by_biharmonic,
}
"""The methods without a network."""
