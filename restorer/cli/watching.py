"""``--watch``: a command done to folders, and again to each photo that comes into them."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Never

import typer

from restorer.cli.options import Options
from restorer.errors import RestorerError
from restorer.system.paths import is_folder

if TYPE_CHECKING:
    from restorer.batch.watching import Watch


def watch(options: Options, command: Callable[[Options], None]) -> None:
    """Do a command to what is in the folders of options, and to what comes, until the process is stopped.

    A photo that failed is tried again when it changes.
    """
    from restorer.batch.watching import Watch
    from restorer.cli.progress import say
    from restorer.cli.runs import tell_of_folders_below, tell_of_unread

    _check(options)
    folders = options.photos()
    watch = Watch(folders, recursive=options.recursive, exclude=options.exclude or ())
    _do(options, command, watch.first())
    tell_of_unread(options)
    if not options.recursive:
        tell_of_folders_below(folders, options.output)
    say(f"watching {', '.join(map(str, folders))} for photos; Ctrl-C ends it")
    _go_on(watch, partial(_do, options, command))


def _go_on(watch: "Watch", do: Callable[[Collection[Path]], None]) -> Never:
    """Do what comes; what cannot be done as a whole, for want of a folder, is said once and tried again."""
    from restorer.cli.console import complain

    told = ""
    while True:
        time.sleep(watch.rest_seconds)
        photos: Collection[Path] = ()
        try:
            if photos := watch.look():
                do(photos)
            told = ""
        except RestorerError as error:
            watch.forget(photos)
            if told != (told := str(error)):
                complain(told)


def _do(options: Options, command: Callable[[Options], None], photos: Collection[Path]) -> None:
    with contextlib.suppress(typer.Exit):  # a photo that fails ends a command so
        command(dataclasses.replace(options, only=photos))


def _check(options: Options) -> None:
    """Refuse, as typer does, what does not go with photos that are yet to come."""
    options.check()
    told = {
        "--dry-run": options.dry_run,
        "--report": options.report is not None,
        "--files-from": options.files_from is not None,
        "--name with {index}": "{index" in (options.name or ""),
    }
    if others := [name for name, is_given in told.items() if is_given]:
        raise typer.BadParameter(f"does not go with {others[0]}", param_hint="--watch")
    if odd := [path for path in options.photos() if not is_folder(path)]:
        raise typer.BadParameter(f"{odd[0]} is no folder", param_hint="--watch")
