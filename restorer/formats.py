"""The file formats: what each can hold, which are only read, what a result is called."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from restorer.errors import WriteError

SUFFIX = "_restored"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, its extensions (the usual one first) and what it can hold.

    ``loader`` is the libvips class that decodes it; ``options`` are libvips's for saving, ``None``
    for a format that is only read.
    """

    name: str
    extensions: tuple[str, ...]
    loader: str
    depths: tuple[int, ...] = (8,)
    alpha: bool = True
    options: dict[str, Any] | None = None

    @property
    def is_written(self) -> bool:
        """Whether results can be saved in it."""
        return self.options is not None


FORMATS = {
    kind.name: kind
    for kind in (
        Format("jpeg", (".jpg", ".jpeg", ".jfif"), "Jpeg", alpha=False, options={"Q": 95}),
        Format("png", (".png",), "Png", (8, 16), options={}),
        Format("tiff", (".tif", ".tiff"), "Tiff", (8, 16, 32), options={"compression": "deflate"}),
        Format("webp", (".webp",), "Webp", options={"Q": 95, "smart_subsample": True}),
        Format("avif", (".avif",), "Heif", (8, 10, 12), options={"Q": 90, "compression": "av1"}),
        Format("gif", (".gif",), "Nsgif"),
    )
}
EXTENSIONS = {extension: kind for kind in FORMATS.values() for extension in kind.extensions}


def format_for(path: Path) -> Format:
    """Find the format a path's extension asks to be written in; WriteError if there is none."""
    kind = EXTENSIONS.get(path.suffix.lower())
    if kind is None or not kind.is_written:
        known = ", ".join(extension for extension, kind in EXTENSIONS.items() if kind.is_written)
        raise WriteError(f"{path}: cannot write {path.suffix or 'a file without extension'}; known: {known}")
    return kind


def restored_path(source: Path) -> Path:
    """Give where a result goes by default: ``{stem}_restored{ext}`` beside its source."""
    return as_written(source.with_stem(source.stem + SUFFIX))


def as_written(path: Path) -> Path:
    """Give a result's path an extension that is written: ``.png`` for a format that is only read."""
    kind = EXTENSIONS.get(path.suffix.lower())
    return path.with_suffix(".png") if kind is not None and not kind.is_written else path
