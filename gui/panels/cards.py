"""Cards: one for each step, with its switch and its sliders."""

from dataclasses import dataclass, replace
from functools import partial
from typing import override

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from gui.mask import Origin
from gui.panels.model_choice import ModelChoice
from gui.settings import SIGMA, Setting
from gui.widgets.slider import NumberSlider
from gui.words import texts, texts_pages, texts_side
from restorer import MOST_SIGMA_255, TRAITS

STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Knob:
    """A number a user may set: whole, from 0 to ``high``; the control is ``scale`` times it."""

    name: str
    words: texts.Words
    high: int
    form: str = "{}"
    scale: float = 1.0

    def of(self, setting: Setting) -> int:
        """Give the number that a setting has."""
        return round(self._value(setting) / self.scale)

    def put(self, setting: Setting, number: int) -> Setting:
        """Give the setting with this number; a control that is as usual is left out."""
        value = round(number * self.scale, 2)
        if self.name == STRENGTH:
            return replace(setting, strength=value)
        usual = setting.with_control(self.name, None)
        is_usual = value == self._value(usual) and self.name != SIGMA
        return usual if is_usual else setting.with_control(self.name, value)

    def is_used(self, setting: Setting) -> bool:
        """Tell whether the mask of a setting, as it begins, has any use for it."""
        origin = setting.mask.origin
        uses = {"threshold": origin is Origin.FOUND, "grow": origin is not Origin.NOTHING}
        return uses.get(self.name, True)

    def _value(self, setting: Setting) -> float:
        return setting.strength if self.name == STRENGTH else setting.control(self.name)


def _percent(name: str, words: texts.Words, most: float = 1.0) -> Knob:
    return Knob(name, words, round(100 * most), texts_side.PERCENT, 0.01)


KNOBS: dict[str, tuple[Knob, ...]] = {
    "inpaint": (
        _percent("threshold", texts.THRESHOLD),
        Knob("grow", texts.GROW, 20, "{} px"),
        _percent(STRENGTH, texts.FILL_STRENGTH),
    ),
    "denoise": (
        Knob(SIGMA, texts.NOISE_LEVEL, round(MOST_SIGMA_255)),
        _percent(STRENGTH, texts.STRENGTH),
        _percent("luminance", texts.LUMINANCE),
        _percent("chroma", texts.CHROMA),
    ),
    "tone": (
        _percent(STRENGTH, texts.TONE_STRENGTH),
        _percent("contrast", texts.CONTRAST),
        _percent("cast", texts.CAST),
    ),
    "colorize": (
        _percent(STRENGTH, texts.COLOUR_STRENGTH),
        _percent("saturation", texts.SATURATION, TRAITS["colorize"].controls["saturation"].maximum),
        Knob("variation", texts.VARIATION, 8),
    ),
}
"""The sliders of each step."""


class Card(QFrame):
    """A step: on or off, and how. It tells what is wished for and shows what is set."""

    setting_wished = Signal(Setting, str, str)
    """The setting, what of it was changed, in words, and the control that was moved ("" for the switch)."""

    def __init__(self, task: str, extra: QWidget | None) -> None:
        super().__init__()
        self.extra = extra
        self._setting = Setting(task)
        self._noise: float | None = None
        words = texts.TASKS[task]
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.switch = QCheckBox(words.name)
        self.switch.setToolTip(words.tip)
        self.found = QLabel()
        self.automatic = QCheckBox(texts.AUTOMATIC)
        self.automatic.setToolTip(texts.AUTOMATIC_TIP)
        self._body = QWidget()
        self.models = ModelChoice(words.name)
        self.sliders = {
            knob.name: NumberSlider(f"{words.name}: {knob.words.name}", knob.words, knob.high, knob.form)
            for knob in KNOBS[task]
        }
        self._lay_out()
        self._connect()

    def show_setting(self, setting: Setting) -> None:
        """Show what is set."""
        self._setting = setting
        self.setAcceptDrops(setting.is_on and self.extra is not None and self.extra.acceptDrops())
        self.switch.setChecked(setting.is_on)
        self._body.setVisible(setting.is_on)
        self.models.show_chosen(setting.model)
        self.models.setEnabled(not setting.burst)  # which has a network of its own
        for knob in KNOBS[setting.task]:
            self.sliders[knob.name].set_value(knob.of(setting))
            self.sliders[knob.name].setEnabled(knob.is_used(setting))
        if SIGMA in self.sliders:
            is_automatic = SIGMA not in setting.controls
            self.automatic.setChecked(is_automatic)
            self.sliders[SIGMA].setEnabled(not is_automatic)
            if is_automatic:
                self.sliders[SIGMA].set_value(round(self._noise or 0))

    def show_noise(self, noise: float | None) -> None:
        """Show the noise found in the photo, in 8-bit levels."""
        self._noise = noise
        self.found.setText(texts.noise_found(noise))
        self.show_setting(self._setting)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what the part with a use for files takes, wherever on the card it is dropped."""
        assert self.extra
        self.extra.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it to that part."""
        assert self.extra
        self.extra.dropEvent(event)

    def _lay_out(self) -> None:
        font = self.switch.font()
        font.setBold(True)
        self.switch.setFont(font)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 4, 0, 0)
        widgets: list[QWidget] = [*([self.extra] if self.extra else []), *self.sliders.values()]
        if SIGMA in self.sliders:
            widgets = [self.found, self.automatic, *widgets]
        for widget in (*widgets, self.models):
            inner.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self.switch)
        layout.addWidget(self._body)

    def _connect(self) -> None:
        self.switch.clicked.connect(self._on_switched)
        self.automatic.clicked.connect(self._on_automatic_set)
        self.models.model_chosen.connect(self._on_model_chosen)
        for knob in KNOBS[self._setting.task]:
            self.sliders[knob.name].value_changed.connect(partial(self._move, knob))

    def _move(self, knob: Knob, number: int) -> None:
        self._wish(knob.put(self._setting, number), knob.words.name, knob.name)

    def _on_switched(self, is_on: bool) -> None:
        self._wish(replace(self._setting, is_on=is_on), texts.switched(is_on=is_on), "")

    def _on_model_chosen(self, name: str | None) -> None:
        self._wish(replace(self._setting, model=name), texts_pages.MODEL, "")

    def _on_automatic_set(self, is_automatic: bool) -> None:
        level = None if is_automatic else float(self.sliders[SIGMA].value)
        self._wish(self._setting.with_control(SIGMA, level), texts.AUTOMATIC, "")

    def _wish(self, setting: Setting, change: str, control: str) -> None:
        self.setting_wished.emit(setting, change, f"{setting.task}.{control}" if control else "")
