"""The house rules of docs and design as tests: who imports whom, which doorway, how long, what name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import restorer

ROOT = Path(__file__).parents[1]
PACKAGES = ("restorer", "training", "gui")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LAYERS = (
    {"errors"},
    {"crew", "environment", "libvips", "there", "parts", "processes"},
    {"tiles", "protobuf", "strips", "ifd", "iptc", "packets", "xmp"},
    {"photo", "exif", "icc", "color", "lab", "mask", "noise", "card", "guard", "traits"},
    {"resampling", "guided", "kriging", "hints", "groups", "motion"},
    {"monochrome", "reference", "pyramid"},
    {"alignment"},
    {"agreement"},
    {"recipe", "recipes", "metadata", "orientation", "metrics", "devices", "formats"},
    {"history", "containers"},
    {"codecs"},
    {"comments"},
    {"fitting", "receipt"},
    {"files"},
    {"engine"},
    {"tiled", "probe", "seams", "views"},
    {"recurrence", "scales"},
    {"exemplar"},
    {"filling"},
    {"trial"},
    {"library"},
    {"tasks"},
    {"pipeline"},
    {"journal", "naming", "sources", "thumbnails"},
    {"plan", "variants", "wishes"},
    {"results", "targets"},
    {"batch", "foresight", "frames", "codes", "similar"},
    {"page"},
    {"doctor"},
    {"report", "sheet"},
    {"options", "stopping"},
    {"console"},
    {"progress"},
    {"runs", "cli_similar"},
    {"cli_denoise", "cli_inpaint"},
    {"cli"},
    {"__main__"},
)
"""The modules of restorer from left to right: each imports only to its left, or beside it."""

DOORWAYS = {
    "onnxruntime": {"restorer/engine.py", "restorer/devices.py", "training/measure.py"},
    "pyvips": {"restorer/libvips.py", "training/sources.py"},
    "PIL": {"restorer/codecs/avif.py", "restorer/codecs/bmp.py", "training"},
    "pillow_heif": {"restorer/codecs/heif.py"},
    "pillow_jxl": {"restorer/codecs/jxl.py"},
    "rawpy": {"restorer/codecs/raw.py"},
    "lxml": {"restorer/packets.py", "restorer/xmp.py"},
    "onnx": {"training/export.py"},
    "onnxscript": {"training/export.py"},
    "torch": {"training"},
    "torchvision": {"training"},
    "lightning": {"training"},
    "PySide6": {"gui"},
    "multiprocessing": {"gui/app.py", "gui/blocks.py", "gui/link.py"},
    "typer": {
        "restorer/cli.py",
        "restorer/cli_denoise.py",
        "restorer/cli_inpaint.py",
        "restorer/cli_similar.py",
        "restorer/options.py",
        "training/__main__.py",
    },
    "rich": {"restorer/console.py", "restorer/progress.py", "training"},
    "platformdirs": {"restorer/library.py", "restorer/journal.py", "restorer/trial.py"},
}
"""Where each heavy library, or one for one purpose, may be imported: a file, or a whole package."""

ON_FIRST_USE = {
    "onnxruntime", "pyvips", "platformdirs", "PIL", "pillow_heif", "pillow_jxl", "rawpy",
}  # fmt: skip
"""Libraries that restorer imports inside functions, as they are needed."""

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 300, 40


def name_of(path: Path) -> str:
    """Give a file's path below the project's folder."""
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path, *, at_the_top: bool = False) -> Iterator[str]:
    """Give the full names a file imports, of modules or of what is in them.

    ``at_the_top`` leaves out what is imported inside functions; what is for type checkers only is
    always left out.
    """
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import in line {node.lineno}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (at_the_top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            waiting.extend(ast.iter_child_nodes(node))


def layer_of(module: str) -> int:
    """Give a module's place from the left."""
    places = [place for place, modules in enumerate(LAYERS) if module in modules]
    assert len(places) == 1, f"restorer.{module} has no place in the order of imports: give it one here"
    return places[0]


def restorer_module(path: Path) -> str:
    """Give the first name below ``restorer`` of a file: ``tasks`` for all of its folder."""
    return path.relative_to(ROOT / "restorer").parts[0].removesuffix(".py")


def test_the_order_of_imports_names_what_is_there() -> None:
    """Each module of the library has a place in the order, and each place is of a module."""
    there = {restorer_module(path) for path in FILES if path.is_relative_to(ROOT / "restorer")}
    assert set().union(*LAYERS) == there - {"__init__"}


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.is_relative_to(ROOT / "restorer")], ids=name_of
)
def test_restorer_imports_to_the_left_only(path: Path) -> None:
    """A module of the library knows only what is simpler than itself, even inside functions.

    The one exception: ``tasks`` calls ``pipeline`` from its array functions, as they are entries.
    """
    module = restorer_module(path)
    if module == "__init__":
        return
    for name in imports_of(path):
        package, _, rest = name.partition(".")
        imported = rest.split(".")[0]
        if package != "restorer" or imported == "__version__":
            continue
        is_entry = (module, imported) == ("tasks", "pipeline")
        assert layer_of(imported) <= layer_of(module) or is_entry, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_gui_and_training_never_meet(path: Path) -> None:
    """``gui`` and ``training`` know ``restorer`` and not each other; ``restorer`` knows neither."""
    package = path.relative_to(ROOT).parts[0]
    known = {"restorer": {"restorer"}, "training": {"restorer", "training"}, "gui": {"restorer", "gui"}}
    for name in imports_of(path):
        imported = name.split(".")[0]
        assert imported not in PACKAGES or imported in known[package], f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", [path for path in FILES if path.is_relative_to(ROOT / "gui")], ids=name_of)
def test_gui_knows_the_public_names_alone(path: Path) -> None:
    """The window asks the library for what anybody may ask it for."""
    public = {"restorer", *(f"restorer.{name}" for name in restorer.__all__)}
    assert {name for name in imports_of(path) if name.split(".")[0] == "restorer"} <= public


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.relative_to(ROOT).parts[0] in ("restorer", "gui")], ids=name_of
)
def test_files_are_looked_for_in_one_way(path: Path) -> None:
    """Whether a file is there is asked of ``there``, which no name, right or mount makes raise an error."""
    asked = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("exists", "is_dir", "is_file", "lexists")
    }
    assert asked <= {"restorer.is_file", "entry.is_dir"} or path == ROOT / "restorer/there.py"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_libraries_come_in_by_their_doorway(path: Path) -> None:
    """A heavy library is imported where it is at home and nowhere else."""
    for name in imports_of(path):
        doors = DOORWAYS.get(name.split(".")[0])
        here = {name_of(path), path.relative_to(ROOT).parts[0]}
        assert doors is None or doors & here, f"{name_of(path)} imports {name}; its doorway: {sorted(doors)}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.is_relative_to(ROOT / "restorer")], ids=name_of
)
def test_heavy_libraries_are_imported_on_first_use(path: Path) -> None:
    """Importing a module of the library does not load what only its functions need."""
    heavy = {name for name in imports_of(path, at_the_top=True) if name.split(".")[0] in ON_FIRST_USE}
    assert not heavy


@pytest.mark.parametrize("path", FILES + TESTS, ids=name_of)
def test_files_are_short(path: Path) -> None:
    """A file has fewer than 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    """A function has fewer than 40 lines, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            first = node.body[0]
            has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            words = (first.end_lineno or 0) - first.lineno + 1 if has_words else 0
            length = node.end_lineno - node.lineno + 1 - words
            assert length < MOST_LINES_OF_A_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", FILES + TESTS, ids=name_of)
def test_modules_are_named_for_what_they_hold(path: Path) -> None:
    """No file or folder is called utils, helpers, common, base, manager or misc."""
    names = {part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts}
    assert not names & FORBIDDEN_NAMES


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_module_tells_what_it_is(path: Path) -> None:
    """A module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_each_test_states_its_promise(path: Path) -> None:
    """Each test has a docstring, and nothing of ours is mocked."""
    assert not any(name.startswith("unittest.mock") for name in imports_of(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
