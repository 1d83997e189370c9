"""Files that are traps: refused from their header, in little time and memory, by a watched process."""

import functools
import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image
from sound_files import XMP, Entries, by_pillow, picture, png, tiff

from restorer.errors import PhotoError
from restorer.files import read_photo

MOST_MEGABYTES, MOST_SECONDS = 200, 2.0
ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9))
WATCHED = """
import sys, time
from pathlib import Path
from restorer.files import read_photo
from restorer.errors import PhotoError

def kilobytes(name):
    return int(Path("/proc/self/status").read_text().split(name + ":")[1].split()[0])

read_photo(sys.argv[1])
for path in sys.argv[2:]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak is a child's from its parent's on, else
    before, start = kilobytes("VmRSS"), time.process_time()
    try:
        said = "read" if read_photo(path) else ""
    except PhotoError as error:
        said = f"refused {error}"
    seconds, grown = time.process_time() - start, (kilobytes("VmHWM") - before) / 1024
    print(round(grown), seconds, Path(path).name, said)
"""
needs_peak = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the peak of one file is not told")


def patched(content: bytes, place: int, form: str, *values: int) -> bytes:
    """Change numbers in a file."""
    changed = bytearray(content)
    struct.pack_into(form, changed, place, *values)
    return bytes(changed)


def tiff_of(side: int, *more: tuple[int, int, Any], data: bytes = b"", compression: int = 1) -> bytes:
    """Make a TIFF that says it is large."""
    entries: Entries = [
        (256, 4, (side,)), (257, 4, (side,)), (258, 3, (8, 8, 8)), (259, 3, (compression,)), (262, 3, (2,)),
        (277, 3, (3,)), *more,
    ]  # fmt: skip
    return tiff(entries, data)


@functools.cache
def bomb() -> bytes:
    """Pack 200 megabytes of zeros."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()


def text_bomb(name: bytes, head: bytes, count: int = 1) -> bytes:
    """Make a PNG of chunks that unpack to 200 megabytes each."""
    return png((13, 7, 8, 0), bytes(7 * 14), [(name, head + bomb())] * count)


def with_segment(jpeg: bytes, body: bytes) -> bytes:
    """Put an APP1 segment in front of a JPEG."""
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def traps() -> dict[str, bytes]:
    """Give the files that are to be refused."""
    jpeg, bmp, gif = (by_pillow(picture(), kind) for kind in ("JPEG", "BMP", "GIF"))
    progressive = by_pillow(picture(), "JPEG", progressive=True)
    webp, lossless, avif = (
        by_pillow(picture(), "WEBP"), by_pillow(picture(), "WEBP", lossless=True),
        by_pillow(picture(), "AVIF"),
    )  # fmt: skip
    colours = Image.fromarray(picture())
    frames = by_pillow(
        colours, "WEBP", save_all=True, append_images=[colours.transpose(Image.Transpose.ROTATE_180)]
    )
    strip: Entries = [(273, 4, (8,)), (278, 4, (60_000,)), (279, 4, (100,))]
    tile: Entries = [(322, 4, (60_000,)), (323, 4, (60_000,)), (324, 4, (8,)), (325, 4, (100,))]
    shared: Entries = [(40_000 + at, 7, b"") for at in range(900)]
    overlapping = bytearray(
        tiff_of(8, (273, 4, (8,)), (278, 4, (8,)), (279, 4, (192,)), *shared, data=bytes(1 << 22))
    )
    (first,) = struct.unpack_from("<I", overlapping, 4)
    for at in range(first + 2 + 9 * 12, first + 2 + 909 * 12, 12):
        struct.pack_into("<II", overlapping, at + 4, 1 << 22, 8)
    return {
        "fifth.png": png((20_000, 10_000, 8, 2), bytes(1000)),
        "ten.png": png((100_000, 100_000, 8, 2), bytes(1000)),
        "liar.png": png((13_000, 13_000, 8, 2), bytes(1000)),
        "four.jpg": patched(jpeg, jpeg.index(b"\xff\xc0") + 5, ">HH", 65_000, 65_000),
        "liar.jpg": patched(progressive, progressive.index(b"\xff\xc2") + 5, ">HH", 13_000, 13_000),
        "three.tif": tiff_of(60_000, *strip, data=bytes(100)),
        "deflate.tif": tiff_of(13_000, *strip, data=bytes(100), compression=8),
        "tile.tif": tiff_of(100, *tile, data=bytes(100)),
        "overlapping.tif": bytes(overlapping),
        "lossy.webp": patched(webp, webp.index(b"VP8 ") + 14, "<HH", 16_383, 16_383),
        "lossless.webp": patched(lossless, lossless.index(b"VP8L") + 9, "<I", 16_383 | 16_383 << 14),
        "canvas.webp": patched(frames, frames.index(b"VP8X") + 12, "<HBHB", 12_999, 0, 12_999, 0),
        "four.avif": patched(avif, avif.index(b"ispe") + 8, ">II", 65_000, 65_000),
        "most.avif": patched(avif, avif.index(b"ispe") + 8, ">II", 0xFFFFFFFF, 0xFFFFFFFF),
        "four.bmp": patched(bmp, 18, "<ii", 65_000, 65_000),
        "liar.bmp": patched(bmp, 18, "<ii", 13_000, -13_000),
        "frame.gif": patched(gif, gif.index(b"\x2c", 13 + 768) + 5, "<HH", 65_535, 65_535),
        "huge.jxl": b"\xff\x0a" + (3 << 1 | 99_999 << 3 | 1 << 33).to_bytes(14, "little"),
    }  # fmt: skip


def puzzles() -> dict[str, bytes]:
    """Give the files that hold a trap beside a sound picture, which is to be read."""
    jpeg = by_pillow(picture(), "JPEG")
    loop = struct.pack("<2sHI H HHII HHII I", b"II", 42, 8, 2, 0x8769, 4, 1, 8, 0x8825, 4, 1, 8, 8)
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + ENTITIES + b"]>"
    packet = laughs + XMP[XMP.index(b"<x:xmpmeta") :].replace(b"image/x", b"&j;")
    deep = b"<a>" * 8000 + b"</a>" * 8000
    pages = bytearray(by_pillow(picture(), "TIFF"))
    (first,) = struct.unpack_from("<I", pages, 4)
    struct.pack_into("<I", pages, first + 2 + 12 * struct.unpack_from("<H", pages, first)[0], first)
    name = b"http://ns.adobe.com/xap/1.0/\0"
    return {
        "itxt.png": text_bomb(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0", 20),
        "ztxt.png": text_bomb(b"zTXt", b"Raw profile type iptc\0\0", 20),
        "iccp.png": text_bomb(b"iCCP", b"x\0\0"),
        "exif.jpg": with_segment(jpeg, b"Exif\0\0" + loop),
        "entities.jpg": with_segment(jpeg, name + packet),
        "deep.jpg": with_segment(jpeg, name + deep),
        "pages.tif": bytes(pages),
    }


def watch(files: dict[str, bytes], folder: Path) -> dict[str, tuple[float, float, str]]:
    """Read files in a process: megabytes it grew by, seconds of work and what came of it, for each."""
    first = folder / "first.png"
    Image.fromarray(picture()).save(first)
    paths = [folder / name for name in files]
    for path in paths:
        path.write_bytes(files[path.name])
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, first, *paths],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert not done.stderr
    lines = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    return {name: (float(grown), float(seconds), said) for grown, seconds, name, said in lines}


@needs_peak
def test_traps_are_refused_at_once(tmp_path: Path) -> None:
    """Whatever a header claims, the file is refused within two seconds and 200 megabytes."""
    pytest.importorskip("pillow_jxl")
    watched = watch(traps(), tmp_path)
    assert len(watched) == len(traps())
    for name, (grown, seconds, said) in watched.items():
        assert said.startswith("refused"), f"{name}: {said}"
        assert grown < MOST_MEGABYTES, f"{name} takes {grown} MB"
        assert seconds < MOST_SECONDS, f"{name} takes {seconds} s"


@needs_peak
def test_traps_beside_a_sound_picture_harm_nothing(tmp_path: Path) -> None:
    """Texts that unpack without end, loops of directories and entities of entities are left alone."""
    for name, (grown, seconds, said) in watch(puzzles(), tmp_path).items():
        assert said == "read", f"{name}: {said}"
        assert grown < MOST_MEGABYTES, f"{name} takes {grown} MB"
        assert seconds < MOST_SECONDS, f"{name} takes {seconds} s"


def test_the_limit_is_an_option(tmp_path: Path) -> None:
    """A picture is refused by a limit below its size, and the message names size, limit and option."""
    file = io.BytesIO()
    Image.new("RGB", (1500, 1000)).save(file, "PNG")
    (tmp_path / "a.png").write_bytes(file.getvalue())
    assert read_photo(tmp_path / "a.png", most_megapixels=1.5).width == 1500
    words = r"1500 x 1000 pixels; the limit is 1.4 megapixels \(--most-megapixels\)"
    with pytest.raises(PhotoError, match=words):
        read_photo(tmp_path / "a.png", most_megapixels=1.4)


def test_a_tiff_in_one_large_strip_is_read(tmp_path: Path) -> None:
    """A picture of 60 MB that is compressed in one piece is no trap."""
    path, pixels = (
        tmp_path / "strip.tif",
        np.random.default_rng(0).integers(0, 256, (4000, 5000, 3), np.uint8),
    )
    tifffile.imwrite(path, pixels, photometric="rgb", compression="zlib", rowsperstrip=4000)
    assert np.array_equal(read_photo(path).samples, pixels)
