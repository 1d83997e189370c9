"""Exemplars: a hole filled with texture that is copied from the known part of the same photo.

Each patch over the hole is matched to a known one by PatchMatch (Barnes et al., "PatchMatch", SIGGRAPH
2009), and the matches vote for the hole's colours, in turn, coarse to fine (Wexler et al., "Space-Time
Completion of Video", PAMI 2007). Patches are compared by their principal components (Lefebvre and
Hoppe, "Appearance-space texture synthesis", SIGGRAPH 2006); what is copied often becomes dear (Kaspar
et al., "Self Tuning Texture Optimization", Eurographics 2015). In the end pixels are copied, not
averaged, and their seams closed.
"""

from collections.abc import Iterator

import numpy as np

from restorer.pixels.mask import Hole
from restorer.pixels.samples import Floats
from restorer.pixels.scales import CHUNK, PATCH, RADIUS, Scale, plan_scales
from restorer.pixels.seams import Places, copy_without_seams, number_places
from restorer.pixels.strips import chunks
from restorer.progress import Tick, no_tick

_ROUNDS, _MORE_ROUNDS = 3, 2
"""Searches and votes at the finest scale, and how many more at each coarser one, where they cost little."""
_TONE, _TEXTURE = 4.0, 12.0
"""How much the guess's tone counts, and the texture expected there, beside one pixel of the patch."""
_COMPONENTS = 20
_SHY = 0.9
"""A source found at random must be better by this factor than one that continues a neighbour's."""
_DEAR = 2.0
"""How much dearer a source becomes for each time that it is used beyond its share."""


def fill_from_photo(picture: Floats, hole: Hole, guess: Floats, *, tick: Tick = no_tick) -> Floats:
    """Fill a hole ``(H, W)`` of ``picture``, ``(H, W, 3)`` float32 of about 0..1, with its own texture.

    What the picture holds in the hole is ignored. ``guess``, of the same shape, is right there in
    structure and colour but blurred. The result is the picture exactly outside the hole, and within the
    range of its colours inside; where there is too little to copy from it is the guess.
    """
    composed = np.where(hole[..., None], guess, picture)
    rng = np.random.default_rng(0)
    scales = plan_scales(composed, hole, rng) if hole.any() else []
    if not scales:
        return composed
    total = sum(_rounds(at) * len(scale.targets) for at, scale in enumerate(scales))
    done = 0
    for matches in _match(scales, rng):
        done += len(matches)
        tick(done, total)
    filled = copy_without_seams(composed, hole, _origins(scales[0], matches))
    known = picture[~hole]
    return np.where(hole[..., None], filled.clip(known.min(axis=0), known.max(axis=0)), picture)


def _rounds(at: int) -> int:
    return _ROUNDS + _MORE_ROUNDS * at


def _match(scales: list[Scale], rng: np.random.Generator) -> Iterator[Places]:
    """Give the sources of a scale's targets after each round, at last those of the finest.

    At first the blurred guess alone is matched to what is blurred alike: next to sharp patches it would
    be taken for the blandest of them.
    """
    first = _Search(scales[-1], scales[-1].tone, rng)
    first.improve(scales[-1].tone)
    matches = first.matches
    for at, scale in reversed(list(enumerate(scales))):
        search = _Search(scale, scale.picture, rng)
        search.begin(matches if at == len(scales) - 1 else _finer(matches, scales[at + 1], scale))
        for _ in range(_rounds(at)):
            search.improve(_vote(scale, search.matches, search.weights()))
            yield search.matches
        matches = search.matches


class _Search:
    """The best source of each target of one scale so far: ``matches`` ``(N,)``."""

    def __init__(self, scale: Scale, picture: Floats, rng: np.random.Generator) -> None:
        self.matches = rng.choice(scale.sources, len(scale.targets))
        self._scale = scale
        self._rng = rng
        self._rows = number_places(scale.sources, scale.hole.size)
        self._targets = number_places(scale.targets, scale.hole.size)
        self._mean, self._basis = _components(picture, scale.sources, rng)
        self._table = self._describe(picture, scale.sources)
        self._wanted = self._table[:0]
        self._prices = np.ones(len(scale.sources), np.float32)
        self._costs = np.zeros(len(scale.targets), np.float32)

    def begin(self, matches: Places) -> None:
        """Take sources found before, where they are sources here."""
        self.matches = np.where(self._rows[matches] >= 0, matches, self.matches)

    def improve(self, fill: Floats) -> None:
        """Look beside the neighbours' sources, and at random, for what ``fill`` ``(H, W, 3)`` holds."""
        self._wanted = self._describe(fill, self._scale.targets)
        self._prices = self._price()
        self._costs = self._cost(np.arange(len(self.matches)), self._rows[self.matches])
        for step in (4, 1, 2, 1):
            self._propagate(step)
            self._wander()
        self._propagate(1)

    def weights(self) -> Floats:
        """Give what the vote of each target counts, ``(N,)``: less where its source fits badly."""
        usual = np.float32(max(float(np.percentile(self._costs, 75)), 1e-8))
        return np.exp(-self._costs / (2 * usual)) + np.float32(1e-3)

    def _propagate(self, step: int) -> None:
        width = self._scale.hole.shape[1]
        for shift in (-step, step, -step * width, step * width):
            neighbours = np.take(self._targets, self._scale.targets + shift, mode="clip")
            self._try(np.where(neighbours >= 0, self.matches[neighbours] - shift, self.matches))

    def _wander(self) -> None:
        height, width = self._scale.hole.shape
        reach = max(height, width)
        while reach >= 1:
            down, across = self._rng.integers(-reach, reach + 1, (2, len(self.matches)))
            self._try(self.matches + down * width + across, _SHY)
            reach //= 3

    def _try(self, matches: Places, shy: float = 1.0) -> None:
        """Take ``matches``, one a target, where they are sources and fit better."""
        rows = np.take(self._rows, matches, mode="clip")
        worth = np.flatnonzero((rows >= 0) & (matches != self.matches))
        costs = self._cost(worth, rows[worth])
        better = costs < self._costs[worth] * np.float32(shy)
        taken = worth[better]
        self.matches[taken] = self._scale.sources[rows[taken]]
        self._costs[taken] = costs[better]

    def _cost(self, targets: Places, rows: Places) -> Floats:
        costs = np.empty(len(targets), np.float32)
        for part in chunks(len(targets), CHUNK):
            differences = self._wanted[targets[part]] - self._table[rows[part]]
            costs[part] = np.einsum("nc,nc->n", differences, differences)
        return costs * self._prices[rows]

    def _price(self) -> Floats:
        """Give a factor for each source's cost, ``(M,)``, by how often its surroundings are used."""
        from scipy import ndimage

        scale = self._scale
        uses = np.bincount(self.matches, minlength=scale.hole.size).astype(np.float32)
        about = ndimage.uniform_filter(uses.reshape(scale.hole.shape), PATCH, mode="constant")
        share = np.float32(max(1.0, 2 * len(scale.targets) / len(scale.sources)))
        prices: Floats = 1 + np.float32(_DEAR) * np.maximum(about.ravel()[scale.sources] / share - 1, 0)
        return prices

    def _describe(self, picture: Floats, places: Places) -> Floats:
        """Give the components of the patches about ``places`` with tone and texture, ``(N, C + 4)``."""
        described = np.empty((len(places), _COMPONENTS + 4), np.float32)
        for part in chunks(len(places), CHUNK):
            described[part, :-4] = (_patches(picture, places[part]) - self._mean) @ self._basis
        described[:, -4:-1] = _TONE * self._scale.tone.reshape(-1, 3)[places]
        described[:, -1] = _TEXTURE * self._scale.texture.ravel()[places]
        return described


def _components(picture: Floats, places: Places, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Give the mean ``(147,)`` of the patches about ``places`` and their main directions ``(147, C)``."""
    patches = _patches(picture, rng.choice(places, min(len(places), 4000), replace=False))
    _, directions = np.linalg.eigh(np.cov(patches.T))
    return patches.mean(axis=0), directions[:, -_COMPONENTS:].astype(np.float32)


def _finer(matches: Places, coarse: Scale, fine: Scale) -> Places:
    """Give places for a scale's targets to copy from by the matches of the scale of half its size."""
    width, coarse_width = fine.hole.shape[1], coarse.hole.shape[1]
    row, column = np.divmod(fine.targets, width)
    numbers = number_places(coarse.targets, coarse.hole.size)[row // 2 * coarse_width + column // 2]
    match_row, match_column = np.divmod(matches[numbers], coarse_width)
    finer = (2 * match_row + row % 2) * width + 2 * match_column + column % 2
    return np.where(numbers >= 0, finer.clip(0, fine.hole.size - 1), 0)


def _vote(scale: Scale, matches: Places, weights: Floats) -> Floats:
    """Give the picture with the weighted mean of what the nearest matches have for each pixel of the hole.

    Only targets at most one pixel away vote: the mean of all patches over a pixel would be blurred.
    """
    colours = scale.picture.reshape(-1, 3)
    sums, total = np.zeros_like(colours), np.zeros((len(colours), 1), np.float32)
    for shift in _square(1, scale.hole.shape[1]):
        sums[scale.targets + shift] += weights[:, None] * colours[matches + shift]
        total[scale.targets + shift] += weights[:, None]
    voted = scale.hole.ravel()[:, None] & (total > 0)
    return np.divide(sums, total, out=colours.copy(), where=voted).reshape(scale.picture.shape)


def _origins(scale: Scale, matches: Places) -> Places:
    """Give where each pixel of the hole is copied from: its place in the match of the patch about it."""
    height, width = scale.hole.shape
    row, column = np.nonzero(scale.hole)
    middle = row.clip(RADIUS, height - 1 - RADIUS) * width + column.clip(RADIUS, width - 1 - RADIUS)
    origins: Places = (
        matches[number_places(scale.targets, scale.hole.size)[middle]] + row * width + column - middle
    )
    return origins


def _patches(picture: Floats, places: Places) -> Floats:
    """Give the patches about ``places`` of ``(H, W, 3)`` as ``(N, 147)``."""
    around = places[:, None] + _square(RADIUS, picture.shape[1])
    return np.take(picture.reshape(-1, 3), around, axis=0).reshape(len(places), -1)


def _square(radius: int, width: int) -> Places:
    """Give what leads from a pixel to each one of the square about it, row by row."""
    reach = np.arange(-radius, radius + 1)
    return np.add.outer(reach * width, reach).ravel()
