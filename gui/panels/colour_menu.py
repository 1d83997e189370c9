"""The colour menu: what colour the photo has at a place, from what is proposed, placed before or natural."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from gui.words import texts, texts_colours

Colour = tuple[float, float, float]
"""Red, green and blue, 0..1, sRGB."""

_ICON_PIXELS = 18
_ALIKE = 0.06


@dataclass(frozen=True, slots=True)
class Question:
    """What colour a place has: ``choose`` takes one, ``remove`` takes away the ``colour`` it has, if any.

    ``mark`` is told whether it is being asked.
    """

    choose: Callable[[Colour], object]
    remove: Callable[[], object]
    mark: Callable[[bool], object]
    colour: Colour | None = None


def show_colours(
    parent: QWidget, at: QPoint, proposed: Iterable[Colour], placed: Iterable[Colour], question: Question
) -> None:
    """Ask by a menu at a place of the screen."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(partial(question.mark, False))
    menu.aboutToHide.connect(menu.deleteLater)
    for heading, colours in ((texts.PROPOSED, proposed), (texts.OF_PHOTO, placed)):
        distinct = _distinct(colours)
        if distinct:
            menu.addSection(heading)
        for colour in distinct:
            menu.addAction(_icon(colour), texts_colours.described(colour), partial(question.choose, colour))
    menu.addSection(texts.NATURAL)
    for name, colour in texts.NATURAL_COLOURS:
        menu.addAction(_icon(colour), name, partial(question.choose, colour))
    menu.addSeparator()
    menu.addAction(texts.OTHER_COLOUR, partial(_ask, parent, question))
    if question.colour is not None:
        menu.addAction(texts.REMOVE_HINT, question.remove)
    question.mark(True)
    menu.popup(at)


def _ask(parent: QWidget, question: Question) -> None:
    """Ask by a dialog for any colour."""
    dialog = QColorDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if question.colour is not None:
        dialog.setCurrentColor(QColor.fromRgbF(*question.colour))
    dialog.colorSelected.connect(
        lambda colour: question.choose((colour.redF(), colour.greenF(), colour.blueF()))
    )
    dialog.finished.connect(lambda: question.mark(False))
    question.mark(True)
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
