"""What the library says is said in the window's language."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.words import texts_library

ROOT = Path(__file__).parents[2]
ROOMS = ("formats", "metadata", "networks", "pixels", "system", "tasks")
MODULES = ("files", "recipe", "builtin_recipes", "batch/naming", "batch/plan", "batch/targets")
FILES = [
    *(ROOT / "restorer" / f"{name}.py" for name in MODULES),
    *(file for name in ROOMS for file in sorted((ROOT / "restorer" / name).rglob("*.py"))),
]
ERRORS = {"PhotoError", "WriteError", "InputError", "RecipeError", "OutOfMemory", "AlreadyInColour", "Skip"}
ERRORS |= {"CodecError", "ContainerError", "ReceiptError"}
ERRORS |= {"CardError", "ModelError", "ModelMissing", "DeviceError"}
ELSEWHERE = (
    *("no such folder of masks", "only the first of", "not written by this command"),
    *("hints of", "; looked in", "it needs a driver"),
)
"""What only the command line is told, and what is known with each word that may stand in it."""


def sentences(file: Path) -> Iterator[str]:
    """Give what a file of the library says in errors and notices, its places filled with something."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        is_notice = name == "append" and "notices" in ast.unparse(node.func)
        said = node.args[-1] if name in ERRORS and node.args else node.args[0] if is_notice else None
        if isinstance(said, ast.JoinedStr):
            values = enumerate(said.values)
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else f"<{at}>" for at, each in values
            )
        elif isinstance(said, ast.Constant):
            yield str(said.value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_users_meet_is_known(file: Path) -> None:
    """Each sentence about photos, results, recipes and steps has its place in the table of words."""
    said = [line for line in sentences(file) if re.search(r"[a-z]{3,}.* ", line)]
    unknown = [line for line in said if not texts_library.knows(line)]
    assert [line for line in unknown if not any(words in line for words in ELSEWHERE)] == []


def test_english_stays_as_it_is() -> None:
    """In English the words are the library's own, known or not."""
    for line in (
        "/a/b: c.png: the file is empty",
        "the mask is 3 x 4 pixels, expected 5 x 6 as the photo",
        "?",
    ):
        assert texts_library.in_words(line) == line


SHOWN = """
import json, sys
from pathlib import Path
from gui.words import translation
translation.use_language("tr")
import restorer
from gui.words import texts, texts_batch, texts_export, texts_wishes
from gui.wishes import Open, ReadRecipe, Save
import numpy as np
folder = Path(sys.argv[1])
said = []
def hear(wish, do):
    try:
        do()
    except restorer.RestorerError as error:
        said.append(texts_wishes.failed(wish, str(error)))
def name(file, content):
    (folder / file).write_bytes(content)
    return folder / file
photo = restorer.Photo(np.zeros((8, 8, 3), np.uint16), np.zeros((8, 8), np.uint16), depth=16)
text, empty, recipe = name("a.txt", b"text"), name("b.png", b""), name("c.toml", b"steps = 3")
done = name("d.png", b"there")
for path in (text, empty, folder, folder / "none.png"):
    hear(Open(path), lambda: restorer.read_photo(path))
hear(ReadRecipe(recipe), lambda: restorer.read_recipe(recipe))
hear(Save(photo, (), done), lambda: restorer.write_photo(photo, done))
hear(Save(photo, (), folder / "e.xyz"), lambda: restorer.write_photo(photo, folder / "e.xyz"))
receipt = restorer.write_photo(photo, folder / "f.jpg")
said += texts_export.receipt(receipt, 1000, strip_gps=False)
said.append(texts_batch.outcome(f"{empty}: the file is empty", (), empty))
said.append(texts.notice(("no damage was found: nothing was filled",)))
print(json.dumps(said))
"""


def test_common_errors_are_turkish(tmp_path: Path) -> None:
    """What a user of the Turkish window meets when a file is wrong, or was written, has no English in it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SHOWN, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120, env=environment)
    said = json.loads(done.stdout)
    for words in ("dosya boş.", "böyle bir dosya ya da klasör yok", "Hasar bulunamad", "jpeg saydaml"):
        assert any(words in line for line in said), words
    english = re.compile(r"\b(the|is|cannot|not|was|expected|known|choose|hold)\b")
    assert [line for line in said if english.search(line)] == []


def test_a_window_has_its_own_ways_out() -> None:
    """Where the library names an option of its command line, the window says what can be done in it."""
    lines = {
        "a.png: 20000 x 20000 pixels; the limit is 250 megapixels (--most-megapixels)": (
            "a.png: 20000 x 20000 pixels; the limit is 250 megapixels"
        ),
        "CUDA does not work here: no driver; --device auto or cpu runs without it": (
            "CUDA does not work here: no driver; choose another device"
        ),
        "a.png: its result would be called '.', which cannot be; change --name": (
            "a.png: its result would be called '.', which cannot be; name results in another way"
        ),
    }
    for line, words in lines.items():
        assert texts_library.in_words(line) == words
        assert texts_library.knows(line)
