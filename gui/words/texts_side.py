"""The words of the parts beside the steps: the histogram and the history."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from gui.work.histogram import Histogram

HISTOGRAM = "Histogram"
HISTOGRAM_TIP = (
    "How often each level occurs, from black to white: red, green and blue as areas, brightness as a line. "
    "Click, or press Space, for a logarithmic scale."
)
BEFORE = "Before"
AFTER = "After"
LINEAR = "linear"
LOGARITHMIC = "logarithmic"
HISTORY = "History"
ORIGINAL = "Original state"
HISTORY_TIP = "What was set, in order; a click goes back to it, or forward"
_NAMES = ("Red", "Green", "Blue", "Brightness")
SHOWN = "shown"
FOLDED = "folded away"
CLIPPED = "Clipped shadows {}, highlights {}"
MEAN = "{} {:.0f} of 255 on average"
UNDER_A_TENTH = "under 0.1 %"
PERCENT = "{} %"


def unfolded(*, is_open: bool) -> str:
    """Say whether a part is to be seen."""
    return SHOWN if is_open else FOLDED


def clipped(before: "Histogram", after: "Histogram | None") -> str:
    """Say how much of the photo is clipped, before and after."""
    shadows = [_share(each.shadows) for each in (before, after) if each]
    highlights = [_share(each.highlights) for each in (before, after) if each]
    kept_together = (
        " → ".join(shares).replace(" ", "\N{NO-BREAK SPACE}") for shares in (shadows, highlights)
    )
    return CLIPPED.format(*kept_together)


def summary(before: "Histogram", after: "Histogram | None") -> str:
    """Describe a histogram to whom does not see it."""
    parts = [f"{BEFORE}: {_means(before)}", *([f"{AFTER}: {_means(after)}"] if after else [])]
    return ". ".join([*parts, clipped(before, after)])


def _means(histogram: "Histogram") -> str:
    return ", ".join(
        MEAN.format(QLocale().toLower(name), mean) for name, mean in zip(_NAMES, histogram.means, strict=True)
    )


def _share(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 0.05:
        return UNDER_A_TENTH
    return PERCENT.format(QLocale().toString(percent, "f", 1 if percent < 9.95 else 0))
