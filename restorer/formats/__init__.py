"""The file formats: how each is told by its content, what it can hold, what a result is called."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import WriteError

SUFFIX, MASK_SUFFIX, PREVIEW_SUFFIX, VARIATION_SUFFIX = "_restored", "_mask", "_preview", "_v"
MOST_MEGAPIXELS = 250.0
"""Pictures beyond are refused from their header, unless the user says otherwise: few sensors have more."""
HEAD_BYTES = 64
"""What :func:`sniff` wants to see of a file's beginning."""
Overwrite = Literal["never", "rename", "always"]
"""What becomes of a file where a result is to go: it stays, or the result is numbered, or takes its place."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, its extensions (the usual one first) and what it can hold.

    ``codec`` is the module of ``restorer.formats.codecs`` that decodes it, ``begins`` tells it by a file's
    first bytes, ``becomes`` names the format of results from one that is only read. ``holds`` lists
    the parts of :class:`restorer.Metadata` it has a place for. ``densest`` is the most pixels a byte can
    stand for, where there is a limit: a header that tells of more is a lie. ``grey_within`` is what the three
    channels of a grey picture may differ by in a lossy file of a format that has no grey.
    """

    name: str
    extensions: tuple[str, ...]
    codec: str
    begins: Callable[[bytes], bool]
    depths: tuple[int, ...] = (8,)
    alpha: bool = True
    lossy: bool = False
    holds: frozenset[str] = frozenset()
    becomes: str | None = None
    densest: int | None = None
    grey_within: int | None = None

    @property
    def is_written(self) -> bool:
        """Whether results can be saved in it."""
        return self.becomes is None


@dataclass(frozen=True, slots=True)
class Saving:
    """How a result is written; ``None`` keeps what the photo came with.

    ``format`` is a name in FORMATS, ``quality`` 1 to 100, ``depth`` 8, 10, 12, 16 or 32 bits a
    sample. ``strip_gps`` leaves out where the photo was taken, ``history`` notes what was done.
    """

    format: str | None = None
    quality: int | None = None
    depth: int | None = None
    strip_gps: bool = False
    history: bool = True

    def __post_init__(self) -> None:
        """Refuse what no format can be asked for."""
        if self.format is not None and not (self.format in FORMATS and FORMATS[self.format].is_written):
            known = ", ".join(kind.name for kind in FORMATS.values() if kind.is_written)
            raise WriteError(f"format {self.format!r} cannot be written; known: {known}")
        if self.quality is not None and not 1 <= self.quality <= 100:
            raise WriteError(f"quality is {self.quality}, expected 1 to 100")
        if self.depth not in (None, 8, 10, 12, 16, 32):
            raise WriteError(f"bit depth is {self.depth}, expected 8, 10, 12, 16 or 32")


def _starts(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magics)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _has_brand(*brands: bytes) -> Callable[[bytes], bool]:
    """Tell an ISO media file by its major brand, or where that is general by a compatible one."""

    def begins(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return False
        major = head[8:12]
        others = [head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), len(head)), 4)]
        return major in brands or (major in (b"mif1", b"msf1") and any(brand in brands for brand in others))

    return begins


_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_RAW = (b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM", b"II\x1a\0\0\0HEAPCCDR")
_ALL = frozenset({"exif", "xmp", "iptc", "icc", "dpi"})
_RAW_EXTENSIONS = (
    ".dng", ".nef", ".nrw", ".cr2", ".cr3", ".crw", ".arw", ".sr2", ".srf", ".raf", ".orf", ".rw2", ".rwl",
    ".pef", ".srw", ".3fr", ".fff", ".iiq", ".erf", ".kdc", ".dcr", ".mef", ".mos", ".mrw", ".x3f",
)  # fmt: skip


def _is_raw(head: bytes) -> bool:
    return (
        head.startswith(_RAW) or head[4:12] == b"ftypcrx " or (head[:4] == b"II*\0" and head[8:10] == b"CR")
    )


FORMATS = {
    kind.name: kind
    for kind in (
        Format(
            "jpeg", (".jpg", ".jpeg", ".jfif", ".jpe"), "vips", _starts(b"\xff\xd8\xff"),
            alpha=False, lossy=True, holds=_ALL, densest=2048,
        ),
        Format(
            "png", (".png", ".apng"), "vips", _starts(b"\x89PNG\r\n\x1a\n"), (8, 16),
            holds=_ALL, densest=8500,
        ),
        Format("raw", _RAW_EXTENSIONS, "raw", _is_raw, (16,), becomes="tiff"),
        Format("tiff", (".tif", ".tiff"), "vips", _starts(*_TIFF), (8, 16, 32), holds=_ALL),
        Format(  # libwebp rounds the channels of grey apart
            "webp", (".webp",), "vips", _is_webp, lossy=True, holds=_ALL - {"iptc", "dpi"}, grey_within=1
        ),
        Format(
            "avif", (".avif", ".avifs"), "avif", _has_brand(b"avif", b"avis"), (8, 10, 12),
            lossy=True, holds=_ALL - {"iptc", "dpi"}, grey_within=0,
        ),
        Format(
            "heic", (".heic", ".heif", ".hif"), "heif",
            _has_brand(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), (8, 10, 12),
            lossy=True, holds=_ALL - {"iptc", "dpi"}, grey_within=0,
        ),
        Format(
            "jxl", (".jxl",), "jxl", _starts(b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"), (8, 16), becomes="png"
        ),
        Format(
            "gif", (".gif",), "vips", _starts(b"GIF87a", b"GIF89a"),
            becomes="png", densest=4096, grey_within=0,
        ),
        Format("bmp", (".bmp", ".dib"), "bmp", _starts(b"BM"), becomes="png", densest=1024),
    )
}  # fmt: skip
"""Every format that is read, in the order in which they are told apart."""
EXTENSIONS = {extension: kind for kind in FORMATS.values() for extension in kind.extensions}


def sniff(head: bytes, extension: str = "") -> Format | None:
    """Tell a format by a file's first HEAD_BYTES; ``None`` for what is no picture known here.

    The name counts only where content does not decide: a camera's RAW file may begin as any TIFF.
    """
    kind = next((kind for kind in FORMATS.values() if kind.begins(head)), None)
    by_name = EXTENSIONS.get(extension.lower())
    if kind is not None and kind.name == "tiff" and by_name is not None and by_name.name == "raw":
        return by_name
    return kind


def format_for(path: Path) -> Format:
    """Find the format a path's extension asks to be written in; WriteError if there is none."""
    kind = EXTENSIONS.get(path.suffix.lower())
    if kind is None or not kind.is_written:
        known = ", ".join(extension for extension, kind in EXTENSIONS.items() if kind.is_written)
        ending = path.suffix or "a file without extension (a folder ends in /)"
        raise WriteError(f"{path}: cannot write {ending}; known: {known}")
    return kind


def check_named(path: Path, wanted: str | None) -> None:
    """Raise WriteError if a path has the extension of another format than the one ``wanted``, if one is."""
    named = EXTENSIONS.get(path.suffix.lower())
    if wanted and named and wanted != named.name:
        raise WriteError(f"{path}: is the name of a {named.name}, but the format is to be {wanted}")


def result_extension(source: Path, kind: Format | None, wanted: str | None = None) -> str:
    """Give the extension of a result: ``source``'s own if the format it is written in has it.

    ``kind`` is the source's format, ``wanted`` the name of another to write; a format that is only
    read becomes the one it names.
    """
    target = FORMATS[wanted] if wanted else kind
    if target is None:
        return source.suffix
    if not target.is_written:
        target = FORMATS[str(target.becomes)]
    return source.suffix if source.suffix.lower() in target.extensions else target.extensions[0]


def restored_path(source: Path, kind: Format | None = None) -> Path:
    """Give where a result goes by default: ``{stem}_restored{ext}`` beside its source."""
    kind = kind or EXTENSIONS.get(source.suffix.lower())
    return source.with_name(source.stem + SUFFIX + result_extension(source, kind))
