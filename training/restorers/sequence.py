"""The sequence restorer: a recurrent autoencoder that denoises a frame with what it remembers of others."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from training.blocks import add_biases, conv3x3, residual_blocks
from training.resampling import identity_grid, is_within, resample
from training.restorers.unet import UNet
from training.scores import flicker

MEAN, WEIGHT, FEATURES = 3, 1, 4
"""The planes of the state: the mean of the frames so far, how many it is of, and what else was noted."""
STATE = MEAN + WEIGHT + FEATURES
MOST_WEIGHT = 15.0
"""No frame counts less than one in sixteen, so that what was is forgotten at last."""
_LEAST_DEVIATION = 2 / 255
_SMALL = 0.02
_TRUST_CHANNELS, _TRUST_BLOCKS, _TRUST_FOLD = 48, 3, 4


class SequenceRestorer(UNet):
    """The denoiser's U-Net on the mean of the frames seen so far, where these can be trusted.

    A small network, :class:`Trust`, tells for each pixel how far the mean of the frames before holds for
    this one; what does not is forgotten. The U-Net reads the new mean, the noise that it has left, the
    frame's difference to it and the features that it noted itself (recurrent fusion after EMVD, Maggioni
    et al. 2021; hidden features after Chaitanya et al. 2017). To a first frame, with a state of zeros, it is
    the denoiser.
    """

    inputs: ClassVar = {"noisy": 3, "sigma": 1, "state": STATE}
    outputs: ClassVar = ("clean", "state_after")
    read: ClassVar = (3, 1, 3, 1, FEATURES)
    """The planes the U-Net reads: mean, its noise, the frame's difference, the frame's noise, features."""

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__(3 + FEATURES, channels, blocks, planes=sum(self.read))
        self.trust = Trust()
        with torch.no_grad():  # as the denoiser, but for the features, which must differ to be learned
            self.head.weight[:, 4 * sum(self.read[:2]) :] = 0
            self.tail.weight[4 * 3 :].normal_(std=_SMALL)

    def forward(self, noisy: Tensor, sigma: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Restore ``noisy`` ``(N, 3, H, W)`` of noise ``sigma`` ``(N, 1, H, W)``, with ``state`` before it.

        All are on the 0..1 scale, height and width multiples of ``self.multiple``. Gives the clean frame
        ``(N, 3, H, W)`` and the state after it ``(N, 8, H, W)``.
        """
        mean, weight, features = torch.split(state, [MEAN, WEIGHT, FEATURES], dim=1)
        weight = weight.clamp(min=0)  # between pixels, read bicubically, it may be below
        history = weight * self.trust(noisy - mean, sigma, weight, features)
        count = history + 1
        fused = (history * mean + noisy) / count
        left = sigma / count.sqrt()
        planes = torch.cat([fused, left, noisy - fused, sigma, features], dim=1)
        change, noted = torch.split(self.answer(planes), [3, FEATURES], dim=1)
        return fused + change, torch.cat([fused, count.clamp(max=MOST_WEIGHT), noted.tanh()], dim=1)

    def unroll(self, frames: Tensor, sigmas: Tensor, motions: Tensor) -> Tensor:
        """Restore sequences ``(N, T * 3, H, W)``, the state moved along ``motions`` ``(N, T * 2, H, W)``.

        A motion tells of each pixel of a frame where it was in the frame before, as x and y in pixels to be
        added to its place.
        """
        count = sigmas.shape[1]
        grid = identity_grid(*frames.shape[2:]).to(frames)
        state = frames.new_zeros(len(frames), STATE, *frames.shape[2:])
        restored = []
        for frame, sigma, motion in zip(
            frames.chunk(count, 1), sigmas.chunk(count, 1), motions.chunk(count, 1), strict=True
        ):
            places = grid + motion.permute(0, 2, 3, 1)
            moved = resample(state.float(), places) * is_within(places)
            clean, state = self(frame, sigma, moved)
            restored.append(clean)
        return torch.cat(restored, dim=1)

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer frames, their noise, motions and clean frames; also gives what flickers."""
        *read, clean = planes
        restored = self.unroll(*read)
        videos = [torch.unflatten(frames.float(), 1, (-1, 3)) for frames in (restored, clean)]
        return restored, {"flicker": flicker(*videos)}

    def respond(self, *planes: Tensor) -> Tensor:
        """Restore the frames that are watched."""
        return self.unroll(*planes[:3])


class Trust(nn.Module):
    """Tells, 0..1, how far the mean of the frames before holds for a frame: ``(N, 1, H, W)``.

    It compares both at a quarter of the size, in terms of the noise that is to be expected.
    """

    def __init__(self) -> None:
        super().__init__()
        self.head = conv3x3(_TRUST_FOLD**2 * (3 + 1 + 1 + FEATURES), _TRUST_CHANNELS)
        self.body = residual_blocks(_TRUST_CHANNELS, _TRUST_BLOCKS)
        self.tail = conv3x3(_TRUST_CHANNELS, _TRUST_FOLD**2, gain=0)
        add_biases(self)
        nn.init.constant_(self.tail.bias, 2.0)  # type: ignore[arg-type] # it has one now

    def forward(self, difference: Tensor, sigma: Tensor, weight: Tensor, features: Tensor) -> Tensor:
        """Compare a frame's ``difference`` to the mean of ``weight`` frames of noise ``sigma``."""
        deviation = (sigma + _LEAST_DEVIATION) * (1 + 1 / (weight + 1e-3)).sqrt()
        planes = torch.cat(
            [(difference / (2 * deviation)).tanh(), weight / (1 + weight), sigma, features], dim=1
        )
        told = self.tail(self.body(self.head(pixel_unshuffle(planes, _TRUST_FOLD)).relu()))
        return pixel_shuffle(told, _TRUST_FOLD).sigmoid()
