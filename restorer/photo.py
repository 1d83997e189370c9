"""Photo: samples as the file has them, and what travels with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from restorer.pixels.color import Space, space_of
from restorer.pixels.samples import Floats, Samples, from_float, to_float
from restorer.pixels.strips import strips
from restorer.pixels.tiles import Box

MOST_METADATA_BYTES = 64 << 20
"""What a file's metadata of one kind may come to, unpacked: more is a drawing program's layers, or a trap."""
_DEPTHS = {8: (8,), 16: (9, 10, 11, 12, 13, 14, 15, 16), 32: (32,)}
"""How many bits a sample may have, by those of its dtype."""
_BORDER = 0.06


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says beside its samples, as opaque bytes; ``None`` where it says nothing.

    ``exif`` is a TIFF structure without a head of its own, ``xmp`` a packet, ``iptc`` Photoshop's
    resource blocks ("8BIM...") with IPTC among them, ``dpi`` across and down. ``pieces`` are what
    only the same kind of file has a place for, by its own names: text chunks, comments.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None
    pieces: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """How a file packs its samples: what a result of the same format should not fall below.

    ``quality`` is on JPEG's scale of 1 to 100, ``None`` where it cannot be told. ``compression`` is the
    name of one of several, ``orientation`` how rows and columns lay, 1 to 8, where no codec turned them.
    """

    quality: int | None = None
    lossless: bool = False
    full_chroma: bool = True
    compression: str | None = None
    orientation: int | None = None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Photo:
    """One picture, upright.

    ``samples`` is ``(H, W, 1)`` grey or ``(H, W, 3)`` RGB in the file's own dtype (uint8,
    uint16 or float32) and its own colour profile; ``alpha`` is ``(H, W)`` of that dtype or
    ``None``; ``depth`` is the file's bits a sample: 8, 10, 12, 16 or 32 (float), by default (0)
    all that the dtype has. ``format`` is the file format the photo came from ("jpeg", "png", ...),
    ``coding`` how it was packed there, ``notices`` what reading changed and found odd; ``flaws`` are
    those of them that hold for the file whatever is read of it. ``permissions`` are the file's, as POSIX
    has them: no result of it is open to more people.
    """

    samples: Samples
    alpha: Samples | None = None
    depth: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    format: str | None = None
    coding: Coding = field(default_factory=Coding)
    notices: tuple[str, ...] = ()
    flaws: tuple[str, ...] = ()
    permissions: int | None = None

    def __post_init__(self) -> None:
        """Refuse shapes and dtypes that no other part expects."""
        if self.samples.ndim != 3 or self.samples.shape[2] not in (1, 3) or 0 in self.samples.shape:
            raise ValueError(f"samples of shape {self.samples.shape}, expected (H, W, 1) or (H, W, 3)")
        if self.samples.dtype not in (np.uint8, np.uint16, np.float32):
            raise ValueError(f"samples of {self.samples.dtype}, expected uint8, uint16 or float32")
        if self.alpha is not None and self.alpha.shape != self.samples.shape[:2]:
            raise ValueError(f"alpha of shape {self.alpha.shape} on a photo of {self.samples.shape[:2]}")
        if self.alpha is not None and self.alpha.dtype != self.samples.dtype:
            raise ValueError(f"alpha of {self.alpha.dtype} on a photo of {self.samples.dtype}")
        most = 8 * self.samples.dtype.itemsize
        if self.depth not in (0, *_DEPTHS[most]):
            raise ValueError(f"{self.depth} bits a sample of {self.samples.dtype}")
        object.__setattr__(self, "depth", self.depth or most)

    @classmethod
    def of_array(cls, pixels: Samples) -> "Photo":
        """Make a photo of an array as the array functions take it.

        It is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 0..1, uint8 or uint16. Raises
        ValueError for another, and for one with what are no finite numbers.
        """
        if not isinstance(pixels, np.ndarray):
            raise ValueError(f"pixels are a {type(pixels).__name__}, expected a NumPy array")  # noqa: TRY004
        is_picture = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (1, 3))
        if not is_picture or 0 in pixels.shape:
            raise ValueError(f"pixels of shape {pixels.shape}, expected (H, W), (H, W, 1) or (H, W, 3)")
        if pixels.dtype not in (np.float32, np.uint8, np.uint16):
            raise ValueError(f"pixels of {pixels.dtype}, expected float32, uint8 or uint16")
        if pixels.dtype == np.float32 and not np.isfinite(pixels).all():
            raise ValueError("pixels that are not finite numbers")
        return cls(pixels.reshape(*pixels.shape[:2], -1))

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return int(self.samples.shape[0])

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return int(self.samples.shape[1])

    @property
    def is_grey(self) -> bool:
        """Whether there is one channel only."""
        return bool(self.samples.shape[2] == 1)

    @property
    def megapixels(self) -> float:
        """Pixels in millions."""
        return self.height * self.width / 1e6

    @property
    def space(self) -> Space:
        """The colour space of the samples: that of the profile, sRGB without a usable one."""
        return space_of(self.metadata.icc, self.samples.shape[2])

    @property
    def inner(self) -> Box:
        """The box without what may be a frame, or the scanner's lid, on each side."""
        down, across = (int(side * _BORDER) for side in (self.height, self.width))
        return Box(down, across, self.height - down, self.width - across)

    def across(self, rows: slice) -> Box:
        """Give the box of some rows, from border to border."""
        return Box(rows.start, 0, rows.stop, self.width)

    def pixels(self, box: Box | None = None) -> Floats:
        """Give the pixels of ``box`` (default: all) as ``(H, W, 1|3)`` float32, sRGB-encoded 0..1.

        Colours beyond sRGB, and light beyond white, lie outside 0..1.
        """
        part = self.samples if box is None else self.samples[box.slices]
        return self.space.to_srgb(to_float(part))

    def samples_for(self, pixels: Floats, box: Box) -> Samples:
        """Give what the samples of ``box`` become when its pixels become ``pixels``.

        ``pixels`` is as :meth:`pixels` gives it, the result is of the photo's dtype and colour
        space. Only the change is converted: a pixel that did not change keeps its samples exactly.
        """
        original = self.samples[box.slices]
        space = self.space
        if space.is_srgb:
            return from_float(pixels, original.dtype)
        # What was taken away, not what was added: x - 0.0 is x for -0.0 as well.
        taken = space.from_srgb(self.pixels(box)) - space.from_srgb(pixels)
        return from_float(to_float(original) - taken, original.dtype)

    def strips(self) -> Iterator[slice]:
        """Give its rows in strips, that nothing of its size is made besides."""
        return strips(self.height, self.width)

    def with_samples(self, samples: Samples) -> "Photo":
        """Give the same photo with other samples of the same shape and dtype."""
        return replace(self, samples=samples)
