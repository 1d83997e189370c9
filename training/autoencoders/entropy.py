"""Entropy: how likely each number of a rounded code is, and bytes of about as many bits as that says."""

from typing import Any

import constriction
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

MOST = 1023
"""Larger numbers are cut to this."""
_NARROWEST = 0.02
"""No distribution is narrower, in steps of the rounding."""
_ABOUT = 3
_LEAST = 1e-9


class LaplaceEntropy(nn.Module):
    """Laplace distributions of the channels of a map, some for each level of quality.

    Middles and widths are learned. A width depends on how busy the channels before it are about the place,
    as they are known when a channel is read (Minnen and Singh 2020).
    """

    def __init__(self, levels: int, channels: int):
        super().__init__()
        self.middle = nn.Parameter(torch.zeros(levels, channels))
        self.log_width = nn.Parameter(torch.zeros(levels, channels))
        self.context = nn.Parameter(torch.zeros(channels, channels))

    @torch.no_grad()
    def fit(self, level: int, code: Tensor) -> None:
        """Set a level's distributions to what is most likely for a code ``(N, M, h, w)``."""
        numbers = code.transpose(0, 1).flatten(1)
        self.middle[level] = numbers.median(dim=1).values
        distance = (numbers - self.middle[level][:, None]).abs().mean(dim=1)
        self.log_width[level] = distance.clamp(min=_NARROWEST).log()

    def count_bits(self, code: Tensor, levels: Tensor) -> Tensor:
        """Give the bits of each number of a rounded or noisy code ``(N, M, h, w)`` at its level ``(N,)``."""
        middle, log_width = (part[levels][:, :, None, None] for part in (self.middle, self.log_width))
        told = torch.einsum("ck,nkhw->nchw", self.context.tril(-1), _local_activity(code.float()))
        width = (log_width + told).exp().clamp(min=_NARROWEST)
        distance, half = (code.float() - middle).abs() / width, 0.5 / width
        far = (-half - distance).exp()
        beyond = (half - distance).clamp(max=0).exp() - far
        within = 2 - (distance - half).clamp(max=0).exp() - far
        return 1 - torch.where(distance > half, beyond, within).clamp(min=_LEAST).log2()

    @torch.no_grad()
    def write(self, symbols: Tensor, level: int) -> bytes:
        """Give the bytes of whole numbers ``(M, h, w)``."""
        coder = constriction.stream.queue.RangeEncoder()
        for channel, numbers in enumerate(symbols):
            middle, width = self._distribution(level, symbols[:channel], numbers)
            coder.encode(numbers.to(torch.int32).flatten().numpy(), _family(), middle, width)
        written: bytes = coder.get_compressed().tobytes()
        return written

    @torch.no_grad()
    def read(self, data: bytes, level: int, rows: int, columns: int) -> Tensor:
        """Give the numbers ``(M, rows, columns)`` that :meth:`write` wrote."""
        coder = constriction.stream.queue.RangeDecoder(np.frombuffer(data, np.uint32))
        symbols = torch.zeros(len(self.context), rows, columns)
        for channel, numbers in enumerate(symbols):
            middle, width = self._distribution(level, symbols[:channel], numbers)
            numbers.copy_(torch.from_numpy(coder.decode(_family(), middle, width)).view(rows, columns))
        return symbols

    def _distribution(
        self, level: int, before: Tensor, numbers: Tensor
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give the middle and width of each of a channel's numbers from the channels ``before`` it alone.

        It is computed alike when writing and reading: what differs in the last bit could not be read.
        """
        channel = len(before)
        width = torch.full_like(numbers, float(self.log_width[level, channel]))
        if channel:
            width += torch.tensordot(self.context[channel, :channel], _local_activity(before[None])[0], 1)
        middle = torch.full_like(numbers, float(self.middle[level, channel]))
        width = width.exp().clamp(min=_NARROWEST, max=MOST)
        return middle.flatten().numpy(), width.flatten().numpy()


def _local_activity(code: Tensor) -> Tensor:
    """Tell how large the numbers of each channel are about each place."""
    return avg_pool2d(code.abs(), _ABOUT, 1, _ABOUT // 2).log1p()


def _family() -> Any:
    return constriction.stream.model.QuantizedLaplace(-MOST, MOST)
