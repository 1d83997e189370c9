"""What developing camera RAW promises: plain pictures, one line for damage, and stderr left alone."""

import os
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sound_files
from PIL import Image

from restorer.errors import PhotoError
from restorer.files import read_photo, write_photo
from restorer.metadata import ifd
from restorer.photo import Photo

pytest.importorskip("rawpy")


def read(content: bytes, path: Path) -> Photo:
    """Read a file's content."""
    path.write_bytes(content)
    return read_photo(path)


def dng_with(*more: tuple[int, int, bytes]) -> bytes:
    """Make a DNG with further tags."""
    content = sound_files.dng()
    directory = ifd.parse(content) | {tag: ifd.Entry(kind, len(value), value) for tag, kind, value in more}
    return content[:4] + struct.pack("<I", len(content)) + content[8:] + ifd.build(directory, len(content))


def test_a_damaged_raw_file_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A RAW file cut short, whose rest LibRaw might fill or tell stderr of, is refused without a sound."""
    for cut in (400, 1000, 4000, 6000):
        content = bytearray(sound_files.dng())
        place = content.index(struct.pack("<HHII", 273, 4, 1, 8))
        struct.pack_into("<I", content, place + 8, len(content) - cut)
        with pytest.raises(PhotoError):
            read(bytes(content), tmp_path / "a.dng")
    with pytest.raises(PhotoError):
        read(sound_files.tiff([(258, 3, (16,))]), tmp_path / "b.nef")
    assert not capfd.readouterr().err


def test_raw_files_are_developed_beside_each_other(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of one is not said of another, stderr is as before, and may be none at all."""
    damaged = bytearray(sound_files.dng())
    struct.pack_into("<I", damaged, damaged.index(struct.pack("<HHII", 273, 4, 1, 8)) + 8, len(damaged) - 400)
    (tmp_path / "damaged.dng").write_bytes(damaged)
    (tmp_path / "sound.dng").write_bytes(sound_files.dng())

    def is_read(at: int) -> bool:
        try:
            return bool(read_photo(tmp_path / ("sound.dng" if at % 2 else "damaged.dng")))
        except PhotoError:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(is_read, range(16))) == [False, True] * 8
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
    monkeypatch.setattr("sys.stderr", None)
    assert is_read(1)


def test_a_developed_raw_file_is_a_plain_tiff(tmp_path: Path) -> None:
    """What is developed stands upright, keeps the camera's name and is no RAW file any more."""
    photo = read(sound_files.dng(), tmp_path / "a.dng")
    assert (photo.height, photo.width, photo.depth) == (64, 48, 16)
    write_photo(photo, tmp_path / "a.tif")
    assert read_photo(tmp_path / "a.tif").format == "tiff"
    with Image.open(tmp_path / "a.tif") as written:
        assert written.tag_v2[271] == "Maker"


def test_captions_and_ratings_come_along(tmp_path: Path) -> None:
    """XMP and IPTC of a RAW file built as a TIFF are in the result; credentials are left out aloud."""
    xmp = sound_files.XMP.replace(b'Orientation="6"', b'Orientation="1"')
    more = ((700, 1, xmp), (33723, 7, sound_files.IPTC[12:]), (52545, 7, b"jumbf" * 9))
    photo = read(dng_with(*more), tmp_path / "a.dng")
    assert photo.metadata.xmp == xmp
    assert photo.metadata.iptc == sound_files.IPTC
    assert photo.notices == (
        "developed from RAW",
        "content credentials (C2PA) hold for the original only and were left out",
    )
    receipt = write_photo(photo, tmp_path / "a.tif")
    assert receipt.tags["iptc"] == 1
    assert b"jumbf" not in (tmp_path / "a.tif").read_bytes()
