"""Denoising: the clean picture from a noisy one and its noise level."""

import torch
from torch import Tensor

from training.config import Data
from training.degradations.degrade import add_gaussian_noise, draw_damage, halve, make_grey
from training.objectives.objective import Example, Objective
from training.scores import psnr
from training.shipped import read_shipped

WATCHED_SIGMA = 25 / 255


class DenoiseObjective(Objective):
    """White noise and, for ``real_share`` of the pictures, what happens to photos; watched at sigma 25.

    With a teacher, the shipped model of a larger network, what is wanted lies half way between the clean
    picture and what the teacher answers (distillation, Hinton et al. 2015): what no network can tell, such as
    the grain of sand under noise, is not in its answers, so that a small one need not try it.
    """

    reads = ("grey_share", "halved", "real_share", "sigma_255", "teacher")

    def __init__(self, data: Data):
        super().__init__(data)
        self._teacher = read_shipped(data.teacher) if data.teacher else None
        if self._teacher:
            self._teacher.to(memory_format=torch.channels_last)

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Damage the pictures, ``grey_share`` of them made grey before."""
        data = self.data
        clean = make_grey(clean, data.grey_share, rng)
        if data.halved:
            clean = halve(clean, data.real_share, rng)
        damaged, level, clean = draw_damage(clean, data.sigma_255, data.real_share, rng)
        if self._teacher:
            clean = (clean + self._teacher.to(clean.device)(damaged, level)) / 2
        return Example((damaged, level), clean)

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Add white noise of sigma 25."""
        sigma = clean.new_full((len(clean), 1, *clean.shape[2:]), WATCHED_SIGMA)
        return Example((add_gaussian_noise(clean, sigma, rng), sigma), clean)

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean PSNR in decibels."""
        return {"psnr_25": psnr(output.clamp(0, 1), example.target).mean()}
