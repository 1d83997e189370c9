"""``restorer info``: what the files of photos hold, of one, of several, and of folders."""

import json
from pathlib import Path

import profiles
import pytest
from command_line import Run
from PIL import Image
from sound_files import SRGB, by_pillow, exif, picture

from restorer.pixels.icc import read_name
from restorer.pixels.samples import Samples


def test_info_tells_what_a_file_holds(folder: Path, run: Run, portrait: Samples) -> None:
    """``info`` shows format, size, channels, depth and noise; as JSON on request."""
    Image.fromarray(portrait).save("p.png")
    code, out, _err = run("info", "p.png", "--json")
    facts = json.loads(out)
    assert code == 0
    expected = {"format": "png", "width": 144, "height": 112, "channels": "RGB", "alpha": False, "depth": 8}
    assert expected.items() <= facts.items()
    assert 0 <= facts["noise"] < 3
    plain = run("info", "p.png")[1]
    assert all(str(value) in plain for value in expected.values())


def test_info_has_the_limit_of_size(folder: Path, run: Run) -> None:
    """``info --most-megapixels`` moves the limit that its error tells of."""
    Image.new("RGB", (40, 30)).save("large.jpg")
    assert run("info", "large.jpg", "--most-megapixels", "0.002")[0] == 0
    code, out, err = run("info", "large.jpg", "--most-megapixels", "0.001")
    assert (code, out) == (1, "")
    assert "40 x 30 pixels; the limit is 0.001 megapixels (--most-megapixels)" in err


def test_info_tells_how_a_file_is_coded(folder: Path, run: Run) -> None:
    """Its profile by name, how it lay, its quality, and which of several compressions it has."""
    colours = Image.fromarray(picture())
    named = profiles.rgb_profile(profiles.colorants(profiles.ADOBE), *[profiles.gamma(2.2)] * 3)
    Path("a.jpg").write_bytes(by_pillow(colours, "JPEG", quality=83, exif=exif(6), icc_profile=named))
    Path("b.tif").write_bytes(by_pillow(colours, "TIFF", compression="tiff_lzw"))
    code, out, _err = run("info", "a.jpg", "b.tif", "--json")
    of_jpeg, of_tiff = map(json.loads, out.splitlines())
    assert code == 0
    assert (of_jpeg["icc"], of_jpeg["orientation"]) == ("test", 6)
    assert of_jpeg["quality"] in (83, 84)
    assert (of_tiff["compression"], of_tiff["quality"], of_tiff["icc"]) == ("LZW", None, "")


def test_info_of_a_folder_goes_on_after_a_failure(folder: Path, run: Run) -> None:
    """One file that cannot be read is told; a folder without photos is, too."""
    Path("in/b.jpg").write_bytes(b"no picture")
    code, out, err = run("info", "in")
    assert code == 1
    assert "b.jpg: not a picture" in err
    assert "a.png" in out
    Path("none").mkdir()
    code, out, err = run("info", "none")
    assert (code, out) == (1, "")
    assert "no photo found" in err


@pytest.mark.parametrize("icc", [b"", SRGB[:200], SRGB[:128] + b"\xff" * 8, SRGB.replace(b"mluc", b"mlu?")])
def test_a_damaged_profile_has_no_name(icc: bytes) -> None:
    """A sound one has, of either version; of another nothing is made up."""
    assert "sRGB" in read_name(SRGB)
    assert "sRGB" not in read_name(icc)
