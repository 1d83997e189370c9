"""CIE Lab on tensors, as :mod:`restorer.pixels.lab` has it of arrays: L* by 100, a* and b* by 110.

Of sRGB with its own white, D65, so that grey has no chroma (CIE 15:2004, IEC 61966-2-1).
"""

import torch
from torch import Tensor

from restorer.pixels.lab import CHROMA, FROM_XYZ, LINEAR_SLOPE, THRESHOLD, TO_XYZ


def to_lab(pictures: Tensor) -> Tensor:
    """Turn pictures ``(N, 3, H, W)``, sRGB-encoded 0..1, into L*/100, a*/110 and b*/110."""
    linear = torch.where(pictures <= 0.04045, pictures / 12.92, ((pictures + 0.055) / 1.055) ** 2.4)
    xyz = torch.einsum("ij,njhw->nihw", pictures.new_tensor(TO_XYZ), linear)
    x, y, z = torch.where(xyz > THRESHOLD, xyz ** (1 / 3), LINEAR_SLOPE * xyz + 4 / 29).unbind(dim=1)
    chroma = torch.stack([500 * (x - y), 200 * (y - z)], dim=1) / CHROMA
    return torch.cat([(1.16 * y - 0.16).unsqueeze(1), chroma], dim=1)


def from_lab(lightness: Tensor, chroma: Tensor) -> Tensor:
    """Turn L*/100 ``(N, 1, H, W)``, a*/110 and b*/110 ``(N, 2, H, W)`` into pictures ``(N, 3, H, W)``.

    What sRGB has not is clipped.
    """
    a, b = chroma.unbind(dim=1)
    y = (lightness[:, 0] + 0.16) / 1.16
    roots = torch.stack([y + a * CHROMA / 500, y, y - b * CHROMA / 200], dim=1)
    xyz = torch.where(roots**3 > THRESHOLD, roots**3, (roots - 4 / 29) / LINEAR_SLOPE)
    linear = torch.einsum("ij,njhw->nihw", chroma.new_tensor(FROM_XYZ), xyz).clamp(0, 1)
    return torch.where(
        linear <= 0.0031308, linear * 12.92, 1.055 * linear.clamp(min=1e-8) ** (1 / 2.4) - 0.055
    )
