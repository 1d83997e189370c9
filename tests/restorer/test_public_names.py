"""What ``import restorer`` promises: the names, and that having them costs nothing."""

import importlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import restorer
from restorer import errors

ROOT = Path(__file__).parents[2]
HEAVY = {
    "numpy",
    "onnxruntime",
    "torch",
    "PySide6",
    "pyvips",
    "PIL",
    "rich.progress",
    "onnx",
    "lightning",
}


def loaded_after(code: str, argument: str = "") -> set[str]:
    """Run code in a fresh interpreter and give the modules it loaded."""
    ending = "print()\nprint(json.dumps(list(sys.modules)))"
    script = f"import sys, json\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{ending}"
    done = subprocess.run(
        [sys.executable, "-c", script, *([argument] if argument else [])],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_names_are_sorted() -> None:
    """``__all__`` is sorted as ruff sorts it: CONSTANTS, then Classes, then functions, each plainly."""

    def rank(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2), name

    assert list(restorer.__all__) == sorted(restorer.__all__, key=rank)
    assert len(set(restorer.__all__)) == len(restorer.__all__)


@pytest.mark.parametrize("name", restorer.__all__)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    """Every public name can be had, and what can be called has a docstring of a full sentence."""
    value = getattr(restorer, name)
    assert name in dir(restorer)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert value.__doc__
        assert value.__doc__.split("\n\n")[0].strip().endswith((".", "::"))


def test_the_contracts_names_stay() -> None:
    """The names others rely on are public."""
    promised = (
        "denoise read_photo write_photo restore list_models list_devices Photo Recipe Step RestorerError"
    )
    assert set(promised.split()) <= set(restorer.__all__)


def test_the_signature_of_denoise_stays() -> None:
    """Array functions take pixels and sigma by place, the rest by name, with these defaults."""
    parameters = inspect.signature(restorer.denoise).parameters
    assert {name: parameter.default for name, parameter in parameters.items()} == {
        "pixels": inspect.Parameter.empty,
        "sigma": None,
        "strength": 1.0,
        "luminance": 1.0,
        "chroma": 1.0,
        "model": None,
        "device": "auto",
        "tick": None,
    }
    assert [name for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY] == [
        "strength",
        "luminance",
        "chroma",
        "model",
        "device",
        "tick",
    ]


def test_all_errors_are_public_and_one_family() -> None:
    """Whatever is raised on purpose can be caught as RestorerError, and each kind by its own name."""
    kinds = [
        value
        for value in vars(errors).values()
        if getattr(value, "__module__", "") == errors.__name__ and inspect.isclass(value)
    ]
    assert len(kinds) > 10
    for kind in kinds:
        assert issubclass(kind, errors.RestorerError)
        assert getattr(restorer, kind.__name__) is kind


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not there is told as Python does."""
    with pytest.raises(AttributeError, match="module 'restorer' has no attribute 'colourise'"):
        _ = restorer.colourise  # type: ignore[attr-defined]


def test_importing_costs_nothing() -> None:
    """``import restorer`` loads no heavy library, nor our own modules that need one."""
    loaded = loaded_after("import restorer")
    assert not loaded & HEAVY
    assert not {name for name in loaded if name.startswith("restorer.")}


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_costs_nothing(argument: str) -> None:
    """``restorer --help`` answers without numpy, onnxruntime, or any other heavy library."""
    loaded = loaded_after("from restorer.cli import main; sys.argv[0] = 'restorer'; main()", argument)
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_the_library_holds_no_torch_and_no_qt() -> None:
    """Even with all of the library loaded there is no torch, no Qt and no onnx."""
    names = [
        path.stem for path in (ROOT / "restorer").glob("*.py") if path.stem not in ("__init__", "__main__")
    ]
    loaded = loaded_after(f"import {', '.join(f'restorer.{name}' for name in names)}")
    assert "restorer.networks.engine" in loaded
    assert not loaded & {"torch", "PySide6", "onnx", "lightning"}
    assert "onnxruntime" not in loaded


def test_the_version_is_one() -> None:
    """The package's version has three numbers."""
    assert [part.isdigit() for part in importlib.import_module("restorer").__version__.split(".")] == [
        True
    ] * 3
