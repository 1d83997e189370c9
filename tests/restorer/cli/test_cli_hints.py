"""What ``restorer colorize`` promises of what is given beside the photo: hints and a reference."""

from pathlib import Path

import pytest
from coloring import lab, save_hints
from command_line import Run, list_files
from PIL import Image

from restorer.files import read_photo

HINT = (60, 40, "#c04030")


def test_hints_are_followed(mixed: Path, run: Run, tint: list[str]) -> None:
    """The place named has the colour named, at its lightness; changed hints are done again, others not."""
    arguments = (*tint, "in/grey.png", "-o", "out.png", "--hints", str(save_hints("hints.json", HINT)))
    assert run(*arguments)[0] == 0
    assert run(*tint, "in/grey.png", "-o", "plain.png")[0] == 0
    first, plain = (lab(read_photo(name).samples) for name in ("out.png", "plain.png"))
    red, usual = first[40, 60, 1], plain[40, 60, 1]
    assert red > usual + 10
    assert "done before" in run(*arguments)[2]
    save_hints("hints.json", (60, 40, "#3040c0"))
    assert run(*arguments)[0] == 0
    assert lab(read_photo("out.png").samples)[40, 60, 2] < first[40, 60, 2] - 10


def test_a_dry_run_looks_into_the_photos(mixed: Path, run: Run, tint: list[str]) -> None:
    """Those in colour would be skipped, hints outside the photo would fail, and the run itself agrees."""
    save_hints("far.json", (128, 40, "#102030"))
    (mixed / "in" / "cut.png").write_bytes((mixed / "in" / "grey.png").read_bytes()[:-2000])
    told = {}
    for more in (["--dry-run"], []):
        err = run(*tint, "in", "-r", "-o", "out", *more)[2]
        told[tuple(more)] = [line for line in err.splitlines() if line.startswith(("skipped", "failed"))]
        far = run(*tint, "in/grey.png", "-o", "far.png", "--hints", "far.json", *more)
        assert (far[0], "far.json: (128, 40) outside the photo" in far[2]) == (1, True)
    assert told[("--dry-run",)] == told[()]
    assert [line.split(": ")[:2] for line in told[()]] == [
        ["failed", "in/cut.png"],
        ["skipped", "in/portrait.png"],
    ]
    assert run(*tint, "in", "-r", "-o", "forced", "--force", "--dry-run")[2].count("would be done") == 3


def test_hints_are_of_one_photo(mixed: Path, run: Run, tint: list[str]) -> None:
    """With several photos named the usage is wrong; one photo in a folder of its own is fine."""
    save_hints("hints.json", HINT)
    before = list_files(mixed)
    code, _out, err = run(*tint, "in", "-r", "-o", "out", "--hints", "hints.json")
    assert code == 2
    assert "--hints" in err
    assert list_files(mixed) == before
    assert run(*tint, "in/deep", "-o", "out", "--hints", "hints.json", "--variations", "1")[0] == 0
    assert list_files(mixed / "out") == ["sepia.jpg", "sepia_v1.jpg"]


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=" ".join)
def test_hints_that_are_none_are_told(mixed: Path, run: Run, tint: list[str], more: list[str]) -> None:
    """The photo is coloured as without a list, and the user hears that nothing stands in it."""
    Path("hints.json").write_text("[]")
    code, _out, err = run(*tint, "in/grey.png", "-o", "out.png", "--hints", "hints.json", *more)
    assert code == 0
    assert err.count("hints.json: there are no hints in it\n") == 1


def test_what_is_no_photo_is_not_counted_for_hints(mixed: Path, run: Run, tint: list[str]) -> None:
    """A folder called like a photo is told and does not make one photo two."""
    save_hints("hints.json", HINT)
    Path("in/deep/album.jpg").mkdir()
    code, _out, err = run(*tint, "in/deep", "-o", "out", "--hints", "hints.json")
    assert (code, list_files(mixed / "out")) == (0, ["sepia.jpg"])
    assert "skipped: in/deep/album.jpg: is a folder" in err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--hints", "none.json"], "none.json: cannot be read: No such file or directory"),
        (["--hints", "in"], "in: cannot be read: not a file"),
        (["--hints", "broken.json"], "broken.json: not a JSON file: "),
        (["--hints", "wrong.json"], "wrong.json: hint 1: color is 'red', expected one such as #c08040"),
        (["--hints", "far.json"], "far.json: (128, 40), (3, 96) outside the photo of 128 x 96 pixels"),
        (["--reference", "none.png"], "none.png: No such file or directory"),
        (["--reference", "broken.json"], "broken.json: not a picture in a known format"),
        (["--reference", "in/grey.png"], "in/grey.png: has one tone only, expected a picture with colours"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_given_beside_and_wrong_is_one_line(
    mixed: Path, run: Run, tint: list[str], options: list[str], reason: str
) -> None:
    """The code is 1, the line names the file and the reason, and nothing is written."""
    Path("broken.json").write_text('[{"x": 1,')
    save_hints("wrong.json", (1, 1, "red"))
    save_hints("far.json", (128, 40, "#102030"), HINT, (3, 96, "#102030"))
    before = list_files(mixed)
    code, out, err = run(*tint, "in/grey.png", "-o", "out.png", *options)
    assert (code, out) == (1, "")
    assert len([line for line in err.splitlines() if reason in line]) == 1
    assert "Traceback" not in err
    assert list_files(mixed) == before


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=" ".join)
@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("cut.png", "restorer: cut.png: "),
        ("in/grey.png", "restorer: in/grey.png: has one tone only, expected a picture with colours to lend"),
    ],
)
def test_a_bad_reference_is_told_once(
    mixed: Path, run: Run, tint: list[str], reference: str, reason: str, more: list[str]
) -> None:
    """However many photos there are, the one line ends it all before anything is done."""
    Path("cut.png").write_bytes(Path("in/portrait.png").read_bytes()[:-2000])
    before = list_files(mixed)
    code, out, err = run(*tint, "in", "-r", "-o", "out", "--reference", reference, *more)
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith(reason)
    assert list_files(mixed) == before


def test_a_reference_lends_its_colours(mixed: Path, run: Run, tint: list[str]) -> None:
    """It changes the result; when it changes the photo is done again."""
    Image.open("in/portrait.png").save("reference.png")
    arguments = (*tint, "in/grey.png", "-o", "out.png", "--reference", "reference.png")
    assert run(*arguments)[0] == 0
    assert run(*tint, "in/grey.png", "-o", "plain.png")[0] == 0
    lent = read_photo("out.png").samples
    assert (lent != read_photo("plain.png").samples).any()
    assert "done before" in run(*arguments)[2]
    Image.fromarray(read_photo("reference.png").samples[..., ::-1].copy()).save("reference.png")
    assert run(*arguments)[0] == 0
    assert (read_photo("out.png").samples != lent).any()
