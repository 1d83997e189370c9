"""Templates name results, and those that could not are refused in one line."""

from pathlib import Path
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer.batch.naming import FIELDS, Naming
from restorer.errors import WriteError
from restorer.system.names import is_reserved

SOURCE = Path("holiday") / "DSC 1.nef"
words = st.text(ascii_letters + " -_.\u00e9\u5199", max_size=8)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{stem}{ext}", "DSC 1.tif"),
        ("{stem}_restored{ext}", "DSC 1_restored.tif"),
        ("{parent} {index}{ext}", "holiday 7.tif"),
        ("{index:04}{ext}", "0007.tif"),
        ("{index:03d}{ext}", "007.tif"),
        ("{{{stem}}}{ext}", "{DSC 1}.tif"),
        ("{stem}.png", "DSC 1.png"),
        ("{stem}_{from}{ext}", "DSC 1_nef.tif"),
    ],
)
def test_fields_are_filled(template: str, name: str) -> None:
    """Stem, extension, folder and position take their places; doubled braces stand for themselves."""
    assert Naming(template).fill(SOURCE, ".tif", 7) == name


@pytest.mark.parametrize(
    "template",
    [
        "", "{}", "{stem}", "{ext}", "{date}{ext}", "{stem!r}{ext}", "{stem.upper}{ext}", "{stem[0]}{ext}",
        "{stem:>9}{ext}", "{index:999999999}{ext}", "{index:3}{ext}", "{index:{ext}}{ext}", "{stem{ext}",
        "{stem}}{ext}", "out/{stem}{ext}", "..\\{stem}{ext}", "{stem}.bmp", "{stem}.txt",
    ],
)  # fmt: skip
def test_what_names_no_picture_is_refused(template: str) -> None:
    """Unknown fields, other formats of them, separators and names without a picture's extension."""
    with pytest.raises(WriteError, match="name ") as caught:
        Naming(template)
    assert "\n" not in str(caught.value)


def test_a_conversion_is_told_as_such() -> None:
    """A known field is not called unknown for it; one that is unknown is."""
    with pytest.raises(WriteError, match=r"the conversion !r is not understood; write \{stem\}$"):
        Naming("{stem!r}{ext}")
    with pytest.raises(WriteError, match=r"has a field \{date\} that is unknown"):
        Naming("{date!r}{ext}")


@given(st.lists(st.tuples(words, st.sampled_from([*FIELDS, "{"]))), words)
def test_any_template_of_known_fields_is_filled_or_refused(parts: list[tuple[str, str]], last: str) -> None:
    """Text is kept, fields are replaced, and the result is one name without a folder."""
    template = "".join(f"{word}{{{field}}}" for word, field in parts if field != "{") + last + "{ext}"
    values = {"stem": "DSC 1", "ext": ".tif", "from": "nef", "parent": "holiday", "index": 7}
    expected = template.format(**values)
    if Path(expected).suffix != ".tif":
        with pytest.raises(WriteError):
            Naming(template)
    else:
        assert Naming(template).fill(SOURCE, ".tif", 7) == expected == Path(expected).name


@given(st.text(max_size=20))
def test_no_template_fails_unexpectedly(template: str) -> None:
    """Whatever is typed is taken or told."""
    try:
        Naming(template)
    except WriteError as error:
        assert str(error)  # noqa: PT017 -- either is well


@pytest.mark.parametrize(
    ("name", "reserved"),
    [
        ("con.jpg", True), ("NUL.tar.gz", True), ("com1", True), ("a:b.png", True), ("a .png ", True),
        ("a.", True), ("tab\t.png", True), ("console.jpg", False), ("com0x.png", False), ("a.png", False),
    ],
)  # fmt: skip
def test_names_that_windows_reserves_are_known(name: str, reserved: bool) -> None:
    """Devices by whatever extension, characters and endings that no file may have there."""
    assert is_reserved(name) is reserved
