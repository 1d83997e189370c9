"""Damage sound files at random and push each through read, write and read again.

python tests/fuzz.py [--seconds 300] [--seed 0] [--keep FOLDER]

Nothing may crash, hang, eat memory, raise anything but a RestorerError, speak on stderr or leave a
file; what was read must be writable, and come back. Files are tried in a process of their own, which
is started anew when one brings it down. What goes wrong is printed, and kept in a folder if asked.
"""

import argparse
import os
import resource
import selectors
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sound_files import sound_files

from restorer.errors import PhotoError
from restorer.files import read_photo, write_photo
from restorer.formats import FORMATS, result_extension

_MOST_SECONDS, _MOST_BYTES = 60, 4 << 30
_HEAD = 400
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFF, 0x8000, 100_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_FORMS = ("<H", ">H", "<I", ">I", "<Q")
_PNG = b"\x89PNG\r\n\x1a\n"


def damaged(rng: np.random.Generator, sound: bytes, other: bytes) -> bytes:
    """Damage a file in one of many ways; a PNG often gets checksums that fit."""
    content = bytearray(sound)
    _DAMAGES[rng.integers(len(_DAMAGES))](rng, content, other)
    is_summed = content.startswith(_PNG) and rng.random() < 0.7
    return _with_checksums(bytes(content)) if is_summed else bytes(content) or b"\0"


def _change(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    for place in rng.integers(0, len(content), rng.integers(1, 20)):
        content[place] = rng.integers(256)


def _change_head(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    for place in rng.integers(0, min(len(content), _HEAD), rng.integers(1, 8)):
        content[place] = rng.integers(256)


def _flip(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    content[rng.integers(len(content))] ^= 1 << int(rng.integers(8))


def _exaggerate(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    form = _FORMS[rng.integers(len(_FORMS))]
    size = struct.calcsize(form)
    at = int(rng.integers(min(len(content), _HEAD)))
    extreme = _EXTREMES[rng.integers(len(_EXTREMES))]
    content[at : at + size] = struct.pack(form, extreme & ((1 << 8 * size) - 1))


def _cut(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    del content[rng.integers(1, len(content)) :]


def _leave_out(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    at = int(rng.integers(len(content)))
    del content[at : at + int(rng.integers(1, len(content)))]


def _repeat(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    at = int(rng.integers(len(content)))
    content[at:at] = content[at : at + int(rng.integers(1, 200))]


def _graft(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    at = int(rng.integers(len(content)))
    content[at:] = other[min(at, len(other) - 1) :]


def _insert(rng: np.random.Generator, content: bytearray, other: bytes) -> None:
    at = int(rng.integers(len(content)))
    content[at : at + 20] = rng.bytes(int(rng.integers(1, 80)))


_DAMAGES = (
    _change,
    _change_head,
    _flip,
    _exaggerate,
    _exaggerate,
    _cut,
    _leave_out,
    _repeat,
    _graft,
    _insert,
)


def _with_checksums(content: bytes) -> bytes:
    made, at = content[:8], 8
    while len(content) >= at + 12:
        end = at + 8 + int.from_bytes(content[at : at + 4])
        if end + 4 > len(content):
            break
        made += content[at:end] + struct.pack(">I", zlib.crc32(content[at + 4 : end]))
        at = end + 4
    return made + content[at:]


def complaint(path: Path, folder: Path) -> str:
    """Push a file through; gives what was wrong with it, or nothing."""
    try:
        photo = read_photo(path)
    except PhotoError as error:
        told = str(error)
        return "" if told.isprintable() and told.startswith(f"{path}: ") else f"odd message: {told!r}"
    target = folder / ("restored" + result_extension(path, FORMATS[str(photo.format)]))
    try:
        write_photo(photo, target, overwrite=True)
        again = read_photo(target)
        if not FORMATS[str(again.format)].lossy and not np.array_equal(photo.samples, again.samples):
            return "the samples are others"
    except Exception:
        return traceback.format_exc()
    finally:
        target.unlink(missing_ok=True)
    left = [each.name for each in folder.iterdir()]
    return f"left behind: {left}" if left else ""


def work(folder: Path) -> None:
    """Answer each path on stdin with a line: what was wrong with it."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    warnings.simplefilter("error")
    with tempfile.TemporaryFile() as noise:
        os.dup2(noise.fileno(), sys.stderr.fileno())
        for line in sys.stdin:
            said = complaint(Path(line.rstrip("\n")), folder)
            noise.seek(0)
            said = said or noise.read().decode("utf-8", "replace")
            noise.truncate(0)
            print(repr(said), flush=True)


class Worker:
    """The process that files are tried in."""

    def __init__(self, folder: Path):
        folder.mkdir()
        command = [sys.executable, __file__, "--work", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def try_file(self, path: Path) -> str:
        """Give what was wrong with a file; a process that it brought down is no more."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            answer = process.stdout.readline() if selector.select(_MOST_SECONDS) else "'it hangs'"
        if not answer:
            return f"it crashes with {process.wait()}"
        return str(answer.strip()[1:-1])

    @property
    def is_alive(self) -> bool:
        """Whether it can try another file."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def hunt(seed: int, seconds: float, keep: Path | None = None, most: int = sys.maxsize) -> Iterator[str]:
    """Try damaged files for some time, ``most`` at most; gives a line for each that went wrong."""
    rng = np.random.default_rng(seed)
    seeds = list(sound_files().items())
    end, count = time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory() as place:
        folder, worker = Path(place), None
        while count < most and time.monotonic() < end:
            count += 1
            (name, content), (_, other) = (seeds[at] for at in rng.integers(0, len(seeds), 2))
            path = folder / f"{seed}-{count}-{name}"
            path.write_bytes(damaged(rng, content, other))
            if worker is None or not worker.is_alive:
                worker = Worker(folder / f"results-{count}")
            if said := worker.try_file(path):
                worker.end()
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / path.name).write_bytes(path.read_bytes())
                yield f"{path.name}: {said}"
            path.unlink()
        if worker:
            worker.end()


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    if options.work:
        work(options.work)
        return
    found = 0
    for line in hunt(options.seed, options.seconds, options.keep):
        found += 1
        print(line)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
