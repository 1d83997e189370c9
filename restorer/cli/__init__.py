"""The ``restorer`` command: arguments to library calls to an exit code.

0: all done or skipped, 1: something failed, 2: wrong usage, 129: its terminal closed, 130: interrupted,
143: terminated. Heavy libraries are imported inside the commands, so that help answers at once.
"""

import errno
import io
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from restorer import __version__
from restorer.cli.alike import similar
from restorer.cli.damage import detect, inpaint
from restorer.cli.noise import burst, denoise
from restorer.cli.options import (
    FAILED,
    Exclude,
    FramesOutput,
    FramesOverwrite,
    Json,
    ModelName,
    MostMegapixels,
    Options,
    Recursive,
    as_photo,
    end,
    named_file,
    percent,
    taking_options,
)
from restorer.cli.runs import begin, check_hints, plan, restore_all, run
from restorer.errors import RestorerError, printable
from restorer.formats import MOST_MEGAPIXELS
from restorer.system.environment import LOG_VARIABLE
from restorer.traits import TRAITS

_LOG_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MOST_SATURATION = 100 * TRAITS["colorize"].controls["saturation"].maximum

app = typer.Typer(
    help="Bring photos back: remove noise, fill scratches, add colour, put tones right; keep all else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(
    help="List the models, import one of your own, or remove one.", invoke_without_command=True
)
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


app.command()(taking_options(denoise))
app.command()(taking_options(burst, output=FramesOutput, overwrite=FramesOverwrite))
app.command()(taking_options(inpaint))
app.command()(taking_options(detect))


@app.command()
@taking_options
def colorize(
    options: Options,
    *,
    hints: Annotated[Path | None, named_file("Colours of some places of one photo: JSON.")] = None,
    reference: Annotated[Path | None, named_file("A picture that lends its colours.")] = None,
    variations: Annotated[
        int, typer.Option(min=0, max=100, help="Also write so many other colourings of each photo.")
    ] = 0,
    strength: Annotated[float, percent("How much colour to give, in percent.")] = 100,
    saturation: Annotated[float, percent("How strong colours are, in percent.", _MOST_SATURATION)] = 100,
    force: Annotated[bool, typer.Option("--force", help="Also photos that are in colour already.")] = False,
    model: ModelName = None,
) -> None:
    """Colour grey, sepia and toned photos; their lightness stays as it is."""
    from restorer.batch.plan import check_names
    from restorer.batch.variants import with_variations
    from restorer.recipe import Recipe, Step
    from restorer.tasks import check_inputs

    controls = {"saturation": saturation / 100} if saturation != 100 else {}
    controls |= {"force": 1.0} if force else {}
    inputs = {name: file for name, file in (("hints", hints), ("reference", reference)) if file is not None}
    journal = begin(options)
    step = Step("colorize", model=model, strength=strength / 100, controls=controls, inputs=inputs)
    recipe = Recipe((step,))
    jobs = plan(recipe, options, journal)
    check_hints(recipe, jobs, "--hints", options)
    check_inputs(recipe)
    jobs = with_variations(jobs, variations)
    check_names(jobs)
    end(run(jobs, options, journal))


@app.command()
@taking_options
def tone(
    options: Options,
    *,
    strength: Annotated[float, percent("How much to correct, in percent.")] = 100,
    contrast: Annotated[float, percent("How much of the lost contrast to bring back, in percent.")] = 100,
    cast: Annotated[float, percent("How much of yellowing and casts to take out, in percent.")] = 100,
) -> None:
    """Put fading, yellowing and colour casts right."""
    from restorer.recipe import Recipe, Step

    parts = {"contrast": contrast / 100, "cast": cast / 100}
    controls = {name: part for name, part in parts.items() if part < 1}
    end(restore_all(Recipe((Step("tone", strength=strength / 100, controls=controls),)), options))


@app.command()
@taking_options
def restore(
    options: Options,
    *,
    recipe: Annotated[
        str,
        typer.Option(
            metavar="NAME|FILE",
            help="old-photo, old-photo-colour (which colours what is grey), or a TOML file.",
        ),
    ],
    save_recipe: Annotated[Path | None, named_file("Also write the recipe to this file, to edit it.")] = None,
) -> None:
    """Do a recipe's steps to photos: old-photo fills damage, lowers grain, puts tones right."""
    from restorer.builtin_recipes import find_recipe
    from restorer.recipe import foresee_recipe, write_recipe

    wanted = find_recipe(recipe)
    if save_recipe is not None and options.watch:
        raise typer.BadParameter("does not go with --save-recipe", param_hint="--watch")
    if save_recipe is not None:
        save = foresee_recipe if options.dry_run else write_recipe
        save(wanted, save_recipe, overwrite=options.overwrite == "always")
    if save_recipe is None or options.inputs or options.files_from:
        end(restore_all(wanted, options))


app.command()(similar)


@models_app.callback()
def models(
    context: typer.Context,
    cards: Annotated[bool, typer.Option("--cards", help="Print scores, licence and sources, too.")] = False,
) -> None:
    """List the models, import one of your own, or remove one."""
    if context.invoked_subcommand is None:
        from restorer.cli.console import print_models
        from restorer.networks.library import list_models

        print_models(list_models(), cards=cards)


@models_app.command("import")
def models_import(
    file: Annotated[Path, typer.Argument(help="An ONNX model, with a card or without.", readable=False)],
    task: Annotated[
        str,
        typer.Option(help="What it does: denoise, inpaint, damage, colorize, codes or sequence."),
    ],
    name: Annotated[
        str | None, typer.Option(help="Its name here. Default: its card's, or the file's.")
    ] = None,
) -> None:
    """Try a model, write a card for it, and add it to your models."""
    from restorer.networks.library import import_model

    model = import_model(file, task, name=name)
    print(f"imported as {printable(str(model.path))}")


@models_app.command("remove")
def models_remove(name: Annotated[str, typer.Argument(help="The name of a model of your own.")]) -> None:
    """Delete one of your own models; the shipped ones stay."""
    from restorer.networks.library import find_own, remove_model

    path = find_own(name)
    remove_model(path)
    print(f"deleted {printable(str(path))}")


@app.command()
def info(
    inputs: Annotated[
        list[Path], typer.Argument(help="Photos, folders of photos, or patterns.", parser=as_photo)
    ],
    recursive: Recursive = False,
    exclude: Exclude = None,
    most_megapixels: MostMegapixels = MOST_MEGAPIXELS,
    json: Json = False,
) -> None:
    """Tell what the files of photos hold, and how noisy they are."""
    from restorer.batch.sources import all_searched, expand_patterns, find_sources
    from restorer.cli.console import complain, no_photo, print_infos

    sources = list(find_sources(expand_patterns(inputs), recursive=recursive, exclude=exclude or ()))
    if not sources:
        complain(no_photo(is_all=all_searched(inputs, recursive=recursive)))
    is_good = print_infos(sources, as_json=json, most_megapixels=most_megapixels)
    if not (sources and is_good):
        raise typer.Exit(FAILED)


@app.command()
def doctor(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Tell what works here: each device, by running a model on it."""
    from restorer.cli.console import print_doctor

    if not print_doctor(as_json=json):
        raise typer.Exit(FAILED)


def main() -> None:
    """Run the command line; a known error is one line on stderr and exit code 1."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads would take from the network's
    try:
        try:
            if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
                # Windows writes to files and pipes in a code page, which lacks most letters.
                sys.stdout.reconfigure(errors="backslashreplace")
            if log := os.environ.get(LOG_VARIABLE):
                _log_to(log)
            app(standalone_mode=True)
        finally:
            if sys.stdout is not None:  # closed before we began
                sys.stdout.flush()
    except (RestorerError, OSError) as error:
        from restorer.cli.console import complain

        complain(str(error) if isinstance(error, RestorerError) else _told_unwritten(error))
        sys.exit(FAILED)


def _log_to(file: str) -> None:
    """Log to a file what happens; warnings are on stderr as without one."""
    logging.basicConfig(filename=file, encoding="utf-8", level=logging.DEBUG, format=_LOG_LINE)
    on_screen = logging.StreamHandler()
    on_screen.setLevel(logging.WARNING)
    logging.getLogger().addHandler(on_screen)


def _told_unwritten(error: OSError) -> str:
    """Say what could not be written: where no file is named, it was standard output, which is given up."""
    if error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    if error.errno == errno.ENOENT:
        return "the current folder is not there any more; go to another one"
    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 -- Python flushes it when it ends
    return f"standard output cannot be written: {error.strerror or error}"
