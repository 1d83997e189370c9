"""Brush and mask are set up, at the next start, as they were left."""

from collections.abc import Callable

import pytest
from driver import Driver
from PySide6.QtCore import QSettings

from gui.work.runner import Runner


def test_brush_and_mask_are_as_they_were(make_driver: Callable[..., Driver], runner: Runner) -> None:
    """Width and colour come back at the next start."""
    toolbox = make_driver(runner).window.toolbox
    toolbox.set_brush(77)
    toolbox.set_mask_colour("green")
    again = make_driver(runner).window.toolbox
    assert (again.brush_pixels, again.mask_colour) == (77, "green")


@pytest.mark.parametrize("kept", ["", "-3", "ten", "99999999999999999999"])
def test_what_makes_no_sense_is_passed_over(
    make_driver: Callable[..., Driver], runner: Runner, kept: str
) -> None:
    """Broken settings give a brush and a colour that there are."""
    QSettings().setValue("tools/brush_pixels", kept)
    QSettings().setValue("tools/mask_colour", kept)
    toolbox = make_driver(runner).window.toolbox
    assert toolbox.brush_pixels in (24, 400)
    assert toolbox.mask_colour == "red"
