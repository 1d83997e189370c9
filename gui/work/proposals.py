"""Proposals: small colourings of a photo, to choose a variation, or a colour for a place, from.

Only the worker imports this, as it loads all that is heavy.
"""

import dataclasses

import restorer
from gui.settings import setting_of
from gui.wishes import Propose
from gui.work.layers import Layers
from gui.work.picture import Picture
from gui.work.render import draw_photo
from gui.work.stages import Stages, step_of

COUNT = 8
"""Variations proposed beside the most likely colouring."""


def propose(
    stages: Stages, library: restorer.Library, wish: Propose, tick: restorer.Tick
) -> tuple[Picture, ...]:
    """Colour a photo, as far as the steps before that are done, made small, in ``COUNT`` + 1 ways."""
    setting = setting_of(wish.settings, "colorize")
    earlier = wish.settings[: wish.settings.index(setting)]
    photo, picture, _left = stages.done_of(wish.photo, earlier)
    layers = Layers.of(photo, picture)
    halvings = len(layers.colours.levels) - 1
    small = layers.part(halvings)
    fitted = setting.placed((0, 0), 2.0**-halvings).without_strength()
    pictures = []
    for variation in range(COUNT + 1):
        step = step_of(fitted.with_control("variation", variation))
        part = restorer.tick_of_part(tick, variation, COUNT + 1)
        done = restorer.restore(small, restorer.Recipe((step,)), library=library, tick=part, history=False)
        pictures.append(draw_photo(dataclasses.replace(done, alpha=None)))
    return tuple(pictures)
