"""Odd tags of a TIFF: what says nothing of the samples keeps none of them from being read."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sound_files import by_vips, picture, plain_tiff, read

from restorer.errors import PhotoError
from restorer.files import check_header
from restorer.metadata import ifd

PIXELS = picture(size=(7, 13))
ODD = [
    *((274, 3, (number,)) for number in (0, 9, 99)), *((296, 3, (number,)) for number in (0, 4)),
    (282, 10, (-1, 1)), (280, 2, b"x\0"), (333, 2, b"ink\0"), (334, 3, (9,)), (340, 3, (1, 2)),
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_an_odd_tag_keeps_no_tiff_from_being_read(tmp_path: Path, odd: tuple[int, int, Any]) -> None:
    """Of an orientation that is none the picture is taken for upright; nothing else of it is lost."""
    content = plain_tiff(8, 3, 2, PIXELS.tobytes(), (271, 2, b"Maker\0"), odd)
    photo = read(content, tmp_path, "a.tif")
    np.testing.assert_array_equal(photo.samples, PIXELS)
    assert (photo.coding.orientation, photo.notices) == (1, ())
    assert b"Maker" in (photo.metadata.exif or b"")
    check_header(tmp_path / "a.tif", 1)


@pytest.mark.parametrize("orientation", [1, 9])
@pytest.mark.parametrize("damage", ["samples", "place"])
@pytest.mark.parametrize("compression", ["deflate", "lzw"])
@pytest.mark.parametrize("is_large", [False, True], ids=["tiff", "bigtiff"])
def test_damaged_samples_are_refused_beside_an_odd_tag(
    tmp_path: Path, compression: str, damage: str, orientation: int, *, is_large: bool
) -> None:
    """As they are without one: what is overwritten, or lies beyond the end, is not made up."""
    content = bytearray(by_vips(picture(), ".tif", compression=compression, bigtiff=is_large))
    layout, first = ifd.header(bytes(content))
    room = {tag: place + struct.calcsize(layout.entry) for tag, place in ifd.places(content, first, layout)}
    struct.pack_into("<H", content, room[274], orientation)
    assert read(bytes(content), tmp_path, "sound.tif").coding.orientation == 1
    if damage == "place":
        struct.pack_into("<I", content, room[273], len(content) - 20)
    else:
        (start,), (size,) = (struct.unpack_from("<I", content, room[tag]) for tag in (273, 279))
        content[start + size // 2 : start + size] = b"\xff" * (size - size // 2)
    with pytest.raises(PhotoError, match="damaged or cut short"):
        read(bytes(content), tmp_path, "a.tif")
