"""Damaged files, and such as are made to keep a reader busy, take no longer than others of their size."""

import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sound_files
from sound_files import png

PATIENCE_SECONDS = 60
"""A reader that walks each of these once needs a second, one that begins again at each byte some minutes."""


def erased_tail() -> bytes:
    """Make a JPEG as a recovered card holds it: its second half is erased flash."""
    content = sound_files.sound_files()["plain.jpg"]
    return content[: len(content) // 2] + b"\xff" * 400_000


def padded_profile() -> bytes:
    """Make a PNG whose raw profile is nothing but space, and at its end no digit."""
    return grey_png(b"tEXt", b"Raw profile type iptc\0\niptc\n 5\n" + b" " * 400_000 + b"!")


def endless_packets() -> bytes:
    """Make a PNG whose XMP begins the end of a packet again and again."""
    return grey_png(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"<?xpacket end=" * 100_000)


def overlapping_strips() -> bytes:
    """Make a PNG whose EXIF has a thumbnail of many strips, each as long as the block."""
    strips, length = 60_000, 8 + 2 + 4 + 2 + 24 + 4 + 480_000
    head = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<HI", 0, 14)
    starts, sizes = 44, 44 + 4 * strips
    directory = struct.pack("<HHHIIHHIII", 2, 0x0111, 4, strips, starts, 0x0117, 4, strips, sizes, 0)
    values = struct.pack(f"<{strips}I", *[44] * strips) + struct.pack(f"<{strips}I", *[length] * strips)
    return grey_png(b"eXIf", head + directory + values)


def grey_png(name: bytes, body: bytes) -> bytes:
    """Make a grey PNG with a chunk."""
    return png((13, 7, 8, 0), bytes(7 * 14), [(name, body)])


def told_of(path: Path, content: bytes) -> subprocess.CompletedProcess[str]:
    """Ask for a file's facts in a process of its own, as nothing would end a reader in this one."""
    path.write_bytes(content)
    return subprocess.run(
        [sys.executable, "-m", "restorer", "info", str(path)],
        check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip


@pytest.mark.parametrize("make", [padded_profile, endless_packets, overlapping_strips])
def test_a_trap_in_what_travels_with_a_picture_holds_nobody_up(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    """The picture is read, whatever lies beside it."""
    done = told_of(tmp_path / "trap", make())
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^width +13$", done.stdout, re.MULTILINE)


def test_a_trap_in_the_picture_holds_nobody_up(tmp_path: Path) -> None:
    """It is refused, in one line."""
    path = tmp_path / "trap"
    done = told_of(path, erased_tail())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"restorer: {path}: ")
    assert done.stderr.count("\n") == 1
