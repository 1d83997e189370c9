"""``restorer similar``: what it is asked for, what it shows, and its exit code."""

import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer.cli.options import (
    FAILED,
    INPUTS_HELP,
    DeviceOption,
    Exclude,
    ModelName,
    MostMegapixels,
    Recursive,
    Threads,
    as_photo,
    named_file,
    use_threads,
)
from restorer.formats import MOST_MEGAPIXELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from restorer.batch.sources import Source
    from restorer.similar import Similar

_OURS = {
    ".json": re.compile(r'\{\s*"photos": \d+,\s*"distance": '),
    ".html": re.compile(r"<!doctype html>.*<title>Photos that are alike</title>", re.DOTALL),
}
"""How a file begins that was written by this command, and may be replaced by it."""


def similar(
    inputs: Annotated[list[Path], typer.Argument(help=INPUTS_HELP, parser=as_photo)],
    *,
    to: Annotated[Path | None, named_file("Find what is like this photo.")] = None,
    distance: Annotated[
        float,
        typer.Option(min=0.01, max=100, help="How unlike photos may be: 1 finds copies, 1.3 look-alikes."),
    ] = 1.0,
    recursive: Recursive = False,
    exclude: Exclude = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was found as JSON.")] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write a page with thumbnails of what was found.")
    ] = None,
    most_megapixels: MostMegapixels = MOST_MEGAPIXELS,
    model: ModelName = None,
    device: DeviceOption = "auto",
    threads: Threads = None,
) -> None:
    """Find copies of photos: resized, cropped, compressed again or noisy; nothing is ever deleted."""
    from restorer.batch.sources import all_searched, expand_patterns, find_sources
    from restorer.cli.console import complain, print_similar
    from restorer.cli.progress import tell_of_unread
    from restorer.similar import find_similar

    _check_places(json_file, html_file)
    use_threads(threads)
    find = functools.partial(
        find_similar, to=to, distance=distance, model=model, most_megapixels=most_megapixels, device=device
    )
    sources = list(find_sources(expand_patterns(inputs), recursive=recursive, exclude=exclude or ()))
    found = _find(sources, find)
    for failure in found.failures:
        complain(failure)
    _write(found, json_file, html_file)
    print_similar(found, is_all=all_searched(inputs, recursive=recursive))
    tell_of_unread(inputs, recursive=recursive, exclude=exclude or ())
    if found.failures or not found.photos:
        raise typer.Exit(FAILED)


def _check_places(json_file: Path | None, html_file: Path | None) -> None:
    """Refuse a file that cannot be written, or is a photo or another's, before hours of work."""
    from restorer.system.places import check_ours, check_place

    for file, suffix in ((json_file, ".json"), (html_file, ".html")):
        if file is None:
            continue
        if file.suffix.lower() != suffix:
            raise typer.BadParameter(f"{str(file)!r} does not end in {suffix}", param_hint=f"--{suffix[1:]}")
        check_place(file, "the file")
        check_ours(file, _OURS)


def _find(sources: "list[Source]", find: "Callable[..., Similar]") -> "Similar":
    """Search photos; what is none, or cannot be looked into, is among the failures."""
    from restorer.cli.progress import photo_bar
    from restorer.similar.kept import KeptCodes

    problems = dict.fromkeys(problem for source in sources if (problem := source.skip or source.failure))
    paths = [source.path for source in sources if not (source.skip or source.failure)]
    with photo_bar() as bar:
        task = bar.add_task("", total=None, files=f"0/{len(paths)}")
        found = find(
            paths,
            kept=KeptCodes(),
            tick=lambda done, total: bar.update(task, completed=done, total=total, files=f"{done}/{total}"),
        )
    return dataclasses.replace(found, failures=(*problems, *found.failures))


def _write(found: "Similar", json_file: Path | None, html_file: Path | None) -> None:
    from restorer.similar.sheet import write_sheet
    from restorer.system.parts import write_whole

    if json_file is not None:
        write_whole(json_file, [json.dumps(found.facts(), indent=2), "\n"], "the JSON", overwrite=True)
    if html_file is not None:
        write_sheet(found, html_file)
