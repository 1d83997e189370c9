"""The recurrent autoencoder: a code that remembers the frames before (Chaitanya et al. 2017)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.blocks import add_biases, conv3x3, residual_blocks
from training.scores import flicker


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrentConfig(Config):
    """``bottleneck`` is the channels of the code, a map of half the size.

    Without ``memory`` each frame is met as if it were the first. ``flicker_weight`` is what changes
    between frames cost that are not the clean frames' own.
    """

    shape: tuple[int, int, int] = (3, 64, 64)
    bottleneck: int = 32
    blocks: int = 2
    memory: bool = True
    flicker_weight: float = 0.0


class RecurrentAutoencoder(Autoencoder[RecurrentConfig]):
    """A convolutional autoencoder of frames with a gated memory of codes between encoder and decoder.

    It maps sequences ``(N, T, C, H, W)``, height and width even, to sequences; the code of a
    frame is the memory after it, ``(N, T, bottleneck, H / 2, W / 2)``. What the decoder tells is added to the
    frame, so that it has only to learn what is wrong with it. Each call begins anew: the memory before
    a first frame is that frame's own features.
    """

    def __init__(
        self,
        config: RecurrentConfig = RecurrentConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        width, folded = config.bottleneck, 4 * config.shape[0]
        super().__init__(
            config,
            encoder or nn.Sequential(conv3x3(folded, width), residual_blocks(width, config.blocks)),
            decoder or nn.Sequential(residual_blocks(width, config.blocks), conv3x3(width, folded, gain=0)),
        )
        self.memory = ConvGRU(width)
        add_biases(self)

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the memory after each frame of sequences."""
        state, states = None, []
        for frame in pictures.unbind(dim=1):
            state = self._remember(frame, state)
            states.append(state)
        return torch.stack(states, dim=1)

    def decode(self, codes: Tensor) -> Tensor:
        """Tell of codes ``(N, T, bottleneck, H / 2, W / 2)`` what is to be added to their frames."""
        changes = pixel_shuffle(self.decoder(codes.flatten(0, 1)), 2)
        return changes.view(*codes.shape[:2], *changes.shape[1:])

    def reconstruct(self, pictures: Tensor) -> Tensor:
        """Give sequences restored."""
        return pictures + self.decode(self.encode(pictures))

    def step(self, frame: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Restore one frame ``(N, C, H, W)`` given the memory, None before the first; also gives the next."""
        state = self._remember(frame, state)
        return frame + pixel_shuffle(self.decoder(state), 2), state

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Restore sequences; the loss is that to ``target``, clean sequences, and their flicker."""
        target = pictures if target is None else target
        code = self.encode(pictures)
        restored = pictures + self.decode(code)
        return self._weigh(
            restored, code, target, flicker=(self.config.flicker_weight, flicker(restored, target))
        )

    def _remember(self, frame: Tensor, state: Tensor | None) -> Tensor:
        features = self.encoder(pixel_unshuffle(frame, 2))
        is_first = state is None or not self.config.memory
        memory: Tensor = self.memory(features, features if is_first else state)
        return memory


class ConvGRU(nn.Module):
    """A gated recurrent unit of convolutions (Ballas et al. 2016).

    Before training it is a running mean of the features.
    """

    def __init__(self, channels: int):
        super().__init__()
        self.gates = conv3x3(2 * channels, 2 * channels)
        self.proposal = conv3x3(2 * channels, channels, gain=0)

    def forward(self, features: Tensor, state: Tensor) -> Tensor:
        """Give the new state ``(N, C, H, W)``: ``(1 - z) state + z (features + p)``, ``p`` of both."""
        update, reset = self.gates(torch.cat([features, state], dim=1)).sigmoid().chunk(2, dim=1)
        proposal = self.proposal(torch.cat([features, reset * state], dim=1))
        following: Tensor = state + update * (features + proposal - state)
        return following
