"""The mask panel: where to begin, tools to paint with, and how the mask is shown."""

from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout

from gui.actions import Actions
from gui.canvas.tool_row import ToolRow
from gui.canvas.toolbox import MASK_COLOURS, SIZES, Toolbox
from gui.dialogs import questions
from gui.files.dialog_folders import place_beside, usual_folder
from gui.mask import Mask, Origin
from gui.panels.drop_panel import DropPanel
from gui.settings import Setting, setting_of
from gui.state import State
from gui.widgets.buttons import make_button, set_enabled
from gui.widgets.choice import Choice
from gui.widgets.slider import NumberSlider
from gui.words import texts

_FOUND, _NOTHING, _FILE = range(3)
_KINDS = "PNG (*.png);;TIFF (*.tif *.tiff)"


class MaskPanel(DropPanel):
    """Everything about what is filled, in the card of that step."""

    def __init__(self, state: State, actions: Actions, toolbox: Toolbox) -> None:
        super().__init__(state)
        self._actions = actions
        self._toolbox = toolbox
        self.origin = Choice()
        self.origin.addItems(texts.ORIGINS)
        self.tools = ToolRow(toolbox, ("", "brush", "eraser", "lasso", "rectangle"))
        self.brush = NumberSlider(texts.BRUSH_SIZE.name, texts.BRUSH_SIZE, SIZES[1], "{} px")
        self.shown = QCheckBox(texts.SHOW_MASK.name)
        self.colour = Choice()
        for name in MASK_COLOURS:
            self.colour.addItem(texts.COLOURS[name], name)
        self.look, self.clear, self.save = (
            make_button(words) for words in (texts.FIND_DAMAGE, texts.CLEAR_STROKES, texts.SAVE_MASK)
        )
        self._name()
        self._lay_out()
        self._connect()
        self._refresh()

    def _name(self) -> None:
        self.shown.setToolTip(texts.SHOW_MASK.tip)
        for control, words in ((self.origin, texts.MASK_ORIGIN), (self.colour, texts.MASK_COLOUR)):
            for named in (control, control.view()):
                named.setAccessibleName(words.name)
            control.setToolTip(words.tip)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        begins = QLabel(texts.MASK_ORIGIN.name)
        begins.setBuddy(self.origin)
        layout.addWidget(begins)
        layout.addWidget(self.origin)
        layout.addWidget(self.tools)
        layout.addWidget(self.brush)
        for widgets in ((self.shown, self.colour), (self.look,), (self.clear, self.save)):
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget)
            layout.addLayout(row)

    def _connect(self) -> None:
        toolbox, state = self._toolbox, self._state
        self.origin.activated.connect(self._on_origin_chosen)
        self.brush.value_changed.connect(toolbox.set_brush)
        self.shown.toggled.connect(toolbox.show_mask)
        self.colour.activated.connect(lambda _at: toolbox.set_mask_colour(self.colour.currentData()))
        self.look.clicked.connect(self._actions.show_mask)
        self.clear.clicked.connect(self._on_clear)
        self.save.clicked.connect(self._on_save)
        for keys, do, words in (
            ("[", toolbox.narrow, texts.NARROWER),
            ("]", toolbox.widen, texts.WIDER),
            ("M", self.shown.toggle, texts.SHOW_MASK.name),
        ):
            QShortcut(QKeySequence(keys), self, do).setWhatsThis(words)
        state.mask_shown.connect(self._on_mask_shown)
        toolbox.changed.connect(self._refresh)
        for shown in (state.settings_changed, state.photo_opened, state.mask_shown, state.work_changed):
            shown.connect(self._refresh)

    @property
    def _setting(self) -> Setting:
        return setting_of(self._state.settings, "inpaint")

    @property
    def _mask(self) -> Mask:
        return self._setting.mask

    def _refresh(self) -> None:
        """Show what is set."""
        toolbox, shown, origin = self._toolbox, self._state.origin, self._mask.origin
        places = {Origin.FOUND: _FOUND, Origin.NOTHING: _NOTHING}
        self.origin.setCurrentIndex(_FILE if not isinstance(origin, Origin) else places[origin])
        name = texts.ORIGINS[_FILE] if isinstance(origin, Origin) else origin.name
        self.origin.setItemText(_FILE, name)
        self.brush.set_value(toolbox.brush_pixels)
        self.shown.setChecked(toolbox.shows_mask)
        self.colour.setCurrentIndex(self.colour.findData(toolbox.mask_colour))
        is_idle = self._state.opened is not None and self._state.work is None
        can_look = is_idle and not self._mask.begins_as(shown) and origin is not Origin.NOTHING
        for button, can_press in (
            (self.look, can_look),
            (self.clear, bool(self._mask.strokes)),
            (self.save, is_idle),
        ):
            set_enabled(button, self.shown, is_enabled=can_press)

    def _set(self, mask: Mask, words: str) -> None:
        self._actions.change_step(replace(self._setting, mask=mask), words)

    def _on_origin_chosen(self, at: int) -> None:
        if at == _FILE:
            path = questions.ask_picture(self, texts.READ_MASK_TITLE, usual_folder(self._state))
            if path is None:
                self._refresh()
                return
            self.take_picture(path)
        else:
            origin = Origin.FOUND if at == _FOUND else Origin.NOTHING
            self._set(Mask(origin, self._mask.strokes), texts.MASK_ORIGIN.name)

    @override
    def take_picture(self, path: Path) -> None:
        """Begin the mask with a picture."""
        self._set(Mask.of_file(path, self._mask.strokes), texts.MASK_ORIGIN.name)

    def _on_mask_shown(self) -> None:
        """Say that there is no damage, where there is nothing to see of it."""
        shown = self._state.origin
        is_sound = shown is not None and shown.picture.greatest < self._setting.control("threshold")
        if shown and shown.origin is Origin.FOUND and is_sound:
            self._state.noticed.emit(texts.NO_DAMAGE)

    def _on_clear(self) -> None:
        self._set(replace(self._mask, strokes=()), texts.CLEAR_STROKES.name)

    def _on_save(self) -> None:
        start = place_beside(self._state, "_mask.png")
        if path := questions.ask_target(self, texts.SAVE_MASK_TITLE, _KINDS, start):
            self._actions.save_mask(path)
