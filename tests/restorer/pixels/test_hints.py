"""What hints promise: files that are read or told wrong, and colours that are where they were said to be."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coloring import add_tinter, as_photo, camera, lab, light_off, save_hints
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import restorer
from restorer.errors import InputError
from restorer.pixels.hints import Hint, as_hints, check_hints, hint_rows, read_hints, write_hints
from restorer.pixels.lab import chroma_of, from_lab, lightness_of
from restorer.pixels.samples import Floats, to_float
from restorer.recipe import Recipe, Step

GOOD = '{"x": 1, "y": 2, "color": "#102030"}'
PLACE = 128, 200
"""A place of camera's 256 x 256 pixels that is neither dark nor light."""
shares = st.floats(0, 1)
places = st.floats(0, 1e4)
hints_of_any_photo = st.lists(st.tuples(places, places, st.tuples(shares, shares, shares)), max_size=9)


def reachable(grey: NDArray[np.uint8], hint: Hint) -> Floats:
    """Give a* and b* of a hint's colour at the lightness its place has: some are not in sRGB."""
    x, y, rgb = hint
    lightness = lightness_of(to_float(grey[int(y), int(x)].reshape(1, 1, 1)))
    return np.asarray(
        lab(from_lab(lightness, chroma_of(np.array([[rgb]], np.float32))))[0, 0, 1:], np.float32
    )


def test_a_file_is_a_list_of_places_and_colours(tmp_path: Path) -> None:
    """Whole numbers or not, large letters or small, in any order of entries."""
    path = save_hints(tmp_path / "hints.json", (120, 80, "#c08040"), (0.5, 2e2, "#FFffFf"))
    assert read_hints(path) == [
        (120.0, 80.0, (0xC0 / 255, 0x80 / 255, 0x40 / 255)),
        (0.5, 200.0, (1.0, 1.0, 1.0)),
    ]
    path.write_text("[]")
    assert read_hints(path) == []


def test_hints_of_numpy_are_written(tmp_path: Path) -> None:
    """Numbers of NumPy are numbers; a colour beyond its range is told, and no file is written."""
    write_hints([(np.float32(1), np.int64(2), (0.5, np.float16(0.5), 1.0))], tmp_path / "a.json")
    assert read_hints(tmp_path / "a.json") == [(1.0, 2.0, (128 / 255, 128 / 255, 1.0))]
    with pytest.raises(InputError, match=r"b\.json: colour .* of 0 to 1"):
        write_hints([(1, 2, (1.5, 0.5, 0.5))], tmp_path / "b.json")
    assert not (tmp_path / "b.json").exists()


@pytest.mark.parametrize("place", [float("nan"), float("inf"), -float("inf"), 1e10])
def test_a_place_that_could_not_be_read_back_is_not_written(tmp_path: Path, place: float) -> None:
    """It is an InputError that tells which hint it is of, and no file is written."""
    with pytest.raises(InputError, match=r"^hint 2: y is .*, expected a number of pixels$"):
        write_hints([(1, 2, (0, 0, 0)), (3, place, (0, 0, 0))], tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not a JSON file: "),
        ("{", "not a JSON file: "),
        ("[" * 100_000, "not a JSON file: "),
        ('{"x": 1, "y": 2, "color": "#102030"}', "expected a list such as "),
        ("3", "expected a list such as "),
        ("null", "expected a list such as "),
        (f"[{GOOD}, 7]", "hint 2: expected x, y and color"),
        (f"[{GOOD}, {GOOD}, [1, 2]]", "hint 3: expected x, y and color"),
        ('[{"x": 1, "y": 2}]', "hint 1: expected x, y and color"),
        ('[{"x": 1, "y": 2, "color": "#102030", "size": 3}]', "hint 1: expected x, y and color"),
        ('[{"x": "1", "y": 2, "color": "#102030"}]', "hint 1: x is '1', expected a number of pixels"),
        (f'[{GOOD}, {{"x": 1, "y": null, "color": "#102030"}}]', "hint 2: y is None, expected a number"),
        ('[{"x": true, "y": 2, "color": "#102030"}]', "hint 1: x is True, expected a number"),
        ('[{"x": NaN, "y": 2, "color": "#102030"}]', "hint 1: x is nan, expected a number"),
        ('[{"x": 1, "y": 1e999, "color": "#102030"}]', "hint 1: y is inf, expected a number"),
        (f'[{{"x": {"9" * 400}, "y": 2, "color": "#102030"}}]', "hint 1: x is "),
        (f'[{{"x": {"9" * 5000}, "y": 2, "color": "#102030"}}]', ""),
        ('[{"x": 1, "y": 2, "color": "red"}]', "hint 1: color is 'red', expected one such as #c08040"),
        ('[{"x": 1, "y": 2, "color": "#12345"}]', "hint 1: color is '#12345', expected one such as"),
        ('[{"x": 1, "y": 2, "color": "#1234567"}]', "hint 1: color is '#1234567', expected one such as"),
        ('[{"x": 1, "y": 2, "color": "#12345g"}]', "hint 1: color is '#12345g', expected one such as"),
        ('[{"x": 1, "y": 2, "color": "#123456\\n"}]', "hint 1: color is '#123456\\n', expected one such"),
        ('[{"x": 1, "y": 2, "color": [1, 0, 0]}]', "hint 1: color is [1, 0, 0], expected one such as"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_hints_is_told(tmp_path: Path, content: str, message: str) -> None:
    """It is an InputError of one line that names the file, and the hint in it."""
    path = tmp_path / "hints.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_hints(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert len(str(caught.value).splitlines()) == 1


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """So is a file that is not there, is a folder, or holds no text."""
    for name, reason in (
        ("none.json", "cannot be read: No such file or directory"),
        ("folder", "cannot be read: not a file"),
        ("bytes.json", "not a JSON file: "),
    ):
        (tmp_path / "folder").mkdir(exist_ok=True)
        (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00\x80")
        with pytest.raises(InputError, match=f"^{re.escape(str(tmp_path / name))}: {reason}"):
            read_hints(tmp_path / name)


@given(hints_of_any_photo)
def test_hints_survive_as_rows(hints: list[Hint]) -> None:
    """Held in an array, as a step's input is, they are the same hints."""
    assert as_hints(hint_rows(hints)) == hints


@pytest.mark.parametrize(
    "hints",
    [
        [(1, 2)],
        [(1, 2, 3)],
        [(1, 2, (0.5, 0.5))],
        [(1, 2, "red")],
        [("a", 2, (0, 0, 0))],
        [(1, 2, None)],
        [(1, 2, (0.1, 0.2, 0.3)), (1, 2, (0.1, 0.2))],
        [(1, 2, (0.1, 0.2, 0.3, 1.0))],
        [(1, 2, (0.1, 0.2, 0.3, 1.0))] * 5,
        [(1, 2, (0.1, 0.2, 0.3, 0.0, 0.0, 0.4, 0.5, 0.6))],
    ],
)
def test_what_is_no_hint_is_told(hints: Any) -> None:
    """Another shape of hint, with an alpha say, is an InputError of one line, and is not taken for others."""
    with pytest.raises(InputError, match="expected hints of") as caught:
        restorer.colorize(camera(8), hints)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("shape", [(3, 4), (5,), (2, 5, 1), (0, 6)])
def test_an_array_of_another_shape_is_told(shape: tuple[int, ...]) -> None:
    """A step's array that has not five columns is refused with its shape."""
    step = Step("colorize", inputs={"hints": np.zeros(shape)})
    with pytest.raises(InputError, match=f"^hints of shape {re.escape(str(shape))}, expected"):
        restorer.restore(as_photo(camera(8)), Recipe((step,)))


def test_hints_outside_the_photo_are_named() -> None:
    """All of them, or the first five and how many more, with the photo's size."""
    check_hints([(0, 0, (0, 0, 0)), (63.9, 47.9, (1, 1, 1))], 64, 48)
    outside: list[Hint] = [(64, 3, (0, 0, 0)), (2.5, 48, (0, 0, 0)), (-1, 0, (0, 0, 0))]
    with pytest.raises(
        InputError, match=r"^hints: \(64, 3\), \(2.5, 48\), \(-1, 0\) outside .* 64 x 48 pixels$"
    ):
        check_hints([(5, 5, (0, 0, 0)), *outside], 64, 48)
    with pytest.raises(
        InputError, match=r"^hints: \(64, 3\).* and 4 more outside the photo of 64 x 48 pixels$"
    ):
        restorer.colorize(camera(8)[:48], outside * 3)
    with pytest.raises(InputError, match="outside the photo"):
        check_hints([(float("nan"), 1, (0, 0, 0))], 64, 48)


@pytest.mark.parametrize("part", [-0.1, 1.01, 255, float("nan"), float("inf")])
def test_colours_beyond_their_range_are_named(part: float) -> None:
    """Such as those of 0 to 255, which are not on the scale of 0 to 1."""
    with pytest.raises(InputError, match=r"^hints: colour .*expected red, green and blue of 0 to 1$"):
        restorer.colorize(camera(8), [(1, 1, (0.5, 0.5, part))])


def test_a_hint_is_where_it_was_set_whatever_the_network_makes_of_it(user_models: Path) -> None:
    """At its place the result has the hint's chroma and the photo's lightness."""
    add_tinter(user_models)
    grey = np.full((256, 256), 0.5, np.float32)
    hints: list[Hint] = [(40.0, 200.9, (0.6, 0.45, 0.5)), (255, 0, (0.3, 0.55, 0.5))]
    result = restorer.colorize(grey, hints, model="tint", device="cpu")
    for x, y, rgb in hints:
        wanted = lab(np.array([[rgb]], np.float32))[0, 0, 1:]
        np.testing.assert_allclose(lab(result)[int(y), int(x), 1:], wanted, atol=0.3)
    assert light_off(result, grey) < 0.02


@pytest.fixture(scope="module")
def unhinted() -> NDArray[np.float64]:
    """Give what the shipped model makes of camera without hints, as L*, a* and b*."""
    return lab(restorer.colorize(camera()))


@pytest.mark.parametrize("rgb", [(1.0, 0.2, 0.2), (0.2, 0.8, 0.2), (0.2, 0.3, 1.0)])
def test_the_shipped_model_takes_hints_and_keeps_the_rest(
    unhinted: NDArray[np.float64], rgb: tuple[float, float, float]
) -> None:
    """A hint's place comes near to its colour; what is far from it changes less."""
    grey, (x, y) = camera(), PLACE
    hinted = lab(restorer.colorize(grey, [(x, y, rgb)]))
    wanted = reachable(grey, (x, y, rgb))
    off = [float(np.linalg.norm(found[y, x, 1:] - wanted)) for found in (unhinted, hinted)]
    assert off[1] < 0.8 * off[0]
    change = np.linalg.norm(hinted[..., 1:] - unhinted[..., 1:], axis=2)
    rows, columns = np.ogrid[:256, :256]
    far = np.hypot(rows - y, columns - x) > 140
    assert change[far].mean() < 0.7 * change[y, x]
