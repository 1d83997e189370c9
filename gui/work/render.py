"""Rendering: a photo becomes 8-bit sRGB by its colour profile, for the screen or for other programs.

Workers do it, band by band, so that a large photo is never held as float.
"""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QColorSpace, QImage, QPainter, QTransform

from gui.work.blocks import Samples, new_shared
from gui.work.picture import OPAQUE, Picture, bytes_of, level_sizes
from restorer import Photo

_BAND_ROWS = 256
_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_CHECKS = (QColor(255, 255, 255), QColor(204, 204, 204))
_CHECK_PIXELS = 8


def draw_photo(photo: Photo) -> Picture:
    """Make the picture of a photo; where the photo is transparent, a checkerboard shows."""
    sizes = level_sizes(photo.width, photo.height)
    pixels = new_shared(sum(4 * width * height for width, height in sizes))
    image, start = _draw_full(photo), 0
    for width, height in sizes:
        if start:
            image = _scale(image, width, height)
        end = start + 4 * width * height
        pixels[start:end] = np.frombuffer(image.constBits(), np.uint8)
        start = end
    return Picture(photo.width, photo.height, pixels)


def plain_pixels(photo: Photo) -> Samples:
    """Give a photo for other programs: ``(H, W, 4)`` uint8 in sRGB, the last channel alpha."""
    opaque, profile = replace(photo, alpha=None), _profile_for_qt(photo)
    pixels = np.empty((photo.height, photo.width, 4), np.uint8)
    for top in range(0, photo.height, _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        image = _draw_band(_band(opaque, rows), profile).convertToFormat(QImage.Format.Format_RGBA8888)
        pixels[rows] = bytes_of(image)
    if photo.alpha is not None:
        scale = 255 / np.iinfo(photo.alpha.dtype).max if photo.alpha.dtype.kind == "u" else 255
        pixels[..., 3] = np.rint(photo.alpha * np.float32(scale)).clip(0, 255)
    return pixels


def _draw_full(photo: Photo) -> QImage:
    image = QImage(photo.width, photo.height, OPAQUE)
    profile = _profile_for_qt(photo)
    painter = QPainter(image)
    if photo.alpha is not None:
        painter.fillRect(image.rect(), _checkerboard())
    for top in range(0, photo.height, _BAND_ROWS):
        painter.drawImage(0, top, _draw_band(_band(photo, slice(top, top + _BAND_ROWS)), profile))
    painter.end()
    return image


def _scale(image: QImage, width: int, height: int) -> QImage:
    return image.scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _checkerboard() -> QBrush:
    checks = QImage(2, 2, OPAQUE)
    for x, y in ((0, 0), (0, 1), (1, 0), (1, 1)):
        checks.setPixelColor(x, y, _CHECKS[x ^ y])
    brush = QBrush(checks)
    brush.setTransform(QTransform.fromScale(_CHECK_PIXELS, _CHECK_PIXELS))
    return brush


def _band(photo: Photo, rows: slice) -> Photo:
    alpha = None if photo.alpha is None else np.ascontiguousarray(photo.alpha[rows])
    return replace(photo, samples=np.ascontiguousarray(photo.samples[rows]), alpha=alpha)


def _profile_for_qt(photo: Photo) -> QColorSpace | None:
    """Give what Qt, faster than we are, is to convert from; ``None`` where it must not or cannot.

    It takes the lightness in some grey profiles (of PCS Lab) for luminance.
    """
    if photo.space.is_srgb or photo.is_grey or photo.metadata.icc is None:
        return None
    profile = QColorSpace.fromIccProfile(photo.metadata.icc)
    return profile if profile.colorModel() == QColorSpace.ColorModel.Rgb else None


def _draw_band(photo: Photo, profile: QColorSpace | None) -> QImage:
    """Draw some rows in sRGB."""
    samples = photo.samples if profile or photo.space.is_srgb else photo.pixels()
    image = _grey_image(samples[:, :, 0]) if photo.is_grey else _colour_image(samples)
    if profile:
        image.setColorSpace(profile)
        image.convertToColorSpace(_SRGB, OPAQUE)
    if photo.alpha is None:
        return image.convertToFormat(OPAQUE)
    image.convertTo(QImage.Format.Format_ARGB32)
    image.setAlphaChannel(_grey_image(photo.alpha))
    return image


def _grey_image(samples: Samples) -> QImage:
    height, width = samples.shape
    if samples.dtype == np.uint8:
        return QImage(samples.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
    sixteen = _to_sixteen_bits(samples)
    return QImage(sixteen.data, width, height, 2 * width, QImage.Format.Format_Grayscale16).copy()


def _colour_image(samples: Samples) -> QImage:
    height, width = samples.shape[:2]
    if samples.dtype == np.uint8:
        return QImage(samples.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    opaque = np.full((height, width, 1), 65535, np.uint16)
    padded = np.concatenate([_to_sixteen_bits(samples), opaque], axis=2)
    return QImage(padded.data, width, height, 8 * width, QImage.Format.Format_RGBX64).copy()


def _to_sixteen_bits(samples: Samples) -> Samples:
    return samples if samples.dtype == np.uint16 else np.rint(samples.clip(0, 1) * 65535).astype(np.uint16)
