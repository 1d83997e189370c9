"""Pictures for the screen, made from photos.

A photo is converted by its colour profile to 8-bit sRGB, then halved again and again, so that a
widget draws about as many pixels as it has whatever the zoom. Both happen in the worker.
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QBuffer, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QColorSpace, QImage, QPainter, QTransform

from gui.work.blocks import Samples, new_shared
from restorer import Photo

_BAND_ROWS = 256
_SMALLEST = 512
_SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_CHECKS = (QColor(255, 255, 255), QColor(204, 204, 204))
_CHECK_PIXELS = 8
_OPAQUE = QImage.Format.Format_RGB32
_WITHOUT_ALPHA = {False: QImage.Format.Format_RGB32, True: QImage.Format.Format_RGBX64}
_MIXED = QImage.Format.Format_ARGB32_Premultiplied


@dataclass(frozen=True, eq=False)
class Picture:
    """A photo as the screen shows it: full size first, then half, quarter and so on.

    ``pixels`` holds all of them, one after the other: flat uint8 in Qt's order of channels (RGB32).
    """

    width: int
    height: int
    pixels: Samples

    @functools.cached_property
    def levels(self) -> tuple[QImage, ...]:
        """The images that lie in the pixels, and are good as long as the picture lives."""
        sizes, images = _level_sizes(self.width, self.height), []
        start = 0
        for width, height in sizes:
            end = start + 4 * width * height
            images.append(QImage(self.pixels[start:end].data, width, height, 4 * width, _OPAQUE))
            start = end
        return tuple(images)

    def colour_at(self, across: float, down: float) -> tuple[float, float, float]:
        """Give red, green and blue, 0..1, at a place told by its shares of width and height."""
        smallest = self.levels[-1]
        x, y = (
            min(int(share * side), side - 1)
            for share, side in ((across, smallest.width()), (down, smallest.height()))
        )
        colour = smallest.pixelColor(x, y)
        return colour.redF(), colour.greenF(), colour.blueF()

    def paint(self, painter: QPainter, part: QRectF, target: QRectF, pixel_ratio: float) -> None:
        """Paint ``part`` of the photo (in its pixels) into ``target``, from the level that just suffices."""
        scale = target.width() * pixel_ratio / part.width()
        image = level_for(self.levels, scale)
        fit = QTransform.fromScale(image.width() / self.width, image.height() / self.height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(target, image, fit.mapRect(part))


def level_for(levels: Sequence[QImage], scale: float) -> QImage:
    """Choose the smallest of a picture's levels that is large enough to be shown at a scale."""
    halvings = int(max(-math.log2(scale), 0))
    return levels[min(halvings, len(levels) - 1)]


Change = tuple[Picture, Picture, float]
"""A picture, the one it is to be compared with, and how much of the difference is to be added."""


class Mixer:
    """Paints a picture with changes added; of what is on the screen it keeps the parts it needs."""

    def __init__(self) -> None:
        self._place: tuple[QRectF, QRectF] | None = None
        self._parts = WeakKeyDictionary[Picture, Samples]()

    def paint(
        self,
        painter: QPainter,
        base: Picture,
        changes: Sequence[Change],
        part: QRectF,
        target: QRectF,
        pixel_ratio: float,
    ) -> None:
        """Paint ``part`` of the photo into ``target``, as :meth:`Picture.paint` does."""
        exact = QRectF(target.topLeft() * pixel_ratio, target.size() * pixel_ratio)
        if self._place != (part, exact):
            self._place = part, exact
            self._parts.clear()
        mixed = self._part(base).astype(np.float32)
        for more, less, amount in changes:
            mixed += np.float32(amount) * (self._part(more).astype(np.float32) - self._part(less))
        levels = np.rint(mixed, out=mixed).clip(0, 255).astype(np.uint8)
        pixels = exact.toAlignedRect()
        image = QImage(levels.data, pixels.width(), pixels.height(), 4 * pixels.width(), _MIXED)
        area = QRectF(QPointF(pixels.topLeft()) / pixel_ratio, QSizeF(pixels.size()) / pixel_ratio)
        painter.drawImage(area, image)

    def _part(self, picture: Picture) -> Samples:
        """Give what is seen of a picture, ``(H, W, 4)`` uint8 in Qt's order of channels, 0 beside it."""
        if picture not in self._parts:
            assert self._place
            part, exact = self._place
            pixels = exact.toAlignedRect()
            image = QImage(pixels.size(), _MIXED)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            picture.paint(painter, part, exact.translated(-pixels.topLeft()), 1.0)
            painter.end()
            levels = np.frombuffer(image.constBits(), np.uint8).reshape(pixels.height(), pixels.width(), 4)
            self._parts[picture] = levels.copy()
        return self._parts[picture]


def draw_photo(photo: Photo) -> Picture:
    """Make the picture of a photo; where the photo is transparent, a checkerboard shows."""
    sizes = _level_sizes(photo.width, photo.height)
    pixels = new_shared(sum(4 * width * height for width, height in sizes))
    image, start = _draw_full(photo), 0
    for width, height in sizes:
        if start:
            image = _scale(image, width, height)
        end = start + 4 * width * height
        pixels[start:end] = np.frombuffer(image.constBits(), np.uint8)
        start = end
    return Picture(photo.width, photo.height, pixels)


def _level_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Halve the size until it is small."""
    sizes = [(width, height)]
    while max(sizes[-1]) > _SMALLEST:
        width, height = sizes[-1]
        sizes.append(((width + 1) // 2, (height + 1) // 2))
    return sizes


def pixels_of(image: QImage) -> Samples:
    """Give the pixels of a picture, ``(H, W, 3)`` uint8, sRGB."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def plain_pixels(photo: Photo) -> Samples:
    """Give a photo for other programs: ``(H, W, 4)`` uint8 in sRGB, the last channel alpha."""
    opaque, profile = replace(photo, alpha=None), _profile_for_qt(photo)
    pixels = np.empty((photo.height, photo.width, 4), np.uint8)
    for top in range(0, photo.height, _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        image = _draw_band(_band(opaque, rows), profile).convertToFormat(QImage.Format.Format_RGBA8888)
        pixels[rows] = _levels_of(image)
    if photo.alpha is not None:
        scale = 255 / np.iinfo(photo.alpha.dtype).max if photo.alpha.dtype.kind == "u" else 255
        pixels[..., 3] = np.rint(photo.alpha * np.float32(scale)).clip(0, 255)
    return pixels


def image_of(width: int, height: int, pixels: bytes) -> QImage:
    """Give the image of pixels that :func:`plain_pixels` gave."""
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setColorSpace(_SRGB)
    return image


def encoded(image: QImage) -> bytes:
    """Write an image as a PNG file, packed loosely as it is read again at once.

    Alpha that is opaque throughout is left out, and so is the resolution, which is the screen's.
    """
    if image.hasAlphaChannel():
        plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
        if (_levels_of(plain)[..., 3] == 255).all():
            image = image.convertToFormat(_WITHOUT_ALPHA[image.depth() > 32])
    image.setDotsPerMeterX(0)
    image.setDotsPerMeterY(0)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", quality=100)  # type: ignore[call-overload] # Qt takes bytes or str
    return bytes(buffer.data().data())


def sample_pixels(picture: Picture, changes: Sequence[Change], most: int) -> Samples:
    """Give some ``most`` pixels spread over a picture with changes added: ``(H, W, 3)`` uint8 RGB.

    They are picked, not averaged, so that what is clipped stays so.
    """
    step = max(1, math.ceil(math.sqrt(picture.width * picture.height / most)))
    mixed = _picked(picture, step)
    if changes:
        sum_of_all = mixed.astype(np.float32)
        for more, less, amount in changes:
            sum_of_all += np.float32(amount) * (_picked(more, step).astype(np.float32) - _picked(less, step))
        mixed = np.rint(sum_of_all).clip(0, 255).astype(np.uint8)
    return mixed


def _picked(picture: Picture, step: int) -> Samples:
    """Give every ``step``-th pixel across and down."""
    return np.ascontiguousarray(_levels_of(picture.levels[0])[::step, ::step, 2::-1])


def _levels_of(image: QImage) -> Samples:
    """Give an image of four bytes a pixel as ``(H, W, 4)`` uint8, in its own order, without a copy."""
    levels = np.frombuffer(image.constBits(), np.uint8)
    return levels.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def _draw_full(photo: Photo) -> QImage:
    image = QImage(photo.width, photo.height, _OPAQUE)
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
    checks = QImage(2, 2, QImage.Format.Format_RGB32)
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
        image.convertToColorSpace(_SRGB, QImage.Format.Format_RGB32)
    if photo.alpha is None:
        return image.convertToFormat(QImage.Format.Format_RGB32)
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
