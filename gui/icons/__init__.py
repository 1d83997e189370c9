"""Icons: drawn from SVG in the colour of the text, sharp on any screen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
_SIDES = (16, 24, 32, 48, 64)


def draw_icon(name: str, palette: QPalette) -> QIcon:
    """Draw one of our icons in the palette's colours: that of text, and a dim one where it is disabled."""
    icon = QIcon()
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.WindowText)
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
        for side in _SIDES:
            icon.addPixmap(_pixmap(renderer, colour.alphaF(), side), mode)
    return icon


def program_icon() -> QIcon:
    """Draw the program's own icon."""
    return QIcon(str(FOLDER / "restorer.svg"))


def _pixmap(renderer: QSvgRenderer, opacity: float, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap
