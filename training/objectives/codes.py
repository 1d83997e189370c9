"""Codes: photos known again from copies of them."""

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from restorer.networks.card import CONTRACTS
from training.degradations.copies import copy_photos
from training.objectives.objective import Example, Objective
from training.restorers.codes import standardised

_SIDE = CONTRACTS["codes-v1"].side


class CodesObjective(Objective):
    """The photo from a copy of it; watched by how many copies lie nearest to the photo they are of."""

    reads = ("grey_share",)

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Make a copy of each photo, ``grey_share`` of them grey, and shrink both to what is read."""
        copies, photos = (
            interpolate(pictures, _SIDE, mode="area")
            for pictures in (copy_photos(clean, self.data.grey_share, rng), clean)
        )
        return Example((copies, photos), standardised(photos))

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Give the copies and the photos as one batch."""
        example = self.draw(clean, rng)
        both = torch.cat(example.planes)
        return Example((both,), both)

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:  # noqa: ARG002
        """Give the share of copies nearest to their photo; of several, their shift by the codes' spread."""
        moved, kept = output[:, :, 0, 0].chunk(2)
        nearest = torch.cdist(moved, kept).argmin(dim=1)
        scores = {"recall": (nearest == torch.arange(len(kept), device=kept.device)).float().mean()}
        if len(kept) > 1:
            scores["shift"] = ((moved - kept).square().sum(dim=1).mean() / kept.var(dim=0).sum()).sqrt()
        return scores

    def show(self, output: Tensor, example: Example) -> list[Tensor]:  # noqa: ARG002 -- it is numbers
        """Give the copies and the photos."""
        return list(example.target.chunk(2))
