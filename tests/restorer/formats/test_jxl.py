"""JPEG XL: sixteen bits of grey, and metadata that were packed."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sound_files import XMP, exif, picture

from restorer.files import read_photo
from restorer.formats.codecs import jxl
from restorer.photo import Photo

pytest.importorskip("pillow_jxl")
brotli = pytest.importorskip("brotli")
EXIF = exif(1).tobytes().removeprefix(b"Exif\0\0")


def packed(**options: Any) -> bytes:
    """Make a JPEG XL whose EXIF and XMP are packed by Brotli."""
    file = io.BytesIO()
    upright = XMP.replace(b'Orientation="6"', b'Orientation="1"')
    options = {"exif": EXIF, "xmp": upright, "compress_metadata": True, "use_container": True, **options}
    Image.fromarray(picture()).save(file, "JXL", lossless=True, **options)
    return file.getvalue()


def read(content: bytes, folder: Path) -> Photo:
    """Read a file's content."""
    (folder / "a.jxl").write_bytes(content)
    return read_photo(folder / "a.jxl")


def test_sixteen_bits_of_grey_are_read(tmp_path: Path) -> None:
    """All of them, as they were."""
    grey = picture(np.uint16, channels=1)
    file = io.BytesIO()
    Image.fromarray(grey[:, :, 0]).save(file, "JXL", lossless=True)
    photo = read(file.getvalue(), tmp_path)
    assert photo.depth == 16
    np.testing.assert_array_equal(photo.samples, grey)


def test_packed_metadata_are_unpacked(tmp_path: Path) -> None:
    """EXIF and XMP that an encoder packed come as if it had not."""
    content = packed()
    assert b"brob" in content
    photo, plain = read(content, tmp_path), read(packed(compress_metadata=False), tmp_path)
    assert photo.metadata == plain.metadata
    assert photo.metadata.exif == EXIF
    assert photo.metadata.xmp
    assert photo.notices == ()


def test_packed_metadata_that_cannot_be_unpacked_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the library for it is not there, that costs the metadata, which is said, and not the picture."""
    monkeypatch.setitem(sys.modules, "brotli", None)
    photo = read(packed(), tmp_path)
    assert (photo.metadata.exif, photo.metadata.xmp) == (None, None)
    assert photo.notices == (
        "its packed metadata need brotli and were left out: pip install 'restorer[jxl]'",
    )


@pytest.mark.parametrize("harm", [lambda packed: packed[:-3], lambda _: b"\xff" * 40, lambda _: b""])
def test_damage_in_packed_metadata_costs_no_others(harm: Callable[[bytes], bytes]) -> None:
    """What cannot be unpacked is left out aloud; what is sound stays."""
    boxes = [
        SimpleNamespace(box_type=b"brob", data=b"Exif" + harm(brotli.compress(EXIF))),
        SimpleNamespace(box_type=b"brob", data=b"xml " + brotli.compress(XMP)),
    ]
    parts, notices = jxl._parts(boxes)
    assert parts == {"xmp": XMP}
    assert notices == ("its packed metadata are damaged and were left out",)


def test_a_second_box_is_told() -> None:
    """Of two boxes of XMP, packed or not, that differ the first counts, and the other is left out aloud."""
    boxes = [
        SimpleNamespace(box_type=b"xml ", data=XMP),
        SimpleNamespace(box_type=b"brob", data=b"xml " + brotli.compress(XMP + b" ")),
    ]
    assert jxl._parts(boxes) == ({"xmp": XMP}, ("a second XMP packet was left out",))
    assert jxl._parts([boxes[0], boxes[0]]) == ({"xmp": XMP}, ())
