"""Icons: drawn from SVG in the colour of the text, sharp on any screen."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import override

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

FOLDER = Path(__file__).parent
_SIDES = (16, 24, 32, 48, 64)


def draw_icon(name: str, palette: QPalette) -> QIcon:
    """Draw one of our icons in the palette's colours: that of text, and a dim one where it is disabled."""
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.WindowText)
        for side in _SIDES:
            icon.addPixmap(_pixmap(name, colour, side), mode)
    return icon


def keep_drawn(widget: QWidget, draw: Callable[[], object]) -> None:
    """Have a widget's icons drawn, and drawn anew whenever its colours change, as with the theme."""
    draw()
    widget.installEventFilter(_Palette(widget, draw))


class _Palette(QObject):
    """Hears of a widget's other colours, and lives as long as the widget does."""

    def __init__(self, widget: QWidget, draw: Callable[[], object]) -> None:
        super().__init__(widget)
        self._draw = draw

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw, and let the event pass."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        return super().eventFilter(watched, event)


def draw_overflow(window: QWidget) -> None:
    """Draw the signs that a window's toolbars hold more than is seen: Qt's own are black in any theme."""
    for button in window.findChildren(QToolButton, "qt_toolbar_ext_button"):
        button.setIcon(draw_icon("more", window.palette()))


def program_icon() -> QIcon:
    """Draw the program's own icon."""
    return QIcon(str(FOLDER / "restorer.svg"))


def _pixmap(name: str, colour: QColor, side: int) -> QPixmap:
    """Draw an icon, or take it from where Qt keeps what was drawn."""
    key = f"restorer/{name}/{colour.name(QColor.NameFormat.HexArgb)}/{side}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _drawn(name, colour, side)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(name: str, colour: QColor, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    _renderer(name, colour.name()).render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap


@functools.lru_cache(maxsize=1)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Read an icon for all of its sides, which are drawn one after another."""
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
