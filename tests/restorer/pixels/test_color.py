"""What colour spaces promise: the way to sRGB and back, and that what nobody changed stays."""

import io

import numpy as np
import profiles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies
from PIL import Image, ImageCms

from restorer.photo import Metadata, Photo
from restorer.pixels.color import SRGB, Space, space_of
from restorer.pixels.samples import Floats, Samples, white
from restorer.pixels.tiles import Box

ICC_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RELATIVE = ImageCms.Intent.RELATIVE_COLORIMETRIC
RGB = pytest.mark.parametrize("name", profiles.WIDE)
GREY = pytest.mark.parametrize("name", profiles.GREY)


@pytest.fixture(scope="module")
def colours() -> Samples:
    """Give colours of 8 bits ``(64, 64, 3)``, many of them dark."""
    every = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    every[:16] //= 16
    return every


def converted(samples: Samples, source: bytes, target: bytes, mode: str = "RGB") -> Samples:
    """Convert 8-bit samples as Pillow's Little CMS does, in its most exact way."""
    picture = Image.fromarray(samples.squeeze())
    opened = [ImageCms.ImageCmsProfile(io.BytesIO(icc)) for icc in (source, target)]
    exact = ImageCms.Flags.NOOPTIMIZE
    answer = ImageCms.profileToProfile(picture, *opened, RELATIVE, outputMode=mode, flags=exact)
    assert answer is not None
    return np.asarray(answer)


def levels(pixels: Floats) -> Samples:
    """Round to 8-bit levels."""
    return np.rint(pixels.clip(0, 1) * 255)


@RGB
def test_both_ways_are_those_of_little_cms(name: str, colours: Samples) -> None:
    """To sRGB and from it, profiles of every make give what Pillow gives, within its rounding."""
    icc, pixels = profiles.WIDE[name], np.float32(colours / 255)
    space = space_of(icc, 3)
    np.testing.assert_allclose(levels(space.to_srgb(pixels)), converted(colours, icc, ICC_SRGB), atol=1)
    np.testing.assert_allclose(levels(space.from_srgb(pixels)), converted(colours, ICC_SRGB, icc), atol=1)


@GREY
def test_grey_goes_through_luminance(name: str) -> None:
    """A grey profile gives the grey of sRGB that Pillow gives, and back again."""
    every = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
    space = space_of(profiles.GREY[name], 1)
    seen = space.to_srgb(np.float32(every / 255))
    expected = converted(every, profiles.GREY[name], ICC_SRGB)
    np.testing.assert_allclose(levels(seen), expected[:, :, 1:2], atol=1)
    np.testing.assert_array_equal(levels(space.from_srgb(seen)), every)


@pytest.mark.parametrize("name", [name for name in profiles.WIDE if name != "table"])
def test_there_and_back_is_the_same_beyond_white_too(name: str) -> None:
    """Followed in float, profiles take colours and lights up to 50 times white there and back."""
    pixels = np.random.default_rng(0).uniform(0, 1, (50, 50, 3)).astype(np.float32)
    scale = np.linspace(1, 50, 50, dtype=np.float32)[:, None, None]
    space = space_of(profiles.WIDE[name], 3)
    back = space.from_srgb(space.to_srgb(pixels * scale))
    np.testing.assert_allclose(back / scale, pixels, atol=2e-3)


@pytest.mark.parametrize("name", ["p3", "adobe", "prophoto", "table"])
def test_colours_beyond_srgb_survive(name: str) -> None:
    """The greenest green lies outside 0..1 of sRGB, and comes back."""
    green = np.array([[[0.1, 0.9, 0.1]]], np.float32)
    space = space_of(profiles.WIDE[name], 3)
    seen = space.to_srgb(green)
    assert seen.min() < -0.1
    np.testing.assert_allclose(space.from_srgb(seen), green, atol=0.04 if name == "table" else 1e-4)


def test_curves_of_every_kind_are_followed() -> None:
    """The five formulas, a power, samples and none decode as the standard says, and encode back."""
    encoded = np.linspace(0, 1, 101, dtype=np.float32).reshape(1, -1, 1)
    x = encoded.astype(np.float64)
    curves = {
        profiles.parametric(0, 2.0): x**2,
        profiles.parametric(1, 2.0, 0.8, 0.2): (0.8 * x + 0.2) ** 2,
        profiles.parametric(1, 2.0, 1.25, -0.25): np.maximum(1.25 * x - 0.25, 0) ** 2,
        profiles.parametric(2, 2.0, 0.9, 0.0, 0.1): (0.9 * x) ** 2 + 0.1,
        profiles.parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045): profiles.decode_srgb(x),
        profiles.parametric(4, 2.0, 0.75, 0.25, 0.5, 0.125, 0.0625, 0.03125): np.where(
            x >= 0.125, (0.75 * x + 0.25) ** 2 + 0.0625, 0.5 * x + 0.03125
        ),
        profiles.gamma(1.5): x**1.5,
        profiles.sampled(lambda place: place**1.5, 4096): x**1.5,
        profiles.LINEAR: x,
    }
    for curve, linear in curves.items():
        space = space_of(profiles.grey_profile(curve), 1)
        np.testing.assert_allclose(space.to_srgb(encoded), profiles.encode_srgb(linear), atol=1e-4)
        rises = np.diff(linear, axis=1, prepend=linear[:, :1]) > 0
        np.testing.assert_allclose(space.from_srgb(space.to_srgb(encoded))[rises], encoded[rises], atol=1e-3)


def test_a_level_stretch_of_a_curve_does_no_harm() -> None:
    """Where many samples mean black or white, a little change to one at the edge stays a little."""
    curve = profiles.sampled(lambda encoded: ((encoded - 0.2) / 0.6).clip(0, 1) ** 2, 4096)
    edges = np.array([[[52], [203]]], np.uint8)
    photo = Photo(edges, metadata=Metadata(icc=profiles.grey_profile(curve)))
    changed = photo.pixels() + np.array([[[0.02], [-0.02]]], np.float32)
    samples = photo.samples_for(changed, Box(0, 0, 1, 2)).astype(int)
    np.testing.assert_allclose(samples, edges + np.array([[[5], [-3]]]), atol=4)
    assert (samples != edges).all()


SRGB_PROFILES = {
    "pillow": (ICC_SRGB, 3),
    "version 2, samples": (
        profiles.rgb_profile(profiles.colorants(profiles.SRGB), profiles.sampled(profiles.decode_srgb)),
        3,
    ),
    "version 4, formula": (
        profiles.rgb_profile(profiles.colorants(profiles.SRGB), profiles.SRGB_CURVE, version=4),
        3,
    ),
    "few samples": (
        profiles.rgb_profile(profiles.colorants(profiles.SRGB), profiles.sampled(profiles.decode_srgb, 128)),
        3,
    ),
    "rounded": (
        profiles.rgb_profile(np.round(profiles.colorants(profiles.SRGB), 4), profiles.SRGB_CURVE),
        3,
    ),
    "grey": (profiles.grey_profile(profiles.SRGB_CURVE), 1),
    "on a grey picture": (ICC_SRGB, 1),
    "none": (None, 3),
}


@pytest.mark.parametrize(("icc", "channels"), SRGB_PROFILES.values(), ids=SRGB_PROFILES)
def test_all_that_is_srgb_costs_nothing(icc: bytes | None, channels: int) -> None:
    """Profiles that mean sRGB by whatever bytes give pixels back untouched, without a copy."""
    space = space_of(icc, channels)
    pixels = np.zeros((2, 2, channels), np.float32)
    assert (space, space.problem) == (SRGB, None)
    assert space.to_srgb(pixels) is pixels
    assert space.from_srgb(pixels) is pixels


@pytest.mark.parametrize(("icc", "channels"), [(icc, 3) for icc in profiles.WIDE.values()])
def test_what_is_not_srgb_is_not_taken_for_it(icc: bytes, channels: int) -> None:
    """Other primaries or another curve make another space, and no problem."""
    space = space_of(icc, channels)
    assert (space.is_srgb, space.problem) == (False, None)


P3 = profiles.WIDE["p3"]
TABLE = profiles.WIDE["table"]
MATRIX = profiles.colorants(profiles.P3)
BROKEN = {
    "empty": (b"", 3, "it is damaged"),
    "junk": (b"junk" * 100, 3, "it is damaged"),
    "cut": (P3[:130], 3, "it is damaged"),
    "cut tags": (P3[:300], 3, "does not say how to turn its colours"),
    "ink": (P3.replace(b"RGB ", b"CMYK", 1), 3, "it is for CMYK pictures, not for RGB ones"),
    "grey on colour": (profiles.GREY["grey gamma"], 3, "it is for grey pictures, not for RGB ones"),
    "colour on grey": (P3, 1, "it is for RGB pictures, not for grey ones"),
    "link": (P3.replace(b"mntr", b"link", 1), 3, "not one that describes pictures"),
    "flat": (profiles.rgb_profile(MATRIX[:, [0, 0, 1]], profiles.LINEAR), 3, "span no space"),
    "falling": (
        profiles.grey_profile(profiles.sampled(lambda encoded: 1 - encoded)),
        1,
        "do not rise from black to white",
    ),
    "curve": (profiles.grey_profile(b"what" + bytes(20)), 1, "curves are of an unknown kind"),
    "kind": (profiles.grey_profile(profiles.parametric(9, 1.0)), 1, "curves are of an unknown kind"),
    "short": (profiles.grey_profile(b"curv" + bytes(4) + b"\0\0\xff\xff"), 1, "it is damaged"),
    "one way": (profiles.table_profile(MATRIX, 2.2, back=False), 3, "does not say how to turn its colours"),
    "table": (TABLE.replace(b"mft2", b"mft?"), 3, "it is damaged"),
    "many tags": (P3[:128] + b"\xff" * 4 + P3[132:], 3, "it is damaged"),
}


@pytest.mark.parametrize(("icc", "channels", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_profile_that_cannot_be_used_is_told(icc: bytes, channels: int, problem: str) -> None:
    """Damage or another kind of picture makes it sRGB, with the reason; the bytes stay."""
    space = space_of(icc, channels)
    assert space.is_srgb
    assert problem in (space.problem or "")
    photo = Photo(np.full((4, 4, channels), 77, np.uint8), metadata=Metadata(icc=icc))
    np.testing.assert_allclose(photo.pixels(), 77 / 255)
    assert photo.with_samples(photo.samples).metadata.icc is icc


@settings(max_examples=150)
@given(st.data())
def test_no_damage_does_harm(data: st.DataObject) -> None:
    """Whatever happens to a profile's bytes, there is a space, and what was not changed stays."""
    icc = bytearray(data.draw(st.sampled_from([P3, profiles.WIDE["swapped"], TABLE])))
    for _ in range(data.draw(st.integers(1, 6))):
        icc[data.draw(st.integers(0, min(len(icc), 600) - 1))] = data.draw(st.integers(0, 255))
    del icc[data.draw(st.integers(0, len(icc))) :]
    photo = Photo(np.arange(48, dtype=np.uint8).reshape(4, 4, 3), metadata=Metadata(icc=bytes(icc)))
    box = Box(0, 0, 4, 4)
    np.testing.assert_array_equal(photo.samples_for(photo.pixels(box), box), photo.samples)


@st.composite
def photos(draw: st.DrawFn) -> Photo:
    """Draw a photo of any dtype with any profile; floats far below black and beyond white too."""
    grey = draw(st.booleans())
    icc = draw(st.sampled_from([*(profiles.GREY if grey else profiles.WIDE).values(), None]))
    dtype = np.dtype(draw(st.sampled_from(["uint8", "uint16", "float32"])))
    values = st.floats(-1000, 60000, width=32) if dtype.kind == "f" else None
    shape = (draw(st.integers(1, 9)), draw(st.integers(1, 9)), 1 if grey else 3)
    return Photo(draw(numpy_strategies.arrays(dtype, shape, elements=values)), metadata=Metadata(icc=icc))


@given(photos())
def test_what_did_not_change_is_exact(photo: Photo) -> None:
    """Pixels that come back as they were leave every sample as it was, bit for bit."""
    box = Box(0, 0, photo.height, photo.width)
    assert photo.samples_for(photo.pixels(box), box).tobytes() == photo.samples.tobytes()


@given(photos(), st.integers(0, 2**32 - 1))
def test_a_change_touches_its_own_pixels_only(photo: Photo, seed: int) -> None:
    """Where one pixel changes, the others stay exact, and it becomes what its pixel says, in sRGB."""
    box = Box(0, 0, photo.height, photo.width)
    rng = np.random.default_rng(seed)
    row, column = rng.integers(photo.height), rng.integers(photo.width)
    pixels = photo.pixels(box).copy()
    pixels[row, column] = rng.uniform(0.2, 0.8)
    samples = photo.samples_for(pixels, box)
    others = np.ones(samples.shape[:2], bool)
    others[row, column] = False
    np.testing.assert_array_equal(samples[others], photo.samples[others])
    if abs(photo.pixels()[row, column]).max() < 1 and photo.metadata.icc is not TABLE:
        seen = photo.with_samples(samples).pixels()[row, column]
        np.testing.assert_allclose(seen, pixels[row, column], atol=2.1 / white(samples.dtype) + 1e-3)


def test_large_tiles_are_converted_like_small(colours: Samples) -> None:
    """A pixel's colour does not depend on where it lies or how the array lies in memory."""
    space: Space = space_of(profiles.WIDE["adobe"], 3)
    pixels = np.tile(np.float32(colours / 255), (3, 5, 1))
    whole = space.to_srgb(pixels)
    np.testing.assert_allclose(space.to_srgb(pixels[5:7, 9:12]), whole[5:7, 9:12], atol=1e-6)
    turned = space.to_srgb(pixels.transpose(1, 0, 2)[:, ::-1])
    np.testing.assert_allclose(turned, whole.transpose(1, 0, 2)[:, ::-1], atol=1e-6)
