"""A camera's noise as it reaches a picture: made in RAW, spread and coloured by the development.

The picture is taken back to what a sensor would have counted, given shot and read noise there,
and developed twice, with the noise and without: the difference is the noise of the picture. After
"Unprocessing Images for Learned Raw Denoising" (Brooks et al. 2019); its ranges of noise and gains.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import conv2d, pad

from training.degradations.draws import blur, draw_log_uniform, draw_normal, draw_uniform, local_mean

_GAMMA = 2.2
_LEAST = 1e-4
"""Below, a power curve is too steep to follow."""
_SHOT = (3e-5, 0.012)
_MOST_MIXING = 0.5
_KEPT_AS_IT_IS = 0.1
_FINE, _COARSE = (0.0, 0.8), (1.2, 3.2)
"""How far the lightness and the colours of the noise are blurred, in pixels."""
_COLOURS = (0.3, 1.0)
"""How strong its colours are, compared with its lightness."""
_SMOOTHING, _SHARPENING = (0.1, 0.9), (1.0, 3.0)
_WEIGHTS = (0.1, 2)
"""How strong the noise is to a camera's smoothing, compared with detail."""
_DETAIL_PIXELS = 7
_GREEN = torch.tensor([[0.0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 4
_RED_OR_BLUE = torch.tensor([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]) / 4


@dataclass(frozen=True, slots=True)
class Camera:
    """How one camera a picture sees: ``to_srgb`` ``(N, 3, 3)`` linear, ``gains`` ``(N, 3, 1, 1)``.

    ``shot`` and ``read`` ``(N, 1, 1, 1)`` are the variances of its noise: shot times signal, plus read.
    ``corner`` ``(2, N, 1, 1)``, 0 or 1, is where the picture begins in Bayer's 2 x 2 pixels RGGB: makers
    begin with any of them, and photos are cut.
    """

    to_srgb: Tensor
    gains: Tensor
    shot: Tensor
    read: Tensor
    corner: Tensor


def add_camera_noise(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Add the noise of a camera drawn for each picture of ``(N, 3, H, W)``, sRGB-encoded 0..1.

    Not clipped. What the camera's own noise reduction does is drawn as well (:func:`reduce_noise`).
    """
    camera = draw_camera(len(clean), rng)
    raw = _to_raw(clean.clamp(0, 1), camera)
    noisy = raw + (camera.shot * raw + camera.read).sqrt() * draw_normal(raw.shape, rng)
    return clean + reduce_noise(_develop(noisy, camera) - _develop(raw, camera), clean, rng)


def draw_camera(count: int, rng: torch.Generator) -> Camera:
    """Draw cameras: colour mixing, white balance, and noise from base ISO to the highest."""
    shot = draw_log_uniform((count, 1, 1, 1), *_SHOT, rng)
    spread = 0.26 * draw_normal((count, 1, 1, 1), rng)
    read = (2.18 * shot.log() + 1.20 + spread).exp()
    mixing = -draw_uniform((count, 3, 3), 0, _MOST_MIXING, rng)
    to_srgb = mixing - torch.diag_embed(mixing.sum(dim=2) - 1)
    red, blue = draw_uniform((count, 1), 1.9, 2.4, rng), draw_uniform((count, 1), 1.5, 1.9, rng)
    gains = torch.cat([red, torch.ones_like(red), blue], dim=1)[:, :, None, None]
    corner = draw_uniform((2, count, 1, 1), 0, 2, rng).floor()
    return Camera(to_srgb, gains, shot, read, corner)


def reduce_noise(noise: Tensor, clean: Tensor, rng: torch.Generator) -> Tensor:
    """Blur the noise as cameras do, its colours far more than its lightness: ``(N, 3, H, W)``.

    A tenth of the pictures keep theirs as it is. In the others the colours are a share of the lightness,
    which cameras sharpen again. All is as measured in the photos of Xu et al. ("Real-world noisy image
    denoising: a new benchmark", 2018): their colours have 0.35 to 0.86 of the strength of the lightness and
    hardly anything finer than 7 pixels; at edges their noise is twice as strong as where there is no detail,
    for cameras smooth as Lee's filter does (1980).
    """
    shape = (len(noise), 1, 1, 1)
    chosen = draw_uniform(shape, 0, 1, rng) > _KEPT_AS_IT_IS
    lightness = noise.mean(dim=1, keepdim=True)
    fine = blur(lightness, draw_uniform(shape, *_FINE, rng))
    coarse = blur(noise - lightness, draw_uniform(shape, *_COARSE, rng))
    coarse = (
        coarse * draw_uniform(shape, *_COLOURS, rng) * _strength(fine) / _strength(coarse).clamp(min=_LEAST)
    )
    left = 1 - draw_uniform(shape, *_SMOOTHING, rng) * (1 - _detail(clean, noise, rng))
    return torch.where(chosen, draw_uniform(shape, *_SHARPENING, rng) * left * (fine + coarse), noise)


def _strength(noise: Tensor) -> Tensor:
    return noise.square().mean(dim=(1, 2, 3), keepdim=True).sqrt()


def _detail(clean: Tensor, noise: Tensor, rng: torch.Generator) -> Tensor:
    """Tell where there is more detail than noise: 0..1, ``(N, 1, H, W)``."""
    lightness = clean.mean(dim=1, keepdim=True)
    mean, square = (local_mean(plane, _DETAIL_PIXELS) for plane in (lightness, lightness.square()))
    variance = (square - mean.square()).clamp(min=0)
    weight = draw_log_uniform((len(clean), 1, 1, 1), *_WEIGHTS, rng)
    return variance / (variance + weight * _strength(noise) ** 2 + _LEAST**2)


def _to_raw(clean: Tensor, camera: Camera) -> Tensor:
    """Take a picture back to what the sensor's three colours would have counted, 0..1."""
    linear = clean.clamp(min=_LEAST) ** _GAMMA
    seen = torch.einsum("nij,njhw->nihw", torch.linalg.inv(camera.to_srgb), linear)
    return (seen / camera.gains).clamp(0, 1)


def _develop(raw: Tensor, camera: Camera) -> Tensor:
    colours = _demosaic(_mosaic(raw, camera.corner))
    linear = torch.einsum("nij,njhw->nihw", camera.to_srgb, colours * camera.gains)
    return linear.clamp(_LEAST, 1) ** (1 / _GAMMA)


def _mosaic(raw: Tensor, corner: Tensor) -> Tensor:
    """Keep one colour a pixel, in Bayer's order; the others are 0: ``(N, 3, H, W)``."""
    rows, columns = (
        (torch.arange(side, device=raw.device) + begin) % 2
        for side, begin in zip(raw.shape[2:], corner, strict=True)
    )
    colours = rows.transpose(1, 2) + columns  # 0 red, 1 green, 2 blue
    return raw * torch.stack([colours == colour for colour in range(3)], dim=1)


def _demosaic(mosaic: Tensor) -> Tensor:
    """Fill in the missing colours bilinearly."""
    kernels = torch.stack([_RED_OR_BLUE, _GREEN, _RED_OR_BLUE])[:, None].to(mosaic)
    return conv2d(pad(mosaic, (1, 1, 1, 1), mode="reflect"), kernels, groups=3)
