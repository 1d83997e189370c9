"""A desk: an X server of its own with the program on it, used by real events of mouse and keyboard."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from PIL import ImageGrab

from restorer.pixels.samples import Samples

PATIENCE_SECONDS = 60
TOOLS = ("Xvfb", "xdotool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]


class Desk:
    """An X server and the program, started as a user would."""

    def __init__(self, display: str, *photos: Path) -> None:
        self.display = display
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.program = subprocess.Popen(
            [sys.executable, "-m", "gui", *photos], env=environment, stderr=subprocess.PIPE, text=True
        )

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until a condition holds, as long as the program runs."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert self.program.poll() is None, self.program.communicate()[1]
            assert time.monotonic() < end, "it does not come to that"
            time.sleep(0.1)

    def find_window(self, title: str) -> str:
        """Wait for a window whose title has these words, give it the keyboard, and give its number."""
        found: list[str] = []

        def look() -> bool:
            command = ("xdotool", "search", "--onlyvisible", "--name", title)
            done = subprocess.run(command, env=self._environment, text=True, capture_output=True, check=False)
            found.extend(done.stdout.split())
            return bool(found)

        self.wait(look)
        self.do("windowfocus", "--sync", found[-1])
        return found[-1]

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, where the keyboard goes."""
        self.do("key", "--delay", "60", *keys)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self.do("mousemove", str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag the mouse from one place of the screen to another."""
        middle = [(first + second) // 2 for first, second in zip(start, end, strict=True)]
        self.do("mousemove", *map(str, start), "mousedown", "1")
        for place in (middle, end):
            self.do("mousemove", *map(str, place))
        self.do("mouseup", "1")

    def do(self, *words: str) -> None:
        """Have the X server told what mouse or keyboard do."""
        subprocess.run(["xdotool", *words], env=self._environment, check=True)

    def picture(self) -> Samples:
        """Take a picture of the screen, once it stays as it is: ``(H, W, 3)`` uint8 RGB."""
        pictures = [np.zeros(0)]

        def look() -> bool:
            time.sleep(0.3)
            pictures.append(np.asarray(ImageGrab.grab(xdisplay=self.display)))
            return np.array_equal(*pictures[-2:])

        self.wait(look)
        return pictures[-1]

    @property
    def _environment(self) -> dict[str, str]:
        return os.environ | {"DISPLAY": self.display}


def find(picture: Samples, screen: Samples) -> tuple[int, int]:
    """Give the place on the screen, across and down, of the middle of a picture that is shown on it."""
    height, width = picture.shape[:2]
    for y, x in np.argwhere((screen == picture[0, 0]).all(axis=2)):
        if np.array_equal(screen[y : y + height, x : x + width], picture):
            return int(x + width // 2), int(y + height // 2)
    raise AssertionError("the picture is not on the screen")


@contextmanager
def running_display() -> Iterator[str]:
    """Run an X server and give its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.stdout.close()
