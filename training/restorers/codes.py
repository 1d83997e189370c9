"""The network of codes: an autoencoder of whole photos, whose code is what is shipped."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from restorer.networks.card import CONTRACTS
from training.autoencoders import ConvolutionalAutoencoder, ConvolutionalConfig
from training.autoencoders.losses import relative_contraction
from training.restorers.network import RestorerNetwork

_CONTRACT = CONTRACTS["codes-v1"]
_FOLD = 4
_LEAST_CONTRAST = 0.03
"""What is told of a picture of less is taken for noise."""
_CONTRAST = 0.2


class CodesNetwork(RestorerNetwork):
    """A convolutional autoencoder that is denoising and contractive (Vincent et al. 2010, Rifai et al. 2011).

    It is shown a copy of a photo, cropped, compressed, noisy, and answers with the photo; copies must not
    move the code, in the measure of how far apart different photos are. Brightness and contrast are taken
    out beforehand, or pale photos would have codes close together. It works on blocks of 4x4 pixels, and its
    decoder is for training alone.
    """

    inputs: ClassVar = {"picture": 3}
    outputs = ("code",)

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__()
        assert _CONTRACT.side is not None
        self.side = self.multiple = _CONTRACT.side
        shape = (3 * _FOLD**2, self.side // _FOLD, self.side // _FOLD)
        self.autoencoder = ConvolutionalAutoencoder(
            ConvolutionalConfig(
                shape=shape, bottleneck=sum(_CONTRACT.outputs), channels=tuple(channels), blocks=blocks[-1]
            )
        )

    def forward(self, picture: Tensor) -> Tensor:
        """Tell the code ``(N, 128, 1, 1)`` of whole photos ``(N, 3, 64, 64)``."""
        return self.autoencoder.encode(pixel_unshuffle(standardised(picture), _FOLD))[:, :, None, None]

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer copies ``(N, 3, 64, 64)`` with their photos, standardised, which are the second plane.

        The term beside is how much a copy moves the code, in nats a picture.
        """
        codes = self(torch.cat(planes))[:, :, 0, 0].float()
        moved, kept = codes.chunk(2)
        answer = pixel_shuffle(self.autoencoder.decode(moved), _FOLD)
        return answer, {"contraction": relative_contraction(moved, kept)}

    def divide_codes(self, distance: float) -> None:
        """Bring photos whose codes are ``distance`` apart to a distance of 1."""
        last = self.autoencoder.encoder[-1]  # type: ignore[index] # a Sequential
        with torch.no_grad():
            for weight in last.parameters():
                weight.div_(distance)


def standardised(pictures: Tensor) -> Tensor:
    """Bring pictures ``(N, 3, H, W)`` to a mean of 0.5 and a deviation of 0.2, over all their channels."""
    shifted = pictures - pictures.mean(dim=(1, 2, 3), keepdim=True)
    variance = shifted.square().mean(dim=(1, 2, 3), keepdim=True)
    return 0.5 + _CONTRAST * shifted / (variance + _LEAST_CONTRAST**2).sqrt()
