"""The ``restorer`` command: arguments to library calls to an exit code.

0: all done or skipped, 1: something failed, 2: wrong usage, 130: interrupted, 143: terminated. Heavy
libraries are imported inside the commands, so that help answers at once.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer import __version__
from restorer.errors import RestorerError, printable
from restorer.options import Options, taking_options

if TYPE_CHECKING:
    from restorer.recipe import Recipe

FAILED = 1

app = typer.Typer(
    help="Bring photos back: remove noise, keep everything else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="List the models, or import one of your own.", invoke_without_command=True)
app.add_typer(models_app, name="models")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    pass


@app.command()
@taking_options
def denoise(
    options: Options,
    *,
    sigma: Annotated[
        str, typer.Option(help="How strong the noise is: auto, or 0 to 55 in 8-bit levels.")
    ] = "auto",
    strength: Annotated[
        float, typer.Option(min=0, max=100, help="How much of the noise to remove, in percent.")
    ] = 100,
    luminance: Annotated[
        float, typer.Option(min=0, max=100, help="How much of that in brightness, in percent.")
    ] = 100,
    chroma: Annotated[float, typer.Option(min=0, max=100, help="How much of that in colour.")] = 100,
    model: Annotated[str | None, typer.Option(help="A model's name; see `restorer models`.")] = None,
) -> None:
    """Remove noise from photos."""
    from restorer.recipe import Recipe, Step

    parts = {"luminance": luminance / 100, "chroma": chroma / 100}
    controls = _controls(sigma) | {name: part for name, part in parts.items() if part < 1}
    step = Step("denoise", model=model, strength=strength / 100, controls=controls)
    _restore_all(Recipe((step,)), options)


@app.command()
@taking_options
def restore(
    options: Options,
    *,
    recipe: Annotated[Path, typer.Option(help="A TOML file of steps.", readable=False)],
) -> None:
    """Do the steps of a recipe to photos."""
    from restorer.recipe import read_recipe

    _restore_all(read_recipe(recipe), options)


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the models, or import one of your own."""
    if context.invoked_subcommand is None:
        from restorer.console import print_models

        print_models()


@models_app.command("import")
def models_import(
    file: Annotated[Path, typer.Argument(help="An ONNX model without a card.", readable=False)],
    task: Annotated[str, typer.Option(help="What the model does: denoise, level, inpaint or damage.")],
    name: Annotated[str | None, typer.Option(help="Its name here. Default: the file's.")] = None,
) -> None:
    """Try a model, write a card for it, and add it to your models."""
    from restorer.library import import_model

    model = import_model(file, task, name=name)
    print(f"imported as {printable(str(model.path))}")


@app.command()
def info(
    file: Annotated[Path, typer.Argument(help="A photo.", readable=False)],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell what a photo's file holds, and how noisy it is."""
    from restorer.console import print_info

    print_info(file, as_json=json)


@app.command()
def doctor() -> None:
    """Tell what works here: each device, by running a model on it."""
    from restorer.console import print_doctor

    if not print_doctor():
        raise typer.Exit(FAILED)


def main() -> None:
    """Run the command line; a known error is one line on stderr and exit code 1."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads would take from the network's
    try:
        app(standalone_mode=True)
    except RestorerError as error:
        from restorer.console import complain

        complain(str(error))
        sys.exit(FAILED)


def _controls(sigma: str) -> dict[str, float]:
    if sigma == "auto":
        return {}
    try:
        level = float(sigma)
    except ValueError:
        level = -1.0
    if not 0 <= level <= 55:
        raise typer.BadParameter(f"{sigma!r} is neither auto nor a number from 0 to 55", param_hint="--sigma")
    return {"sigma": level}


def _restore_all(recipe: "Recipe", options: Options) -> None:
    from restorer.plan import plan_jobs
    from restorer.progress import foresee_visibly, open_journal, run_visibly

    journal = open_journal(for_reading=options.dry_run)
    jobs = plan_jobs(
        options.photos(),
        options.folder_or_file(),
        recipe,
        recursive=options.recursive,
        journal=journal,
        name=options.name,
        saving=options.saving(),
    )
    run = foresee_visibly if options.dry_run else run_visibly
    if not run(jobs, options, journal):
        raise typer.Exit(FAILED)
