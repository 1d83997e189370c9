"""The clipboard: what of it can be opened, and what is put there."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData, QUrl
from PySide6.QtGui import QColorSpace, QGuiApplication, QImage

from gui.files.paths import expanded, local_files, path_of, url_of
from restorer import is_file

_PICTURES = ("image/png", "image/tiff", "image/jpeg", "image/webp", "image/avif", "image/bmp")
"""Kinds of picture files that are taken as they are, those that lose nothing first."""
_LONGEST_PATH = 4096
_WITHOUT_ALPHA = {False: QImage.Format.Format_RGB32, True: QImage.Format.Format_RGBX64}


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
        return _encoded(image)
    return _named_file(mime.text())


def copy_file(path: Path) -> None:
    """Put a file on the clipboard, for file managers and mail."""
    QGuiApplication.clipboard().setMimeData(mime_of(path))


def copy_pixels(width: int, height: int, pixels: bytes) -> None:
    """Put a picture on the clipboard, of which ``(height, width, 4)`` bytes of sRGB and alpha are given."""
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    QGuiApplication.clipboard().setImage(image)


def mime_of(path: Path) -> QMimeData:
    """Give a file as other programs take it."""
    mime = QMimeData()
    mime.setUrls([url_of(path)])
    return mime


def _encoded(image: QImage) -> bytes:
    """Write an image as a PNG file, packed loosely as it is read again at once.

    Alpha that is opaque throughout is left out, and so is the resolution, which is the screen's.
    """
    from gui.work.picture import bytes_of

    if image.hasAlphaChannel():
        plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
        if (bytes_of(plain)[..., 3] == 255).all():
            image = image.convertToFormat(_WITHOUT_ALPHA[image.depth() > 32])
    image.setDotsPerMeterX(0)
    image.setDotsPerMeterY(0)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", quality=100)  # type: ignore[call-overload] # Qt takes bytes or str
    return bytes(buffer.data().data())


def _named_file(text: str) -> list[Path] | None:
    """Give the file whose whole path or address is written in a text, as a list of one."""
    text = text.strip().strip('"')
    if not text or len(text) > _LONGEST_PATH or "\n" in text:
        return None
    url = QUrl(text)
    path = path_of(url) if url.isLocalFile() else expanded(text)
    return [path] if path.is_absolute() and is_file(path) else None
