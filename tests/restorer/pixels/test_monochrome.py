"""What telling grey, sepia and toned photos from coloured ones promises."""

from pathlib import Path

import numpy as np
import profiles
import pytest
from coloring import as_jpeg, as_photo, camera, duotone, random_pixels, sepia
from numpy.typing import NDArray
from skimage import data

from restorer.files import read_photo
from restorer.photo import Metadata, Photo
from restorer.pixels.monochrome import is_monochrome, own_chroma
from restorer.pixels.samples import from_float

EXAMPLES = Path(__file__).parents[3] / "examples" / "photos"
TONES = {
    "grey": ((0, 0, 0), (255, 255, 255)),
    "yellowed": ((30, 25, 15), (240, 228, 195)),
    "cyanotype": ((10, 40, 80), (225, 235, 245)),
    "selenium": ((35, 25, 35), (250, 245, 240)),
    "blue and cream": ((20, 30, 70), (250, 240, 215)),
    "green": ((10, 30, 15), (220, 250, 225)),
}


def scanned(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Add a scanner's noise, and pack as JPEG."""
    noise = np.random.default_rng(1).normal(0, 3, photo.shape)
    return as_jpeg(np.rint((photo + noise).clip(0, 255)).astype(np.uint8), quality=85)


def grainy(step: int) -> NDArray[np.uint8]:
    """Give a grey photo with film grain."""
    grey = camera(step)
    grain = np.random.default_rng(0).normal(0, 6, grey.shape)
    return np.asarray(np.rint((grey + grain).clip(0, 255)), np.uint8)


@pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
@pytest.mark.parametrize("step", [1, 2])
def test_a_toned_scan_has_no_colours(tone: tuple[tuple[int, ...], tuple[int, ...]], step: int) -> None:
    """Whatever its one or two inks, with grain, noise and JPEG, large or small."""
    assert is_monochrome(as_photo(scanned(duotone(grainy(step), *tone))))


def test_a_sepia_has_no_colours() -> None:
    """A print toned in its middle greys, as sepia is."""
    assert is_monochrome(as_photo(sepia(camera())))
    assert is_monochrome(as_photo(scanned(sepia(grainy(2)))))


def test_grey_has_no_colour_at_all() -> None:
    """One channel, or three equal ones, of any depth."""
    for kind in (np.uint8, np.uint16, np.float32):
        grey = from_float(random_pixels(30, 40, 1), np.dtype(kind))
        assert is_monochrome(as_photo(grey))
        assert own_chroma(as_photo(grey.repeat(3, axis=2))) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("name", ["astronaut", "cat", "coffee"])
def test_photos_in_colour_have_them(name: str) -> None:
    """The examples in colour are told, well above the limit."""
    photo = read_photo(EXAMPLES / f"{name}.png")
    assert not is_monochrome(photo)
    assert own_chroma(photo) > 20


def test_the_grey_example_has_none() -> None:
    """The photo of one channel among the examples has no colours."""
    assert is_monochrome(read_photo(EXAMPLES / "camera.png"))


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea", "rocket"])
def test_colours_stay_colours_in_any_file(name: str) -> None:
    """Small, as JPEG, or in a wide gamut: a coloured photo is one."""
    samples = np.asarray(getattr(data, name)())
    assert not is_monochrome(as_photo(np.ascontiguousarray(samples[::6, ::6])))
    assert not is_monochrome(as_photo(as_jpeg(samples, 50)))
    assert not is_monochrome(Photo(samples, metadata=Metadata(icc=profiles.WIDE["p3"])))


def test_a_wide_gamut_sepia_has_no_colours() -> None:
    """A profile turns all of the one tone alike."""
    for name in ("p3", "adobe", "prophoto", "table"):
        assert is_monochrome(Photo(sepia(camera(4)), metadata=Metadata(icc=profiles.WIDE[name])))


def test_a_coloured_frame_does_not_count() -> None:
    """A strong red border of a twentieth of each side makes no grey photo a coloured one."""
    framed = np.full((200, 240, 3), (200, 30, 30), np.uint8)
    framed[10:-10, 12:-12] = camera()[:180, :216, None]
    assert is_monochrome(as_photo(framed))


def test_one_coloured_thing_is_enough() -> None:
    """A grey photo with a patch of a thirtieth of it painted by hand has colours."""
    painted = camera()[..., None].repeat(3, axis=2)
    painted[100:150, 100:150] = duotone(camera(), (90, 0, 0), (255, 190, 180))[100:150, 100:150]
    assert not is_monochrome(as_photo(painted))


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (7, 3), (2000, 5)])
def test_any_size_is_told(size: tuple[int, int]) -> None:
    """Grey of the smallest and the longest sizes has no colours; random colours are some, if not few."""
    assert is_monochrome(as_photo(random_pixels(*size, 1).repeat(3, axis=2)))
    assert size[0] * size[1] < 100 or not is_monochrome(as_photo(random_pixels(*size, 3)))


@pytest.mark.parametrize("kind", ["uint8", "uint16", "float32"])
def test_colours_that_are_hidden_do_not_count(kind: str) -> None:
    """Random colours behind full transparency make no grey photo a coloured one, and the reverse."""
    dtype = np.dtype(kind)
    hidden = np.hypot(*np.mgrid[-128:128, -128:128]) > 100
    grey = from_float(np.asarray(camera()[..., None].repeat(3, axis=2) / 255, np.float32), dtype)
    colours = from_float(random_pixels(256, 256, 3).repeat(3, axis=0)[:256], dtype)
    alpha = from_float((~hidden).astype(np.float32), dtype)
    assert is_monochrome(Photo(np.where(hidden[..., None], colours, grey), alpha=alpha))
    assert not is_monochrome(Photo(np.where(hidden[..., None], grey, colours), alpha=alpha))


def test_what_is_faint_counts() -> None:
    """Colours that show through alpha at its least are colours."""
    assert not is_monochrome(Photo(random_pixels(60, 60, 3), alpha=np.full((60, 60), 1e-3, np.float32)))


def test_a_photo_of_which_nothing_is_seen_has_no_colours() -> None:
    """Nor has one of which a single grey pixel is."""
    alpha = np.zeros((60, 60), np.uint8)
    samples = np.asarray(255 * random_pixels(60, 60, 3), np.uint8)
    assert is_monochrome(Photo(samples, alpha=alpha))
    samples[30, 30], alpha[30, 30] = 90, 255
    assert is_monochrome(Photo(samples, alpha=alpha))
