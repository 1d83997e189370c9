"""Content credentials (C2PA) hold for the original only: results have none, and that is said."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from sound_files import by_pillow, picture

from restorer.files import read_photo, write_photo

NOTICE = "content credentials (C2PA) hold for the original only and were left out"
MANIFEST = bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + b"\0\0\0\0manifest\0" + b"jumbf" * 9


def in_a_box(whole: bytes, *, is_wide: bool = False) -> bytes:
    """Put credentials behind a file of boxes."""
    if is_wide:
        return whole + struct.pack(">I4sQ", 1, b"uuid", 16 + len(MANIFEST)) + MANIFEST
    return whole + struct.pack(">I4s", 8 + len(MANIFEST), b"uuid") + MANIFEST


def in_a_tag() -> bytes:
    """Put credentials into a TIFF."""
    tags = ImageFileDirectory_v2()
    tags[52545], tags.tagtype[52545] = MANIFEST, 7
    return by_pillow(picture(), "TIFF", tiffinfo=tags)


def sources() -> dict[str, bytes]:
    """Make a file of each format with credentials."""
    avif = by_pillow(picture(), "AVIF")
    made = {"a.tif": in_a_tag(), "a.avif": in_a_box(avif), "b.avif": in_a_box(avif, is_wide=True)}
    try:
        import pillow_heif
        import pillow_jxl  # noqa: F401 -- makes Pillow write JPEG XL
    except ImportError:
        return made
    pillow_heif.register_heif_opener()
    file = io.BytesIO()
    Image.fromarray(picture()).save(file, "JXL", jumb=MANIFEST, use_container=True)
    return made | {"a.heic": in_a_box(by_pillow(picture(), "HEIF")), "a.jxl": file.getvalue()}


@pytest.mark.parametrize("name", sources())
def test_credentials_are_left_out_aloud(tmp_path: Path, name: str) -> None:
    """They do not get into a result, and no photo without them is said to have had some."""
    (tmp_path / name).write_bytes(sources()[name])
    photo = read_photo(tmp_path / name)
    assert photo.notices == (NOTICE,)
    target = tmp_path / ("restored.png" if name.endswith("jxl") else f"restored.{name[2:]}")
    write_photo(photo, target)
    assert b"jumbf" not in target.read_bytes()
    assert read_photo(target).notices == ()
