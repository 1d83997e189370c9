"""How long a 12-megapixel photo takes on a CPU, next to the shapes of published denoisers.

Cost is seconds per megapixel of *kept* output: each network runs the tile that the library's
memory budget gives it, with its own overlap. A peer's overlap is its exact reach, or ours where
that is smaller, which favours the peer. Rounds are interleaved, so that a machine that slows
down slows all of them; processor time is given as well, which other work on the machine
disturbs less.

    python -m benchmarks.denoise_speed [--model models/denoise-unet.onnx]... [--rounds 5] [--record]
"""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Annotated

import numpy as np
import typer
from rich.table import Table

from benchmarks.machine import Record, Rounds, conclude, run
from benchmarks.peers import PEERS
from restorer import Engine, ModelCard
from restorer.networks.card import put_card
from restorer.networks.tiled import MEMORY_BYTES
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import choose_shape, round_up
from training.export import to_onnx
from training.measure import measure_bytes_per_pixel
from training.weights import read_weights

WIDTH, HEIGHT = 4000, 3000
OURS = [Path("models/denoise-unet.onnx"), Path("models/denoise-unet-small.onnx")]
PEER = "CDnCNN-B"
Seconds = dict[str, list[tuple[float, float]]]
CLAIM = 0.42
"""Our seconds per kept megapixel over CDnCNN-B's are at most this."""


@dataclass(frozen=True, slots=True)
class Runner:
    """One network with the tile it runs on; ``cost`` is pixels read over pixels kept."""

    engine: Engine
    planes: tuple[Floats, ...]
    cost: float
    parameters: int

    def run(self) -> tuple[float, float]:
        """Run one tile; gives seconds per megapixel kept, by the clock and of processor time."""
        clock, processor = time.perf_counter(), time.process_time()
        self.engine.run(*self.planes)
        scale = 1e6 * self.cost / self.planes[0][..., 0].size
        return (time.perf_counter() - clock) * scale, (time.process_time() - processor) * scale


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one network."""

    network: str
    parameters: int
    overlap: int
    bytes_per_pixel: int
    tile: tuple[int, int]
    read_over_kept: float
    seconds_per_kept_megapixel: float
    ratio: float
    processor_seconds_per_kept_megapixel: float
    processor_ratio: float


def main(
    model: Annotated[list[Path], typer.Option(help="Our models; the claim is the first one's.")] = OURS,
    rounds: Rounds = 5,
    record: Record = False,
) -> None:
    """Time our models and their peers side by side; exit code 1 if the claim does not hold."""
    runners = dict(map(our_runner, model))
    first = next(iter(runners.values())).engine.card
    with tempfile.TemporaryDirectory() as folder:
        runners |= {name: peer_runner(name, Path(folder), first) for name in PEERS}
    rows = rows_of(runners, time_runners(runners, rounds))
    result = {"rounds": rounds, "claim": CLAIM, "networks": list(map(asdict, rows))}
    conclude("denoise_speed", result, _table(rows), holds=rows[0].ratio <= CLAIM, record=record)


def our_runner(path: Path) -> tuple[str, Runner]:
    """Open a denoiser of ours; gives it by its name."""
    engine = Engine.open(path, "cpu")
    parameters = sum(weight.numel() for weight in read_weights(path).values())
    return engine.card.name, make_runner(engine, (3, 1), parameters)


def peer_runner(name: str, folder: Path, ours: ModelCard) -> Runner:
    """Write a peer as a model into a folder, and give it the overlap that is fair beside ours."""
    network = PEERS[name]().eval()
    path = folder / f"{name}.onnx"
    graph = to_onnx(network)
    reach = min(network.exact_reach, ours.reach or network.exact_reach)
    card = ModelCard(name, "denoise", "denoise-v1", network.multiple, reach, network.exact_reach)
    path.write_bytes(put_card(graph, card, path))
    memory = measure_bytes_per_pixel(path, network.inputs.values()) or ours.bytes_per_pixel
    path.write_bytes(put_card(graph, replace(card, bytes_per_pixel=memory), path))
    parameters = sum(weight.numel() for weight in network.parameters())
    return make_runner(Engine.open(path, "cpu"), network.inputs.values(), parameters)


def make_runner(engine: Engine, channels: Iterable[int], parameters: int) -> Runner:
    """Give a network, which reads planes of so many channels, the tile that the library would give it."""
    card = engine.card
    width, height = (round_up(side, card.multiple) for side in (WIDTH, HEIGHT))
    most = MEMORY_BYTES["cpu"] // card.bytes_per_pixel
    shape = choose_shape(width, height, most_pixels=most, overlap=card.reach or 0, multiple=card.multiple)
    assert shape is not None
    rng = np.random.default_rng(0)
    planes = tuple(rng.random((shape.height, shape.width, count), np.float32) for count in channels)
    return Runner(engine, planes, shape.cost, parameters)


def time_runners(runners: dict[str, Runner], rounds: int) -> Seconds:
    """Run all networks in turn, round after round, after one round to warm up."""
    seconds: Seconds = {name: [] for name in runners}
    for at in range(rounds + 1):
        for name, runner in runners.items():
            taken = runner.run()
            if at:
                seconds[name].append(taken)
    return seconds


def rows_of(runners: dict[str, Runner], seconds: Seconds) -> list[Row]:
    """Put together what was measured of each network; one of them is the peer that ratios are to."""
    medians = {
        name: [median(column) for column in zip(*rounds, strict=True)] for name, rounds in seconds.items()
    }
    return [
        Row(
            network=name,
            parameters=runner.parameters,
            overlap=runner.engine.card.reach or 0,
            bytes_per_pixel=runner.engine.card.bytes_per_pixel,
            tile=(runner.planes[0].shape[1], runner.planes[0].shape[0]),
            read_over_kept=round(runner.cost, 3),
            seconds_per_kept_megapixel=round(medians[name][0], 3),
            ratio=round(medians[name][0] / medians[PEER][0], 3),
            processor_seconds_per_kept_megapixel=round(medians[name][1], 3),
            processor_ratio=round(medians[name][1] / medians[PEER][1], 3),
        )
        for name, runner in runners.items()
    ]


def _table(rows: list[Row]) -> Table:
    table = Table(title=f"{WIDTH} x {HEIGHT} pixels on the CPU", title_justify="left")
    table.add_column("network")
    for title in ("parameters", "overlap", "tile", "read/kept", "s/MP", f"x {PEER}", "CPU s/MP", "x"):
        table.add_column(title, justify="right")
    for row in rows:
        cells = [
            f"{row.parameters / 1e6:.2f} M",
            row.overlap,
            "{} x {}".format(*row.tile),
            row.read_over_kept,
        ]
        cells += [row.seconds_per_kept_megapixel, row.ratio]
        cells += [row.processor_seconds_per_kept_megapixel, row.processor_ratio]
        table.add_row(row.network, *map(str, cells))
    return table


if __name__ == "__main__":
    run(main)
