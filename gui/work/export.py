"""Export: the result as it is written to a file, and what that file would be like.

Only the worker imports this, as it loads all that is heavy.
"""

import dataclasses
import tempfile
from pathlib import Path

import numpy as np

import restorer
from gui.settings import Setting
from gui.wishes import Estimated
from gui.words import texts_export
from gui.work.blocks import Samples
from gui.work.stages import Chain, engines_of, step_of

_PATCHES, _PATCH = 8, 128
"""An estimate packs so many patches across and down, each of so many pixels a side, for the whole."""
_SLOW, _FEW_PATCHES = ("avif", "heic"), 4
"""Formats whose coders take long get fewer patches."""
_SEED = 0


def deepened(photo: restorer.Photo, path: Path, saving: restorer.Saving) -> restorer.Photo:
    """Give the photo at the bits a sample that its file gets, if its steps can make use of them."""
    deep = restorer.deepen(photo, restorer.target_format(path), saving)
    return photo if deep.samples.dtype == photo.samples.dtype else deep


def noted(chain: Chain, library: restorer.Library) -> restorer.Photo:
    """Give a chain's result with a note of each step that changed something."""
    photo, _picture = chain.result
    metadata = photo.metadata
    for stage in chain.stages:
        is_other = stage.full.samples is not stage.before.samples
        if is_other and not step_of(stage.setting).does_nothing:
            metadata = _note(metadata, stage.setting, library)
    return dataclasses.replace(photo, metadata=metadata)


def _note(metadata: restorer.Metadata, setting: Setting, library: restorer.Library) -> restorer.Metadata:
    """Note a step that was done: of a burst, with how many frames it was."""
    cards = [engine.card for engine in engines_of(setting, library)]
    frames = {"frames": 1 + len(setting.burst.others)} if setting.burst else {}
    return restorer.note_step(metadata, step_of(setting), cards, **frames)


def words_of(receipt: restorer.Receipt, path: Path, saving: restorer.Saving) -> tuple[str, ...]:
    """Put into words what a file holds that was written."""
    return texts_export.receipt(receipt, path.stat().st_size, strip_gps=saving.strip_gps)


def estimate(
    original: restorer.Photo, result: restorer.Photo, name: str, saving: restorer.Saving
) -> Estimated:
    """Pack a part of the result, spread over all of it, and tell what a file of all of it would be like."""
    kind, megapixels = restorer.FORMATS[name], result.megapixels
    patches = _FEW_PATCHES if name in _SLOW else _PATCHES
    original, result = _spread_sample(original, patches), _spread_sample(result, patches)
    sample = _dithered(original, result, restorer.deepen(result, kind, saving))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"estimate{kind.extensions[0]}")
        receipt = restorer.write_photo(sample, path, saving=saving)
        size = path.stat().st_size
    fixed = min(size, _fixed_bytes(sample.metadata))
    whole = fixed + (size - fixed) * megapixels / sample.megapixels
    return Estimated(round(whole), receipt.depth, receipt.quality, receipt.notices, missing_formats())


def missing_formats() -> dict[str, str]:
    """Tell why some formats cannot be written here."""
    missing = {}
    for name, kind in restorer.FORMATS.items():
        if kind.is_written:
            try:
                restorer.target_format(Path(f"photo{kind.extensions[0]}"))
            except restorer.WriteError as error:
                missing[name] = str(error).partition(": ")[2]
    return missing


def _dithered(original: restorer.Photo, result: restorer.Photo, deep: restorer.Photo) -> restorer.Photo:
    """Fill the bits that a deeper file gets: what is restored anew at its depth has some where it changed."""
    if deep.samples.dtype == result.samples.dtype:
        return deep
    step = (original.samples != result.samples) / np.iinfo(result.samples.dtype).max
    white = 1 if deep.samples.dtype.kind == "f" else np.iinfo(deep.samples.dtype).max
    noise = np.random.default_rng(_SEED).uniform(-0.5, 0.5, deep.samples.shape) * step * white
    return deep.with_samples((deep.samples + noise).clip(0, white).astype(deep.samples.dtype))


def _spread_sample(photo: restorer.Photo, patches: int) -> restorer.Photo:
    rows, columns = _spread(photo.height, patches), _spread(photo.width, patches)

    def part(samples: Samples) -> Samples:
        return np.ascontiguousarray(samples[rows][:, columns])

    alpha = None if photo.alpha is None else part(photo.alpha)
    return dataclasses.replace(photo, samples=part(photo.samples), alpha=alpha)


def _spread(length: int, patches: int) -> Samples:
    """Give the places of all patches along a side, or of the whole side where it is short."""
    if length <= patches * _PATCH:
        return np.arange(length)
    starts = np.linspace(0, length - _PATCH, patches).round().astype(int)
    return (starts[:, None] + np.arange(_PATCH)).ravel()


def _fixed_bytes(metadata: restorer.Metadata) -> int:
    """Give about how many bytes of a file do not grow with the picture."""
    blocks = (metadata.exif, metadata.xmp, metadata.iptc, metadata.icc)
    return sum(len(block) for block in blocks if block)
