"""Blending: how much of a step's full answer is taken, without asking the networks again."""

import numpy as np

import restorer
from gui.settings import Setting
from gui.work.blocks import share_photo

_BAND_ROWS = 256
"""Rows blended at once, so that a large photo is never held as float."""
_BLENDED = ("luminance", "chroma")
"""Controls that, as the strength, are blended after the networks have answered."""


def is_twofold(setting: Setting) -> bool:
    """Tell whether only the library blends the answer, as it does colour by its chroma."""
    return setting.task == "colorize" and setting.strength < 1


def unblended(setting: Setting) -> Setting:
    """Give the setting at full strength, with all else that is blended as it comes."""
    for name in _BLENDED:
        setting = setting.with_control(name, None) if setting.task == "denoise" else setting
    return setting.without_strength()


def answers_alike(first: Setting, second: Setting) -> bool:
    """Tell whether the networks answer two settings alike, which then differ by their blend alone."""
    return unblended(first) == unblended(second)


def blended(before: restorer.Photo, full: restorer.Photo, setting: Setting) -> restorer.Photo:
    """Blend a step's answer as the library does when it does the whole step."""
    parts = {name: setting.control(name) for name in _BLENDED if setting.task == "denoise"}
    if setting.strength == 1 and all(part == 1 for part in parts.values()):
        return full
    samples = np.empty_like(full.samples)
    for top in range(0, full.height, _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        samples[rows] = restorer.blend(before.samples[rows], full.samples[rows], setting.strength, **parts)
    return share_photo(full.with_samples(samples))
