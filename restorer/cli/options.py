"""Options: what the commands that restore photos are asked for, and how it is written on the command line."""

import dataclasses
import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, Literal, get_origin

import typer

from restorer.batch.naming import Naming
from restorer.errors import WriteError
from restorer.formats import EXTENSIONS, FORMATS, MOST_MEGAPIXELS, Overwrite, Saving
from restorer.system.environment import MOST_THREADS, THREADS_VARIABLE
from restorer.system.paths import is_folder

FAILED = 1
EMPTY = "is empty; name a file or a folder"
_STREAM = re.compile(r"-|/dev/(std(in|out|err)|fd/.*|null|tty)|/proc/.*")
FORMAT_NAMES = ", ".join(kind.name for kind in FORMATS.values() if kind.is_written)


def percent(words: str, most: float = 100) -> Any:
    """Make an option in percent; a share such as 0.8 is refused, as it is meant for 80."""

    def check(value: float) -> float:
        if 0 < value < 1:
            raise typer.BadParameter(f"{value:g} is in percent; for {value:.0%} write {100 * value:g}")
        return value

    return typer.Option(min=0, max=most, help=words, callback=check)


def as_named(text: str) -> Path:
    """Take an argument as a path; empty it would mean the current folder, which nobody named."""
    if not text:
        raise typer.BadParameter(EMPTY)
    return Path(text)


def as_photo(text: str) -> Path:
    """Take an argument as the path of a photo or a folder; a stream is none."""
    _refuse_stream(text)
    return as_named(text)


def _refuse_stream(text: str, option: str | None = None) -> None:
    if _STREAM.fullmatch(text):
        called = " (one that is called so is ./-)" if text == "-" else ""
        raise typer.BadParameter(
            f"{text} is a stream; photos and results are files{called}", param_hint=option
        )


def named_file(words: str) -> Any:
    """Make an option that takes a path."""
    return typer.Option(help=words, parser=as_named, metavar="<path>")


def use_threads(number: int | None) -> None:
    """Tell the networks, also those in another process, how many threads to take; None says nothing."""
    if number is not None:
        os.environ[THREADS_VARIABLE] = str(number)


INPUTS_HELP = "Photos, folders of photos, or patterns; names that begin with - after a --."
ModelName = Annotated[str | None, typer.Option(help="A model's name; see `restorer models`.")]
Inputs = Annotated[list[Path] | None, typer.Argument(help=INPUTS_HELP, parser=as_photo)]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", help="A file for one photo, else a folder. Default: beside each photo."),
]
FramesOutput = Annotated[
    str | None, typer.Option("--output", "-o", help="A file or a folder, with --sequence a folder; needed.")
]
DeviceOption = Annotated[Literal["auto", "cpu", "cuda"], typer.Option("--device", help="Where to run.")]
Threads = Annotated[
    int | None,
    typer.Option(
        min=1, max=MOST_THREADS, help="Threads of networks on a CPU. Default: OMP_NUM_THREADS, or all cores."
    ),
]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Also photos in folders below.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="<pattern>",
        help="Leave out files and folders called so: '*_small.jpg', thumbs, 'here/*.tif'.",
    ),
]
FilesFrom = Annotated[Path | None, named_file("A list of photos, one a line; - reads it from stdin.")]
Name = Annotated[
    str | None,
    typer.Option(
        "--name", help="Name of results: {stem}, {ext}, {from} (the photo's ending), {parent}, {index:04}."
    ),
]
FormatOption = Annotated[str | None, typer.Option("--format", help=f"Save as {FORMAT_NAMES}.")]
Quality = Annotated[
    int | None,
    typer.Option(
        min=1, max=100, help="Quality of lossy formats. Default: 95 (AVIF 90), or the photo's if higher."
    ),
]
Depth = Annotated[
    Literal["same", "8", "10", "12", "16", "32"],
    typer.Option("--bit-depth", help="Bits per channel of results."),
]
StripGps = Annotated[bool, typer.Option("--strip-gps", help="Leave out where the photo was taken.")]
KeepTimes = Annotated[
    bool, typer.Option("--keep-times", help="Give results the photo's time of modification.")
]
NoHistory = Annotated[bool, typer.Option("--no-history", help="Do not note in results what was done.")]
MostMegapixels = Annotated[float, typer.Option(min=0.001, help="Refuse photos of more megapixels than this.")]
_OVERWRITE_HELP = (
    "A file that is there already: never keeps it and skips the photo, rename keeps it and numbers "
    "the result, always replaces it."
)
_OURS_HELP = (
    "Except with rename, an earlier result of Restorer's is replaced if the photo, the steps or the model "
    "changed."
)
OverwriteOption = Annotated[Overwrite, typer.Option("--overwrite", help=f"{_OVERWRITE_HELP} {_OURS_HELP}")]
FramesOverwrite = Annotated[Overwrite, typer.Option("--overwrite", help=_OVERWRITE_HELP)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
ReportFile = Annotated[
    Path | None, typer.Option("--report", help="Write what became of each photo to a .json or .html file.")
]
WatchOption = Annotated[
    bool,
    typer.Option("--watch", help="Go on with what comes into the folders, until Ctrl-C."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one line of JSON a photo.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the commands that restore photos share, and how it is asked for; see :func:`taking_options`."""

    inputs: Inputs = None
    output: Output = None
    device: DeviceOption = "auto"
    threads: Threads = None
    recursive: Recursive = False
    exclude: Exclude = None
    watch: WatchOption = False
    files_from: FilesFrom = None
    name: Name = None
    format: FormatOption = None
    quality: Quality = None
    bit_depth: Depth = "same"
    strip_gps: StripGps = False
    no_history: NoHistory = False
    keep_times: KeepTimes = False
    most_megapixels: MostMegapixels = MOST_MEGAPIXELS
    overwrite: OverwriteOption = "never"
    dry_run: DryRun = False
    report: ReportFile = None
    json: Json = False
    only: Collection[Path] | None = None
    """Not asked for: the photos whose turn it is while folders are watched."""

    def check(self) -> None:
        """Refuse, as typer does, what cannot be; before anything is done."""
        if self.output == "":
            raise typer.BadParameter(EMPTY, param_hint="--output")
        _refuse_stream(self.output or "", "--output")
        if not self.inputs and self.files_from is None:
            raise typer.BadParameter("name photos, folders, or a list of them with --files-from")
        if self.report is not None and self.report.suffix.lower() not in (".json", ".html"):
            raise typer.BadParameter(
                f"{str(self.report)!r} ends in neither .json nor .html", param_hint="--report"
            )
        if self.report is not None and self.dry_run:
            raise typer.BadParameter("a dry run writes nothing; --json lists its plan", param_hint="--report")
        try:
            if self.name is not None:
                Naming(self.name)
            self.saving()
        except WriteError as error:
            raise typer.BadParameter(str(error)) from None

    def saving(self) -> Saving:
        """Give how results are to be written."""
        depth = None if self.bit_depth == "same" else int(self.bit_depth)
        kind = EXTENSIONS.get(f".{self.format}".lower())
        return Saving(
            kind.name if kind else self.format,
            self.quality,
            depth,
            self.strip_gps,
            history=not self.no_history,
        )

    def with_photos_listed(self) -> "Options":
        """Give the same with its photos listed: standard input can be read only once."""
        photos = self.photos()
        return dataclasses.replace(self, inputs=photos, files_from=None, output=self.output_for(photos))

    def for_masks(self, output: Path) -> "Options":
        """Give the same for masks of the photos: as they are, and one that is there already stays."""
        is_file, name = output.suffix.lower() in EXTENSIONS, self.name
        if name and (ending := Path(name).suffix).lower() in EXTENSIONS:
            name = f"{name.removesuffix(ending)}{{ext}}"
        return dataclasses.replace(
            self,
            output=str(output) if is_file else f"{output}/",
            name=None if is_file else name,
            overwrite="never",
            format=None,
            quality=None,
            bit_depth="same",
            report=None,
            json=False,
        )

    def photos(self) -> list[Path]:
        """List the inputs: those named, patterns expanded, and those of the list."""
        from restorer.batch.sources import expand_patterns, read_list

        listed = read_list(self.files_from) if self.files_from is not None else []
        return [*expand_patterns(self.inputs or []), *listed]

    @property
    def searches_all(self) -> bool:
        """Whether no folder below those named is left out."""
        from restorer.batch.sources import all_searched

        return all_searched(self.inputs or (), recursive=self.recursive)

    def output_for(self, photos: Sequence[Path]) -> str | None:
        """Give the output for the photos listed; that of a list is a folder, however many they are."""
        from restorer.batch.plan import takes_folder

        if self.output is None or not (self.files_from or takes_folder(self.output, photos, self.name)):
            return self.output
        return as_folder(self.output)


def as_folder(output: str) -> str:
    """Give an output that is to be a folder; called as a picture it must be one, or end in a slash."""
    if output.endswith(("/", "\\")):
        return output
    if Path(output).suffix.lower() in EXTENSIONS and not is_folder(Path(output)):
        raise typer.BadParameter(f"{output} would be a folder; end it in / if it is to be one")
    return f"{output}/"


def end(is_good: bool) -> None:
    """End a command: with exit code 1 if something failed."""
    if not is_good:
        raise typer.Exit(FAILED)


def taking_options(command: Callable[..., None], **otherwise: Any) -> Callable[..., None]:
    """Let a command take all of :class:`Options` beside its own, which it is given as its first argument.

    ``otherwise`` are those that it describes otherwise, annotated as in the class.
    """
    shared = [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=otherwise.get(field.name, field.type),
        )
        for field in dataclasses.fields(Options)
        if get_origin(field.type) is Annotated
    ]
    own = list(signature(command).parameters.values())[1:]

    def call(**arguments: Any) -> None:
        from restorer.cli.watching import watch

        options = Options(**{parameter.name: arguments.pop(parameter.name) for parameter in shared})
        use_threads(options.threads)
        if options.watch:
            watch(options, partial(command, **arguments))
        else:
            command(options, **arguments)

    call.__doc__, call.__name__ = command.__doc__, command.__name__
    call.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined] # what typer looks at
    return call
