"""What reading and writing photos promises: samples, depth and company come back as the format can."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from damaged_files import damaged_files
from PIL import Image

from restorer.errors import PhotoError, WriteError
from restorer.files import read_photo, write_photo
from restorer.formats import Saving
from restorer.photo import Photo
from restorer.pixels.samples import Samples, to_float

DEPTHS = {8: np.uint8, 16: np.uint16, 32: np.float32}
WRITTEN = ["jpg", "png", "tif", "webp", "avif"]


def make_photo(portrait: Samples, depth: int, *, grey: bool = False, alpha: bool = False) -> Photo:
    """Make a photo of a depth that uses all of its bits."""
    part = portrait[:40, :56, :1] if grey else portrait[:40, :56]
    fine = (part + np.random.default_rng(0).random(part.shape)) / 256
    white = {8: 255, 16: 65535, 32: 1}[depth]
    ramp = np.linspace(0, white, 40 * 56).reshape(40, 56).astype(DEPTHS[depth])
    return Photo((fine * white).astype(DEPTHS[depth]), alpha=ramp if alpha else None, depth=depth)


@pytest.mark.parametrize("alpha", [False, True], ids=["opaque", "alpha"])
@pytest.mark.parametrize("grey", [False, True], ids=["colour", "grey"])
@pytest.mark.parametrize(
    ("name", "depth"), [("a.png", 8), ("a.png", 16), ("a.tif", 8), ("a.TIFF", 16), ("a.tif", 32)]
)
def test_lossless_formats_keep_every_sample(
    tmp_path: Path, portrait: Samples, name: str, depth: int, grey: bool, alpha: bool
) -> None:
    """PNG and TIFF give back all samples, the alpha, the dtype and the depth, without a notice."""
    photo = make_photo(portrait, depth, grey=grey, alpha=alpha)
    assert write_photo(photo, tmp_path / name).notices == ()
    read = read_photo(tmp_path / name)
    assert (read.depth, read.samples.dtype, read.notices) == (depth, photo.samples.dtype, ())
    np.testing.assert_array_equal(read.samples, photo.samples)
    if alpha:
        np.testing.assert_array_equal(read.alpha, photo.alpha)
    else:
        assert read.alpha is None


@pytest.mark.parametrize("grey", [False, True], ids=["colour", "grey"])
@pytest.mark.parametrize(("name", "format_"), [("a.jpg", "jpeg"), ("a.webp", "webp"), ("a.avif", "avif")])
def test_lossy_formats_stay_close(
    tmp_path: Path, portrait: Samples, name: str, format_: str, grey: bool
) -> None:
    """JPEG, WebP and AVIF lose less than two levels on average; grey stays grey."""
    photo = make_photo(portrait, 8, grey=grey)
    assert write_photo(photo, tmp_path / name).notices == ()
    read = read_photo(tmp_path / name)
    assert read.format == format_
    assert np.abs(read.samples.astype(float) - photo.samples).mean() < 2
    if grey:
        assert read.is_grey


def test_a_name_of_another_format_is_refused(tmp_path: Path, portrait: Samples) -> None:
    """A photo that is to be a PNG is not written under the name of a JPEG."""
    photo, path = make_photo(portrait, 8), tmp_path / "a.jpg"
    with pytest.raises(WriteError, match="is the name of a jpeg, but the format is to be png"):
        write_photo(photo, path, saving=Saving(format="png"))
    assert not list(tmp_path.iterdir())
    assert write_photo(photo, path, saving=Saving(format="jpeg")).format == "jpeg"


def test_a_grey_jpeg_stays_grey(tmp_path: Path, portrait: Samples) -> None:
    """A grey photo is written as a grey JPEG, of one channel."""
    write_photo(make_photo(portrait, 8, grey=True), tmp_path / "a.jpg")
    with Image.open(tmp_path / "a.jpg") as written:
        assert written.mode == "L"
    assert read_photo(tmp_path / "a.jpg").is_grey


@pytest.mark.parametrize("depth", [10, 12])
def test_avif_keeps_its_depth(tmp_path: Path, portrait: Samples, depth: int) -> None:
    """AVIF of 10 and 12 bits comes back as such, on the full 16-bit scale."""
    photo = make_photo(portrait, 16)
    photo = Photo(photo.samples, depth=depth)
    assert write_photo(photo, tmp_path / "a.avif").notices == ()
    read = read_photo(tmp_path / "a.avif")
    assert (read.depth, read.samples.dtype) == (depth, np.uint16)
    assert np.abs(to_float(read.samples) - to_float(photo.samples)).mean() < 2 / 255


@pytest.mark.parametrize(
    ("depth", "name", "kept", "notice"),
    [
        (8, "a.tif", 8, None),
        (10, "a.png", 16, None),
        (12, "a.tif", 16, None),
        (16, "a.jpg", 8, "jpeg cannot hold 16 bits a sample, 8 were kept"),
        (16, "a.avif", 12, "avif cannot hold 16 bits a sample, 12 were kept"),
        (32, "a.png", 16, "png cannot hold 32 bits a sample, 16 were kept"),
        (10, "a.webp", 8, "webp cannot hold 10 bits a sample, 8 were kept"),
    ],
)
def test_a_format_keeps_as_many_bits_as_it_can(
    tmp_path: Path, portrait: Samples, depth: int, name: str, kept: int, notice: str | None
) -> None:
    """The depth written is the next the format has, and a loss is said."""
    made = make_photo(portrait, depth if depth in DEPTHS else 16)
    photo = Photo(made.samples, depth=depth)
    assert write_photo(photo, tmp_path / name).notices == ((notice,) if notice else ())
    read = read_photo(tmp_path / name)
    assert read.depth == kept
    assert np.abs(to_float(read.samples) - to_float(photo.samples)).mean() < 2 / 255


def test_lost_transparency_is_said(tmp_path: Path, portrait: Samples) -> None:
    """JPEG has no alpha: the picture is written and the loss noticed."""
    receipt = write_photo(make_photo(portrait, 8, alpha=True), tmp_path / "a.jpg")
    assert receipt.notices == ("jpeg cannot hold transparency, which was left out",)
    assert read_photo(tmp_path / "a.jpg").alpha is None


@pytest.mark.parametrize("size", [(1, 1), (1, 57), (57, 1), (8, 3000), (3, 2)])
@pytest.mark.parametrize("extension", WRITTEN)
def test_any_size_survives(tmp_path: Path, extension: str, size: tuple[int, int]) -> None:
    """Tiny, thin and wide pictures go through every format in their size."""
    path = tmp_path / f"a.{extension}"
    write_photo(Photo(np.full((*size, 3), 128, np.uint8)), path)
    read = read_photo(path)
    assert (read.height, read.width) == size
    assert np.abs(read.samples.astype(int) - 128).max() <= 3


@pytest.mark.parametrize(
    ("mode", "name", "channels", "has_alpha"),
    [
        ("1", "a.png", 1, False),
        ("L", "a.png", 1, False),
        ("LA", "a.png", 1, True),
        ("P", "a.png", 3, False),
        ("P", "a.gif", 3, False),
        ("RGB", "a.png", 3, False),
        ("RGBA", "a.png", 3, True),
        ("RGB", "a.webp", 3, False),
        ("RGBA", "a.webp", 3, True),
        ("I;16", "a.png", 1, False),
        ("F", "a.tif", 1, False),
    ],
)
def test_other_programs_files_are_read(
    tmp_path: Path, portrait: Samples, mode: str, name: str, channels: int, has_alpha: bool
) -> None:
    """Files that Pillow writes in its many modes are read as grey or RGB, with alpha where there is one."""
    picture = Image.fromarray(portrait[:20, :30])
    if mode == "I;16":
        picture = Image.fromarray(portrait[:20, :30, 0].astype(np.uint16))
    else:
        picture = picture.convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.fromarray(portrait[:20, :30, 0]))
    picture.save(tmp_path / name, lossless=True) if name.endswith("webp") else picture.save(tmp_path / name)
    read = read_photo(tmp_path / name)
    assert read.samples.shape == (20, 30, channels)
    assert (read.alpha is not None) == has_alpha
    if mode in ("RGB", "L"):
        np.testing.assert_array_equal(read.samples.squeeze(), np.asarray(picture))


def test_content_decides_not_the_name(tmp_path: Path, portrait: Samples) -> None:
    """A PNG called .jpg is read as the PNG it is."""
    Image.fromarray(portrait).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert read_photo(tmp_path / "a.jpg").format == "png"


def test_more_than_one_page_is_said(tmp_path: Path, portrait: Samples) -> None:
    """Of a file of several pictures the first is read, with a notice."""
    first, second = Image.fromarray(portrait), Image.fromarray(portrait[::-1])
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second])
    read = read_photo(tmp_path / "a.tif")
    assert read.notices == ("only the first of 2 pages is used",)
    np.testing.assert_array_equal(read.samples, portrait)


@pytest.mark.parametrize("name", damaged_files())
def test_what_is_no_photo_is_one_line(tmp_path: Path, name: str) -> None:
    """Whatever is wrong with a file, the error is one line that begins with its path and gives a reason."""
    path = tmp_path / name
    path.write_bytes(damaged_files()[name])
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    start, reason = str(caught.value)[: len(str(path)) + 2], str(caught.value)[len(str(path)) + 2 :]
    assert start == f"{path}: "
    assert len(reason) > 8
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.png", "the file is empty"),
        ("text.jpg", r"not a picture in a known format \(jpeg, png, raw, tiff, webp, avif, .*\)"),
        ("drawing.svg", "not a picture in a known format"),
        ("nan.tif", "not finite numbers"),
        ("half.png", "the picture is damaged or cut short"),
        ("huge.png", "60000 x 60000 pixels; the limit is 250 megapixels"),
    ],
)
def test_the_reason_is_told(tmp_path: Path, name: str, reason: str) -> None:
    """Common mistakes are told for what they are."""
    path = tmp_path / name
    path.write_bytes(damaged_files()[name])
    with pytest.raises(PhotoError, match=reason):
        read_photo(path)


def test_folders_and_missing_files_are_told(tmp_path: Path) -> None:
    """A folder, nothing, a device and an impossible name are a PhotoError each."""
    for path, reason in (
        (tmp_path, "is a folder, expected a picture"),
        (tmp_path / "none.png", "No such file"),
        (tmp_path / ("x" * 300), "File name too long"),
        (Path(os.devnull), "is not a regular file"),
    ):
        with pytest.raises(PhotoError, match=reason) as caught:
            read_photo(path)
        assert str(path) in str(caught.value)


def test_a_file_without_permission_is_told(photo_file: Path, close: Callable[[Path], None]) -> None:
    """A file that may not be read is a PhotoError that says so."""
    close(photo_file)
    with pytest.raises(PhotoError, match="Permission denied"):
        read_photo(photo_file)


@pytest.fixture
def grey_square() -> Photo:
    """Give a small photo."""
    return Photo(np.full((8, 8, 3), 128, np.uint8))


def test_nothing_is_overwritten_unasked(tmp_path: Path, grey_square: Photo) -> None:
    """An existing file, or a link to nowhere, is kept unless overwriting is said."""
    path, link = tmp_path / "a.png", tmp_path / "b.png"
    path.write_bytes(b"precious")
    link.symlink_to(tmp_path / "nowhere")
    for taken in (path, link):
        with pytest.raises(WriteError, match="exists already; choose another name, or allow overwriting"):
            write_photo(grey_square, taken)
    assert path.read_bytes() == b"precious"
    write_photo(grey_square, path, overwrite=True)
    assert read_photo(path).width == 8


@pytest.mark.parametrize(
    ("name", "shape", "reason"),
    [
        ("a", (8, 8, 3), r"cannot write a file without extension \(a folder ends in /\); known: .jpg"),
        ("a.bmp", (8, 8, 3), "cannot write .bmp; known"),
        ("a.gif", (8, 8, 3), "cannot write .gif; known"),
        ("none/a.png", (8, 8, 3), "No such file or directory"),
        ("a.webp", (1, 20_000, 3), "cannot be encoded as webp"),
        ("a.jpg", (1, 70_000, 3), "cannot be encoded as jpeg"),
        ("folder.png", (8, 8, 3), "cannot be written: Is a directory"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, name: str, shape: Any, reason: str) -> None:
    """A refused write is a WriteError of one line, and no file of any name is left behind."""
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(WriteError, match=reason) as caught:
        write_photo(Photo(np.zeros(shape, np.uint8)), tmp_path / name, overwrite=True)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder.png"]


@pytest.mark.parametrize(
    "name", ["a.png", "写真" * 40 + ".png", "x" * 251 + ".png", "-o.png", "a\nb.png", " .png"]
)
def test_any_name_is_written_and_nothing_else(tmp_path: Path, grey_square: Photo, name: str) -> None:
    """Long, foreign and odd names are written, and no temporary file stays."""
    write_photo(grey_square, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert read_photo(tmp_path / name).width == 8


def test_a_halftone_is_saved_as_webp_without_loss(tmp_path: Path) -> None:
    """WebP makes fine dots of colour too bright; the picture is kept all the same, and this is said."""
    rows, columns = np.mgrid[:96, :96]
    dots = np.stack([((rows + shift) % 3 == 0) & (columns % 3 == 0) for shift in range(3)], axis=-1)
    photo = Photo((255 * dots).astype(np.uint8))
    receipt = write_photo(photo, tmp_path / "a.webp")
    assert any("saved without loss" in line for line in receipt.notices)
    np.testing.assert_array_equal(read_photo(tmp_path / "a.webp").samples, photo.samples)
