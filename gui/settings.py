"""Settings: what each step is to do, in order, as plain values that can be compared, undone and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gui.burst import Burst
from gui.mask import Mask, Origin, Stroke
from restorer import TRAITS

Hint = tuple[float, float, tuple[float, float, float]]
"""``x`` and ``y`` in the photo's pixels, and the colour there: red, green, blue, 0..1."""

SIGMA = "sigma"
"""The control of the noise level, which is automatic where it is left out."""
_IN_PIXELS = (SIGMA, "grow")
"""Controls that are less for a photo made smaller: its noise is averaged, its margins are narrower."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One step: its task, whether it is on, how strongly (0..1), and its controls, but for defaults.

    Beside the photo a step may take a ``mask`` to fill, colour ``hints``, a ``reference`` for colours, and
    the other photos of a ``burst``. ``reference_stamp`` is when the reference was last changed, as known when
    it was chosen. ``model`` names the one that does it, if not the shipped one.
    """

    task: str
    is_on: bool = False
    strength: float = 1.0
    controls: Mapping[str, float] = field(default_factory=dict)
    mask: Mask = field(default_factory=Mask)
    hints: tuple[Hint, ...] = ()
    reference: Path | None = None
    burst: Burst | None = None
    model: str | None = None
    reference_stamp: int = 0

    def with_control(self, name: str, value: float | None) -> "Setting":
        """Give the same with a control set, or left to its default."""
        controls = {key: kept for key, kept in self.controls.items() if key != name}
        return replace(self, controls=controls if value is None else {**controls, name: value})

    def control(self, name: str) -> float:
        """Give a control as it is set, or else as it usually is: a mask that is a file is not widened."""
        if name == "grow" and isinstance(self.mask.origin, Path):
            return self.controls.get(name, 0.0)
        default = TRAITS[self.task].controls[name].default
        return self.controls.get(name, 0.0 if default is None else default)

    def without_places(self) -> "Setting":
        """Give the same for another photo: without what is at a place of this one, or beside it."""
        begins = self.mask.origin if isinstance(self.mask.origin, Origin) else Origin.FOUND
        return replace(self, mask=Mask(begins), hints=(), burst=None)

    def placed(self, corner: tuple[float, float], scale: float) -> "Setting":
        """Give the same for the photo scaled, and of that for what begins at a corner; it is alone."""

        def moved(x: float, y: float) -> tuple[float, float]:
            return x * scale - corner[0], y * scale - corner[1]

        strokes = tuple(
            replace(each, points=tuple(moved(*point) for point in each.points), width=each.width * scale)
            for each in self.mask.strokes
        )
        hints = tuple((*moved(x, y), colour) for x, y, colour in self.hints)
        controls = {
            name: value * scale if name in _IN_PIXELS else value for name, value in self.controls.items()
        }
        mask = replace(self.mask, strokes=strokes)
        return replace(self, mask=mask, hints=hints, controls=controls, burst=None)

    def without_strength(self) -> "Setting":
        """Give what decides the answer of the networks: the strength is blended afterwards."""
        return replace(self, strength=1.0)


Settings = tuple[Setting, ...]
"""A setting for each task, in the order in which they are done."""

FIRST: Settings = (Setting("inpaint"), Setting("denoise", is_on=True), Setting("tone"), Setting("colorize"))
"""What a newly opened window is set to."""


def setting_of(settings: Settings, task: str) -> Setting:
    """Find the setting of a task."""
    return next(setting for setting in settings if setting.task == task)


def changed(settings: Settings, setting: Setting) -> Settings:
    """Give the settings with one of them replaced."""
    return tuple(setting if each.task == setting.task else each for each in settings)


def without_places(settings: Settings) -> Settings:
    """Give the settings for another photo: without what is at a place of this one."""
    return tuple(setting.without_places() for setting in settings)


def has_places(settings: Settings) -> bool:
    """Tell whether a step to be done has what is of this photo alone: a mask, or colours placed on it."""
    to_do = chosen(with_burst(settings, None))
    return to_do != without_places(to_do)


def burst_of(settings: Settings) -> Burst | None:
    """Find the burst that the photo is one of."""
    return setting_of(settings, "denoise").burst


def with_burst(settings: Settings, burst: Burst | None) -> Settings:
    """Give the settings for a photo of a burst, or for one alone."""
    return changed(settings, replace(setting_of(settings, "denoise"), burst=burst))


def switched_on(settings: Settings, task: str) -> Settings:
    """Give the settings with a step on."""
    return changed(settings, replace(setting_of(settings, task), is_on=True))


def placed_in(settings: Settings) -> set[Stroke | Hint]:
    """Give what is drawn on the photo, stroke by stroke and colour by colour, also for steps that are off."""
    strokes = {stroke for setting in settings for stroke in setting.mask.strokes}
    return strokes | {hint for setting in settings for hint in setting.hints}


def chosen(settings: Settings) -> Settings:
    """Give the settings that are on and have something to do."""
    return tuple(setting for setting in settings if setting.is_on and not setting.mask.is_blank)


def differ_in_strength_only(first: Sequence[Setting], second: Sequence[Setting]) -> bool:
    """Tell whether the same would be asked of the networks, of the first step at least."""
    return [setting.without_strength() for setting in first] == [
        setting.without_strength() for setting in second
    ]
