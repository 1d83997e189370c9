"""What the U-Nets here share: plain 3x3 convolutions at half resolution, a skip at each level."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from training.blocks import ResidualBlock, conv3x3, residual_blocks, residual_levels
from training.restorers.network import RestorerNetwork


class UNet(RestorerNetwork):
    """A convolutional autoencoder with skips, after DRUNet (Zhang et al. 2021).

    It works on 2x2 blocks of pixels as channels (FFDNet, Zhang et al. 2018): dense 3x3
    convolutions at a quarter of the positions are the cheapest work a CPU can do. Its answer
    is 0 before training. ``planes`` is how many it reads, if not those that the network does.
    """

    def __init__(
        self,
        outputs: int,
        channels: Sequence[int],
        blocks: Sequence[int],
        block: Callable[[int], nn.Module] = ResidualBlock,
        planes: int | None = None,
    ):
        super().__init__()
        self.multiple = 2 ** len(channels)
        levels = list(pairwise(channels))
        self.head = conv3x3(4 * (planes or sum(self.inputs.values())), channels[0])
        self.encoders = residual_levels(channels[:-1], blocks[:-1], block)
        self.downs = nn.ModuleList(nn.Conv2d(fine, coarse, 2, 2, bias=False) for fine, coarse in levels)
        self.middle = residual_blocks(channels[-1], blocks[-1], block)
        self.ups = nn.ModuleList(
            nn.ConvTranspose2d(coarse, fine, 2, 2, bias=False) for fine, coarse in levels
        )
        self.decoders = residual_levels(channels[:-1], blocks[:-1], block)
        self.tail = conv3x3(channels[0], outputs * 4, gain=0)

    def answer(self, planes: Tensor) -> Tensor:
        """Map all planes ``(N, C, H, W)`` to ``(N, outputs, H, W)``; sizes are multiples of ``multiple``."""
        features, skips = self.descend(self.head(pixel_unshuffle(planes, 2)))
        features = self.middle(features)
        for decoder, up in zip(reversed(self.decoders), reversed(self.ups), strict=True):
            features = decoder(up(features) + skips.pop())
        return pixel_shuffle(self.tail(features), 2)

    def descend(self, features: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Encode features level by level: the coarsest, and those that are skipped over, finest first."""
        skips = []
        for encoder, down in zip(self.encoders, self.downs, strict=True):
            skips.append(encoder(features))
            features = down(skips[-1])
        return features, skips
