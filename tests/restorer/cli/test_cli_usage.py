"""What the ``restorer`` command says of wrong usage and of what fails as a whole, and how it shows names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run, list_files
from PIL import Image
from sound_files import plain_tiff

import restorer


def test_the_version_is_told(run: Run) -> None:
    """--version prints the version alone."""
    assert run("--version") == (0, f"{restorer.__version__}\n", "")


@pytest.mark.parametrize("content", ["", "[[steps]]\ntask = 'sing'\n"])
def test_a_wrong_recipe_is_one_line(folder: Path, run: Run, content: str) -> None:
    """A recipe that cannot be used is named before any photo is read."""
    Path("wrong.toml").write_text(content)
    code, out, err = run("restore", "in/a.png", "--recipe", "wrong.toml")
    assert code == 1
    assert (out, len(err.splitlines())) == ("", 1)
    assert "wrong.toml: " in err
    assert list_files(folder / "in") == ["a.png", "deep/b.jpg"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["denoise"],
        ["sing", "in/a.png"],
        ["denoise", "in/a.png", "--sigma", "56"],
        ["denoise", "in/a.png", "--sigma", "-1"],
        ["denoise", "in/a.png", "--sigma", "nan"],
        ["denoise", "in/a.png", "--sigma", "strong"],
        ["denoise", "in/a.png", "--strength", "101"],
        ["denoise", "in/a.png", "--strength", "-1"],
        ["denoise", "in/a.png", "--strength", "0.8"],
        ["colorize", "in/a.png", "--strength", "0.8"],
        ["denoise", "in/a.png", "--chroma", "101"],
        ["denoise", "in/a.png", "--luminance", "-1"],
        ["denoise", "in/a.png", "--device", "tpu"],
        ["denoise", "in/a.png", "--overwrite", "maybe"],
        ["denoise", "in/a.png", "--colour"],
        ["restore", "in/a.png"],
        ["models", "import"],
        ["models", "import", "x.onnx"],
        ["info"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(folder: Path, run: Run, darken: list[str], arguments: list[str]) -> None:
    """What the command does not understand is exit code 2, told on stderr, and nothing is done."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


@pytest.mark.parametrize("stream", ["-", "/dev/stdin", "/dev/stdout", "/dev/fd/63", "/proc/self/fd/0"])
def test_a_stream_is_wrong_usage(folder: Path, run: Run, darken: list[str], stream: str) -> None:
    """Photos and results are files: what reads or writes elsewhere is refused, a file called ``-`` is not."""
    for arguments in (
        [*darken, stream],
        [*darken, "in/a.png", "-o", stream],
        ["similar", stream],
        ["info", stream],
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert f"{stream} is a stream" in " ".join(err.split())
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]
    Path("in/a.png").rename("-")
    assert run(*darken, "./-", "-o", "out.png")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["denoise", ""], "inputs"),
        (["denoise", "in/a.png", "-o", ""], "--output"),
        (["inpaint", "--mask-dir="], "--mask-dir"),
        (["inpaint", "--save-mask="], "--save-mask"), (["inpaint", "--mask="], "--mask"),
        (["colorize", "--hints="], "--hints"), (["colorize", "--reference="], "--reference"),
        (["restore", "--save-recipe="], "--save-recipe"),
        (["similar", ""], "inputs"),
    ],
)  # fmt: skip
def test_nothing_is_not_the_current_folder(
    folder: Path, run: Run, arguments: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An argument that is empty, as of a shell's variable that is not set, is told in one line."""
    monkeypatch.chdir("in")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    (line,) = [line for line in err.splitlines() if "Invalid value" in line]
    assert f"{name}: is empty; name a file or a folder" in line.replace("'", "")
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["denoise", "in"],
        ["denoise", "in/a.png", "--name", "{stem}{ext}"],
        ["denoise", "in/a.png", "in/a.png"],
        ["denoise", "in/*.png", "in/deep/b.jpg"],
        ["denoise", "--files-from", "list"],
        ["inpaint", "--files-from", "list", "--detect"],
        ["burst", "in", "--sequence"],
    ],
    ids=" ".join,
)
def test_a_folder_called_as_a_picture_is_asked_for(folder: Path, run: Run, arguments: list[str]) -> None:
    """An output that looks like a picture and would be a folder is refused, unless it is one or ends in /."""
    Path("list").write_text("in/a.png\n")
    before = list_files(folder)
    code, out, err = run(*arguments, "-o", "out.png", "--dry-run")
    assert (code, out) == (2, "")
    assert "out.png would be a folder; end it in / if it is to be one" in err
    assert list_files(folder) == before
    assert run(*arguments, "-o", "out.png/", "--dry-run")[0] == 0
    Path("out.png").mkdir()
    assert run(*arguments, "-o", "out.png", "--dry-run")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["denoise", "in/a.png", "--model", "none"], "no model 'none' for denoise; known: denoise-unet"),
        (["denoise", "empty", "-o", "out"], "no photo found; --recursive searches the folders below as well"),
        (["denoise", "empty", "-r", "-o", "out"], "no photo found"),
        (["denoise", "empty/below", "-o", "out"], "no photo found"),
        (["info", "none.png"], "none.png: No such file"),
        (["models", "import", "none.onnx", "--task", "denoise"], "none.onnx: cannot be read"),
    ],
)  # fmt: skip
def test_what_fails_as_a_whole_is_one_line(
    folder: Path, run: Run, arguments: list[str], message: str
) -> None:
    """A wrong model, nothing to do, a missing file: exit code 1, one line, no traceback."""
    Path("empty/below").mkdir(parents=True)
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert message in err
    assert ("--recursive" in err) == ("--recursive" in message)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_cannot_steer_the_terminal(folder: Path, run: Run, darken: list[str]) -> None:
    """Control characters in names are written as escapes, markup stays text."""
    name = "a\x1b[2J\n[red]b\u202e.png"
    Path("in/a.png").rename(name)
    code, out, err = run(*darken, name, "missing\x1b.png", "-o", "out")
    assert code == 1
    shown = out + err
    assert r"a\x1b[2J\n[red]b\u202e.png" in shown
    assert r"missing\x1b.png" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


LONG = 300 * "x"


@pytest.mark.parametrize(
    "arguments",
    [
        ["tone", "in/a.png", "--report", f"{LONG}.html"],
        ["similar", "in", "--html", f"{LONG}.html"],
        ["similar", "in", "--json", f"{LONG}.json"],
        ["restore", "in/a.png", "--recipe", LONG],
        ["inpaint", "in/a.png", "--mask-dir", LONG],
        ["tone", LONG],
    ],
)
def test_a_name_no_file_can_have_is_one_line(folder: Path, run: Run, arguments: list[str]) -> None:
    """What cannot even be looked for is told as what is not there, before anything is done."""
    code, out, err = run(*arguments)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert LONG in err
    assert list_files(folder / "in") == ["a.png", "deep/b.jpg"]


@pytest.mark.parametrize("variable", ["RESTORER_MODELS", "RESTORER_JOURNAL"])
def test_a_folder_no_system_can_have_breaks_nothing(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """A folder of models or a journal of such a name is not there: all else works."""
    monkeypatch.setenv(variable, f"{folder}/{LONG}/{LONG}")
    assert run("tone", "in/a.png", "--dry-run")[0] == 0
    assert run("models")[0] == 0


def test_a_list_may_be_of_powershell_and_no_picture(folder: Path, run: Run, darken: list[str]) -> None:
    """UTF-16 with its mark is read; a picture named in place of a list is told in one line."""
    Path("list.txt").write_text("in/a.png\n", encoding="utf-16")
    code, _out, err = run(*darken, "--files-from", "list.txt", "-o", "out/")
    assert (code, Path("out/a.png").exists()) == (0, True), err
    code, out, err = run(*darken, "--files-from", "in/a.png", "-o", "out/")
    assert (code, out, err) == (1, "", "restorer: in/a.png: is a picture, expected a list of photos\n")


@pytest.mark.parametrize(
    "arguments",
    [["denoise", "--strength", "0"], ["denoise", "--luminance", "0", "--chroma", "0"],
     ["inpaint", "--detect", "--strength", "0"], ["tone", "--strength", "0"]],
)  # fmt: skip
def test_nothing_to_do_is_a_copy(folder: Path, run: Run, arguments: list[str]) -> None:
    """At no strength the file comes out byte by byte, and no network is asked."""
    code, _out, err = run(*arguments, "in/deep/b.jpg", "-o", "out.jpg")
    assert (code, Path("out.jpg").read_bytes()) == (0, Path("in/deep/b.jpg").read_bytes()), err


@pytest.mark.parametrize(
    ("world", "arguments"),
    [({}, ["--device", "cuda"]), ({"RESTORER_MEMORY": "5"}, [])],
)
def test_a_dry_run_refuses_what_the_run_would(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, world: dict[str, str], arguments: list[str]
) -> None:
    """A device that does not work here and a memory that will not do are told by both alike."""
    for name, value in world.items():
        monkeypatch.setenv(name, value)
    told = [run("denoise", "in/a.png", "-o", "out/", *arguments, *dry) for dry in (["--dry-run"], [])]
    if told[1][0] == 0:
        pytest.skip("CUDA works here")
    assert told[0] == told[1]
    assert (told[0][:2], told[0][2].count("\n")) == ((1, ""), 1)
    assert "CUDA" in told[0][2] or "RESTORER_MEMORY" in told[0][2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize(
    "arguments", [["models"], ["info", "in/a.png"], ["--version"], ["similar", "in", "--json", "found.json"]]
)
def test_a_full_standard_output_is_one_line(folder: Path, arguments: list[str]) -> None:
    """What is printed and cannot be taken ends the command with a line, no traceback; files are written."""
    Path("in/copy.png").write_bytes(Path("in/a.png").read_bytes())
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "restorer", *arguments], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "restorer: standard output cannot be written: No space left on device\n"
    assert Path("found.json").exists() == ("found.json" in arguments)


def test_names_are_told_as_they_are(folder: Path, run: Run) -> None:
    """What looks like the name of a picture sign to others stays a name."""
    code, _out, err = run("denoise", "in/no:camera:such.jpg")
    assert (code, "in/no:camera:such.jpg: No such file" in err) == (1, True)


def test_a_list_of_names_ended_by_zeros_keeps_all_of_them(folder: Path, run: Run, darken: list[str]) -> None:
    """A name may end in what ends a line elsewhere."""
    Path("in/a.png").rename("in/a.png\r")
    Path("list").write_bytes(b"in/a.png\r\0")
    assert run(*darken, "--files-from", "list", "-o", "out/")[0] == 0


def test_a_dry_run_reads_headers(folder: Path, run: Run, darken: list[str]) -> None:
    """What the run would refuse by them is told by both."""
    Image.new("L", (1200, 1000)).save("in/large.png")
    Path("in/numbers.tif").write_bytes(plain_tiff(32, 1, 1, bytes(4 * 91)))
    Path("in/erased.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\xff" * 4096)
    for more in (["--dry-run"], []):
        err = run(*darken, "in", "-o", "out", "--most-megapixels", "1", *more)[2]
        assert "failed: in/large.png: 1200 x 1000 pixels; the limit is 1 megapixels" in err
        assert "failed: in/numbers.tif: its samples are whole numbers of 32 bits" in err
        assert "failed: in/erased.jpg: " in err
        assert "fault of Restorer" not in err


def test_letters_that_the_output_lacks_are_told_otherwise(photo_file: Path) -> None:
    """What is written in a code page, as Windows does into files, ends in no traceback for a name's sake."""
    path = photo_file.rename(photo_file.with_name("Ayşe 日本.png"))
    done = subprocess.run(
        [sys.executable, "-m", "restorer", "info", str(path)],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert rb"Ay\u015fe \u65e5\u672c.png" in done.stdout
