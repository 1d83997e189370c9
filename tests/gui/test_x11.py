"""The program on a real X server, started and used as a user does: a process, a mouse, a keyboard."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk import MISSING, Desk, find, running_display
from PIL import Image

from restorer.pixels.samples import Samples

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="X11 is that of Linux"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture
def desk(photo: Path) -> Iterator[Desk]:
    """Give the program on a screen, with a photo that it was started with."""
    (Path(os.environ["RESTORER_STATE"]).parent / "config").mkdir()
    with running_display() as display:
        desk = Desk(display, photo)
        yield desk
        desk.program.kill()
        desk.program.wait()


def session() -> dict[str, Any]:
    """Read what the program keeps of what is open, steps by their names."""
    kept: dict[str, Any] = json.loads(Path(os.environ["RESTORER_STATE"], "session-1.json").read_text())
    return {setting["task"]: setting for setting in kept["settings"]}


def test_a_photo_is_restored_by_mouse_and_keyboard(desk: Desk, photo: Path, noisy: Samples) -> None:
    """Open, denoise, save, see the original while B is held, paint, undo, colour, and quit all the same."""
    state, saved = Path(os.environ["RESTORER_STATE"]), photo.with_name("portrait_restored.png")
    desk.wait((state / "session-1.json").exists)
    desk.find_window(photo.name)
    desk.press("ctrl+r")
    desk.wait(lambda: (desk.press("ctrl+s"), saved.exists())[1])
    assert np.asarray(Image.open(saved)).astype(int).var() < noisy.astype(int).var()
    restored = desk.picture()
    desk.do("keydown", "b")
    x, y = find(noisy, desk.picture())
    desk.do("keyup", "b")
    assert np.array_equal(desk.picture(), restored)

    desk.press("ctrl+1", "p")
    desk.drag((x - 60, y), (x + 30, y + 20))
    desk.wait(lambda: len(session()["inpaint"]["mask"]["strokes"]) == 1)
    desk.press("ctrl+z")
    desk.wait(lambda: not session()["inpaint"]["mask"]["strokes"])
    desk.press("ctrl+4", "h")
    before = desk.picture()
    desk.click(x - 45, y + 30)  # in its middle is the knob of the divider
    desk.wait(lambda: (desk.picture() != before).mean() > 0.01)  # the menu of colours is open
    desk.press("Down", "Return")
    desk.wait(lambda: session()["colorize"]["hints"])

    before = desk.picture()
    desk.press("ctrl+q")
    desk.wait(lambda: (desk.picture() != before).mean() > 0.01)  # it asks about the colour, not restored yet
    desk.press("Tab", "Return")
    assert desk.program.communicate(timeout=60)[1] == ""
    assert desk.program.returncode == 0
    assert not (state / "session-1.json").exists()
