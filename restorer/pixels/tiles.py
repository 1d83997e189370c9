"""Box, Tile, plan_tiles: how a picture is cut for a network, geometry only."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Box:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right``, the ends not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def slices(self) -> tuple[slice, slice]:
        """The box as numpy indices."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def inside(self, outer: "Box") -> "Box":
        """Give this box in coordinates that begin at ``outer``'s corner."""
        return Box(
            self.top - outer.top, self.left - outer.left, self.bottom - outer.top, self.right - outer.left
        )


@dataclass(frozen=True, slots=True)
class Tile:
    """What one run of the network reads, and the part of it that is kept."""

    read: Box
    keep: Box

    def moved(self, top: int, left: int) -> "Tile":
        """Give it in coordinates that begin at another corner."""
        corner = Box(top, left, top, left)
        return Tile(self.read.inside(corner), self.keep.inside(corner))


@dataclass(frozen=True, slots=True)
class TileShape:
    """One read size for a whole photo, and the cost of it: pixels read over pixels kept."""

    height: int
    width: int
    cost: float


def plan_tiles(width: int, height: int, *, tile: tuple[int, int], overlap: int, multiple: int) -> list[Tile]:
    """Cut ``width`` x ``height`` into tiles that all read ``tile`` (height, width) pixels.

    All sizes are multiples of ``multiple``; every cut falls on one, and each kept pixel has at
    least ``overlap`` read pixels around it except at the picture's own border, where the tile
    is shifted inward. The kept boxes cover the picture once.
    """
    for size in (width, height, *tile):
        if size <= 0 or size % multiple:
            raise ValueError(f"a size of {size}, expected a positive multiple of {multiple}")
    rows = _plan_axis(height, tile[0], overlap, multiple)
    columns = _plan_axis(width, tile[1], overlap, multiple)
    return [
        Tile(Box(top, left, top + tile[0], left + tile[1]), Box(first_row, first, last_row, last))
        for (top, first_row, last_row), (left, first, last) in product(rows, columns)
    ]


def choose_shape(
    width: int,
    height: int,
    *,
    most_pixels: int,
    overlap: int,
    multiple: int,
    ladder: Sequence[int] | None = None,
) -> TileShape | None:
    """Choose the tile of at most ``most_pixels`` that reads the least; ``None`` if none is large enough.

    Of those that read the same the largest. ``ladder`` restricts the sides to given sizes (where each
    new shape costs a tuning run).
    """
    rows, columns = (
        [(side, _reads(size, side, overlap, multiple)) for side in _sides(size, overlap, multiple, ladder)]
        for size in (height, width)
    )
    candidates = [
        TileShape(row, column, row_reads * column_reads)
        for (row, row_reads), (column, column_reads) in product(rows, columns)
        if row * column <= most_pixels
    ]
    return min(candidates, key=lambda shape: (shape.cost, -shape.height * shape.width), default=None)


def round_up(size: int, multiple: int) -> int:
    """Give the least multiple of ``multiple`` that is at least ``size``."""
    return -(-size // multiple) * multiple


def _plan_axis(size: int, tile: int, overlap: int, multiple: int) -> list[tuple[int, int, int]]:
    """Cut one axis: (where reading starts, first kept, end of kept)."""
    if tile >= size:
        if tile > size:
            raise ValueError(f"a tile of {tile} is larger than the picture's {size}")
        return [(0, 0, size)]
    margin = round_up(overlap, multiple)
    step = tile - 2 * margin
    if step <= 0:
        raise ValueError(f"a tile of {tile} is too small for an overlap of {margin} on both sides")
    cuts = []
    first = 0
    while first < size:
        start = min(max(first - margin, 0), size - tile)
        last = size if start + tile == size else start + tile - margin
        cuts.append((start, first, last))
        first = last
    return cuts


def _reads(size: int, tile: int, overlap: int, multiple: int) -> float:
    return len(_plan_axis(size, tile, overlap, multiple)) * tile / size


def _sides(size: int, overlap: int, multiple: int, ladder: Sequence[int] | None) -> list[int]:
    """List the tile sides worth trying: those that cut the axis evenly into 1, 2, 3 ... pieces."""
    margin = round_up(overlap, multiple)
    least = 2 * margin + multiple
    if ladder is not None:
        rounded = (round_up(side, multiple) for side in ladder)
        return sorted({min(side, size) for side in rounded if side > 2 * margin})
    sides = {size}
    for pieces in range(2, size // multiple + 1):
        # The outer two pieces have one margin each, the inner ones two.
        side = round_up(-(-(size + 2 * margin * (pieces - 1)) // pieces), multiple)
        if side < least:
            break
        sides.add(min(side, size))
        if side <= least:
            break
    return sorted(sides)
