"""What a look at a header promises: it refuses what reading would, of every format, and nothing else."""

from pathlib import Path

import pytest
import sound_files

from restorer.errors import PhotoError
from restorer.files import check_header, read_photo
from restorer.formats import MOST_MEGAPIXELS

SOUND = sound_files.sound_files()
TOO_FEW = 1e-7
"""Megapixels: less than a single pixel."""


@pytest.mark.parametrize("name", SOUND)
def test_a_header_tells_what_reading_would_refuse(tmp_path: Path, name: str) -> None:
    """Each sound file passes, and is refused in the same words as by reading where it is too large."""
    path = tmp_path / name
    path.write_bytes(SOUND[name])
    check_header(path, MOST_MEGAPIXELS)
    with pytest.raises(PhotoError) as by_reading:
        read_photo(path, most_megapixels=TOO_FEW)
    with pytest.raises(PhotoError) as by_header:
        check_header(path, TOO_FEW)
    assert str(by_header.value) == str(by_reading.value)


@pytest.mark.parametrize("name", ["P.bmp", "full.heic", "camera.dng"])
def test_what_is_cut_short_within_its_header_is_refused(tmp_path: Path, name: str) -> None:
    """Of a few bytes no format makes a picture, which a dry run is to say, too."""
    if name not in SOUND:
        pytest.skip("its library is not installed")
    path = tmp_path / name
    path.write_bytes(SOUND[name][:24])
    with pytest.raises(PhotoError):
        check_header(path, MOST_MEGAPIXELS)
