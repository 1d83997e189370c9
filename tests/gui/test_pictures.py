"""Pictures for the screen show photos of every kind right."""

import gc
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
import profiles
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter

from gui.work.picture import Change, Mixer, Picture, Samples
from gui.work.render import draw_photo
from restorer import Metadata, Photo


def first_pixel(photo: Photo) -> tuple[int, int, int]:
    """Give the first pixel of the photo's picture."""
    colour = draw_photo(photo).levels[0].pixelColor(0, 0)
    return colour.red(), colour.green(), colour.blue()


def plain(values: Sequence[float], dtype: Any, **rest: Any) -> Photo:
    """Make a small photo of one colour."""
    return Photo(np.full((3, 5, len(values)), values, dtype), **rest)


@pytest.mark.parametrize(
    ("values", "dtype", "shown"),
    [
        ([200, 100, 50], np.uint8, (200, 100, 50)),
        ([77], np.uint8, (77, 77, 77)),
        ([200 * 257, 100 * 257, 50 * 257], np.uint16, (200, 100, 50)),
        ([77 * 257], np.uint16, (77, 77, 77)),
        ([1.5, 0.2, -0.1], np.float32, (255, 51, 0)),
        ([0.2], np.float32, (51, 51, 51)),
    ],
)
def test_all_kinds_of_samples_show(values: list[float], dtype: Any, shown: tuple[int, ...]) -> None:
    """Grey and colour of 8, 16 and 32 bits come out as the same 8-bit sRGB."""
    assert first_pixel(plain(values, dtype)) == shown


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_profile_is_honoured(dtype: Any) -> None:
    """A photo with a colour profile is shown in sRGB."""
    wide = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    white = np.iinfo(dtype).max
    photo = plain([white * 200 // 255, white * 100 // 255, white * 50 // 255], dtype)
    tagged = Photo(photo.samples, metadata=Metadata(icc=bytes(wide.iccProfile().data())))
    to_srgb = wide.transformationToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    expected = to_srgb.map(QColor(200, 100, 50))
    assert first_pixel(tagged) == pytest.approx((expected.red(), expected.green(), expected.blue()), abs=1)
    assert first_pixel(tagged) != first_pixel(photo)


def test_profile_of_other_channels_is_ignored() -> None:
    """A colour profile on a grey photo does no harm."""
    icc = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data()
    assert first_pixel(plain([77], np.uint8, metadata=Metadata(icc=bytes(icc)))) == (77, 77, 77)


@pytest.mark.parametrize("icc", [*profiles.WIDE.values(), *profiles.GREY.values()])
def test_profiles_of_every_make_show_as_the_network_sees_them(icc: bytes) -> None:
    """Curves, tables and grey profiles show, within a level or so, the sRGB they stand for."""
    photo = plain(
        [200, 100, 50] if icc in profiles.WIDE.values() else [77], np.uint8, metadata=Metadata(icc=icc)
    )
    expected = np.broadcast_to(np.rint(photo.pixels()[0, 0].clip(0, 1) * 255), 3)
    assert first_pixel(photo) == pytest.approx(tuple(expected), abs=2)


@pytest.mark.parametrize("icc", [b"junk" * 100, profiles.WIDE["p3"][:200], profiles.WIDE["table"][:3000]])
def test_a_broken_profile_counts_as_srgb(icc: bytes) -> None:
    """A damaged profile neither harms nor makes Qt complain."""
    assert first_pixel(plain([200, 100, 50], np.uint8, metadata=Metadata(icc=icc))) == (200, 100, 50)


@pytest.mark.parametrize(("dtype", "white"), [(np.uint8, 255), (np.uint16, 65535), (np.float32, 1)])
def test_checkerboard_shows_through(dtype: Any, white: float) -> None:
    """Where a photo is transparent there are two greys, where it is opaque the photo."""
    alpha = np.zeros((32, 32), dtype)
    alpha[16:] = white
    picture = draw_photo(Photo(np.zeros((32, 32, 3), dtype), alpha)).levels[0]
    assert {picture.pixelColor(x, 0).red() for x in range(32)} == {255, 204}
    assert picture.pixelColor(3, 20).red() == 0


def test_levels_halve_down_to_the_screen() -> None:
    """A large photo has ever smaller levels that all show the whole of it."""
    picture = draw_photo(Photo(np.zeros((300, 2001, 1), np.uint8)))
    assert [(level.width(), level.height()) for level in picture.levels] == [
        (2001, 300),
        (1001, 150),
        (501, 75),
    ]


def test_tall_photo_is_drawn_to_its_end() -> None:
    """A picture taller than 32767 pixels, the limit of Qt's painter, is whole."""
    samples = np.zeros((40_000, 2, 1), np.uint8)
    samples[-1] = 255
    assert draw_photo(Photo(samples)).levels[0].pixelColor(0, 39_999).red() == 255


def mixed(mixer: Mixer, base: Picture, changes: list[Change], target: QRectF) -> Samples:
    """Paint a picture with changes on white: ``(20, 30, 3)`` uint8."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    mixer.paint(painter, base, changes, QRectF(0, 0, 5, 3), target, 1.0)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(20, 30, 4)
    return pixels[..., 2::-1].copy()


def test_mixer_adds_what_is_asked_for() -> None:
    """A picture gets each change by its amount, rounded and clipped, and nothing beside it is touched."""
    base, more, less = (draw_photo(plain(values, np.uint8)) for values in ([9, 200, 77], [50] * 3, [10] * 3))
    shown = mixed(Mixer(), base, [(more, less, 0.5), (less, more, -1.0)], QRectF(3, 4, 5, 3))
    assert (shown[4:7, 3:8] == [69, 255, 137]).all()
    shown[4:7, 3:8] = 255
    assert (shown == 255).all()


def test_mixer_paints_where_the_picture_does() -> None:
    """With nothing to add the mixture lies on the screen as the picture itself, also between its pixels."""
    samples = np.random.default_rng(0).integers(0, 256, (3, 5, 3), np.uint8)
    base = draw_photo(Photo(samples))
    target = QRectF(2.3, 3.6, 21.7, 13.1)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    base.paint(painter, QRectF(0, 0, 5, 3), target, 1.0)
    painter.end()
    expected = np.frombuffer(image.constBits(), np.uint8).reshape(20, 30, 4)[..., 2::-1]
    shown = mixed(Mixer(), base, [(base, base, 1.0)], target)
    assert np.abs(shown.astype(int) - expected).max() <= 1


def test_mixer_lets_go_of_pictures() -> None:
    """A mixer keeps no picture alive, so that neither long drags nor closed photos fill memory."""
    mixer, target = Mixer(), QRectF(0, 0, 5, 3)
    base, old, less = (draw_photo(plain([value], np.uint8)) for value in (90, 100, 80))
    kept = weakref.ref(old.levels[0])
    mixed(mixer, base, [(old, less, 1.0)], target)
    assert kept()
    del old
    gc.collect()
    assert kept() is None
