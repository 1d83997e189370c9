"""``restorer similar``: what it is asked for, what it shows, and its exit code."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from restorer.options import DeviceChoice, DeviceOption, Recursive

if TYPE_CHECKING:
    from restorer.similar import Similar

_FAILED = 1


def similar(
    inputs: Annotated[
        list[Path], typer.Argument(help="Folders of photos, photos, or patterns.", readable=False)
    ],
    *,
    to: Annotated[Path | None, typer.Option(help="Find what is like this photo.")] = None,
    distance: Annotated[
        float, typer.Option(min=0.01, help="How unlike photos may be: 1 finds copies, 1.3 look-alikes.")
    ] = 1.0,
    recursive: Recursive = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what was found as JSON.")] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write a page with thumbnails of what was found.")
    ] = None,
    device: DeviceOption = DeviceChoice.auto,
) -> None:
    """Find copies of photos: resized, cropped, compressed again or noisy; nothing is ever deleted."""
    from restorer.console import complain, print_similar
    from restorer.parts import write_whole
    from restorer.sheet import write_sheet

    _check_places(json_file, html_file)
    found = _find(inputs, to, distance, recursive=recursive, device=device)
    for failure in found.failures:
        complain(failure)
    print_similar(found)
    if json_file is not None:
        write_whole(json_file, [json.dumps(found.facts(), indent=2), "\n"], "the JSON")
    if html_file is not None:
        write_sheet(found, html_file)
    if found.failures or not found.photos:
        raise typer.Exit(_FAILED)


def _check_places(json_file: Path | None, html_file: Path | None) -> None:
    """Refuse a file that cannot be written, or would be a photo's, before hours of work."""
    from restorer.targets import check_place

    for file, suffix in ((json_file, ".json"), (html_file, ".html")):
        if file is None:
            continue
        if file.suffix.lower() != suffix:
            raise typer.BadParameter(f"{str(file)!r} does not end in {suffix}", param_hint=f"--{suffix[1:]}")
        check_place(file, "the file")


def _find(
    inputs: list[Path], to: Path | None, distance: float, *, recursive: bool, device: DeviceChoice
) -> "Similar":
    from restorer.progress import photo_bar
    from restorer.similar import find_similar
    from restorer.sources import expand_patterns, find_sources

    sources = find_sources(expand_patterns(inputs), recursive=recursive)
    paths = [source.path for source in sources if not (source.skip or source.failure)]
    with photo_bar() as bar:
        task = bar.add_task("", total=None, files=f"0/{len(paths)}")
        return find_similar(
            paths,
            to=to,
            distance=distance,
            device=device.value,
            tick=lambda done, total: bar.update(task, completed=done, total=total, files=f"{done}/{total}"),
        )
