"""Settings are written as JSON and read as they were."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from gui.burst import Burst
from gui.files.saved_settings import from_json, to_json
from gui.mask import Mask, Origin, Stroke
from gui.settings import FIRST, Setting, Settings

NUMBERS = st.floats(-1e4, 1e4)
SHARES = st.floats(0, 1)
ORIGINS = st.sampled_from(list(Origin)) | st.just(Path("/photos/ä mask.png"))
STROKES = st.builds(
    Stroke, st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1).map(tuple), st.floats(0, 99), st.booleans()
)
HINTS = st.tuples(NUMBERS, NUMBERS, st.tuples(SHARES, SHARES, SHARES))


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """Give any settings."""
    return tuple(
        Setting(
            setting.task,
            draw(st.booleans()),
            draw(SHARES),
            draw(st.dictionaries(st.sampled_from(["sigma", "grow"]), NUMBERS)),
            Mask(draw(ORIGINS), tuple(draw(st.lists(STROKES))), draw(st.integers(0, 2**62))),
            tuple(draw(st.lists(HINTS))),
            draw(st.none() | st.just(Path("/photos/green.jpg"))),
            draw(st.none() | st.just(Burst((Path("/photos/1.jpg"),), (Path("/photos/3.jpg"),)))),
            reference_stamp=draw(st.integers(0, 2**62)),
        )
        for setting in FIRST
    )


@limits(max_examples=40)
@given(settings())
def test_settings_come_back_as_they_were(settings: Settings) -> None:
    """All that is set, of steps that are off too, with masks and hints, is read as it was written."""
    assert from_json(json.loads(json.dumps(to_json(settings)))) == settings


def test_settings_of_other_steps_are_refused() -> None:
    """Settings that are not of the steps there are raise an error."""
    values = to_json((replace(FIRST[0], task="polish"), *FIRST[1:]))
    with pytest.raises(ValueError, match="other steps"):
        from_json(values)


@pytest.mark.parametrize("name", ["mask", "hints", "reference", "burst"])
def test_settings_that_lack_something_are_refused(name: str) -> None:
    """A step that tells less than all raises an error."""
    values = to_json(FIRST)
    del values[0][name]
    with pytest.raises(KeyError, match=name):
        from_json(values)


def test_a_mask_that_lacks_its_stamp_is_refused() -> None:
    """A mask that does not tell when it was last changed raises an error."""
    values = to_json(FIRST)
    del values[0]["mask"]["stamp"]
    with pytest.raises(KeyError, match="stamp"):
        from_json(values)
