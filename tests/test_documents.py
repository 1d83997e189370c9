"""The documents are true: commands can be given as they stand, code runs, what is linked to is there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from PIL import Image
from skimage import data

from restorer.cli import app

ROOT = Path(__file__).parents[1]
ROOMS = ("benchmarks", "docs", "examples", "gui", "models", "training")
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.md"))})
NOT_OURS = {"--help", "--user", "--mnist", "--photos"}
"""Options that every command has, of pip, and of what trains the models."""


def blocks(path: Path, language: str) -> list[str]:
    """Give the blocks of code of a document in one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def spans(path: Path) -> list[str]:
    """Give what stands in a document as code within a line."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text)


def commands() -> list[str]:
    """Give each command of ours that a document has somebody type, without comments and other programs."""
    typed = [line for path in DOCUMENTS for block in blocks(path, "sh") for line in block.splitlines()]
    typed += [span for path in DOCUMENTS for span in spans(path)]
    ours = [re.search(r"(?:^|\| *)(restorer [^#|]*)", line) for line in typed]
    return sorted({found[1].strip() for found in ours if found} - {"restorer COMMAND --help"})


def options(command: Any) -> set[str]:
    """Give all options of a command and of those in it."""
    own = {name for parameter in command.params for name in parameter.opts}
    return own.union(*(options(inner) for inner in getattr(command, "commands", {}).values()))


def parse(words: list[str]) -> None:
    """Parse the words after ``restorer`` as the command does, which raises if it does not understand them."""
    command: Any = typer.main.get_command(app)
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
    if hasattr(command, "commands"):  # what these options do, they do as soon as they are parsed
        assert {*words} <= options(command)
    else:
        command.make_context(command.name, words)


@pytest.mark.parametrize("command", commands())
def test_each_command_is_understood(command: str) -> None:
    """Its name and its options are those that there are; what a sentence leaves out need not be there."""
    try:
        parse(shlex.split(command)[1:])
    except Exception as error:
        if not re.search("requires an argument|Missing (parameter|option)", str(error)):
            raise


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md"])
def test_each_option_is_one(name: str) -> None:
    """What a sentence of a document for users calls an option is one of some command."""
    named = {word for span in spans(ROOT / name) for word in re.findall(r"(?<!\S)--[a-z][a-z-]*", span)}
    assert len(named) > 10
    assert named - options(typer.main.get_command(app)) - NOT_OURS == set()


def test_the_code_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it does from Python, on small pictures: each function is called as it is, files are written."""
    monkeypatch.chdir(tmp_path)
    photo = data.astronaut()[:320, :430]
    paths = [tmp_path / "one.png", tmp_path / "two.png"]
    for path in (*paths, tmp_path / "photo.jpg"):
        Image.fromarray(photo[:64, :80]).save(path)
    (code,) = blocks(ROOT / "README.md", "python")
    given = {"pixels": photo[:64, :80], "grey": photo[..., 1], "paths": paths}
    exec(compile(code, "README.md", "exec"), given)  # noqa: S102 -- it is what people do with it
    assert {"burst.jpg", "one_clean.png", "two_clean.png", "clean.jpg"} <= {
        path.name for path in tmp_path.iterdir()
    }
    assert np.shape(given["coloured"]) == (320, 430, 3)


@pytest.mark.parametrize(
    "name", ["before_after.py", "colour.py"]
)  # repair.py works for a quarter of a minute
def test_the_examples_run(name: str, tmp_path: Path) -> None:
    """Each says at the end where its picture lies, and there it is."""
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / name], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    with Image.open(tmp_path / done.stdout.split()[-1]) as picture:
        assert picture.width > 1000


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_linked_to_is_there(path: Path) -> None:
    """Each file, folder and picture beside a document, and the heading in it."""
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not link.startswith(("http", "mailto:")):
            name, _, heading = link.partition("#")
            target = path.parent / name if name else path
            assert target.exists(), link
            if heading:
                lines = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                assert heading in [re.sub(r"[^\w -]", "", line).replace(" ", "-").lower() for line in lines]
