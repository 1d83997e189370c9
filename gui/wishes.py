"""Wishes and answers: what the window asks of its worker and what comes back, as plain values."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.burst import Burst, Frame
    from gui.mask import Origin
    from gui.settings import Settings
    from gui.work.mask_images import MaskPicture
    from gui.work.picture import Picture
    from gui.work.stages import Stage
    from gui.work.visible_region import Corners, VisibleRegion
    from restorer import Photo

from restorer import Saving, identity, is_file


@dataclass(frozen=True, slots=True)
class Open:
    """Read the photo at ``path`` and find out how noisy it is; of the ``frames`` of a burst it is one."""

    path: Path
    frames: "tuple[Frame, ...]" = ()
    burst: "Burst | None" = None


@dataclass(frozen=True, slots=True)
class OpenBurst:
    """Look through the photos of a burst, and open the ``reference``, or the sharpest of them."""

    paths: tuple[Path, ...]
    reference: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Restore:
    """Do to ``photo`` what ``settings`` say; what was done before is not done again.

    What is in the ``region`` that is visible is previewed first.
    """

    photo: "Photo"
    settings: "Settings"
    region: "VisibleRegion | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Save:
    """Write ``photo``, restored as ``settings`` say, to ``path``, over a file only if it ``replaces`` one."""

    photo: "Photo"
    settings: "Settings"
    path: Path
    saving: Saving = field(default_factory=Saving)
    replaces: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lend:
    """Write ``photo``, restored as ``settings`` say, to ``path``, for another program to take from there."""

    photo: "Photo"
    settings: "Settings"
    path: Path
    saving: Saving = field(default_factory=Saving)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Tell what a file of the format named would be like that :class:`Save` would write."""

    photo: "Photo"
    settings: "Settings"
    format: str
    saving: Saving


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """Draw ``photo``, restored as ``settings`` say, for other programs."""

    photo: "Photo"
    settings: "Settings"


@dataclass(frozen=True, slots=True, eq=False)
class Paste:
    """Open the photo that a picture file's ``content`` holds."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class ShowMask:
    """Draw what a mask of ``photo`` begins with, to be shown over it: the damage found, or a file."""

    photo: "Photo"
    origin: "Origin | Path"
    stamp: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Propose:
    """Colour ``photo`` in several ways, as ``settings`` say but small, to choose from."""

    photo: "Photo"
    settings: "Settings"


@dataclass(frozen=True, slots=True, eq=False)
class SaveMask:
    """Write what ``settings`` would fill of ``photo`` as a picture to ``path``."""

    photo: "Photo"
    settings: "Settings"
    path: Path


@dataclass(frozen=True, slots=True)
class ReadRecipe:
    """Read the settings that the recipe at ``path`` holds."""

    path: Path


@dataclass(frozen=True, slots=True)
class WriteRecipe:
    """Write ``settings`` as a recipe to ``path``, with the mask drawn for ``photo``, if one is, beside it."""

    settings: "Settings"
    path: Path
    photo: "Photo | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The photo, its picture for the screen, and the noise found in it, in 8-bit levels.

    A photo that was pasted has no ``path``. Of a burst all ``frames`` are told, and which denoising is to
    use. ``stamp`` is when the file was last changed before it was read.
    """

    path: Path | None
    photo: "Photo"
    picture: "Picture"
    noise: float
    frames: "tuple[Frame, ...]" = ()
    burst: "Burst | None" = None
    notices: tuple[str, ...] = ()
    stamp: int = 0

    def is_original(self, path: Path) -> bool:
        """Tell whether a file is the photo's own, or one of the burst, and so is never written to."""
        originals = (*([self.path] if self.path else []), *(frame.path for frame in self.frames))
        return is_file(path) and identity(path) in map(identity, originals)


@dataclass(frozen=True, slots=True, eq=False)
class Previewed:
    """About how a part of the photo will look: ``corners`` tell which, in its pixels."""

    settings: "Settings"
    corners: "Corners"
    picture: "Picture"
    lacks_colour: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """What became of the photo stage by stage, by which settings, and the devices that did it."""

    settings: "Settings"
    stages: "tuple[Stage, ...]"
    photo: "Photo"
    picture: "Picture"
    devices: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """The result was written; what its format could not hold is in the notices, all of it in the receipt."""

    notices: tuple[str, ...]
    receipt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimated:
    """What a file would be like: about how many ``size`` bytes, its depth, what it could not hold.

    ``quality`` is ``None`` for a lossless one; ``missing`` tells why some formats cannot be written here.
    """

    size: int
    depth: int
    quality: int | None
    notices: tuple[str, ...]
    missing: dict[str, str]


@dataclass(frozen=True, slots=True)
class Copied:
    """A photo drawn: ``(height, width, 4)`` bytes of sRGB and alpha."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class MaskShown:
    """What a mask begins with: how likely each place is damaged, or how much of it a file marks."""

    origin: "Origin | Path"
    picture: "MaskPicture"
    stamp: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Proposed:
    """Small colourings of the photo: the most likely one, and variations in order."""

    pictures: "tuple[Picture, ...]"


@dataclass(frozen=True, slots=True)
class Found:
    """The settings of a recipe, and what of it the window has no place for."""

    settings: "Settings"
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that has no receipt was written: a recipe, a mask, or one that is lent."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` pieces of the work are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The wish cannot be fulfilled, and why, in one line."""

    reason: str


Wish = (
    Open
    | OpenBurst
    | Paste
    | Restore
    | Save
    | Lend
    | Estimate
    | Copy
    | ShowMask
    | Propose
    | SaveMask
    | ReadRecipe
    | WriteRecipe
)
Answer = (
    Opened
    | Previewed
    | Restored
    | Saved
    | Estimated
    | Copied
    | MaskShown
    | Proposed
    | Found
    | Written
    | Progress
    | Failed
)

UNSTOPPABLE = Save | SaveMask | WriteRecipe
"""Wishes that are about the user's files: they are carried out whatever comes after them."""
