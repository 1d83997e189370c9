"""The colour panel: colours placed by hand, a reference photo, and a strip of variations to choose from."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout

from gui.actions import Actions
from gui.canvas.tool_row import ToolRow
from gui.canvas.toolbox import Toolbox
from gui.dialogs import questions
from gui.files.dialog_folders import usual_folder
from gui.files.paths import mtime_ns
from gui.panels.colour_menu import Colour, Question, show_colours
from gui.panels.drop_panel import DropPanel
from gui.settings import Hint, Setting, setting_of
from gui.state import State
from gui.widgets.buttons import make_button, set_enabled
from gui.words import texts

if TYPE_CHECKING:
    from gui.work.picture import Picture

_NAME_PIXELS = 240
_THUMBNAIL = QSize(80, 64)
_COLUMNS = 3
_FRAME = (
    "QToolButton { border: 3px solid transparent; border-radius: 4px }"
    "QToolButton:checked { border-color: palette(highlight) }"
    "QToolButton:focus { border-color: palette(link); border-style: dashed }"
)
"""What is chosen is framed, as a picture leaves nothing of the button's ground to be seen."""


class ColourPanel(DropPanel):
    """Everything about which colours a photo gets, in the card of that step."""

    def __init__(self, state: State, actions: Actions, toolbox: Toolbox) -> None:
        super().__init__(state)
        self._actions = actions
        self._toolbox = toolbox
        self.tools = ToolRow(toolbox, ("", "hint"))
        self.clear, self.reference, self.without, self.propose = (
            make_button(words)
            for words in (texts.CLEAR_HINTS, texts.REFERENCE, texts.NO_REFERENCE, texts.VARIATIONS)
        )
        self.also_in_colour = QCheckBox(texts.ALSO_IN_COLOUR.name)
        self.also_in_colour.setToolTip(texts.ALSO_IN_COLOUR.tip)
        self.strip: list[QToolButton] = []
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.tools)
        row.addWidget(self.clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        for widget in (self.also_in_colour, self.reference, self.without, self.propose):
            layout.addWidget(widget)
        layout.addLayout(self._grid)
        self._grid.setSpacing(2)

    def _connect(self) -> None:
        state = self._state
        self.clear.clicked.connect(lambda: self._actions.set_hints((), texts.HINTS_CLEARED))
        self.reference.clicked.connect(self._on_reference)
        self.without.clicked.connect(self._on_without)
        self.propose.clicked.connect(self._actions.propose_colours)
        self.also_in_colour.clicked.connect(self._on_also_in_colour)
        self._toolbox.hint_picked.connect(self._on_hint_picked)
        state.colours_proposed.connect(self._show_strip)
        state.photo_opened.connect(self._show_strip)
        for shown in (state.settings_changed, state.photo_opened, state.work_changed):
            shown.connect(self._refresh)

    @property
    def _setting(self) -> Setting:
        return setting_of(self._state.settings, "colorize")

    def _refresh(self) -> None:
        """Show what is set."""
        setting = self._setting
        set_enabled(self.clear, self.reference, is_enabled=bool(setting.hints))
        self.also_in_colour.setChecked(bool(setting.control("force")))
        self._show_reference(setting.reference)
        can_propose = self._state.opened is not None and self._state.work is None
        set_enabled(self.propose, self.reference, is_enabled=can_propose)
        for variation, button in enumerate(self.strip):
            button.setVisible(self._is_of_proposals(setting))
            button.setChecked(variation == setting.control("variation"))

    def _show_reference(self, path: Path | None) -> None:
        """Show the name of the reference, shortened in its middle if it is long."""
        name = texts.REFERENCE.name
        if path is not None:
            middle = Qt.TextElideMode.ElideMiddle
            name = self.fontMetrics().elidedText(path.name, middle, _NAME_PIXELS).replace("&", "&&")
        self.reference.setText(name)
        self.reference.setAccessibleName(path.name if path else name)
        self.reference.setToolTip(str(path) if path else texts.REFERENCE.tip)
        self.without.setVisible(path is not None)

    def _is_of_proposals(self, setting: Setting) -> bool:
        """Tell whether the colourings proposed were made with the colours and the reference that are set."""
        proposed = self._state.proposed
        return proposed is not None and _without_choice(proposed) == _without_choice(setting)

    def _show_strip(self) -> None:
        """Show the colourings that are proposed."""
        while self.strip:
            self.strip.pop().deleteLater()
        for variation, picture in enumerate(self._state.proposals):
            button = QToolButton()
            button.setIcon(QIcon(self._thumbnail(picture)))
            button.setIconSize(_THUMBNAIL)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setStyleSheet(_FRAME)
            button.setAccessibleName(texts.variation(variation))
            button.setToolTip(texts.variation(variation))
            button.clicked.connect(lambda _checked, variation=variation: self._choose(variation))
            self._grid.addWidget(button, variation // _COLUMNS, variation % _COLUMNS)
            self.setTabOrder(self.strip[-1] if self.strip else self.propose, button)
            self.strip.append(button)
        self._refresh()
        if self.strip and not self._is_of_proposals(self._setting):
            self._state.noticed.emit(texts.OVERTAKEN)

    def _thumbnail(self, picture: "Picture") -> QPixmap:
        """Draw a colouring small, as sharp as the screen is."""
        ratio = self.devicePixelRatioF()
        shown = QPixmap.fromImage(picture.levels[-1].copy())
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = shown.scaled(_THUMBNAIL * ratio, aspect, smooth)
        shown.setDevicePixelRatio(ratio)
        return shown

    def _choose(self, variation: int) -> None:
        self._actions.change_step(
            self._setting.with_control("variation", variation or None), texts.VARIATION.name
        )

    def _set_reference(self, path: Path | None) -> None:
        words = texts.REFERENCE if path else texts.NO_REFERENCE
        lent = replace(self._setting, reference=path, reference_stamp=mtime_ns(path) if path else 0)
        self._actions.change_step(lent, words.name.rstrip("…"))

    def _on_also_in_colour(self, is_wished: bool) -> None:
        forced = self._setting.with_control("force", 1.0 if is_wished else None)
        self._actions.change_step(forced, texts.ALSO_IN_COLOUR.name)

    def _on_reference(self) -> None:
        if path := questions.ask_picture(self, texts.REFERENCE_TITLE, usual_folder(self._state)):
            self.take_picture(path)

    def _on_without(self) -> None:
        self.reference.setFocus()
        self._set_reference(None)

    @override
    def take_picture(self, path: Path) -> None:
        """Lend a picture's colours."""
        self._set_reference(path)

    def _on_hint_picked(self, number: int, at: QPointF) -> None:
        """Ask for the colour of a hint, or of a place that is to get one."""
        opened, hints = self._state.opened, self._setting.hints
        x, y = at.toTuple()

        def put(instead: tuple[Hint, ...], words: str) -> None:
            if self._state.opened is opened and self._setting.hints == hints:
                self._actions.set_hints((*hints[:number], *instead, *hints[number + 1 :]), words)

        colours = [hint[2] for hint in hints]
        words = texts.HINT_CHANGED if colours[number:] else texts.HINT_PLACED
        question = Question(
            choose=lambda colour: put(((x, y, colour),), words),
            remove=lambda: put((), texts.HINT_REMOVED),
            mark=lambda is_asked: self._toolbox.mark(at if is_asked else None),
            colour=next(iter(colours[number:]), None),
        )
        others = colours[:number] + colours[number + 1 :]
        show_colours(self, self._toolbox.asked_at, self._proposed(x, y), others, question)

    def _proposed(self, x: float, y: float) -> list[Colour]:
        """Give the colours that the proposed colourings have at a place of the photo."""
        assert self._state.opened
        photo = self._state.opened.photo
        return [picture.colour_at(x / photo.width, y / photo.height) for picture in self._state.proposals]


def _without_choice(setting: Setting) -> Setting:
    """Give what proposals depend on: all but which of them is chosen, how vivid, and how it is blended."""
    for name in ("variation", "saturation"):
        setting = setting.with_control(name, None)
    return replace(setting.without_strength(), is_on=True)
