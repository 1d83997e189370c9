"""Clean pictures restored with nothing given: they are to stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from restorer.pixels.samples import to_float
from restorer.progress import Tick, no_tick
from training.evaluations.evaluation import Engines, Evaluation, as_photo, denoise, ticked
from training.evaluations.fidelity import capped_psnr
from training.sources import Picture

FEWEST_DECIBELS = 45.0
"""Below this PSNR between output and input, a clean picture counts as changed."""


@dataclass(frozen=True, slots=True)
class Clean(Evaluation):
    """PSNR in decibels between output and input: the mean, and the worst with its file's name."""

    psnr: float
    worst: float
    worst_picture: str
    changed: int

    title: ClassVar = "Clean pictures"
    protocol: ClassVar = (
        "PSNR in dB between output and input, in 8 bits, with no sigma given; a picture that comes back "
        "as it was counts as 100 dB."
    )

    def rows(self) -> list[Sequence[str]]:
        """Lay out the mean, the worst, and how many pictures were changed."""
        worst = f"{self.worst:.2f} ({self.worst_picture})"
        return [
            ("mean", "worst", f"below {FEWEST_DECIBELS:g} dB"),
            (f"{self.psnr:.2f}", worst, f"{self.changed}"),
        ]

    def card_scores(self) -> dict[str, float]:
        """Give the mean."""
        return {f"{self.data}_clean_psnr": round(self.psnr, 2)}


def score_clean(engines: Engines, data: str, pictures: Sequence[Picture], tick: Tick = no_tick) -> Clean:
    """Score how far a denoiser leaves clean pictures of a set called ``data`` alone."""
    found: list[tuple[float, str]] = []
    for picture in ticked(pictures, tick):
        photo = as_photo(picture)
        kept = capped_psnr(to_float(denoise(photo, engines)), to_float(photo.samples))
        found.append((round(kept, 4), picture.path.name))
    decibels = [kept for kept, _name in found]
    changed = sum(kept < FEWEST_DECIBELS for kept in decibels)
    return Clean(data, len(pictures), round(sum(decibels) / len(decibels), 4), *min(found), changed)
