"""Clock: how long the queue has been at work, pauses left out, and how long it will be."""

import time


class Clock:
    """Counts the seconds of work; it stands still until started."""

    def __init__(self) -> None:
        self._counted = 0.0
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """The seconds counted so far."""
        return self._counted + (time.monotonic() - self._since if self._since is not None else 0.0)

    def start(self) -> None:
        """Go on counting."""
        if self._since is None:
            self._since = time.monotonic()

    def hold(self) -> None:
        """Stand still."""
        self._counted, self._since = self.seconds, None

    def seconds_left(self, worked: float, left: float) -> float | None:
        """Tell how long ``left`` photos will take as ``worked`` ones did; ``None`` before any is known."""
        return self.seconds * left / worked if worked > 0 else None
