"""Telling the noise level about each pixel from the noisy picture alone."""

import torch
from torch import Tensor

from training.degradations.degrade import (
    add_gaussian_noise,
    damage_in_groups,
    draw_sigma,
    halve,
    level_of,
    make_grey,
)
from training.degradations.draws import some
from training.objectives.objective import Example, Objective

CLEAN_SHARE = 0.25
"""Pictures that stay as they are: what has no noise must be told as well."""
SURPLUS = 1.1
"""What photos have is told so much stronger: it is told unsurely, and too little costs the denoiser more."""


class LevelObjective(Objective):
    """Pictures with white noise, with what happens to photos, and with neither."""

    reads = ("grey_share", "halved", "real_share", "sigma_255")

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Damage ``real_share`` of the pictures as photos are, leave a few, give the others white noise."""
        data = self.data
        clean = make_grey(clean, data.grey_share, rng)
        if data.halved:
            clean = halve(clean, data.real_share, rng)
        real, kept = (round(share * len(clean)) for share in (data.real_share, CLEAN_SHARE))
        damaged, target = damage_in_groups(clean[:real], rng)
        white = clean[real + kept :]
        noisy = add_gaussian_noise(white, draw_sigma(len(white), data.sigma_255, rng), rng)
        pictures = torch.cat([damaged, clean[real : real + kept], as_stored(noisy, rng)])
        level = level_of(pictures, torch.cat([target, clean[real:]]))
        return Example((pictures,), torch.cat([SURPLUS * level[:real], level[real:]]))

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean absolute error in 8-bit levels."""
        return {"level_error": (output - example.target).abs().mean() * 255}

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give the pictures, the levels told and the true ones, these five times as bright."""
        return [example.planes[0], *(5 * levels.expand(-1, 3, -1, -1) for levels in (output, example.target))]


def as_stored(noisy: Tensor, rng: torch.Generator) -> Tensor:
    """Clip and round half of the pictures to 8 bits, as files hold them; the other half stays in float."""
    stored = (noisy.clamp(0, 1) * 255).round() / 255
    return some(noisy, stored, 0.5, rng)
