"""What the ``restorer`` command promises: results in their places, one line each, and an exit code."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Run, list_files
from damaged_files import damaged_files
from hostile import late_nan_model
from PIL import Image
from small_photos import grey
from stand_ins import darkening_model, with_card

from restorer.networks.engine import runtime_version


def test_one_photo_lies_beside_its_source(folder: Path, run: Run, darken: list[str]) -> None:
    """One photo without an output gives one result, one plain line, and exit code 0."""
    code, out, err = run(*darken, "in/a.png")
    assert code == 0
    assert grey("in/a_restored.png") == 153
    assert grey("in/a.png") == 204
    assert "in/a.png -> in/a_restored.png" in out + err
    assert "\x1b" not in out + err
    assert "\r" not in out + err


def test_a_folder_keeps_its_tree(folder: Path, run: Run, darken: list[str]) -> None:
    """A folder recursively into another: the same names in the same places."""
    assert run(*darken, "in", "-o", "out", "--recursive")[0] == 0
    assert list_files(folder / "out") == ["a.png", "deep/b.jpg"]
    assert grey("out/deep/b.jpg") == pytest.approx(153, abs=1)


def test_a_folder_alone_is_not_searched_below(folder: Path, run: Run, darken: list[str]) -> None:
    """Without --recursive only the folder's own photos are taken."""
    assert run(*darken, "in", "-o", "out")[0] == 0
    assert list_files(folder / "out") == ["a.png"]


def test_the_output_can_be_named(folder: Path, run: Run, darken: list[str]) -> None:
    """For one photo -o is a file."""
    assert run(*darken, "in/a.png", "-o", "b.png")[0] == 0
    assert grey("b.png") == 153


def test_a_name_may_begin_with_a_dash(folder: Path, run: Run, darken: list[str]) -> None:
    """After ``--`` nothing is an option."""
    Path("in/a.png").rename("-1.png")
    assert run(*darken, "-1.png", "-o", "out/")[0] == 2
    assert run(*darken, "-o", "out/", "--", "-1.png")[0] == 0
    assert grey("out/-1.png") == 153


def test_what_is_done_with_an_existing_result_can_be_said(folder: Path, run: Run, darken: list[str]) -> None:
    """It is kept unless said otherwise, and that is no failure."""
    Image.fromarray(np.full((4, 4, 3), 9, np.uint8)).save("out.png")
    for options in ([], ["--overwrite", "rename"]):
        assert run(*darken, "in/a.png", "-o", "out.png", *options)[0] == 0
    assert {name: grey(name) for name in list_files(folder) if "/" not in name} == {
        "out.png": 9,
        "out-2.png": 153,
    }


@pytest.mark.skipif(not shutil.which("bash"), reason="it is tried in bash")
def test_a_shell_completes_commands(tmp_path: Path) -> None:
    """What --install-completion leaves for bash answers with the commands that begin so."""
    program = tmp_path / "restorer"
    program.write_text(f"#!{sys.executable}\nfrom restorer.__main__ import main\nmain()\n")
    program.chmod(0o755)
    world = os.environ | {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    world["PATH"] = f"{tmp_path}{os.pathsep}{world['PATH']}"
    ask = """
        restorer --install-completion > /dev/null; . ~/.bashrc
        COMP_WORDS=(restorer de); COMP_CWORD=1; _restorer_completion restorer; echo "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "-c", ask], env=world, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["denoise", "detect"]


def test_a_photo_is_not_written_over(folder: Path, run: Run, darken: list[str]) -> None:
    """The source as its own output is refused even when overwriting."""
    code, out, err = run(*darken, "in/a.png", "-o", "in/a.png", "--overwrite", "always")
    assert code == 1
    assert "never written to" in out + err
    assert grey("in/a.png") == 204


def test_colliding_results_are_refused_before_any_work(folder: Path, run: Run, darken: list[str]) -> None:
    """Two photos of one name into one folder give one line and no result."""
    Image.open("in/a.png").save("a.png")
    code, out, err = run(*darken, "in/a.png", "a.png", "-o", "out/")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "would both become" in err
    assert not Path("out").exists()


def test_a_bad_photo_is_named_and_the_others_are_done(folder: Path, run: Run, darken: list[str]) -> None:
    """Of three photos the bad one is named in its turn and at the end, with its reason; exit code 1."""
    Path("in/aa.png").write_bytes(b"")
    code, out, err = run(*darken, "in/aa.png", "in/a.png", "in/deep/b.jpg", "-o", "out")
    assert code == 1
    assert list_files(folder / "out") == ["a.png", "b.jpg"]
    lines = [line for line in (out + err).splitlines() if "aa.png" in line]
    assert lines == ["failed: in/aa.png: the file is empty", "  in/aa.png: the file is empty"]


@pytest.mark.parametrize("name", ["empty.png", "text.jpg", "half.jpeg", "half.tiff", "drawing.svg"])
def test_a_bad_file_is_one_line_and_no_result(folder: Path, run: Run, darken: list[str], name: str) -> None:
    """A file that is no photo: exit code 1, its name and a reason, no traceback, nothing left behind."""
    Path(name).write_bytes(damaged_files()[name])
    before = list_files(folder)
    code, out, err = run(*darken, name, "missing.png")
    assert code == 1
    assert len([line for line in (out + err).splitlines() if line.startswith(f"failed: {name}: ")]) == 1
    assert "failed: missing.png: No such file or directory" in out + err
    assert "Traceback" not in err
    assert list_files(folder) == before


def test_photos_without_permission_do_not_stop_the_others(
    folder: Path, run: Run, darken: list[str], close: Callable[[Path], None]
) -> None:
    """A photo, or a folder of it, that may not be read is one line each; the next photo is done."""
    Image.new("RGB", (8, 8)).save("good.png")
    close(Path("in/a.png"))
    close(Path("in/deep"))
    code, out, err = run(*darken, "in/a.png", "in/deep/b.jpg", "good.png", "-o", "out")
    assert code == 1
    assert "failed: in/a.png: Permission denied" in out + err
    assert "failed: in/deep/b.jpg: Permission denied" in out + err
    assert list_files(folder / "out") == ["good.png"]


@pytest.mark.parametrize(
    ("mode", "size"), [("L", (5, 7)), ("RGBA", (9, 4)), ("RGB", (1, 1)), ("RGB", (1, 30)), ("L", (3000, 8))]
)
def test_all_kinds_of_photos_are_denoised_by_the_shipped_model(
    folder: Path, run: Run, mode: str, size: tuple[int, int]
) -> None:
    """Grey, transparent, tiny and wide photos keep their mode and size."""
    Image.new(mode, size, 90 if mode == "L" else (90, 120, 150, 77)[: len(mode)]).save("photo.png")
    assert run("denoise", "photo.png", "-o", "out.png", "--device", "cpu")[0] == 0
    with Image.open("out.png") as written:
        assert (written.mode, written.size) == (mode, size)
        if mode == "RGBA":
            assert written.getpixel((0, 0))[3] == 77  # type: ignore[index]


@pytest.mark.parametrize(("option", "red"), [("--luminance", 204), ("--chroma", 153)])
def test_brightness_and_colour_have_strengths_of_their_own(
    folder: Path, run: Run, darken: list[str], option: str, red: int
) -> None:
    """What a model darkens stays where brightness is to stay, and is all there where only colour is."""
    assert run(*darken, "in/a.png", "-o", "out.png", option, "0")[0] == 0
    with Image.open("out.png") as result:
        assert result.getpixel((0, 0)) == (red, red, red)


def test_strength_is_in_percent(folder: Path, run: Run, darken: list[str]) -> None:
    """--strength 50 goes half of the way."""
    assert run(*darken, "in/a.png", "-o", "out.png", "--strength", "50")[0] == 0
    assert grey("out.png") == pytest.approx(204 - 25.5, abs=0.5)


def test_json_is_one_line_a_photo(folder: Path, run: Run, darken: list[str]) -> None:
    """With --json stdout holds one object a photo, and nothing else."""
    Path("in/bad.png").write_bytes(b"")
    code, out, _err = run(*darken, "in", "-o", "out", "--recursive", "--json")
    assert code == 1
    facts = [json.loads(line) for line in out.splitlines()]
    assert [(fact["source"], fact["status"]) for fact in facts] == [
        ("in/a.png", "done"),
        ("in/bad.png", "failed"),
        ("in/deep/b.jpg", "done"),
    ]
    assert facts[0]["target"] == "out/a.png"
    assert facts[0]["error"] is None
    assert facts[0]["seconds"] > 0
    assert facts[1]["error"] == "in/bad.png: the file is empty"


def test_a_recipe_is_run(folder: Path, run: Run, darken: list[str]) -> None:
    """``restore`` does the steps of a file in order."""
    step = '[[steps]]\ntask = "denoise"\nmodel = "darken"\n[steps.controls]\nsigma = 51\n'
    Path("twice.toml").write_text(2 * step)
    assert run("restore", "in/a.png", "-o", "out.png", "--recipe", "twice.toml", "--device", "cpu")[0] == 0
    assert grey("out.png") == 204 - 2 * 51


def test_a_model_that_breaks_its_promise_is_told(folder: Path, run: Run, user_models: Path) -> None:
    """An answer that is none, of a model that passed its trial, is not written; both are named."""
    with_card(late_nan_model(), user_models / "broken.onnx")
    code, out, err = run("denoise", "in/a.png", "-o", "out.png", "--model", "broken", "--sigma", "50")
    assert code == 1
    assert "failed: in/a.png: model broken: gave values that are not finite" in out + err
    assert not Path("out.png").exists()


def test_models_are_listed(run: Run, darken: list[str], user_models: Path) -> None:
    """``models`` lists the shipped and the user's models, and says what is wrong with a broken file."""
    (user_models / "page.onnx").write_bytes(b"<!doctype html>")
    code, out, err = run("models")
    assert code == 0
    assert "denoise-unet" in out
    assert "darken" in out
    assert "page.onnx: not an ONNX model, but a web page" in err
    assert "trained on" not in out
    assert "trained on" in run("models", "--cards")[1]


def test_a_model_is_imported_and_used(folder: Path, run: Run, user_models: Path) -> None:
    """``models import`` adds a model by name, which denoises at once."""
    Path("mine.onnx").write_bytes(darkening_model())
    code, out, _err = run("models", "import", "mine.onnx", "--task", "denoise", "--name", "night")
    assert code == 0
    assert str(user_models / "night.onnx") in out
    assert run("denoise", "in/a.png", "-o", "out.png", "--model", "night", "--sigma", "51")[0] == 0
    assert grey("out.png") == 153


def test_a_model_of_ones_own_is_removed(folder: Path, run: Run, user_models: Path) -> None:
    """``models remove`` deletes it by its name, broken or not; a shipped one is not one's own."""
    user_models.mkdir(parents=True, exist_ok=True)
    (user_models / "night.onnx").write_bytes(darkening_model())
    assert run("models", "remove", "night")[0] == 0
    assert not (user_models / "night.onnx").exists()
    code, _out, err = run("models", "remove", "denoise-unet")
    assert code == 1
    assert "model 'denoise-unet' came with Restorer and stays" in " ".join(err.split())
    code, _out, err = run("models", "remove", "day")
    assert code == 1
    assert "no model 'day' of your own; the files: none" in " ".join(err.split())


def test_no_model_takes_the_name_of_a_shipped_one(folder: Path, run: Run, user_models: Path) -> None:
    """A model is not imported as one of Restorer's, for which it would then be taken."""
    Path("mine.onnx").write_bytes(darkening_model())
    code, _out, err = run("models", "import", "mine.onnx", "--task", "denoise", "--name", "denoise-unet")
    assert code == 1
    assert "'denoise-unet' is the name of a model of Restorer's" in err
    assert not (user_models / "denoise-unet.onnx").exists()


@pytest.mark.usefixtures("quick_doctor")
def test_the_doctor_tries_the_cpu(run: Run) -> None:
    """``doctor`` runs a model on each device and says how fast, and by what; it is content with a CPU."""
    code, out, _err = run("doctor")
    assert f"onnxruntime {runtime_version()}" in out.splitlines()[1].replace("-gpu", "")
    assert code == 0
    assert "cpu: works, " in out
    assert "cuda: " in out


def test_the_module_is_the_command(folder: Path, darken: list[str]) -> None:
    """``python -m restorer`` in a process of its own does the same, and nothing else is printed."""
    command = [sys.executable, "-m", "restorer", *darken, "in/a.png", "missing.png", "-o", "out", "--json"]
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": root}
    )
    assert done.returncode == 1
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["done", "failed"]
    assert "Traceback" not in done.stderr
    assert grey("out/a.png") == 153


def test_without_a_journal_photos_are_still_restored(
    folder: Path, run: Run, darken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal that cannot be opened is told in one line, and the photo is done."""
    Path("broken").write_bytes(b"no database " * 100)
    monkeypatch.setenv("RESTORER_JOURNAL", "broken")
    code, _out, err = run(*darken, "in/a.png", "-o", "out/")
    assert code == 0
    assert len([line for line in err.splitlines() if "the journal cannot be used" in line]) == 1
    assert list_files(folder / "out") == ["a.png"]
