"""Watching folders: which photos in them are new or changed, once they do not grow any more."""

import time
from collections.abc import Collection, Iterable
from pathlib import Path

from restorer.batch.sources import list_files
from restorer.system.paths import State, state_of

SETTLED_SECONDS = 2.0
"""A file that did not change for so long is taken for whole."""
_REST = 20
"""A look is followed by a rest so many times as long, at least; at 10,000 photos it takes 0.4 s."""


class Watch:
    """The photos of folders, looked at now and then, with ``rest_seconds`` between.

    Nothing is opened: a file is known by its size and time. So it works on network drives as well, which tell
    nobody of changes.
    """

    def __init__(self, folders: Iterable[Path], *, recursive: bool, exclude: Collection[str] = ()) -> None:
        self._folders, self._recursive, self._exclude = list(folders), recursive, exclude
        self._before: dict[Path, State | None] = {}
        self.given: dict[Path, State | None] = {}
        """What photos were when they were given, or known before."""
        self.rest_seconds = SETTLED_SECONDS

    @property
    def growing(self) -> set[Path]:
        """What was there at the last look and has not been given: it may not be whole yet."""
        return self._before.keys() - self.given.keys()

    def first(self, known: Collection[Path] = (), *, after: "Watch | None" = None) -> set[Path]:
        """Give the photos that are there, but for what was changed just now, and what is ``known``.

        That is known as it is, or as another watch gave it, ``after`` which this one goes on. Raises
        PhotoError for a folder that cannot be read.
        """
        self._before = self._states()
        states = self._before | (after.given if after else {})
        self.given = {path: states[path] for path in known if path in self._before}
        latest = time.time_ns() - round(SETTLED_SECONDS * 1e9)
        return self._give(path for path, state in self._before.items() if not state or state.time_ns < latest)

    def look(self) -> set[Path]:
        """Give what is as it was at the last look, and was not given so; raises as :meth:`first`."""
        before, self._before = self._before, self._states()
        return self._give(path for path, _state in before.items() & self._before.items())

    def forget(self, photos: Collection[Path]) -> None:
        """Give photos again at the next look, as nothing could be done with them."""
        for photo in photos:
            self.given.pop(photo, None)

    def _states(self) -> dict[Path, State | None]:
        start = time.perf_counter()
        found = list_files(self._folders, recursive=self._recursive, exclude=self._exclude)
        states = {path: state_of(path) for path in found}
        self.rest_seconds = max(SETTLED_SECONDS, _REST * (time.perf_counter() - start))
        return states

    def _give(self, settled: Iterable[Path]) -> set[Path]:
        states = {path: self._before[path] for path in settled}
        new = dict(states.items() - self.given.items())
        self.given = {path: state for path, state in self.given.items() if path in self._before} | new
        return set(new)
