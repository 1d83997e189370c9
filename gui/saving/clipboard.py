"""The clipboard: what of it can be opened, and what is put there."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from gui.files.paths import expanded, path_of, url_of
from restorer import is_file

_PICTURES = ("image/png", "image/tiff", "image/jpeg", "image/webp", "image/avif", "image/bmp")
"""Kinds of picture files that are taken as they are, those that lose nothing first."""
_LONGEST_PATH = 4096


def pasted() -> list[Path] | bytes | None:
    """Give the files that are on the clipboard, or the content of a picture file, or ``None``."""
    mime = QGuiApplication.clipboard().mimeData() or QMimeData()
    if files := local_files(mime):
        return files
    for kind in _PICTURES:
        if mime.hasFormat(kind) and (content := mime.data(kind).data()):
            return bytes(content)
    image = QGuiApplication.clipboard().image() if mime.hasImage() else QImage()
    if not image.isNull():
        from gui.work.images import encoded

        return encoded(image)
    return _named_file(mime.text())


def local_files(mime: QMimeData) -> list[Path]:
    """List the files that are dragged or copied."""
    return [path_of(url) for url in mime.urls() if url.isLocalFile()]


def copy_file(path: Path) -> None:
    """Put a file on the clipboard, for file managers and mail."""
    QGuiApplication.clipboard().setMimeData(mime_of(path))


def mime_of(path: Path) -> QMimeData:
    """Give a file as other programs take it."""
    mime = QMimeData()
    mime.setUrls([url_of(path)])
    return mime


def _named_file(text: str) -> list[Path] | None:
    """Give the file whose whole path or address is written in a text, as a list of one."""
    text = text.strip().strip('"')
    if not text or len(text) > _LONGEST_PATH or "\n" in text:
        return None
    url = QUrl(text)
    path = path_of(url) if url.isLocalFile() else expanded(text)
    return [path] if path.is_absolute() and is_file(path) else None
