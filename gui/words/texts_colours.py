"""The words for colours that have no name of their own."""

from colorsys import rgb_to_hls

from PySide6.QtCore import QLocale

NO_HUE = "grey"
BROWN = "brown"
HUES = (
    (15, "red"),
    (45, "orange"),
    (70, "yellow"),
    (165, "green"),
    (200, "turquoise"),
    (260, "blue"),
    (300, "violet"),
    (345, "pink"),
    (360, "red"),
)
"""Names, and the degrees up to which they are used."""
DARK = "dark {}"
LIGHT = "light {}"
COLOUR = "{name}, {code}"
_LEAST_SPREAD = 0.06
"""Grey is what has red, green and blue nearer to each other."""


def described(colour: tuple[float, float, float]) -> str:
    """Say what a colour, 0..1, looks like, and which it is."""
    hue, lightness, _saturation = rgb_to_hls(*colour)
    name = next(name for degrees, name in HUES if 360 * hue <= degrees)
    if max(colour) - min(colour) < _LEAST_SPREAD:
        name = NO_HUE
    elif name == HUES[1][1] and lightness < 0.5:
        name = BROWN
    if lightness < 0.3 or lightness > 0.7:
        name = (DARK if lightness < 0.3 else LIGHT).format(name)
    code = "#" + "".join(f"{round(255 * part):02x}" for part in colour)
    return COLOUR.format(name=QLocale().toUpper(name[:1]) + name[1:], code=code)
