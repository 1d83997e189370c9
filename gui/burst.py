"""Bursts: photos of one scene in a row, of which one is restored with the help of the others."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from restorer import natural_order


@dataclass(frozen=True, slots=True)
class Burst:
    """The photos that denoising uses beside the open one, in order: those before it, and those after."""

    before: tuple[Path, ...] = ()
    after: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.others)

    @property
    def others(self) -> tuple[Path, ...]:
        """All of them."""
        return self.before + self.after


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A photo of a burst as it is listed: its file, and a small JPEG of it."""

    path: Path
    thumbnail: bytes = field(repr=False)


def burst_about(reference: Path, frames: Iterable[Frame], used: Container[Path] | None = None) -> Burst:
    """Give the burst of a reference among frames, which are in order: of all, or of those that are used."""
    paths = [frame.path for frame in frames]
    kept = [path for path in paths if used is None or path == reference or path in used]
    at = kept.index(reference)
    return Burst(tuple(kept[:at]), tuple(kept[at + 1 :]))


def in_order(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Put photos, each once, in the order of their names, in which 9 comes before 10."""
    return tuple(sorted(set(paths), key=lambda path: (natural_order(path.name), path)))
