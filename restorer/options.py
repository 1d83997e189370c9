"""Options: what the commands that restore photos are asked for, and how it is written on the command line."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from restorer.errors import WriteError
from restorer.formats import FORMATS, Saving
from restorer.naming import Naming

FORMAT_NAMES = ", ".join(kind.name for kind in FORMATS.values() if kind.is_written)


class DeviceChoice(StrEnum):
    """Where to run."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


class OverwriteChoice(StrEnum):
    """What to do with a result that exists already."""

    never = "never"
    rename = "rename"
    always = "always"


class DepthChoice(StrEnum):
    """Bits a sample."""

    same = "same"
    eight = "8"
    ten = "10"
    twelve = "12"
    sixteen = "16"
    float = "32"


Inputs = Annotated[
    list[Path] | None, typer.Argument(help="Photos, folders of photos, or patterns.", readable=False)
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", help="A file for one photo, else a folder. Default: beside each photo."),
]
DeviceOption = Annotated[DeviceChoice, typer.Option("--device", help="Where to run.")]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Also photos in folders below.")]
FilesFrom = Annotated[
    Path | None, typer.Option("--files-from", help="A list of photos, one a line; - reads it from stdin.")
]
Name = Annotated[
    str | None,
    typer.Option("--name", help="Name of results: {stem}, {ext}, {parent}, {index}, {index:04}."),
]
FormatOption = Annotated[str | None, typer.Option("--format", help=f"Save as {FORMAT_NAMES}.")]
Quality = Annotated[
    int | None, typer.Option(min=1, max=100, help="Of lossy formats; by default the photo's own.")
]
Depth = Annotated[DepthChoice, typer.Option("--bit-depth", help="Bits a sample.")]
StripGps = Annotated[bool, typer.Option("--strip-gps", help="Leave out where the photo was taken.")]
NoHistory = Annotated[bool, typer.Option("--no-history", help="Do not note in results what was done.")]
MostMegapixels = Annotated[float, typer.Option(min=0.001, help="Refuse photos beyond.")]
OverwriteOption = Annotated[
    OverwriteChoice, typer.Option("--overwrite", help="What to do with a result that exists already.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
ReportFile = Annotated[
    Path | None, typer.Option("--report", help="Write what became of each photo to a .json or .html file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one line of JSON a photo.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the commands that restore photos share."""

    inputs: list[Path] | None
    output: str | None
    device: DeviceChoice
    recursive: bool
    files_from: Path | None
    name: str | None
    format: str | None
    quality: int | None
    bit_depth: DepthChoice
    strip_gps: bool
    no_history: bool
    most_megapixels: float
    overwrite: OverwriteChoice
    dry_run: bool
    report: Path | None
    json: bool

    @classmethod
    def among(cls, arguments: Mapping[str, Any]) -> "Options":
        """Take the shared options from a command's arguments, and refuse those that cannot be."""
        options = cls(**{field.name: arguments[field.name] for field in dataclasses.fields(cls)})
        if not options.inputs and options.files_from is None:
            raise typer.BadParameter("name photos, folders, or a list of them with --files-from")
        if options.report is not None and options.report.suffix.lower() not in (".json", ".html"):
            raise typer.BadParameter(
                f"{str(options.report)!r} ends in neither .json nor .html", param_hint="--report"
            )
        try:
            if options.name is not None:
                Naming(options.name)
            options.saving()
        except WriteError as error:
            raise typer.BadParameter(str(error)) from None
        return options

    def saving(self) -> Saving:
        """Give how results are to be written."""
        depth = None if self.bit_depth is DepthChoice.same else int(self.bit_depth)
        return Saving(self.format, self.quality, depth, self.strip_gps, history=not self.no_history)

    def photos(self) -> list[Path]:
        """List the inputs: those named, patterns expanded, and those of the list."""
        from restorer.sources import expand_patterns, read_list

        listed = read_list(self.files_from) if self.files_from is not None else []
        return [*expand_patterns(self.inputs or []), *listed]

    def folder_or_file(self) -> str | None:
        """Give the output; for a list of photos it is a folder, however many they are."""
        if self.output is None or self.files_from is None:
            return self.output
        return f"{self.output}/"
