"""Shapes of the denoiser, each trained alike from scratch, by what they cost and what they reach.

Each sees the same patches. Cost is processor time per megapixel, as in :mod:`benchmarks.denoise_speed`: of
pixels read, and of pixels kept, for which the overlap that a shape's reach asks for counts. After so few
steps no shape is at its best, and reach still grows; what is compared is how far each comes for its price.

    python -m benchmarks.architectures --photos DIR --data cbsd68 [--steps 1000] [--record]

A shape that was trained before in ``--runs`` is not trained again.
"""

import hashlib
import shutil
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.denoise_speed import PEER, Row, Runner, make_runner, peer_runner, rows_of, time_runners
from benchmarks.machine import RESULTS, Record, run, write_result
from restorer import Engine
from training.config import Data, Experiment, Network, Optimizer
from training.evaluations.evaluation import as_table
from training.evaluations.white_noise import score_white_noise
from training.export import export
from training.fit import fit
from training.machine import describe_machine, machine_line
from training.sources import Picture, read_pictures
from training.weights import read_weights

SIGMA_255 = 25.0
SHAPES = {
    "shipped": Network((64, 128, 256), (2, 2, 3)),
    "a block more": Network((64, 128, 256), (2, 2, 4)),
    "narrower": Network((48, 96, 192), (2, 2, 3)),
    "half as wide": Network((32, 64, 128), (2, 2, 3)),
    "half as deep": Network((64, 128, 256), (1, 1, 2)),
    "a level more": Network((64, 128, 192, 256), (2, 2, 2, 2)),
    "wide where fine": Network((96, 128, 160), (1, 2, 4)),
    "deep where fine": Network((64, 128, 256), (3, 2, 1)),
    "shallow where coarse": Network((64, 128, 256), (2, 2, 1)),
}
_ENDLESS = timedelta(days=7)
_ROUNDS = 3
_SMALLEST = 64

Photos = Annotated[list[Path], typer.Option(help="A folder of photos to train on, or several.")]


@dataclass(frozen=True, slots=True)
class Tried:
    """A shape, what it costs and what it reaches: PSNR in dB at sigma 25.

    ``read_ratio`` is its processor time per megapixel read over that of the peer.
    """

    shape: Network
    psnr: float
    cost: Row
    read_ratio: float

    def cells(self) -> list[str]:
        """Give a row of the table."""
        levels = (", ".join(map(str, part)) for part in (self.shape.channels, self.shape.blocks))
        cost = self.cost
        figures = [f"{cost.parameters / 1e6:.2f} M", f"{self.read_ratio:.3f}", str(cost.overlap)]
        return [cost.network, *levels, *figures, f"{cost.processor_ratio:.3f}", f"{self.psnr:.2f}"]


HEAD = ["shape", "channels", "blocks", "parameters", f"x {PEER}, read", "reach", "kept", "PSNR, dB"]


def main(
    photos: Photos,
    data: Annotated[Path, typer.Option(help="A folder of clean photos to score with.")],
    steps: Annotated[int, typer.Option(min=10, help="Steps of training, of 16 patches of 80 x 80.")] = 1000,
    most: Annotated[int, typer.Option(min=1, help="So many photos are scored.")] = 24,
    runs: Annotated[Path, typer.Option(help="Where what is trained is kept.")] = Path("runs/architectures"),
    record: Record = False,
) -> None:
    """Train each shape, time them side by side, and show what each reaches for its price."""
    pictures = read_pictures([data], _SMALLEST, most)
    tried = _compare(photos, data.name, pictures, steps, runs / str(steps))
    table = Table(*HEAD, title=f"After {steps} steps: {len(pictures)} photos at sigma {SIGMA_255:g}")
    for one in tried:
        table.add_row(*one.cells())
    Console(width=110).print(table)
    if record:
        facts = {"photos": sorted(path.name for path in photos), "data": data.name, "scored": len(pictures)}
        print(write_result("architectures", {"steps": steps, **facts, "shapes": list(map(asdict, tried))}))
        machine = machine_line(describe_machine())
        page = f"# Shapes of the denoiser after {steps} steps\n\n{machine}\n\n{__doc__ or ''}\n"
        page += as_table([HEAD, *(one.cells() for one in tried)])
        (RESULTS / "architectures.md").write_text(page + "\n", encoding="utf-8")


def _compare(photos: list[Path], data: str, pictures: list[Picture], steps: int, folder: Path) -> list[Tried]:
    engines: dict[str, Engine] = {}
    runners: dict[str, Runner] = {}
    for name, shape in SHAPES.items():
        engines[name], parameters = _trained(shape, photos, steps, folder / _named(shape, photos))
        runners[name] = make_runner(engines[name], (3, 1), parameters)
    runners[PEER] = peer_runner(PEER, folder, engines["shipped"].card)
    costs = {row.network: row for row in rows_of(runners, time_runners(runners, _ROUNDS))}
    peer = costs[PEER]
    tried = []
    for name, shape in SHAPES.items():
        score = score_white_noise({"denoise": engines[name]}, data, pictures, [SIGMA_255]).scores[0].psnr
        read_ratio = costs[name].processor_ratio * peer.read_over_kept / costs[name].read_over_kept
        tried.append(Tried(shape, score, costs[name], round(read_ratio, 3)))
    return tried


def _named(shape: Network, photos: list[Path]) -> str:
    """Name the folder of a shape that learned from these photos; another of either has another one."""
    words = repr((shape, sorted(str(path.resolve()) for path in photos)))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _trained(shape: Network, photos: list[Path], steps: int, folder: Path) -> tuple[Engine, int]:
    """Train and export a shape, if need be; gives it as it is run, and the number of its parameters."""
    path = folder / "denoise-unet.onnx"
    if not path.exists():
        shutil.rmtree(folder, ignore_errors=True)
        optimizer = Optimizer(learning_rate=1e-3, warmup_steps=100, ema_decay=0.99, most_steps=steps)
        experiment = Experiment("denoise-unet", "denoise", network=shape, data=Data(), optimizer=optimizer)
        weights = read_weights(fit(experiment, photos, folder, budget=_ENDLESS, progress=False))
        export(experiment, weights, path)
    return Engine.open(path, "cpu"), sum(weight.numel() for weight in read_weights(path).values())


if __name__ == "__main__":
    run(main)
