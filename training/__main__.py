"""The command line of training: ``python -m training fit | export | evaluate | trade | study``."""

# ruff: noqa: PLC0415 -- torch takes a second to import, so each command imports what it needs

import logging
import re
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from restorer import RestorerError, Tick
from training.config import ExperimentError, read_experiment, reason_of

RUNS = Path("runs")
MODELS = Path("models")
STUDIED = RUNS / "studies"

app = typer.Typer(
    help="Makes the models: photos in, a trained network out as ONNX with its card.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def parse_budget(text: str) -> timedelta:
    """Read a time such as ``90m``, ``45s`` or ``1h30m``; anything else is a usage error."""
    found = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    try:
        budget = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        budget = timedelta()
    if not budget:
        raise typer.BadParameter(f"{text!r}, expected a time such as 90m, 45s or 1h30m")
    return budget


def parse_sigmas(text: str) -> tuple[float, ...]:
    """Read noise levels such as ``15,25,50``, in 8-bit levels above 0; anything else is a usage error."""
    try:
        sigmas = tuple(float(part) for part in text.split(","))
    except ValueError:
        sigmas = ()
    if not sigmas or not all(0 < sigma <= 255 for sigma in sigmas):
        raise typer.BadParameter(f"{text!r}, expected noise levels such as 15,25,50")
    return sigmas


def parse_qualities(text: str) -> tuple[int, ...]:
    """Read JPEG qualities such as ``20,40``, from 1 to 100; anything else is a usage error."""
    qualities = tuple(int(part) for part in text.split(",") if part.strip().isdecimal())
    if len(qualities) < len(text.split(",")) or not all(1 <= quality <= 100 for quality in qualities):
        raise typer.BadParameter(f"{text!r}, expected JPEG qualities such as 20,40")
    return qualities


def choose_parts(
    sigma: str | None, jpeg: str | None, flags: Mapping[str, bool]
) -> dict[str, tuple[float, ...]]:
    """Give the parts of an evaluation that options choose, each with its levels, if it has any."""
    chosen: dict[str, tuple[float, ...]] = {name: () for name, flag in flags.items() if flag}
    chosen |= {"sigma": parse_sigmas(sigma)} if sigma else {}
    return chosen | ({"jpeg": parse_qualities(jpeg)} if jpeg else {})


def parse_share(text: str) -> tuple[Path, float]:
    """Read weights and their share, such as ``models/denoise-unet.onnx:0.4``; else it is a usage error."""
    path, _, share = text.rpartition(":")
    if not path or not re.fullmatch(r"\d*\.?\d+", share) or not float(share):
        raise typer.BadParameter(f"{text!r}, expected a file and its share such as runs/a/step=500.ckpt:0.4")
    return Path(path), float(share)


Toml = Annotated[Path, typer.Argument(metavar="EXPERIMENT.toml", help="What is trained, and how.")]
Run = Annotated[
    Path | None, typer.Option(help="The run's folder.", show_default="runs/NAME of the experiment")
]
Budget = Annotated[
    timedelta | None,
    typer.Option(
        parser=parse_budget,
        metavar="TIME",
        help="How long to train, such as 90m.",
        show_default="the experiment's",
    ),
]


@app.command()
def fit(
    experiment: Toml,
    photos: Annotated[list[Path], typer.Option(help="A folder of clean photos, or several.")],
    more: Annotated[list[Path] | None, typer.Argument(metavar="DIR", hidden=True)] = None,
    budget: Budget = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the run's last checkpoint.")] = False,
    init: Annotated[Path | None, typer.Option(help="A model or checkpoint to start from.")] = None,
    sprites: Annotated[
        Path | None, typer.Option(help="A folder of real damage, for a detector to learn from.")
    ] = None,
    run: Run = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes that cut patches.")] = 0,
) -> None:
    """Train a network on photos until the budget is spent."""
    from training import fit as runs

    logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)
    wish = read_experiment(experiment)
    checkpoint = runs.fit(
        wish,
        photos + (more or []),  # an option takes one value: the others arrive as arguments
        run or RUNS / wish.name,
        budget=budget or timedelta(minutes=wish.optimizer.budget_minutes),
        resume=resume,
        init=init,
        sprites=sprites,
        workers=workers,
        progress=sys.stdout.isatty(),
    )
    print(checkpoint)


@app.command()
def export(
    experiment: Toml,
    run: Run = None,
    photos: Annotated[
        list[Path] | None, typer.Option(help="For codes: the folders of photos that `fit` was given.")
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(metavar="DIR", hidden=True)] = None,
    of: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE:SHARE", help="A checkpoint or model to mix, given for each, not a run."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The model file.", show_default="models/NAME.onnx, as shipped"),
    ] = None,
) -> None:
    """Turn a run's last checkpoint, or a mixture of several, into a model file with its card."""
    from training import export as exports
    from training.provenance import describe_sources, find_sources
    from training.weights import mix

    wish = read_experiment(experiment)
    shares = [parse_share(text) for text in of or ()] or [(_last(run or RUNS / wish.name, experiment), 1.0)]
    output = output or MODELS / f"{wish.name}.onnx"
    weights = mix(shares)
    if photos or wish.task == "codes":
        from training.calibration import calibrate

        weights = calibrate(wish, weights, (photos or []) + (more or []))
    sources = set().union(*(find_sources(path) for path, _ in shares))
    card = exports.export(wish, weights, output, trained_on=describe_sources(sources))
    megabytes = output.stat().st_size / 1e6
    print(f"{output}: {megabytes:.1f} MB, reach {card.reach} px, exact reach {card.exact_reach} px")


def _last(folder: Path, experiment: Path) -> Path:
    from training.fit import last_checkpoint

    checkpoint = last_checkpoint(folder)
    if checkpoint is None:
        raise ExperimentError(
            f"{folder}: holds no checkpoint yet; `python -m training fit {experiment}` makes one"
        )
    return checkpoint


@app.command()
def evaluate(
    models: Annotated[
        list[str],
        typer.Argument(metavar="TASK|MODEL.onnx", help="A task's shipped model, or model files."),
    ],
    data: Annotated[Path | None, typer.Option(help="A folder of clean pictures.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Camera noise: a folder of *_real and *_mean.")] = None,
    sigma: Annotated[str | None, typer.Option(metavar="N,...", help="White noise, in 8-bit levels.")] = None,
    jpeg: Annotated[str | None, typer.Option(metavar="N,...", help="JPEG of these qualities.")] = None,
    clean: Annotated[bool, typer.Option("--clean", help="Clean pictures are left alone.")] = False,
    estimator: Annotated[bool, typer.Option("--estimator", help="The estimated noise level.")] = False,
    holes: Annotated[bool, typer.Option("--holes", help="Holes of four kinds are filled.")] = False,
    colours: Annotated[bool, typer.Option("--colours", help="Pictures made grey are coloured.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Copies of pictures are known again.")] = False,
    sprites: Annotated[
        Path | None, typer.Option(help="A folder of real damage, laid on the clean pictures and searched.")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write OUTPUT.json and .md.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the scores into the cards.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
) -> None:
    """Score models on fixed sets, next to published figures; without a choice by all that --data allows."""
    from rich.markdown import Markdown

    from training import evaluate as scores

    flags = {"clean": clean, "estimator": estimator, "holes": holes, "colours": colours, "copies": copies}
    wish = scores.Wish(data, choose_parts(sigma, jpeg, flags), sprites, pairs)
    if not (data or pairs) or ((wish.chosen or sprites) and not data):
        raise typer.BadParameter("expected --data DIR with clean pictures, or --pairs DIR alone")
    paths = scores.find_models(models)
    if output:  # before hours of work
        output.parent.mkdir(parents=True, exist_ok=True)
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        report = scores.evaluate(paths, wish.completed(paths), device, lambda title: _follow(bar, title))
    Console().print(Markdown(report.as_markdown()))
    if output:
        scores.write_report(report, output)
    if record:
        scores.record_scores(paths, report)


@app.command()
def trade(
    experiment: Toml,
    weights: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Checkpoints, or exported models.")
    ],
    data: Annotated[Path, typer.Option(help="A folder of clean pictures.")],
) -> None:
    """Tell what colour costs colorizers: PSNR against colourfulness."""
    from training.sources import read_pictures
    from training.trade import load_colorizer, measure_trade

    wish, pictures = read_experiment(experiment), read_pictures([data])
    for path in weights:
        print(f"{path}: {measure_trade(load_colorizer(wish, path), pictures)}", flush=True)


@app.command()
def study(
    name: Annotated[str, typer.Argument(metavar="NAME|all", help="A type of autoencoder, or all of them.")],
    mnist: Annotated[
        Path | None,
        typer.Option(help="A folder with mnist.npz or the idx files.", show_default="fetched to runs/mnist"),
    ] = None,
    photos: Annotated[list[Path] | None, typer.Option(help="A folder of photos, or several.")] = None,
    more: Annotated[list[Path] | None, typer.Argument(metavar="DIR", hidden=True)] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A trial of seconds: its figures are no claim.")
    ] = False,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder of what is found.")] = STUDIED,
) -> None:
    """Train a type of autoencoder, measure it beside its bar, and write figures, sheets and a page."""
    from training import studies

    folders = (*(photos or ()), *(more or ()))  # an option takes one value: the others arrive as arguments
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        share = studies.QUICK_SHARE if quick else 1.0
        wish = studies.Wish(mnist, folders, share, lambda title: _follow(bar, title))
        for found in studies.run_studies(name, wish, output):
            print(found)


def _follow(bar: Progress, title: str) -> Tick:
    task = bar.add_task(title)
    return lambda done, total: bar.update(task, completed=done, total=total)


def run_told(command: Callable[[], None]) -> None:
    """Run a command line; what goes wrong is one line on stderr and exit code 1."""
    try:
        command()
    except (RestorerError, ExperimentError, OSError) as error:
        file = getattr(error, "filename", None)
        print(f"error: {f'{file}: ' if file else ''}{reason_of(error)}", file=sys.stderr)
        sys.exit(1)


def main() -> None:
    """Run the command line."""
    run_told(app)


if __name__ == "__main__":
    main()
