"""What masks mean to restorer.inpaint, as arrays and as files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scratched import PAINT, open_painter
from stand_ins import painting_model, with_card

import restorer
from restorer.errors import InputError, PhotoError
from restorer.networks.engine import Engine
from restorer.photo import Photo
from restorer.pixels.mask import Hole
from restorer.pixels.samples import Samples
from restorer.recipe import Step
from restorer.tasks.inpaint import inpaint_photo, read_mask

SIZE = (20, 28)


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give a model that paints holes in the grey 0.5, open."""
    return open_painter(tmp_path_factory.mktemp("painter"))


@pytest.fixture
def photo() -> Photo:
    """Give a photo of random samples with a notice."""
    samples = np.random.default_rng(0).integers(0, 256, (*SIZE, 3), np.uint8)
    return Photo(samples, notices=("read",))


def some_hole() -> Hole:
    """Make a hole of a stroke and a dot."""
    hole = np.zeros(SIZE, bool)
    hole[5:7, 3:20] = hole[12, 9] = True
    return hole


def fill(photo: Photo, mask: NDArray[Any] | Path, engine: Engine) -> Photo:
    """Fill a photo by a mask."""
    return inpaint_photo(photo, Step("inpaint", inputs={"mask": mask}), {"inpaint": engine})


@pytest.mark.parametrize(
    ("dtype", "one"), [("float32", 1), ("float64", 1), ("uint8", 255), ("uint16", 65535)]
)
def test_masks_of_any_kind_mean_the_same(photo: Photo, painter: Engine, dtype: str, one: float) -> None:
    """A mask of bools, of floats up to 1, of uint8 and uint16 up to their white fills the same."""
    expected = fill(photo, some_hole(), painter).samples
    assert (expected != photo.samples).any()
    mask = (some_hole() * one).astype(dtype)
    np.testing.assert_array_equal(fill(photo, mask, painter).samples, expected)


@pytest.mark.parametrize(("dtype", "one"), [("uint8", 255), ("uint16", 65535)])
def test_soft_masks_of_any_kind_mean_the_same(photo: Photo, painter: Engine, dtype: str, one: int) -> None:
    """A fifth of white is 0.2, in whatever kind of samples."""
    expected = fill(photo, some_hole() * np.float32(0.2), painter).samples
    assert (expected != photo.samples).any()
    mask = (some_hole() * (one // 5)).astype(dtype)
    np.testing.assert_array_equal(fill(photo, mask, painter).samples, expected)


def test_an_empty_mask_gives_the_photo_itself(photo: Photo, painter: Engine) -> None:
    """Nothing is filled, which a notice says after those of the photo."""
    same = fill(photo, np.zeros(SIZE, bool), painter)
    assert same.samples is photo.samples
    assert same.notices == ("read", "the mask is empty: nothing was filled")


def test_an_empty_mask_gives_an_array_back(portrait: Samples, user_models: Path) -> None:
    """An array comes back equal."""
    with_card(painting_model(), user_models / "paint.onnx", **PAINT)
    mask = np.zeros(portrait.shape[:2], np.uint8)
    np.testing.assert_array_equal(restorer.inpaint(portrait, mask, model="paint"), portrait)


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.ones(SIZE, bool), "the mask covers the whole photo: nothing is left to fill it from"),
        (np.full(SIZE, 0.1, np.float32), "the mask covers the whole photo"),
        (np.zeros((28, 20), bool), "the mask is 20 x 28 pixels, the photo 28 x 20, as it stands upright"),
        (np.zeros(SIZE, np.int64), "the mask is of int64, expected bool, float, uint8 or uint16"),
        (np.full(SIZE, 1.5, np.float32), "the mask has values outside 0..1"),
        (np.full(SIZE, -0.5), "values outside"),
        (np.ones((*SIZE, 1), np.uint8), "of shape .20, 28, 1., expected one of height and width alone"),
        (np.full(SIZE, np.nan, np.float32), "values outside"),
    ],
    ids=lambda value: f"{value.dtype}-{value.shape}" if isinstance(value, np.ndarray) else None,
)
def test_masks_that_cannot_be_are_refused(
    photo: Photo, painter: Engine, mask: NDArray[Any], message: str
) -> None:
    """A mask of everything, of another size, kind or range is an InputError of one line."""
    with pytest.raises(InputError, match=message) as caught:
        fill(photo, mask, painter)
    assert len(str(caught.value).splitlines()) == 1


def save(hole: Hole, path: Path, mode: str) -> Path:
    """Save a mask as a picture: white where the hole is, of a mode of Pillow's, or as alpha."""
    grey = (hole * 255).astype(np.uint8)
    if mode == "LA":
        white = Image.fromarray(np.full(hole.shape, 255, np.uint8))
        white.putalpha(Image.fromarray(grey))
        white.save(path)
    elif mode == "I;16":
        Image.fromarray(grey.astype(np.uint16) * 257).save(path)
    else:
        Image.fromarray(grey).convert(mode).save(path)
    return path


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_a_picture_of_any_kind_is_a_mask(photo: Photo, painter: Engine, tmp_path: Path, mode: str) -> None:
    """White is filled; black and what is transparent is not."""
    hole = some_hole()
    path = save(hole, tmp_path / "mask.png", mode)
    mask = read_mask(path, SIZE)
    assert mask.dtype == np.float32
    np.testing.assert_array_equal(mask, hole)
    expected = fill(photo, hole, painter).samples
    np.testing.assert_array_equal(fill(photo, path, painter).samples, expected)


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (128, 0, 255), (255, 255, 0)])
def test_a_mask_may_be_painted_in_any_colour(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    """A pure one on black fills as white does."""
    hole = some_hole()
    Image.fromarray(hole[..., None] * np.array(colour, np.uint8)).save(tmp_path / "mask.png")
    np.testing.assert_array_equal(read_mask(tmp_path / "mask.png", SIZE), hole)


def test_a_lossy_mask_does_not_reach_beyond(tmp_path: Path) -> None:
    """The ringing of a JPEG about white is no mask, and white stays nearly 1."""
    hole = np.zeros((64, 64), bool)
    hole[13:37, 19:45] = True
    Image.fromarray((hole * 255).astype(np.uint8)).save(tmp_path / "mask.jpg", quality=90)
    with Image.open(tmp_path / "mask.jpg") as picture:
        assert ((np.asarray(picture) > 0) & ~hole).sum() > 100
    mask = read_mask(tmp_path / "mask.jpg", (64, 64))
    assert mask[hole].min() > 0.9
    assert (mask[~hole] == 0).mean() > 0.99
    assert mask[mask > 0].min() >= 1 / 16


@pytest.mark.parametrize(
    ("dtype", "one", "told"),
    [("uint8", 1, "1 of 255"), ("uint8", 10, "10 of 255"), ("uint16", 1, "1 of 65535")],
)
def test_a_mask_of_labels_is_not_called_empty(tmp_path: Path, dtype: str, one: int, told: str) -> None:
    """What marks something, but nothing in white, is refused by its brightest; black alone is no mask."""
    hole = some_hole()
    Image.fromarray((hole * one).astype(dtype)).save(tmp_path / "mask.png")
    with pytest.raises(InputError, match=rf"mask\.png: the mask is too faint: its brightest is {told}; "):
        read_mask(tmp_path / "mask.png", SIZE)
    Image.fromarray((hole * 0).astype(dtype)).save(tmp_path / "mask.png")
    assert not read_mask(tmp_path / "mask.png", SIZE).any()


def test_what_is_transparent_marks_nothing(tmp_path: Path) -> None:
    """Whatever colour it hides: alone it is an empty mask; hardly seen white is as faint as dark grey."""
    layers = np.full((*SIZE, 4), 1, np.uint8)
    layers[..., 3] = 0
    Image.fromarray(layers).save(tmp_path / "mask.png")
    assert not read_mask(tmp_path / "mask.png", SIZE).any()
    layers[:] = (255, 255, 255, 2)
    Image.fromarray(layers).save(tmp_path / "mask.png")
    with pytest.raises(InputError, match="too faint: its brightest is 2 of 255"):
        read_mask(tmp_path / "mask.png", SIZE)


def test_a_mask_file_of_another_size_is_named(tmp_path: Path) -> None:
    """Its path, its size and that of the photo are in one line."""
    path = save(some_hole(), tmp_path / "mask.png", "L")
    with pytest.raises(InputError, match=r"mask\.png is 28 x 20 pixels, expected 30 x 20 as the photo"):
        read_mask(path, (20, 30))


@pytest.mark.parametrize("content", [b"", b"no picture\n"])
def test_a_broken_mask_file_is_named(photo: Photo, painter: Engine, tmp_path: Path, content: bytes) -> None:
    """What is no picture, or is not there, is a PhotoError with its path."""
    path = tmp_path / "mask.png"
    path.write_bytes(content)
    with pytest.raises(PhotoError, match=r"mask\.png"):
        fill(photo, path, painter)
    with pytest.raises(PhotoError, match=r"none\.png"):
        fill(photo, tmp_path / "none.png", painter)
