"""What finding damage promises: how likely it is, the mask made of that, and the preview."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scratched import DAMAGE
from stand_ins import brightness_model, open_model, with_card

import restorer
from restorer.errors import ModelMissing, RecipeError
from restorer.networks.engine import Engine
from restorer.networks.tiled import MEMORY_BYTES
from restorer.photo import Metadata, Photo
from restorer.pixels.samples import Samples, from_float, to_float
from restorer.recipe import Step
from restorer.tasks.damage import damage_mask, detect_photo

EVERY_DTYPE = pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])


@pytest.fixture
def bright(user_models: Path) -> str:
    """Give the name of a model that takes bright pixels for damaged."""
    return with_card(brightness_model(), user_models / "bright.onnx", **DAMAGE).stem


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give that model, open."""
    return open_model(brightness_model(), tmp_path_factory.mktemp("finder") / "bright.onnx", **DAMAGE)


def scratched(channels: int = 3) -> Photo:
    """Make a dark photo with a white stroke and a spot of 0.75, and all that travels with it."""
    pixels = np.full((21, 30, channels), 0.25, np.float32)
    pixels[10, 5:25], pixels[17, 3] = 1, 0.75
    return Photo(
        from_float(pixels, np.dtype(np.uint16)),
        alpha=np.zeros((21, 30), np.uint16),
        depth=16,
        metadata=Metadata(exif=b"e", xmp=b"x", dpi=(1.0, 2.0)),
        format="png",
    )


@EVERY_DTYPE
@pytest.mark.parametrize("shape", [(13, 17, 3), (13, 17, 1), (13, 17), (1, 1, 3), (1, 40)])
def test_each_pixel_is_told(dtype: str, shape: tuple[int, ...], bright: str) -> None:
    """What the model says comes as (H, W) float32, for grey and colour of every dtype."""
    pixels = from_float(np.full(shape, 0.4, np.float32), np.dtype(dtype))
    pixels.flags.writeable = False
    told = restorer.find_damage(pixels, model=bright, device="cpu")
    assert (told.shape, told.dtype) == (shape[:2], np.dtype(np.float32))
    np.testing.assert_allclose(told, to_float(pixels).reshape(*shape[:2], -1).mean(axis=2), atol=1e-5)


def test_a_photo_is_looked_at_at_half_its_size_too(bright: str) -> None:
    """What is narrow is told less surely there, and so in all; what is broad is told as it is."""
    pixels = np.full((33, 47, 3), 0.2, np.float32)
    pixels[8, 5:40], pixels[16:31, 5:40] = 0.45, 0.45
    told = restorer.find_damage(pixels, model=bright, device="cpu")
    np.testing.assert_allclose(told[22, 10:35], 0.45, atol=1e-5)
    assert (told[8, 10:35] > 0.35).all()
    assert (told[8, 10:35] < 0.43).all()
    np.testing.assert_allclose(told[12, 10:35], 0.2, atol=0.02)


@pytest.mark.parametrize(
    ("damage", "more", "words"),
    [
        (np.zeros((4, 5, 3), np.float32), {}, r"damage is float32 of shape \(4, 5, 3\), expected floats"),
        (np.zeros((4, 5), np.uint8), {}, "damage is uint8"),
        (np.zeros((4, 5), np.float32), {"threshold": 2}, "threshold is 2, expected 0..1"),
        (np.zeros((4, 5), np.float32), {"threshold": np.nan}, "threshold is nan"),
        (np.zeros((4, 5), np.float32), {"grown_by": -1}, "grown_by is -1, expected a number of pixels"),
        (np.zeros((4, 5), np.float32), {"grown_by": np.inf}, "grown_by is inf, expected a number of pixels"),
    ],
)
def test_what_is_no_map_of_damage_is_refused(damage: Any, more: dict[str, float], words: str) -> None:
    """A picture, levels or a share beyond 1 would give a mask of nothing, or fail far from here."""
    with pytest.raises(ValueError, match=words):
        restorer.mask_damage(damage, **more)


def test_damage_stays_within_0_and_1(bright: str) -> None:
    """Light beyond white, or below black, is no more than sure, no less than nothing."""
    pixels = np.random.default_rng(0).random((13, 17, 3), np.float32) * 12 - 6
    told = restorer.find_damage(pixels, model=bright)
    assert told.min() >= 0
    assert told.max() <= 1


def test_tiles_tell_the_same(portrait: Samples, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With little memory the answer is the same, and the progress grows to its end."""
    with_card(brightness_model(), user_models / "bright.onnx", **DAMAGE, bytes_per_pixel=100)
    whole = restorer.find_damage(portrait, model="bright", device="cpu")
    monkeypatch.setitem(MEMORY_BYTES, "cpu", 200_000)
    ticks: list[tuple[int, int]] = []
    tiled = restorer.find_damage(
        portrait, model="bright", device="cpu", tick=lambda done, total: ticks.append((done, total))
    )
    np.testing.assert_array_equal(tiled, whole)
    done = [done for done, _total in ticks]
    assert len(ticks) > 4
    assert done == sorted(done)
    assert {total for _done, total in ticks} == {done[-1]}


def test_an_unknown_model_is_named(bright: str) -> None:
    """And so are those that there are."""
    with pytest.raises(ModelMissing, match=r"no model 'nonesuch' for damage; known: .*bright"):
        restorer.find_damage(np.zeros((8, 8, 3), np.uint8), model="nonesuch")


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(
    ("controls", "spots"),
    [({}, 0), ({"threshold": 0.5}, 1), ({"threshold": 0.8}, 0), ({"threshold": 1.0}, 0)],
)
def test_the_threshold_decides_what_counts(
    finder: Engine, channels: int, controls: dict[str, float], spots: int
) -> None:
    """At 0.5 the mild spot is damage; above 0.75, and by default, it is not; the stroke always is."""
    mask = damage_mask(scratched(channels), Step("detect", controls={"grow": 0.0, **controls}), finder)
    expected = np.zeros((21, 30), np.float32)
    expected[10, 5:25], expected[17, 3] = 1, spots
    assert mask.dtype == np.float32
    np.testing.assert_array_equal(mask, expected)


@pytest.mark.parametrize(("controls", "radius"), [({}, 2), ({"grow": 1.0}, 1), ({"grow": 3.5}, 3)])
def test_the_mask_is_widened(finder: Engine, controls: dict[str, float], radius: int) -> None:
    """By a disc of that radius, by 2 pixels without a word: above the stroke's middle it ends there."""
    mask = damage_mask(scratched(), Step("detect", controls={"threshold": 0.9, **controls}), finder)
    np.testing.assert_array_equal(np.flatnonzero(mask[:, 15]), np.arange(10 - radius, 11 + radius))
    np.testing.assert_array_equal(np.flatnonzero(mask[10]), np.arange(5 - radius, 25 + radius))


@pytest.mark.parametrize("channels", [1, 3])
def test_a_mask_is_a_picture_of_its_own(finder: Engine, channels: int) -> None:
    """It is grey of 8 bits, white where damage is, and carries nothing of the photo's."""
    photo = scratched(channels)
    before = photo.samples.copy()
    found = detect_photo(photo, Step("detect", controls={"grow": 0.0, "threshold": 0.5}), {"damage": finder})
    assert (found.samples.shape, found.samples.dtype, found.depth) == ((21, 30, 1), np.dtype(np.uint8), 8)
    assert set(np.unique(found.samples)) == {0, 255}
    np.testing.assert_array_equal(found.samples[..., 0] == 255, photo.samples[..., 0] > 40_000)
    assert found.alpha is None
    assert found.metadata == Metadata()
    np.testing.assert_array_equal(photo.samples, before)


@pytest.mark.parametrize("channels", [1, 3])
def test_the_preview_is_red_where_damage_is(finder: Engine, channels: int) -> None:
    """It is in colour: grey as the photo, red on the damage."""
    step = Step("detect", controls={"preview": 1.0, "grow": 0.0, "threshold": 0.5})
    shown = detect_photo(scratched(channels), step, {"damage": finder}).samples
    assert (shown.shape, shown.dtype) == ((21, 30, 3), np.dtype(np.uint8))
    damaged = scratched(channels).samples[..., 0] > 40_000
    assert (shown[damaged][:, 0] == 255).all()
    assert (shown[damaged][:, 1:] < 60).all()
    assert (shown[~damaged] == 64).all()


def test_marks_of_missing_data_do_not_disturb_the_preview(finder: Engine) -> None:
    """No number is too large for it, and all else is shown as it is."""
    pixels = np.full((21, 30, 3), 0.25, np.float32)
    pixels[3], pixels[5] = np.finfo(np.float32).min, np.finfo(np.float32).max
    step = Step("detect", controls={"preview": 1.0, "grow": 0.0})
    shown = detect_photo(Photo(pixels), step, {"damage": finder}).samples
    assert (shown[7:] == 64).all()


@pytest.mark.parametrize(
    ("controls", "message"),
    [
        ({"sigma": 1.0}, "detect has no control sigma; known: grow, preview, threshold"),
        ({"threshold": 1.5}, "control threshold is 1.5, expected 0 to 1"),
        ({"grow": 101.0}, "control grow is 101, expected 0 to 100"),
    ],
)
def test_controls_that_cannot_be_are_refused(
    finder: Engine, controls: dict[str, float], message: str
) -> None:
    """A misspelt control, or one out of its range, is a RecipeError."""
    with pytest.raises(RecipeError, match=message):
        detect_photo(scratched(), Step("detect", controls=controls), {"damage": finder})
