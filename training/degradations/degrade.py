"""Clean pictures made worse: one function a damage, each takes a generator.

Batches are torch tensors ``(N, 3, H, W)`` float32, sRGB-encoded 0..1, on any device, so that
the damage is made where the training runs. Noise is neither clipped nor rounded, but by JPEG and as
:func:`draw_damage` says.
Ranges are those of SCUNet's and BSRGAN's degradations (Zhang et al. 2021, 2022) unless said.
"""

import io
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate

from restorer.pixels.samples import Samples
from training.degradations.camera import add_camera_noise
from training.degradations.draws import blur, draw_normal, draw_uniform, local_mean, some
from training.degradations.estimated_level import estimate_level

_LUMA = (0.299, 0.587, 0.114)
_CAMERA_SHARE, _CAMERA_QUALITY = 0.4, (80, 98)
"""How often what happened is a camera alone: its noise, and then a JPEG of good quality."""
_NOISY_SHARE = 0.67
"""So many of the pictures whose white noise is clipped have any."""
TOLD = (0.8, 1.25)
"""The share of what is told of a real damage that the denoiser reads: it must bear some more error."""
_KEY_SHARE, _HIGH_KEY_SHARE = 1 / 8, 1 / 3
"""So many of a batch are low-key or high-key of either kind of damage, and so many of these high-key."""
_KEY_RANGE = (0.1, 0.5)
"""What is left to them of the range from black to white."""
_GROUPS = 4
"""The pictures of a batch are damaged in so many groups, each in ways of its own."""
_LEVEL_PIXELS = 15
"""The side of the square over which the strength of a damage is told."""


def add_gaussian_noise(clean: Tensor, sigma: Tensor, rng: torch.Generator) -> Tensor:
    """Add white noise of standard deviation ``sigma`` ``(N, 1, 1 or H, 1 or W)`` (0..1 scale).

    A picture whose channels are equal is grey: it gets the same noise in all of them, as a
    grey sensor would give.
    """
    noise = torch.randn(clean.shape, generator=rng, device=clean.device, dtype=clean.dtype)
    return clean + sigma * torch.where(is_grey(clean), noise[:, :1], noise)


def make_grey(clean: Tensor, share: float, rng: torch.Generator) -> Tensor:
    """Turn about ``share`` of the colour pictures grey (Rec. 601 luma in all channels)."""
    return some(clean, luma_of(clean), share, rng)


def change_key(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Make pictures low-key, as by night, or one of three high-key, as in snow: little range is left."""
    range_left = draw_uniform((len(clean), 1, 1, 1), *_KEY_RANGE, rng)
    low, high = range_left * clean.square(), 1 - range_left * (1 - clean).square()
    return some(low, high, _HIGH_KEY_SHARE, rng)


def draw_sigma(count: int, sigma_255: tuple[float, float], rng: torch.Generator) -> Tensor:
    """Draw ``count`` noise levels ``(N, 1, 1, 1)`` on the 0..1 scale, uniform in ``sigma_255``."""
    low, high = sigma_255
    uniform = torch.rand(count, 1, 1, 1, generator=rng, device=rng.device)
    return (low + (high - low) * uniform) / 255


def add_covariant_noise(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Add Gaussian noise whose channels go together by a mixing drawn for each picture."""
    count = len(clean)
    sigma = draw_uniform((count, 1, 1, 1), 2, 25, rng) / 255
    mixing = draw_normal((count, 3, 3), rng)
    mixing = mixing / mixing.square().sum(dim=2, keepdim=True).sqrt()
    return clean + sigma * torch.einsum("nij,njhw->nihw", mixing, draw_normal(clean.shape, rng))


def add_speckle(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Add noise in proportion to the light, as coherent light and some scanners make it."""
    sigma = draw_uniform((len(clean), 1, 1, 1), 2, 25, rng) / 255
    return clean + 2 * sigma * clean * draw_normal(clean.shape, rng)


def add_grain(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Add the grain of film: clumps of a size of their own, alike in all colours, most in mid tones."""
    count, _, height, width = clean.shape
    clumps = blur(draw_normal((count, 1, height, width), rng), draw_uniform((count, 1, 1, 1), 0.4, 1.5, rng))
    clumps = clumps / clumps.std(dim=(2, 3), keepdim=True)
    sigma = draw_uniform((count, 1, 1, 1), 2, 20, rng) / 255
    tone = luma_of(clean).clamp(0, 1)
    return clean + sigma * 2 * (tone * (1 - tone)).sqrt() * clumps


def compress(pictures: Tensor, rng: torch.Generator, quality: tuple[int, int] = (10, 97)) -> Tensor:
    """Save each picture as a JPEG of a quality drawn for it, and read it again: clipped, of 8 bits.

    Old and often saved photos are worse than the 30 at which the published ranges begin.
    """
    levels = (pictures.clamp(0, 1) * 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()
    qualities = draw_uniform((len(levels),), *quality, rng).round().int().tolist()
    with ThreadPoolExecutor() as pool:  # Pillow lets go of the interpreter meanwhile
        saved = np.stack(list(pool.map(through_jpeg, levels, qualities)))
    return torch.from_numpy(saved).permute(0, 3, 1, 2).to(pictures) / 255


def through_jpeg(samples: Samples, quality: int) -> Samples:
    """Save 8-bit samples ``(H, W, 1|3)`` as a JPEG, colour halved both ways (4:2:0), and read it again."""
    file = io.BytesIO()
    grey_or_colour = samples[:, :, 0] if samples.shape[2] == 1 else samples
    Image.fromarray(grey_or_colour).save(file, "jpeg", quality=quality, subsampling="4:2:0")
    return np.asarray(Image.open(file)).reshape(samples.shape)


def resize(damaged: Tensor, clean: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Enlarge the middle of both by one factor of 1 to 3, sizes kept: noise and detail grow alike."""
    both = _enlarge_middle(torch.cat([damaged, clean]), 3, rng)
    return both[: len(clean)], both[len(clean) :]


def _enlarge_middle(pictures: Tensor, most: float, rng: torch.Generator) -> Tensor:
    height, width = pictures.shape[2:]
    factor = float(draw_uniform((1,), 1, most, rng))
    part = [round(side / factor) for side in (height, width)]
    top, left = (height - part[0]) // 2, (width - part[1]) // 2
    middle = pictures[:, :, top : top + part[0], left : left + part[1]]
    return interpolate(middle, (height, width), mode="bicubic", align_corners=False)


NOISES = (add_camera_noise, add_camera_noise, add_covariant_noise, add_speckle, add_grain)
"""What a batch is given one of; a camera's noise twice as often as any other."""


def damage(clean: Tensor, rng: torch.Generator, *, resized: bool = True) -> tuple[Tensor, Tensor]:
    """Do to a batch what happens to photos: noise of one kind, resizing, JPEG, some of it, in any order.

    Gives the damaged pictures and the clean ones that belong to them; grey pictures stay grey. If not
    ``resized`` all stays where it is.
    """
    grey = is_grey(clean)
    if float(draw_uniform((1,), 0, 1, rng)) < _CAMERA_SHARE:
        damaged = compress(add_camera_noise(clean, rng), rng, _CAMERA_QUALITY)
    else:
        damaged, clean = _damage_in_any_order(clean, rng, resized=resized)
    return torch.where(grey, luma_of(damaged), damaged), clean


def _damage_in_any_order(clean: Tensor, rng: torch.Generator, *, resized: bool) -> tuple[Tensor, Tensor]:
    damaged, shares = clean, (0.85, 0.4 * resized, 0.6)
    for at in torch.randperm(3, generator=rng, device=rng.device).tolist():
        if float(draw_uniform((1,), 0, 1, rng)) >= shares[at]:
            continue
        if at == 0:
            kind = int(draw_uniform((1,), 0, len(NOISES), rng))
            damaged = damaged + (NOISES[kind](clean, rng) - clean)
        elif at == 1:
            damaged, clean = resize(damaged, clean, rng)
        else:
            damaged = compress(damaged, rng)
    return damaged, clean


def damage_in_groups(clean: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Damage a batch, if any, in four groups, each in ways of its own; gives what :func:`damage` does."""
    if not len(clean):
        return clean, clean
    groups = [damage(group, rng) for group in clean.chunk(_GROUPS)]
    damaged, target = (torch.cat(pictures) for pictures in zip(*groups, strict=True))
    return damaged, target


def draw_damage(
    clean: Tensor, sigma_255: tuple[float, float], real_share: float, rng: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Damage a batch: the first of ``real_share`` as photos are, the others with white noise.

    Gives the damaged pictures, their noise maps ``(N, 1, H, W)`` and the clean ones. Real damages, and half
    of the white noise beside them, are as files hold them: clipped to 0..1; about a third of the latter are
    left clean, so that the black and white of a picture is not taken for clipped noise. The map of these is
    what the tool would tell of them. Some are low-key or high-key, where clipping matters most.
    """
    count = round(real_share * len(clean))
    clean = _with_keys(clean, count, rng) if count else clean
    sigma = draw_sigma(len(clean) - count, sigma_255, rng)
    clipped = math.ceil(len(sigma) / 2) if count else 0
    sigma[:clipped] *= draw_uniform((clipped, 1, 1, 1), 0, 1, rng) < _NOISY_SHARE
    noisy = add_gaussian_noise(clean[count:], sigma, rng)
    plane = sigma.expand(-1, 1, *clean.shape[2:])
    if count == 0:
        return noisy, plane, clean
    damaged, target = damage_in_groups(clean[:count], rng)
    saved = torch.cat([damaged, noisy[:clipped]]).clamp(0, 1)
    levels = torch.cat([tell_level(saved, rng), plane[clipped:]])
    return torch.cat([saved, noisy[clipped:]]), levels, torch.cat([target, clean[count:]])


def _with_keys(clean: Tensor, count: int, rng: torch.Generator) -> Tensor:
    """Change the key of the last of the first ``count`` pictures, and of the first of the others."""
    changed = math.ceil(_KEY_SHARE * len(clean))
    before, between, after = clean.tensor_split([max(0, count - changed), count + changed])
    return torch.cat([before, change_key(between, rng), after])


def tell_level(saved: Tensor, rng: torch.Generator, *, length: int = 1) -> Tensor:
    """Tell the noise of pictures as the tool would, a fifth less to a quarter more: ``(N, 1, H, W)``.

    By how much is drawn once for each sequence of ``length`` pictures.
    """
    told = draw_uniform((len(saved) // length, 1, 1, 1), *TOLD, rng)
    return estimate_level(saved) * told.repeat_interleave(length, dim=0)


def halve(clean: Tensor, averaged_share: float, rng: torch.Generator) -> Tensor:
    """Make a batch half as large: the first of ``averaged_share`` averaged, the others cut.

    Averages of 2 x 2 pixels have little of the noise that pictures have themselves. Their middle is enlarged
    by up to twice, for a camera's photos are soft.
    """
    count, (height, width) = round(averaged_share * len(clean)), clean.shape[2:]
    averaged = _enlarge_middle(avg_pool2d(clean[:count], 2), 2, rng).clamp(0, 1)
    return torch.cat([averaged, clean[count:, :, : height // 2, : width // 2]])


def level_of(damaged: Tensor, clean: Tensor) -> Tensor:
    """Tell how strong the damage is about each pixel: its root mean square ``(N, 1, H, W)``, 0..1 scale."""
    squares = (damaged - clean).square().mean(dim=1, keepdim=True)
    return local_mean(squares, _LEVEL_PIXELS).sqrt()


def luma_of(pictures: Tensor) -> Tensor:
    """Give the luma of ``(N, 3, H, W)`` (Rec. 601) in all three channels."""
    weights = pictures.new_tensor(_LUMA).view(1, 3, 1, 1)
    return (pictures * weights).sum(dim=1, keepdim=True).expand_as(pictures)


def is_grey(pictures: Tensor) -> Tensor:
    """Tell which of ``(N, 3, H, W)`` have the same in all channels: ``(N, 1, 1, 1)`` bool."""
    return (pictures == pictures[:, :1]).flatten(1).all(dim=1).view(-1, 1, 1, 1)
