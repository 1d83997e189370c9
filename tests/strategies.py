"""Hypothesis strategies: pictures' sizes, recipes, cards."""

import string
from typing import Any

from hypothesis import strategies as st

from restorer.networks.card import ModelCard
from restorer.recipe import Recipe, Step
from restorer.traits import TRAITS, Range

finite = st.floats(allow_nan=False, allow_infinity=False)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def geometries(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a picture's size, and a tile, overlap and multiple that fit each other."""
    multiple = draw(st.sampled_from([1, 2, 3, 8]))
    overlap = draw(st.integers(0, 40))
    margin = -(-overlap // multiple)
    blocks = st.integers(1, 60)
    size = {"height": draw(blocks), "width": draw(blocks)}
    tile = tuple(draw(st.integers(min(2 * margin + 1, side), side)) * multiple for side in size.values())
    scaled = {name: side * multiple for name, side in size.items()}
    return {**scaled, "tile": tile, "overlap": overlap, "multiple": multiple}


def _numbers(control: Range) -> st.SearchStrategy[float]:
    whole = st.integers(0, int(control.maximum))
    return whole if control.is_whole else whole | st.floats(0, control.maximum)


def _steps_of(task: str) -> st.SearchStrategy[Step]:
    controls = {name: _numbers(control) for name, control in TRAITS[task].controls.items()}
    return st.builds(
        Step,
        st.just(task),
        st.none() | names if TRAITS[task].networks else st.none(),
        st.floats(0, 1) | st.integers(0, 1),
        st.fixed_dictionaries({}, optional=controls),
    )


steps = st.sampled_from(sorted(TRAITS)).flatmap(_steps_of)
recipes = st.builds(Recipe, st.lists(steps, min_size=1, max_size=4).map(tuple))

cards = st.builds(
    ModelCard,
    st.text(string.ascii_letters + string.digits + "-äß 写", min_size=1, max_size=100),
    st.just("denoise"),
    st.just("denoise-v1"),
    st.integers(1, 64),
    st.none() | st.integers(0, 500),
    st.none() | st.integers(0, 500),
    st.integers(1, 10_000),
    names,
    st.lists(names, max_size=3).map(tuple),
    st.dictionaries(names, finite, max_size=3),
)
