"""The house rules of docs and design as tests: who imports whom, which doorway, how long, what name."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import restorer

ROOT = Path(__file__).parents[1]
PACKAGES = ("restorer", "training", "gui")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
OF = {name: [path for path in FILES if path.is_relative_to(ROOT / name)] for name in PACKAGES}
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LAYERS = (
    {"errors", "progress"},
    {"system"},
    {"photo", "pixels"},
    {"networks"},
    {"recipe", "builtin_recipes", "traits"},
    {"metadata"},
    {"formats"},
    {"files", "thumbnails"},
    {"tasks"},
    {"pipeline"},
    {"arrays"},
    {"batch"},
    {"similar"},
    {"cli"},
    {"__main__"},
)
"""The rooms and modules of restorer from left to right: each imports only to its left, or beside it."""

GUI_ROOMS: tuple[str, ...] = ("words", "files", "widgets", "work", "canvas", "dialogs", "saving", "panels")
GUI_ROOMS += ("menus", "batch", "copies")
"""The rooms of gui from left to right; what lies in none of them may be known to all, and know all."""

DOORWAYS = {
    "onnxruntime": {"restorer/networks/engine.py", "restorer/networks/devices.py"},
    "pyvips": {"restorer/system/libvips.py"},
    "PIL": {"restorer/formats/codecs/avif.py", "restorer/formats/codecs/bmp.py", "training"},
    "pillow_heif": {"restorer/formats/codecs/heif.py"},
    "pillow_jxl": {"restorer/formats/codecs/jxl.py"},
    "rawpy": {"restorer/formats/codecs/raw.py"},
    "lxml": {"restorer/metadata/packets.py", "restorer/metadata/xmp.py"},
    "onnx": {"training/export.py", "training/weights.py"},
    "onnxscript": {"training/export.py"},
    "torch": {"training"},
    "torchvision": {"training"},
    "lightning": {"training"},
    "PySide6": {"gui"},
    "multiprocessing": {"gui/app.py", "gui/work/blocks.py", "gui/work/link.py"},
    "typer": {"restorer/cli", "training"},
    "rich": {"restorer/cli/console.py", "restorer/cli/progress.py", "training"},
    "platformdirs": {"restorer/networks/library.py", "restorer/system/environment.py"},
}
"""Where each heavy library, or one for one purpose, may be imported: a file, a room, or a whole package."""

ON_FIRST_USE = {
    "onnxruntime", "pyvips", "platformdirs", "PIL", "pillow_heif", "pillow_jxl", "rawpy",
}  # fmt: skip
"""Libraries that restorer imports inside functions, as they are needed."""

ASKS = re.compile("l?exists|is_dir|is_file")
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 300, 40


def name_of(path: Path) -> str:
    """Give a file's path below the project's folder."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file, once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def statements_of(path: Path, *, at_the_top: bool = False) -> tuple[ast.AST, ...]:
    """Give all statements of a file, without those inside functions if ``at_the_top``.

    What is for type checkers only is left out. Expressions, which are most of a tree, are not looked into.
    """
    found, waiting = list[ast.AST](), list[ast.AST]([tree_of(path)])
    while waiting:
        node = waiting.pop()
        found.append(node)
        if at_the_top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        is_for_checkers = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for block in ("orelse",) if is_for_checkers else BLOCKS:
            waiting += getattr(node, block, ())
    return tuple(found)


@cache
def imports_of(path: Path, *, at_the_top: bool = False) -> frozenset[str]:
    """Give the full names a file imports, of modules or of what is in them."""
    found = set[str]()
    for node in statements_of(path, at_the_top=at_the_top):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import in line {node.lineno}"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def imported(is_wrong: Callable[[Path, str], bool], *packages: str) -> list[str]:
    """Name the files of packages that import what is wrong there, and what."""
    return [
        f"{name_of(path)} imports {name}"
        for package in packages
        for path in OF[package]
        for name in sorted(imports_of(path))
        if is_wrong(path, name)
    ]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give all functions of a file, those inside others as well."""
    for node in statements_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Give the number of its lines, its docstring left out."""
    first, last = function.body[0], function.end_lineno
    assert last is not None
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return last - function.lineno + 1 - words


def layer_of(room: str) -> int:
    """Give the place of a room, or of a module in none, from the left."""
    places = [place for place, rooms in enumerate(LAYERS) if room in rooms]
    assert len(places) == 1, f"restorer.{room} has no place in the order of imports: give it one here"
    return places[0]


def room_of(path: Path) -> str:
    """Give the first name below ``restorer`` of a file: ``tasks`` for all of its folder."""
    return path.relative_to(ROOT / "restorer").parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    """Give the full name of a file's module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_the_order_of_imports_names_what_is_there() -> None:
    """Each room of the library has a place in the order, and each place is of a room."""
    assert set().union(*LAYERS) == {room_of(path) for path in OF["restorer"]} - {"__init__"}


def test_restorer_imports_to_the_left_only() -> None:
    """A room of the library knows only what is simpler than itself, even inside functions."""

    def is_to_the_right(path: Path, name: str) -> bool:
        room, (package, *rest) = room_of(path), name.split(".")
        if room == "__init__" or package != "restorer" or rest[0] == "__version__":
            return False
        return layer_of(rest[0]) > layer_of(room)

    assert not imported(is_to_the_right, "restorer")


def test_rooms_of_the_window_import_to_the_left_only() -> None:
    """A room of the window knows only those before it, even inside functions; icons are known to all."""
    assert {path.parent.name for path in (ROOT / "gui").glob("*/__init__.py")} == {*GUI_ROOMS, "icons"}
    places = {room: place for place, room in enumerate(GUI_ROOMS)}

    def is_to_the_right(path: Path, name: str) -> bool:
        here, (package, room, *_) = path.relative_to(ROOT / "gui").parts[0], [*name.split("."), ""]
        return package == "gui" and here in places and places.get(room, 0) > places[here]

    assert not imported(is_to_the_right, "gui")


@pytest.mark.parametrize("package", PACKAGES)
def test_no_imports_go_round(package: str) -> None:
    """Modules that are loaded with one another have an order: none waits for itself."""
    modules = {module_of(path): path for path in OF[package]}

    def loaded_with(path: Path) -> set[str]:
        names = imports_of(path, at_the_top=True)
        return {name if name in modules else name.rpartition(".")[0] for name in names} & modules.keys()

    known = {module: loaded_with(path) - {module} for module, path in modules.items()}
    tuple(TopologicalSorter(known).static_order())


def test_gui_and_training_never_meet() -> None:
    """``gui`` and ``training`` know ``restorer`` and not each other; ``restorer`` knows neither."""

    def is_of_another(path: Path, name: str) -> bool:
        return name.partition(".")[0] in set(PACKAGES) - {"restorer", path.relative_to(ROOT).parts[0]}

    assert not imported(is_of_another, *PACKAGES)


def test_gui_knows_the_public_names_alone() -> None:
    """The window asks the library for what anybody may ask it for."""
    public = {"restorer", *(f"restorer.{name}" for name in restorer.__all__)}
    assert not imported(lambda _, name: name.partition(".")[0] == "restorer" and name not in public, "gui")


def test_files_are_looked_for_in_one_way() -> None:
    """Whether a file is there is asked of ``there``, which no name, right or mount makes raise an error."""
    wrong = [
        f"{name_of(path)} asks {asked}"
        for path in OF["restorer"] + OF["gui"]
        if path != ROOT / "restorer/system/paths.py" and ASKS.search(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ASKS.fullmatch(node.attr)
        if (asked := ast.unparse(node)) not in ("restorer.is_file", "entry.is_dir")
    ]
    assert not wrong


def test_libraries_come_in_by_their_doorway() -> None:
    """A heavy library is imported where it is at home and nowhere else."""

    def is_by_another(path: Path, name: str) -> bool:
        doors = DOORWAYS.get(name.partition(".")[0])
        return doors is not None and not any(path.is_relative_to(ROOT / door) for door in doors)

    assert not imported(is_by_another, *PACKAGES)


def test_heavy_libraries_are_imported_on_first_use() -> None:
    """Importing a module of the library does not load what only its functions need."""
    wrong = [
        f"{name_of(path)} imports {name} at its top"
        for path in OF["restorer"]
        for name in imports_of(path, at_the_top=True)
        if name.partition(".")[0] in ON_FIRST_USE
    ]
    assert not wrong


def test_files_are_short() -> None:
    """A file has fewer than 300 lines."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES + TESTS}
    assert not {name: lines for name, lines in lengths.items() if lines >= MOST_LINES_OF_A_FILE}


def test_functions_are_short() -> None:
    """A function has fewer than 40 lines, its docstring left out."""
    lengths = {
        f"{name_of(path)}: {function.name}": length_of(function)
        for path in FILES
        for function in functions_of(path)
    }
    assert not {name: lines for name, lines in lengths.items() if lines >= MOST_LINES_OF_A_FUNCTION}


def test_modules_are_named_for_what_they_hold() -> None:
    """None is called utils, helpers, common, base, manager or misc; tests have names of their own."""
    for path in FILES + TESTS:
        parts = {part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts}
        assert not parts & FORBIDDEN_NAMES, name_of(path)
    names = [path.name for path in TESTS if path.name != "conftest.py"]
    assert len(names) == len(set(names))


def test_each_module_tells_what_it_is() -> None:
    """A module begins with a docstring."""
    assert not [name_of(path) for path in FILES if not ast.get_docstring(tree_of(path))]


def test_each_test_states_its_promise() -> None:
    """Each test has a docstring, and nothing of ours is mocked."""
    mocking = [name_of(path) for path in TESTS if any("unittest.mock" in name for name in imports_of(path))]
    silent = [
        f"{name_of(path)}: {function.name}"
        for path in TESTS
        for function in functions_of(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert not mocking + silent
