"""Settings are values, and the sliders of the cards say what they are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.panels.cards import KNOBS, STRENGTH, Knob
from gui.settings import (
    FIRST,
    SIGMA,
    Setting,
    Settings,
    changed,
    chosen,
    differ_in_strength_only,
    setting_of,
)
from gui.work.stages import step_of
from restorer.recipe import Step
from restorer.tasks import TASKS

ALL_KNOBS = [(task, knob) for task, knobs in KNOBS.items() for knob in knobs]
NUMBERS = [(task, knob, number) for task, knob in ALL_KNOBS for number in range(knob.high + 1)]
KNOB_NAMES = [f"{task}-{knob.name}" for task, knob in ALL_KNOBS]

tasks = st.sampled_from([setting.task for setting in FIRST])
names = st.sampled_from([knob.name for _task, knob in ALL_KNOBS])


def settings_for(task: str) -> st.SearchStrategy[Setting]:
    """Draw a setting of a task."""
    own = st.sampled_from([knob.name for knob in KNOBS[task]])
    return st.builds(
        Setting, st.just(task), st.booleans(), st.floats(0, 1), st.dictionaries(own, st.floats(0, 1))
    )


settings_of_one = tasks.flatmap(settings_for)
all_settings = st.tuples(*(settings_for(setting.task) for setting in FIRST))


@given(st.sampled_from(NUMBERS).flatmap(lambda place: st.tuples(settings_for(place[0]), st.just(place[1:]))))
def test_a_slider_shows_what_it_set(drawn: tuple[Setting, tuple[Knob, int]]) -> None:
    """Each number a slider can be put to comes back as it was, whatever else is set."""
    setting, (knob, number) = drawn
    put = knob.put(setting, number)
    assert knob.of(put) == number
    assert replace(put, strength=setting.strength, controls=setting.controls) == setting


@pytest.mark.parametrize(("task", "knob"), ALL_KNOBS, ids=KNOB_NAMES)
def test_sliders_are_independent(task: str, knob: Knob) -> None:
    """Moving one slider leaves the others where they were."""
    others = [other for other in KNOBS[task] if other is not knob]
    moved = knob.put(Setting(task), knob.high // 2)
    assert [other.of(moved) for other in others] == [other.of(Setting(task)) for other in others]


@pytest.mark.parametrize(("task", "knob"), ALL_KNOBS, ids=KNOB_NAMES)
def test_each_number_of_a_slider_is_one_the_library_takes(task: str, knob: Knob) -> None:
    """From one end of a slider to the other, no number makes a step that is refused."""
    for number in range(knob.high + 1):
        step = step_of(knob.put(Setting(task), number))
        assert isinstance(step, Step)


@pytest.mark.parametrize(("task", "knob"), ALL_KNOBS, ids=KNOB_NAMES)
def test_numbers_are_written_as_a_person_would(task: str, knob: Knob) -> None:
    """57 % is 0.57 in a recipe, not 0.5700000000000001."""
    for number in range(knob.high + 1):
        put = knob.put(Setting(task), number)
        value = put.strength if knob.name == STRENGTH else put.controls.get(knob.name, 0.0)
        assert len(repr(float(value))) <= 4


@pytest.mark.parametrize(("task", "knob"), ALL_KNOBS, ids=KNOB_NAMES)
def test_a_slider_at_its_default_asks_for_nothing(task: str, knob: Knob) -> None:
    """A slider moved away and back leaves no control; but a noise level set by hand stays, even if 0."""
    moved = knob.put(Setting(task), knob.high // 2)
    back = knob.put(moved, knob.of(Setting(task)))
    assert back == (Setting(task, controls={SIGMA: 0.0}) if knob.name == SIGMA else Setting(task))


def test_sliders_stand_as_usual() -> None:
    """What a card shows before it is touched is what the library does then."""
    shown = {f"{task}.{knob.name}": knob.of(Setting(task)) for task, knob in ALL_KNOBS}
    others = {"inpaint.threshold": 77, "inpaint.grow": 2, "colorize.variation": 0, f"denoise.{SIGMA}": 0}
    assert shown == dict.fromkeys(shown, 100) | others


def test_each_step_of_the_window_is_a_task_of_the_library() -> None:
    """There is a card for each task that makes a photo of a photo, once."""
    assert sorted(setting.task for setting in FIRST) == sorted(set(TASKS) - {"detect"})
    assert set(KNOBS) == {setting.task for setting in FIRST}


@given(settings_of_one, names, st.floats(0, 1))
def test_a_control_can_be_set_and_left_out(setting: Setting, name: str, value: float) -> None:
    """A control set is there, one left out is gone, and the setting given stays as it was."""
    controls = dict(setting.controls)
    assert setting.with_control(name, value).controls == controls | {name: value}
    assert name not in setting.with_control(name, value).with_control(name, None).controls
    assert setting.controls == controls


@given(all_settings, settings_of_one)
def test_one_step_is_changed_at_a_time(settings: Settings, setting: Setting) -> None:
    """A change replaces the setting of its task and keeps the others and their order."""
    after = changed(settings, setting)
    assert setting_of(after, setting.task) == setting
    assert [each.task for each in after] == [each.task for each in settings]
    assert [each for each in after if each.task != setting.task] == [
        each for each in settings if each.task != setting.task
    ]


@given(all_settings)
def test_chosen_are_those_that_are_on(settings: Settings) -> None:
    """The steps that are on stay in order; the others are left out."""
    assert list(chosen(settings)) == [setting for setting in settings if setting.is_on]


@given(all_settings, tasks, st.floats(0, 1), names)
def test_strengths_alone_ask_nothing_new(
    settings: Settings, task: str, strength: float, control: str
) -> None:
    """Another strength is told from another control, another switch and another order."""
    setting = setting_of(settings, task)
    assert differ_in_strength_only(settings, changed(settings, replace(setting, strength=strength)))
    assert not differ_in_strength_only(settings, changed(settings, setting.with_control(control, 2.0)))
    assert not differ_in_strength_only(settings, changed(settings, replace(setting, is_on=not setting.is_on)))
    assert not differ_in_strength_only(settings, settings[::-1])
