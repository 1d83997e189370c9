"""Copies of photos known again: precision and recall of codes, beside a perceptual hash and PCA."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import dctn

from restorer import Engine, InputError
from restorer.networks.card import CONTRACTS, Task
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats, to_float
from restorer.progress import Tick, no_tick
from restorer.similar import COPIES
from restorer.similar.codes import code_of
from training.degradations.degrade import through_jpeg
from training.evaluations.evaluation import Evaluation, seed_of, ticked
from training.pca import fit_pca
from training.restorers.codes import standardised
from training.scores import average_precision
from training.sources import Picture

PRECISION = 0.99
Pixels = NDArray[np.uint8]
Distances = NDArray[np.floating]
Tell = Callable[[Pixels], Floats]
"""Tells the numbers of a picture ``(H, W, 3)`` uint8: the more alike two are, the nearer their numbers."""
_HASH_SIDE, _HASH_KEPT = 32, 8
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Method:
    """What one way of telling reached: recall at precision 0.99, in all and by what was done to a copy.

    ``recall_before_false`` is that of the copies nearer than any two different photos, ``curve`` holds
    (recall, precision) from the nearest copies on.
    """

    recall: float
    by_form: dict[str, float]
    recall_before_false: float
    average_precision: float
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Likeness(Evaluation):
    """What each method reached, and precision and recall of the codes at the distance that ships."""

    pairs: int
    methods: dict[str, Method]
    shipped_precision: float
    shipped_recall: float

    title: ClassVar = "Near-duplicates"
    protocol: ClassVar = (
        "Each picture beside a copy of it of each form, drawn from its name: resized to 25 to 70 %, JPEG of "
        "quality 20 to 60, each side cropped by 0 to 5 %, noise of sigma 10 to 25, two mixtures of these. "
        "Every copy is compared with every picture; a pair counts as found below a distance that is one for "
        "all forms. PCA is fitted on these very pictures, as they are or with brightness and contrast "
        "taken out as the network does. pHash is the 64 "
        "signs of the lowest 8 x 8 of a DCT of 32 x 32 pixels about their median. Of files of the same bytes "
        "one counts, of a pair of camera photos the mean."
    )
    scored: ClassVar[Task] = "codes"

    def rows(self) -> list[Sequence[str]]:
        """Lay out the recall of each method at the precision, by form."""
        forms = list(next(iter(self.methods.values())).by_form)
        head = ("method", f"recall at {PRECISION}", *forms, "recall before any false pair", "AP")
        return [head, *(_row(name, method) for name, method in self.methods.items())]

    def as_markdown(self) -> str:
        """Give the section with the figures at the distance that ships below the table."""
        shipped = f"precision {self.shipped_precision:.4f}, recall {self.shipped_recall:.4f}"
        return f"{Evaluation.as_markdown(self)}\nAt a distance of {COPIES:g}, the default: {shipped}.\n"

    def card_scores(self) -> dict[str, float]:
        """Give the recall at the precision, and both at the distance that ships."""
        return {
            f"{self.data}_recall_at_precision_{PRECISION:g}": self.methods["codes"].recall,
            f"{self.data}_precision": self.shipped_precision,
            f"{self.data}_recall": self.shipped_recall,
        }


def score_likeness(engine: Engine, data: str, pictures: Sequence[Picture], tick: Tick = no_tick) -> Likeness:
    """Score a network of codes, a perceptual hash and PCA on the pictures of a set called ``data``."""
    pictures = _different(pictures)
    if len(pictures) < 2:
        raise InputError(f"{data}: one picture, expected two or more to be told apart")
    size, clean = sum(CONTRACTS[engine.card.contract].outputs), [picture.pixels for picture in pictures]
    methods: dict[str, Tell] = {
        "codes": lambda pixels: code_of(pixels, engine),
        "pHash, 64 bits": perceptual_hash,
        f"PCA, {size} numbers": _pca_of(clean, size, lambda small: small),
        f"PCA, {size} numbers, standardised": _pca_of(clean, size, standardised),
    }
    told: dict[str, dict[str, list[Floats]]] = {name: {} for name in methods}
    for picture in ticked(pictures, tick):
        for form, copy in {"": picture.pixels, **draw_copies(picture)}.items():
            for name, tell in methods.items():
                told[name].setdefault(form, []).append(tell(copy))
    found: dict[str, Method] = {}
    shipped = (0.0, 0.0)
    for name, numbers in told.items():
        distances = _distances(numbers)
        found[name] = measure(distances)
        shipped = precision_and_recall(distances, COPIES) if name == "codes" else shipped
    pairs = len(distances) * len(pictures) ** 2
    return Likeness(data, len(pictures), pairs, found, *shipped)


def draw_copies(picture: Picture) -> dict[str, Pixels]:
    """Make a copy of a picture of each form, the same each time for one of this name."""
    rng = np.random.default_rng(seed_of(picture.path.name))
    image = Image.fromarray(picture.pixels)
    copies = {
        "resized": _resized(image, rng),
        "JPEG": _compressed(image, rng),
        "cropped": _cropped(image, rng),
        "noisy": _noisy(image, rng),
        "cropped, resized, JPEG": _compressed(_resized(_cropped(image, rng), rng), rng),
        "cropped, noisy, JPEG": _compressed(_noisy(_cropped(image, rng), rng), rng),
    }
    return {form: np.asarray(copy) for form, copy in copies.items()}


def perceptual_hash(pixels: Pixels) -> Floats:
    """Give the 64 bits of a perceptual hash, as 0 and 1: their squared distance is Hamming's.

    The lowest 8 x 8 coefficients of the DCT of the picture in grey, 32 x 32 pixels, above their median or not
    (Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions").
    """
    grey = Image.fromarray(pixels).convert("L").resize((_HASH_SIDE,) * 2, Image.Resampling.LANCZOS)
    lowest = dctn(np.asarray(grey, np.float64), norm="ortho")[:_HASH_KEPT, :_HASH_KEPT].ravel()
    return (lowest > np.median(lowest[1:])).astype(np.float32)


def measure(distances: Mapping[str, Distances]) -> Method:
    """Measure the distances ``(N, N)`` of copies (rows) from pictures, of which the diagonal is true."""
    true, false = _true_and_false(distances)
    ranks = np.searchsorted(true, true, side="right")
    precision = ranks / (ranks + np.searchsorted(false, true, side="right"))
    kept = np.flatnonzero(precision >= PRECISION)
    limit = true[kept[-1]] if len(kept) else -1.0
    nearness = torch.from_numpy(-np.concatenate([true, false]))
    points = np.linspace(0, len(true) - 1, _STEPS).round().astype(int)
    return Method(
        recall=_share(true <= limit),
        by_form={form: _share(np.diag(apart) <= limit) for form, apart in distances.items()},
        recall_before_false=_share(true < false[0]),
        average_precision=round(average_precision(nearness, torch.arange(len(nearness)) < len(true)), 4),
        curve=tuple((round((at + 1) / len(true), 4), round(float(precision[at]), 4)) for at in points),
    )


def precision_and_recall(distances: Mapping[str, Distances], limit: float) -> tuple[float, float]:
    """Give the precision and the recall of what is nearer than a limit."""
    true, false = _true_and_false(distances)
    hits, alarms = int((true < limit).sum()), int((false < limit).sum())
    return round(hits / max(1, hits + alarms), 4), round(hits / len(true), 4)


def _true_and_false(distances: Mapping[str, Distances]) -> tuple[Distances, Distances]:
    """Give the distances of copies from their pictures, and from all others, each in order."""
    others = ~np.eye(len(next(iter(distances.values()))), dtype=bool)
    true = np.concatenate([np.diag(apart) for apart in distances.values()])
    false = np.concatenate([apart[others] for apart in distances.values()])
    return np.sort(true), np.sort(false)


def _distances(told: Mapping[str, Sequence[Floats]]) -> dict[str, Distances]:
    """Give of each form how far the numbers of its copies are from those of pictures, which have no form."""
    numbers = {form: torch.from_numpy(np.stack(copies)) for form, copies in told.items()}
    pictures, exact = numbers.pop(""), "donot_use_mm_for_euclid_dist"
    return {
        form: torch.cdist(copies, pictures, compute_mode=exact).numpy() for form, copies in numbers.items()
    }


def _pca_of(pictures: Sequence[Pixels], size: int, prepare: Callable[[torch.Tensor], torch.Tensor]) -> Tell:
    """Fit PCA to pictures that were squeezed as the network's are and then prepared."""
    side = CONTRACTS["codes-v1"].side or 1

    def flat(pixels: Pixels) -> torch.Tensor:
        small = resample(lambda rows: to_float(pixels[rows]), pixels.shape[:2], (side, side))
        planes = torch.from_numpy(small).float().permute(2, 0, 1)[None]
        return prepare(planes).flatten(1)

    most = min(size, len(pictures) - 1)
    pca = fit_pca(torch.cat([flat(pixels) for pixels in pictures]), most)
    return lambda pixels: np.asarray(pca.encode(flat(pixels), most)[0].numpy(), np.float32)


def _different(pictures: Sequence[Picture]) -> list[Picture]:
    """Leave out files of the same bytes, and the noisy one of a pair of camera photos whose mean is there."""
    names = {picture.path.stem for picture in pictures}
    noisy = {name.removesuffix("_mean") + "_real" for name in names if name.endswith("_mean")}
    return list({it.digest: it for it in pictures if it.path.stem not in noisy}.values())


def _resized(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    scale = rng.uniform(0.25, 0.7)
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC)


def _compressed(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    return Image.fromarray(through_jpeg(np.asarray(image), int(rng.integers(20, 61))))


def _cropped(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    left, top, right, bottom = (rng.uniform(0, 0.05, 4) * (*image.size, *image.size)).round().astype(int)
    return image.crop((left, top, image.width - right, image.height - bottom))


def _noisy(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    noise = rng.normal(0, rng.uniform(10, 25), (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).round().clip(0, 255).astype(np.uint8))


def _share(chosen: NDArray[np.bool_]) -> float:
    return round(float(chosen.mean()), 4)


def _row(name: str, method: Method) -> Sequence[str]:
    recalls = (method.recall, *method.by_form.values(), method.recall_before_false, method.average_precision)
    return (name, *(f"{recall:.4f}" for recall in recalls))
