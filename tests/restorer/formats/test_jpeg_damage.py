"""A JPEG whose middle or end is lost is refused or says so, also where its decoder takes it for whole."""

import functools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sound_files import by_pillow, read, sound_files

from restorer.errors import PhotoError
from restorer.thumbnails import read_small

LEFT_OVER = "the picture may be damaged: its data go on behind its last row"

BASELINE = [name for name in sound_files() if name.endswith(".jpg") and name != "progressive.jpg"]


@functools.cache
def grain(progressive: bool = False, **options: Any) -> bytes:
    """Make a JPEG so dense that zeros in its place would fill many rows."""
    rng = np.random.default_rng(0)
    slope = np.linspace(40, 200, 300)[:, None, None] + rng.normal(0, 14, (200, 300, 3)).swapaxes(0, 1)
    picture = Image.fromarray(slope.clip(0, 255).astype(np.uint8))
    return by_pillow(picture, "JPEG", quality=95, progressive=progressive, **options)


def overwritten(content: bytes, start: float, filling: bytes) -> bytes:
    """Put other bytes over those of a file from a share of it on."""
    at = int(start * len(content))
    return (content[:at] + filling)[: len(content)] + content[at + len(filling) :]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
def test_a_jpeg_that_ends_in_zeros_is_refused(tmp_path: Path, share: float, progressive: bool) -> None:
    """As of a download that was broken off: libjpeg makes flat rows of zeros and says nothing."""
    whole = grain(progressive)
    content = overwritten(whole, share, bytes(len(whole)))
    with pytest.raises(PhotoError, match=r"a.jpg: the picture is damaged or cut short"):
        read(content, tmp_path)
    (tmp_path / "small.jpg").write_bytes(content)
    with pytest.raises(PhotoError, match=r"small.jpg: the picture is damaged or cut short"):
        read_small(tmp_path / "small.jpg", 100)


def test_a_jpeg_that_lacks_its_end_alone_is_refused(tmp_path: Path) -> None:
    """With zeros behind it as without."""
    for rest in (b"", bytes(5000)):
        with pytest.raises(PhotoError, match="premature end of JPEG image"):
            read(grain()[:-2] + rest, tmp_path)


@pytest.mark.parametrize("options", [{}, {"subsampling": 0}, {"optimize": True}], ids=str)
@pytest.mark.parametrize("filling", [bytes(8192), bytes([0x5A]) * 4096], ids=["zeros", "others"])
def test_a_jpeg_overwritten_in_its_midst_tells(
    tmp_path: Path, filling: bytes, options: dict[str, Any]
) -> None:
    """By its decoder's words, or because it was done before the data were."""
    for share in (0.2, 0.5):
        photo = read(overwritten(grain(**options), share, filling), tmp_path)
        (told,) = photo.notices
        assert told == LEFT_OVER or told.startswith("the file is damaged: Corrupt JPEG data")
        assert photo.flaws == photo.notices


def test_what_libjpeg_does_not_tell_is_told(tmp_path: Path) -> None:
    """Zeros in the midst fill so many rows that the last one is out long before the end."""
    assert read(overwritten(grain(), 0.3, bytes(8192)), tmp_path).notices == (LEFT_OVER,)


@pytest.mark.parametrize("name", BASELINE)
@pytest.mark.parametrize(
    "padding",
    [b"", bytes(70_000), b"\xff" * 600, b"\x5a" * 40],
    ids=["none", "zeros", "fill bytes", "a few others"],
)
def test_padding_is_no_damage(tmp_path: Path, name: str, padding: bytes) -> None:
    """Neither behind the last row, nor behind the end; of progressive ones libjpeg itself tells."""
    whole = sound_files()[name]
    plain = read(whole, tmp_path)
    photo = read(whole[:-2] + padding + whole[-2:] + bytes(3000), tmp_path)
    assert photo.notices == plain.notices
    assert photo.flaws == ()
    np.testing.assert_array_equal(photo.samples, plain.samples)
