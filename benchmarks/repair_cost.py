"""What finding and filling damage costs: the detector beside FFDNet, scratches on a large photo.

python -m benchmarks.repair_cost [--rounds 3] [--record]
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from rich.table import Table

from benchmarks.command_cost import make_photo, watch
from benchmarks.denoise_speed import HEIGHT, WIDTH, peer_runner
from benchmarks.machine import Record, Rounds, conclude, run
from restorer import Library
from restorer.photo import Photo
from restorer.tasks.damage import map_damage

PEER = "FFDNet"
MOST_DETECTION = 0.58
"""The detector takes at most this share of FFDNet's time: half a second where FFDNet takes 0.86."""
MOST_FILLING_SECONDS = 10.0
"""Twenty scratches on 12 megapixels are filled in so many seconds more than the photo is read and written."""
MOST_PEAK_MEGABYTES = 2000
SCRATCHES, LONGEST_PIXELS = 20, 600
_TILE = (768, 1024)


def main(rounds: Rounds = 3, record: Record = False) -> None:
    """Time the detector and its peer, then the command on a photo; exit code 1 if a claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        result = _time_detection(Path(folder), rounds) | _time_filling(Path(folder), rounds)
    holds = (
        result["detection_ratio"] <= MOST_DETECTION
        and result["filling_seconds"] <= MOST_FILLING_SECONDS
        and result["peak_megabytes"] < MOST_PEAK_MEGABYTES
    )
    conclude("repair_cost", result, _table(result), holds=holds, record=record)


def _time_detection(folder: Path, rounds: int) -> dict[str, Any]:
    ours = Library().open(None, "damage", "cpu")
    rng = np.random.default_rng(0)
    picture, sigma = (rng.random((*_TILE, count), np.float32) for count in (3, 1))
    peer = replace(peer_runner(PEER, folder, ours.card), planes=(picture, sigma), cost=1.0)
    megapixels = picture[..., 0].size / 1e6
    seconds = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        map_damage(Photo(picture), ours)
        seconds.append(((time.perf_counter() - start) / megapixels, peer.run()[0]))
    found, compared = (median(column) for column in zip(*seconds[1:], strict=True))
    return {
        "detector_seconds_per_megapixel": round(found, 3),
        f"{PEER}_seconds_per_megapixel": round(compared, 3),
        "detection_ratio": round(found / compared, 3),
    }


def _time_filling(folder: Path, rounds: int) -> dict[str, Any]:
    photo, mask = make_photo(folder / "photo.jpg"), _make_mask(folder / "mask.png")
    plain = [str(photo), "-o", str(folder / "result.jpg"), "--overwrite", "always"]
    filling, copying = [], []
    for _ in range(rounds):
        copying.append(watch(["-m", "restorer", "tone", *plain])["seconds"])
        filling.append(watch(["-m", "restorer", "inpaint", "--mask", str(mask), "--device", "cpu", *plain]))
    seconds = median(run["seconds"] for run in filling)
    return {
        "megapixels": WIDTH * HEIGHT / 1e6,
        "scratches": SCRATCHES,
        "reading_and_writing_seconds": round(median(copying), 2),
        "command_seconds": round(seconds, 2),
        "filling_seconds": round(seconds - median(copying), 2),
        "peak_megabytes": round(max(run["peak_megabytes"] for run in filling)),
    }


def _make_mask(path: Path) -> Path:
    """Draw scratches of 100 to 600 pixels, 2 to 5 wide, anywhere on the photo."""
    rng = np.random.default_rng(0)
    mask = Image.new("L", (WIDTH, HEIGHT))
    for _ in range(SCRATCHES):
        start, angle = rng.uniform((0, 0), (WIDTH, HEIGHT)), rng.uniform(0, np.pi)
        end = start + rng.uniform(100, LONGEST_PIXELS) * np.array([np.cos(angle), np.sin(angle)])
        ImageDraw.Draw(mask).line([*start, *end], fill=255, width=int(rng.integers(2, 6)))
    mask.save(path)
    return path


def _table(result: dict[str, Any]) -> Table:
    table = Table("", "measured", "claimed", title="Finding and filling damage, CPU")
    table.add_row("detector, 1 megapixel", f"{result['detector_seconds_per_megapixel']} s")
    table.add_row(f"{PEER}, 1 megapixel", f"{result[f'{PEER}_seconds_per_megapixel']} s")
    table.add_row(f"detector / {PEER}", str(result["detection_ratio"]), f"<= {MOST_DETECTION}")
    name = f"{SCRATCHES} scratches on {result['megapixels']:g} megapixels"
    table.add_row(name, f"{result['filling_seconds']} s more", f"<= {MOST_FILLING_SECONDS:g} s")
    table.add_row("peak memory", f"{result['peak_megabytes']} MB", f"< {MOST_PEAK_MEGABYTES} MB")
    return table


if __name__ == "__main__":
    run(main)
