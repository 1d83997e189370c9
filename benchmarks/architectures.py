"""Shapes of the denoiser, each trained alike from scratch, by what they cost and what they reach.

Each sees the same number of patches. Cost is seconds per megapixel kept, as in
:mod:`benchmarks.denoise_speed`: the overlap that a shape's reach asks for counts. After so few steps no
shape is at its best, and reach still grows; what is compared is how far each comes for its price.

    python -m benchmarks.architectures --photos DIR --data cbsd68 [--steps 1000] [--record]
"""

import tempfile
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.denoise_speed import PEER, Row, Runner, make_runner, peer_runner, rows_of, time_runners
from benchmarks.machine import RESULTS, write_result
from restorer import Engine
from training.config import Data, Experiment, Network, Optimizer
from training.evaluations.evaluation import as_table
from training.evaluations.white_noise import score_white_noise
from training.export import export, read_checkpoint
from training.fit import fit
from training.sources import read_pictures

SIGMA_255 = 25.0
SHAPES = {
    "shipped": Network((64, 128, 256), (2, 2, 4)),
    "narrower": Network((48, 96, 192), (2, 2, 4)),
    "half as wide": Network((32, 64, 128), (2, 2, 4)),
    "half as deep": Network((64, 128, 256), (1, 1, 2)),
    "a level more": Network((64, 128, 192, 256), (2, 2, 2, 2)),
    "wide where fine": Network((96, 128, 160), (1, 2, 4)),
}
_ENDLESS = timedelta(days=7)
_ROUNDS = 3
_SMALLEST = 64

Photos = Annotated[list[Path], typer.Option(help="A folder of photos to train on, or several.")]


@dataclass(frozen=True, slots=True)
class Tried:
    """A shape, what it costs and what it reaches: PSNR in dB at sigma 25."""

    shape: Network
    psnr: float
    cost: Row

    def cells(self) -> list[str]:
        """Give a row of the table."""
        levels = (", ".join(map(str, part)) for part in (self.shape.channels, self.shape.blocks))
        cost = self.cost
        figures = [f"{cost.parameters / 1e6:.2f} M", str(cost.overlap), f"{cost.read_over_kept:.2f}"]
        return [cost.network, *levels, *figures, f"{cost.processor_ratio:.3f}", f"{self.psnr:.2f}"]


HEAD = ["shape", "channels", "blocks", "parameters", "reach", "read/kept", f"x {PEER}", "PSNR, dB"]


def main(
    photos: Photos,
    data: Annotated[Path, typer.Option(help="A folder of clean photos to score with.")],
    steps: Annotated[int, typer.Option(min=10, help="Steps of training, of 16 patches of 80 x 80.")] = 1000,
    most: Annotated[int, typer.Option(min=1, help="So many photos are scored.")] = 24,
    record: Annotated[bool, typer.Option("--record", help="Keep the result in benchmarks/results.")] = False,
) -> None:
    """Train each shape, time them side by side, and show what each reaches for its price."""
    with tempfile.TemporaryDirectory() as folder:
        tried = _compare(photos, data, steps, most, Path(folder))
    table = Table(*HEAD, title=f"After {steps} steps: {most} photos at sigma {SIGMA_255:g}")
    for one in tried:
        table.add_row(*one.cells())
    Console(width=110).print(table)
    if record:
        print(write_result("architectures", {"steps": steps, "shapes": list(map(asdict, tried))}))
        page = f"# Shapes of the denoiser after {steps} steps\n\n{__doc__ or ''}\n"
        page += as_table([HEAD, *(one.cells() for one in tried)])
        (RESULTS / "architectures.md").write_text(page + "\n", encoding="utf-8")


def _compare(photos: list[Path], data: Path, steps: int, most: int, folder: Path) -> list[Tried]:
    engines: dict[str, Engine] = {}
    runners: dict[str, Runner] = {}
    for name, shape in SHAPES.items():
        engines[name], parameters = _train(shape, photos, steps, folder / name)
        runners[name] = make_runner(engines[name], (3, 1), parameters)
    runners[PEER] = peer_runner(PEER, folder, engines["shipped"].card)
    costs = {row.network: row for row in rows_of(runners, time_runners(runners, _ROUNDS))}
    pictures = read_pictures([data], _SMALLEST, most)
    scores = {
        name: score_white_noise({"denoise": engine}, data.name, pictures, [SIGMA_255]).scores[0].psnr
        for name, engine in engines.items()
    }
    return [Tried(shape, scores[name], costs[name]) for name, shape in SHAPES.items()]


def _train(shape: Network, photos: list[Path], steps: int, folder: Path) -> tuple[Engine, int]:
    """Train and export a shape; gives it as it is run, and the number of its parameters."""
    optimizer = Optimizer(learning_rate=1e-3, warmup_steps=100, ema_decay=0.99, most_steps=steps)
    experiment = Experiment("denoise-unet", "denoise", network=shape, data=Data(), optimizer=optimizer)
    weights = read_checkpoint(fit(experiment, photos, folder, budget=_ENDLESS, progress=False))
    path = folder / "denoise-unet.onnx"
    export(experiment, weights, path)
    return Engine.open(path, "cpu"), sum(weight.numel() for weight in weights.values())


if __name__ == "__main__":
    typer.run(main)
