"""The colour menu: what colour the photo has at a place, from what is proposed, placed before or natural."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from gui import texts

Colour = tuple[float, float, float]
"""Red, green and blue, 0..1, sRGB."""

_ICON_PIXELS = 18
_ALIKE = 0.06


def show_colours(
    parent: QWidget,
    proposed: Iterable[Colour],
    placed: Iterable[Colour],
    choose: Callable[[Colour], object],
    remove: Callable[[], object],
) -> QMenu:
    """Show the menu at the pointer; it calls ``choose`` with a colour, or ``remove``."""
    menu = QMenu(parent)
    for heading, colours in ((texts.PROPOSED, proposed), (texts.OF_PHOTO, placed)):
        distinct = _distinct(colours)
        if distinct:
            menu.addSection(heading)
        for colour in distinct:
            menu.addAction(_icon(colour), QColor.fromRgbF(*colour).name(), partial(choose, colour))
    menu.addSection(texts.NATURAL)
    for name, colour in texts.NATURAL_COLOURS:
        menu.addAction(_icon(colour), name, partial(choose, colour))
    menu.addSeparator()
    menu.addAction(texts.OTHER_COLOUR, lambda: _ask(parent, choose))
    menu.addAction(texts.REMOVE_HINT, remove)
    menu.popup(parent.cursor().pos())
    return menu


def _ask(parent: QWidget, choose: Callable[[Colour], object]) -> None:
    dialog = QColorDialog(parent)
    dialog.colorSelected.connect(lambda colour: choose((colour.redF(), colour.greenF(), colour.blueF())))
    dialog.open()


def _distinct(colours: Iterable[Colour]) -> list[Colour]:
    """Leave out what is hardly another colour than one before."""
    kept: list[Colour] = []
    for colour in colours:
        if all(sum(abs(a - b) for a, b in zip(colour, other, strict=True)) > _ALIKE for other in kept):
            kept.append(colour)
    return kept


def _icon(colour: Colour) -> QIcon:
    square = QPixmap(_ICON_PIXELS, _ICON_PIXELS)
    square.fill(QColor.fromRgbF(*colour))
    return QIcon(square)
