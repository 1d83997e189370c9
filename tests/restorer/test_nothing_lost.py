"""What a photo comes with it leaves with: through reading, restoring and writing, as other programs see it.

Sources are made by Pillow and libvips, results are read by Pillow, and by exiftool and libvips's own
``vipsheader`` where they are installed.
"""

import io
import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps
from profiles import GREY, WIDE
from sound_files import IPTC, SRGB, XMP, by_pillow, by_vips, exif, picture
from stand_ins import keeping_model, with_card

from restorer.files import read_photo, write_photo
from restorer.formats.receipt import Receipt
from restorer.pipeline import restore
from restorer.recipe import Recipe, Step

pillow_heif = pytest.importorskip("pillow_heif")
pillow_heif.register_heif_opener()
KINDS = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}
MODES = {"grey": "L", "colour": "RGB", "alpha": "RGBA", "palette": "P"}
CAN_HOLD = {
    "jpg": ("grey", "colour"), "png": tuple(MODES), "tif": tuple(MODES), "webp": ("grey", "colour", "alpha"),
    "avif": ("grey", "colour", "alpha"), "heic": ("grey", "colour", "alpha"),
}  # fmt: skip
PROFILES = {"srgb": SRGB, "p3": WIDE["p3"], "adobe": WIDE["adobe"], "odd": WIDE["table"], "none": None}
OWN = {
    "ExifByteOrder", "Orientation", "XMPToolkit", "HistoryAction", "HistoryParameters",
    "HistorySoftwareAgent", "DigitalSourceType", "ImageWidth", "ImageHeight", "BitsPerSample", "Compression",
    "StripOffsets",
    "StripByteCounts", "RowsPerStrip", "PhotometricInterpretation", "PlanarConfiguration", "Predictor",
    "SamplesPerPixel", "ExtraSamples", "SampleFormat", "ColorMap", "CurrentIPTCDigest",
}  # fmt: skip
"""Tags of how a file stores its samples, and those that are to change."""
TURNED = {
    name.format("X"): name.format("Y")
    for name in ("IFD0:{}Resolution", "JFIF:{}Resolution", "PNG-pHYs:PixelsPerUnit{}")
}
"""Across and down, which change places with the sides of a picture."""
GROUPS = ("IFD0", "ExifIFD", "GPS", "IPTC", "XMP", "ICC", "PNG-pHYs", "JFIF")


def restored(source: Path, target: Path) -> Receipt:
    """Read, restore by a network that changes nothing, and write."""
    recipe = Recipe((Step("denoise", model="keep", controls={"sigma": 25.0}),))
    return write_photo(restore(read_photo(source), recipe, device="cpu"), target)


@pytest.fixture(autouse=True)
def _model(user_models: Path) -> None:
    with_card(keeping_model(), user_models / "keep.onnx")


def encoded(extension: str, mode: str, icc: bytes | None, orientation: int = 6) -> bytes:
    """Make an 8-bit file with all that its format holds."""
    made = Image.fromarray(picture()).convert(MODES[mode])
    if mode == "alpha":
        made.putalpha(Image.fromarray(picture(channels=1)[:, :, 0]))
    options: dict[str, Any] = {"exif": exif(orientation)}
    if icc:
        is_odd_grey = mode == "grey" and icc == PROFILES["odd"] and extension != "webp"
        options["icc_profile"] = GREY["grey gamma"] if is_odd_grey else icc
    if extension in ("jpg", "webp", "avif", "heic"):
        options |= {"xmp": XMP.replace(b'"6"', b'"%d"' % orientation), "quality": 95}
    if extension in ("jpg", "png", "tif"):
        options["dpi"] = (300, 150)
    content = by_pillow(made, KINDS[extension], **options)
    if extension == "jpg":
        body = b"Photoshop 3.0\0" + IPTC
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + content[2:]
    return content


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("extension", KINDS)
def test_each_orientation_is_applied_once(tmp_path: Path, extension: str, orientation: int) -> None:
    """A result shows what the source showed, and no reader turns it again, by EXIF or by XMP."""
    source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    source.write_bytes(encoded(extension, "colour", None, orientation))
    assert restored(source, target).notices == ()
    with Image.open(source) as before, Image.open(target) as after:
        shown = np.asarray(ImageOps.exif_transpose(before).convert("RGB"), int)
        stored = np.asarray(after.convert("RGB"), int)
        assert np.abs(shown - stored).mean() < 2
        assert after.getexif().get(ExifTags.Base.Orientation, 1) == 1
        again = read_photo(target)
        assert (again.width, again.height) == after.size
    assert orientation == 1 or b'tiff:Orientation="%d"' % orientation not in target.read_bytes()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("extension", "mode"), [(extension, mode) for extension, modes in CAN_HOLD.items() for mode in modes]
)
def test_kind_profile_and_metadata_survive(tmp_path: Path, extension: str, mode: str, profile: str) -> None:
    """Grey stays grey, alpha alpha, the profile the same bytes; EXIF, XMP, IPTC and resolution stay."""
    source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    source.write_bytes(encoded(extension, mode, PROFILES[profile]))
    receipt = restored(source, target)
    assert receipt.notices == ()
    with Image.open(source) as before, Image.open(target) as after:
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
        grey_of = {"L": "L", "RGB": "RGB", "P": "RGB", "RGBA": "RGBA"}
        assert after.mode == grey_of[before.mode]
        old, new = before.getexif(), after.getexif()
        for directory in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            assert new.get_ifd(directory) == old.get_ifd(directory)
        assert new[ExifTags.Base.Make] == "A camera"
        if "dpi" in before.info:
            assert after.info["dpi"] == pytest.approx(before.info["dpi"][::-1], abs=0.5)  # turned, too
    if extension == "jpg":
        assert IPTC in target.read_bytes()
    assert receipt.tags["xmp"] >= 2
    if extension in ("png", "tif") or mode == "alpha":
        wanted, found = read_photo(source), read_photo(target)
        assert (wanted.alpha is None) == (found.alpha is None)
        if extension in ("png", "tif"):
            np.testing.assert_array_equal(found.samples, wanted.samples)


@pytest.mark.parametrize("channels", [1, 2, 3, 4], ids=["grey", "grey-alpha", "colour", "alpha"])
@pytest.mark.parametrize(
    ("extension", "kind"), [("png", np.uint16), ("tif", np.uint16), ("tif", np.float32)], ids=str
)
def test_deep_samples_survive(tmp_path: Path, extension: str, kind: type, channels: int) -> None:
    """All bits of 16-bit and float samples come back, as libvips itself reads them."""
    pyvips = pytest.importorskip("pyvips")
    source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    source.write_bytes(by_vips(picture(kind, channels), f".{extension}"))
    restored(source, target)
    samples = pyvips.Image.new_from_file(str(target)).numpy().reshape(picture(kind, channels).shape)
    assert samples.dtype == kind
    np.testing.assert_array_equal(samples, picture(kind, channels))


@pytest.mark.parametrize("extension", [*KINDS, "gif", "bmp"])
def test_a_rerun_is_the_same_to_the_byte(tmp_path: Path, extension: str) -> None:
    """No clock and no chance gets into a result, and it tells what was done, and what that makes of it."""
    source = tmp_path / f"a.{extension}"
    file = io.BytesIO()
    Image.fromarray(picture()).save(file, KINDS.get(extension, extension.upper()))
    source.write_bytes(file.getvalue())
    ending = "png" if extension in ("gif", "bmp") else extension
    receipts = [restored(source, tmp_path / f"{name}.{ending}") for name in "bc"]
    assert receipts[0].sha256 == receipts[1].sha256
    content = (tmp_path / f"b.{ending}").read_bytes()
    assert content == (tmp_path / f"c.{ending}").read_bytes()
    for words in (b"digitalsourcetype/algorithmicallyEnhanced", b"denoise model=keep sha256="):
        assert words in content


@pytest.mark.parametrize("extension", KINDS)
def test_lossless_webp_and_coding_are_kept(tmp_path: Path, extension: str) -> None:
    """A result is not coded worse than its source: lossless WebP to the bit, JPEG's chroma and quality."""
    source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    options: dict[str, Any] = {
        "webp": {"lossless": True, "exact": True},
        "jpg": {"quality": 98, "subsampling": 0},
    }
    made = picture(channels=4) if extension == "webp" else picture()
    source.write_bytes(by_pillow(made, KINDS[extension], **options.get(extension, {})))
    restored(source, target)
    if extension == "webp":
        with Image.open(target) as after:
            np.testing.assert_array_equal(np.asarray(after), made)
    if extension == "jpg":
        before, after = read_photo(source).coding, read_photo(target).coding
        assert after == before


@pytest.fixture
def sources(tmp_path: Path) -> list[tuple[Path, Path]]:
    """Give a source and its result in each format."""
    pairs = []
    for extension in KINDS:
        source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
        source.write_bytes(encoded(extension, "colour", PROFILES["p3"]))
        restored(source, target)
        pairs.append((source, target))
    return pairs


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_finds_every_tag_again(sources: list[tuple[Path, Path]]) -> None:
    """Every tag that exiftool reads in a source it reads in the result, of the same value; it was turned."""
    paths = [path for pair in sources for path in pair]
    told = subprocess.run(
        ["exiftool", "-json", "-G1", "-struct", *paths], capture_output=True, text=True, check=True
    ).stdout
    tags = dict(zip(paths, json.loads(told), strict=True))
    for source, target in sources:
        for across, down in TURNED.items():
            if across in tags[source]:
                tags[source][across], tags[source][down] = tags[source][down], tags[source][across]
        lost = {
            name: value
            for name, value in tags[source].items()
            if name.startswith(GROUPS) and name.split(":")[1] not in OWN and tags[target].get(name) != value
        }
        assert not lost, f"{source.suffix}: {lost}, found { {name: tags[target].get(name) for name in lost} }"
        assert tags[target].get("IFD0:Orientation", "Horizontal (normal)") == "Horizontal (normal)"
        assert not [value for name, value in tags[target].items() if name.endswith((":Warning", ":Error"))]


@pytest.mark.skipif(not shutil.which("vipsheader"), reason="vipsheader is not installed")
def test_vipsheader_agrees(sources: list[tuple[Path, Path]]) -> None:
    """Libvips's own command finds size, bands and profile in each format that it knows."""
    known = set()
    for _, target in sources:
        done = subprocess.run(["vipsheader", "-a", target], capture_output=True, text=True, check=False)
        if done.returncode:
            continue
        known.add(target.suffix)
        facts = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
        assert (facts["width"], facts["height"], facts["bands"]) == ("32", "48", "3")
        assert f"{len(WIDE['p3'])} bytes" in facts["icc-profile-data"]
    assert known >= {".jpg", ".png", ".tif", ".webp"}
