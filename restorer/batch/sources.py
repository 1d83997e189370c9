"""The photos that arguments, lists and folders name; what is none is told, and nothing is waited for."""

import glob
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote_to_bytes

from restorer.errors import PhotoError
from restorer.files import sniff_file
from restorer.formats import EXTENSIONS, HEAD_BYTES, Format, sniff
from restorer.system.names import natural_order
from restorer.system.paths import is_file, is_folder, is_there

_UNREAD = {
    ".ai", ".bpg", ".cin", ".cpt", ".cur", ".dds", ".djv", ".djvu", ".dpx", ".emf", ".eps", ".exr", ".fits",
    ".fts", ".gpr", ".hdr", ".icns", ".ico", ".j2k", ".jng", ".jp2", ".jpf", ".jpm", ".jpx", ".jxr", ".kra",
    ".mng", ".ora", ".pam", ".pbm", ".pct", ".pcx", ".pdn", ".pfm", ".pgm", ".pict", ".pnm", ".ppm", ".psb",
    ".psd", ".qoi", ".ras", ".sgi", ".svg", ".svgz", ".tga", ".wdp", ".wmf", ".xbm", ".xcf", ".xpm",
}  # fmt: skip
"""Endings of pictures that are not read."""
_COPY = re.compile(rf"({'|'.join(map(re.escape, EXTENSIONS))})(~|\.[0-9]+|\.(bak|old|orig))$", re.IGNORECASE)
"""What copies that were kept aside end in."""
_OF_THIS_MACHINE = re.compile(r"file://(localhost)?(?=/)")


@dataclass(frozen=True, slots=True)
class Source:
    """A photo's file: its place below the input folder (``None``: named itself), its format if known.

    ``skip`` and ``failure`` say why there is nothing to restore in it.
    """

    path: Path
    below: Path | None = None
    kind: Format | None = None
    skip: str | None = None
    failure: str | None = None


type _Look = Callable[[os.DirEntry[str], Path, Path], Source | None]


def find_sources(
    inputs: Iterable[Path], *, recursive: bool, exclude: Collection[str] = ()
) -> Iterator[Source]:
    """Find the photos of each input: the file it is, or those in the folder, ordered by name, 9 before 10.

    In a folder, files with a picture's extension count, and files without any whose content is a
    picture. Hidden ones do not; linked folders are not entered. Of ``exclude``, patterns as of a shell, those
    with a slash hold for what lies below the input, others for the name of a file or a folder. Raises
    PhotoError for an input folder that cannot be read.
    """
    for path in inputs:
        if is_folder(path):  # of what cannot be told the reading says why
            yield from _walk(path, _look, recursive=recursive, exclude=exclude)
        elif not _is_excluded(path, exclude):
            yield Source(path, None, _kind(path))


def list_files(folders: Iterable[Path], *, recursive: bool, exclude: Collection[str] = ()) -> Iterator[Path]:
    """List what :func:`find_sources` would look into in folders; nothing is opened. Raises what that does."""
    for folder in folders:
        for source in _walk(folder, _look_by_name, recursive=recursive, exclude=exclude):
            yield source.path


def count_unread(folder: Path, *, recursive: bool, exclude: Collection[str] = ()) -> Counter[str]:
    """Count the files of a folder that are called pictures but passed over, by their endings."""
    found = _walk(folder, _look_unread, recursive=recursive, exclude=exclude)
    with suppress(PhotoError):
        return Counter(source.skip for source in found if source.skip)
    return Counter()


def all_searched(inputs: Iterable[Path], *, recursive: bool) -> bool:
    """Tell whether no folder below those named is left out of a search."""
    return recursive or not any(folders_below(path) for path in inputs if is_folder(path))


def folders_below(folder: Path) -> list[Path]:
    """List the folders in a folder that are neither hidden nor links; none of what cannot be told."""
    try:
        entries = _entries(folder)
    except PhotoError:
        return []
    return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def expand_patterns(inputs: Iterable[Path]) -> Iterator[Path]:
    """Replace each input that does not exist by the files it is a pattern for, as not all shells do."""
    for path in inputs:
        found: list[str] = []
        if glob.has_magic(str(path)) and not is_there(path):
            found = glob.glob(str(path), recursive=True)  # noqa: PTH207 -- takes absolute patterns too
            found.sort(key=lambda name: (natural_order(name), name))
        yield from map(Path, found or [str(path)])


def read_list(path: Path) -> list[Path]:
    """Read a list of photos, ``-`` from standard input: one a line, or each ended by a zero byte.

    Names are UTF-8, UTF-16 with its mark, or whatever bytes the file system has; one may be a URI of this
    machine (``file:///..``), and stand in double quotes. Raises PhotoError if the list cannot be read, or is
    a picture.
    """
    if str(path) == "-" and sys.stdin is None:
        raise PhotoError(f"{path}: the list cannot be read: standard input is closed")
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise PhotoError(f"{path}: the list cannot be read: {error.strerror or error}") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # as PowerShell writes lists
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    if sniff(content[:HEAD_BYTES]) and not _is_text(content):
        raise PhotoError(f"{path}: is a picture, expected a list of photos")
    content = content.removeprefix(b"\xef\xbb\xbf")
    names = content.split(b"\0") if b"\0" in content else content.replace(b"\r\n", b"\n").split(b"\n")
    return [_as_listed(_decode(name)) for name in names if name.strip()]


def _as_listed(name: str) -> Path:
    """Take a line as a path: what file managers copy are URIs, and what tables hold stands in quotes."""
    quoted = name.strip()
    if len(quoted) > 2 and quoted[0] == quoted[-1] == '"' and not is_there(Path(name)):
        name = quoted[1:-1]
    if uri := _OF_THIS_MACHINE.match(name):
        place = os.fsdecode(unquote_to_bytes(os.fsencode(name[uri.end() :].rstrip())))
        return Path(place.removeprefix("/") if os.name == "nt" else place)
    return Path(name)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode(name: bytes) -> str:
    return os.fsdecode(name) if os.name != "nt" else name.decode("utf-8", "replace")


def _is_excluded(path: Path, exclude: Collection[str]) -> bool:
    """Tell whether a path, below the folder that is searched, is left out."""
    below = path.as_posix()
    patterns = (each.rstrip("/") for each in exclude)
    return any(fnmatch(below if "/" in each else path.name, each) for each in patterns)


def _walk(root: Path, look: _Look, *, recursive: bool, exclude: Collection[str]) -> Iterator[Source]:
    """Go through a folder, each folder below where its name stands in the order."""
    if _is_excluded(root, exclude):
        return
    waiting = [(iter(_entries(root)), Path())]
    while waiting:
        entries, above = waiting[-1]
        entry = next(entries, None)
        if entry is None:
            waiting.pop()
            continue
        path, below = Path(entry.path), above / entry.name
        if _is_excluded(below, exclude):
            continue
        if (source := look(entry, path, below)) is not None:
            yield source
        if recursive and entry.is_dir(follow_symlinks=False) and not entry.is_junction():
            try:
                waiting.append((iter(_entries(path)), below))
            except PhotoError as error:
                yield Source(path, below, failure=str(error))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        raise PhotoError(f"{folder}: the folder cannot be read: {error.strerror}") from error
    return sorted(shown, key=lambda entry: (natural_order(entry.name), entry.name))


def _look(entry: os.DirEntry[str], path: Path, below: Path) -> Source | None:
    """Tell what an entry is to us: a photo, something called like one, or nothing."""
    suffix = path.suffix.lower()
    if suffix and suffix not in EXTENSIONS:
        return None
    problem = _problem(entry)
    if problem is not None:
        return Source(path, below, skip=f"{path}: {problem}") if suffix else None
    kind = _kind(path)
    return Source(path, below, kind) if suffix or kind else None


def _look_by_name(entry: os.DirEntry[str], path: Path, below: Path) -> Source | None:
    """Find what may be a photo by its name, and is no folder."""
    if (path.suffix and path.suffix.lower() not in EXTENSIONS) or entry.is_dir(follow_symlinks=False):
        return None
    return Source(path, below)


def _look_unread(entry: os.DirEntry[str], path: Path, below: Path) -> Source | None:
    """Find a file that is called a picture but passed over; ``skip`` is its ending."""
    copy = _COPY.search(entry.name)
    ending = (copy[0] if copy else path.suffix).lower()
    is_unread = (copy or ending in _UNREAD) and is_file(path)
    return Source(path, below, skip=ending) if is_unread else None


def _problem(entry: os.DirEntry[str]) -> str | None:
    """Say what an entry is that is no regular file."""
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        return "is a link to nothing" if entry.is_symlink() else str(error.strerror)
    if stat.S_ISREG(mode):
        return None
    return "is a folder" if stat.S_ISDIR(mode) else "is not a regular file"


def _kind(path: Path) -> Format | None:
    """Tell a photo's format by its content; of what cannot be told, the reading will say why."""
    try:
        return sniff_file(path) if is_file(path) else None
    except PhotoError:
        return None
