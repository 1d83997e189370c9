"""The command line of training: ``python -m training fit | export | evaluate``."""

# ruff: noqa: PLC0415 -- torch takes a second to import, so each command imports what it needs

import json
import logging
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from restorer import Engine, Library, RestorerError
from training.config import ExperimentError, read_experiment

RUNS = Path("runs")
MODELS = Path("models")

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
    if not (hours or minutes or seconds):
        raise typer.BadParameter(f"{text!r}, expected a time such as 90m, 45s or 1h30m")
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def parse_sigmas(text: str) -> tuple[float, ...]:
    """Read noise levels such as ``15,25,50``, in 8-bit levels above 0; anything else is a usage error."""
    try:
        sigmas = tuple(float(part) for part in text.split(","))
    except ValueError:
        sigmas = ()
    if not sigmas or not all(0 < sigma <= 255 for sigma in sigmas):
        raise typer.BadParameter(f"{text!r}, expected noise levels such as 15,25,50")
    return sigmas


Toml = Annotated[Path, typer.Argument(metavar="EXPERIMENT.toml", help="What to train.")]
Run = Annotated[Path | None, typer.Option(help="The run's folder.", show_default="runs/<experiment>")]
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
    init: Annotated[Path | None, typer.Option(help="An exported model to start from.")] = None,
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
        workers=workers,
        progress=sys.stdout.isatty(),
    )
    print(checkpoint)


@app.command()
def export(
    experiment: Toml,
    run: Run = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The model file.", show_default="models/<experiment>.onnx"),
    ] = None,
) -> None:
    """Turn a run's last checkpoint into a model file with its card."""
    from training import export as exports
    from training.fit import last_checkpoint, read_run
    from training.provenance import describe_sources

    wish = read_experiment(experiment)
    folder = run or RUNS / wish.name
    checkpoint = last_checkpoint(folder)
    if checkpoint is None:
        raise ExperimentError(
            f"{folder}: holds no checkpoint yet; `python -m training fit {experiment}` makes one"
        )
    output = output or MODELS / f"{wish.name}.onnx"
    weights = exports.read_checkpoint(checkpoint)
    card = exports.export(wish, weights, output, trained_on=describe_sources(read_run(folder)["sources"]))
    megabytes = output.stat().st_size / 1e6
    print(f"{output}: {megabytes:.1f} MB, reach {card.reach} px, exact reach {card.exact_reach} px")


@app.command()
def evaluate(
    model: Annotated[
        str, typer.Argument(metavar="TASK|MODEL.onnx", help="A task's first model, or a model file.")
    ],
    data: Annotated[Path, typer.Option(help="A folder of clean pictures.")],
    sigma: Annotated[str, typer.Option(metavar="N,...", help="Noise, in 8-bit levels.")] = "15,25,50",
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the scores here as JSON.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the scores into the model's card.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
) -> None:
    """Score a model on pictures made noisy with fixed seeds, next to published figures."""
    from training import evaluate as scores

    sigmas = parse_sigmas(sigma)
    path = Path(model) if model.endswith(".onnx") else Library().find(None, model)
    engine = Engine.open(path, device)
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(engine.card.name)
        found = scores.evaluate(
            engine, data, sigmas, lambda done, total: bar.update(task, completed=done, total=total)
        )
    Console().print(found.as_table())
    if json_file:
        json_file.write_text(json.dumps(found.as_json(), indent=2) + "\n", encoding="utf-8")
    if record:
        scores.record_scores(path, found)


def main() -> None:
    """Run the command line; what goes wrong is one line on stderr and exit code 1."""
    try:
        app()
    except (RestorerError, ExperimentError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
