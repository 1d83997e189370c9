"""Evaluation: networks of any task, scored by all that is asked, on a page of its own.

The models run through ONNX Runtime and the library's own way of restoring a photo. Every part is
in :mod:`training.evaluations`.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from restorer import Engine, InputError, Library, write_whole
from restorer.networks.card import Task, put_card, read_card
from restorer.progress import Tick, no_tick
from training.degradations.sprites import read_sprites
from training.evaluations.camera_noise import find_pairs, score_camera_noise
from training.evaluations.clean import score_clean
from training.evaluations.colorization import score_colorization
from training.evaluations.detection import score_detection
from training.evaluations.estimator import score_estimator
from training.evaluations.evaluation import Engines, Evaluation
from training.evaluations.inpainting import score_inpainting
from training.evaluations.jpeg import score_jpeg
from training.evaluations.likeness import score_likeness
from training.evaluations.sequences import score_sequences
from training.evaluations.white_noise import score_white_noise
from training.machine import describe_machine, machine_line
from training.sources import Picture, read_pictures

SIGMAS_255 = (15.0, 25.0, 50.0)
FRAME_SIGMAS_255 = (25.0,)
QUALITIES = (20, 40)
_SMALLEST_PIXELS = 64
"""The shorter side of pictures that bursts can be filmed of, and holes cut into."""
TASKS: tuple[Task, ...] = get_args(Task)
"""All tasks of networks."""
_TOGETHER: set[Task] = {"denoise", "level"}
"""An estimator goes with its denoiser."""
_TAKES: dict[Task, str] = {
    "denoise": "--data DIR or --pairs DIR",
    "level": "--data DIR or --pairs DIR",
    "inpaint": "--data DIR, and --holes beside other choices",
    "damage": "--data DIR and --sprites DIR",
    "colorize": "--data DIR, and --colours beside other choices",
    "codes": "--data DIR, and --copies beside other choices",
    "sequence": "--data DIR",
}
Levels = tuple[Any, ...]
"""How strong what is to be undone is: noise in 8-bit levels, or qualities of JPEG."""


@dataclass(frozen=True, slots=True)
class Part:
    """A way to score networks on clean pictures.

    ``scores`` are the tasks whose models it is for where nothing is chosen, ``needs`` those whose networks it
    asks.
    """

    title: str
    scores: frozenset[Task]
    needs: frozenset[Task]
    score: Callable[[Engines, str, Sequence[Picture], Levels, Tick], Evaluation]
    levels: Levels = ()


def _of_one(
    task: Task, title: str, score: Callable[[Engine, str, Sequence[Picture], Tick], Evaluation]
) -> Part:
    """Make the part that models of a task are scored by, which asks no other network and has no levels."""
    alone = frozenset[Task]({task})
    return Part(
        title,
        alone,
        alone,
        lambda engines, data, pictures, _, tick: score(engines[task], data, pictures, tick),
    )


_DENOISE, _BOTH = frozenset[Task]({"denoise"}), frozenset(_TOGETHER)
PARTS: dict[str, Part] = {
    "frames": Part(
        "bursts and clips",
        frozenset({"sequence"}),
        frozenset({"sequence", "denoise"}),
        score_sequences,
        FRAME_SIGMAS_255,
    ),
    "sigma": Part("white noise", _DENOISE, _DENOISE, score_white_noise, SIGMAS_255),
    "jpeg": Part("JPEG", _DENOISE, _BOTH, score_jpeg, QUALITIES),
    "clean": Part(
        "clean pictures",
        _DENOISE,
        _BOTH,
        lambda engines, data, pictures, _, tick: score_clean(engines, data, pictures, tick),
    ),
    "estimator": replace(_of_one("level", "noise level", score_estimator), scores=_BOTH),
    "holes": _of_one("inpaint", "holes", score_inpainting),
    "colours": _of_one("colorize", "colours", score_colorization),
    "copies": _of_one("codes", "copies", score_likeness),
}
"""All parts, by the option that chooses each, in the order in which they are done."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to score: ``chosen`` parts, each with its levels, on the clean pictures below ``data``.

    Besides, real damage of the folder ``sprites`` is laid on them, and camera noise is that of ``pairs``.
    """

    data: Path | None = None
    chosen: Mapping[str, Levels] = field(default_factory=dict)
    sprites: Path | None = None
    pairs: Path | None = None

    def completed(self, tasks: Collection[Task]) -> "Wish":
        """Choose all that models of these tasks can do with ``data``, where nothing is chosen.

        Raises InputError for a task that is not scored then; beside a choice, if none of them is.
        """
        wish = replace(self, chosen=self._chosen(tasks)) if self.data else self
        busy = wish.tasks | (_TOGETHER if wish.tasks & _TOGETHER else set())
        idle = [task for task in tasks if task not in busy]
        if idle and (len(idle) == len(tasks) or not self.chosen):
            raise InputError(f"{idle[0]}: nothing to score it by; it takes {_TAKES[idle[0]]}")
        return wish

    def _chosen(self, tasks: Collection[Task]) -> Mapping[str, Levels]:
        chosen = dict(self.chosen) or {
            name: part.levels for name, part in PARTS.items() if part.scores.intersection(tasks)
        }
        if "sequence" in tasks:  # a choice in itself: sigmas are those of frames, and of pictures as well
            chosen["frames"] = self.chosen.get("sigma", FRAME_SIGMAS_255)
            if "denoise" not in tasks:
                chosen.pop("sigma", None)
        return chosen

    @property
    def tasks(self) -> set[Task]:
        """The tasks whose networks are needed."""
        needed = set[Task]().union(*(PARTS[name].needs for name in self.chosen))
        return needed | (_TOGETHER if self.pairs else set()) | ({"damage"} if self.sprites else set())


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, of which models (name and sha256 by task), on which device."""

    models: Mapping[str, tuple[str, str]]
    device: str
    evaluations: tuple[Evaluation, ...]
    machine: dict[str, Any] = field(default_factory=describe_machine)

    def as_json(self) -> dict[str, Any]:
        """Give everything as plain values, each part by its title."""
        models = {task: {"name": name, "sha256": sha256} for task, (name, sha256) in self.models.items()}
        parts = {part.title.lower().replace(" ", "_"): part.as_json() for part in self.evaluations}
        return {"machine": self.machine, "device": self.device, "models": models} | parts

    def as_markdown(self) -> str:
        """Give a page with a table for each part."""
        names = [f"{name} ({task}, sha256 {sha256[:12]})" for task, (name, sha256) in self.models.items()]
        head = f"# Evaluation of {', '.join(names)}\n\nOn {self.device}; {machine_line(self.machine)}.\n"
        return "\n".join([head, *(part.as_markdown() for part in self.evaluations)])


def find_models(names: Sequence[str]) -> dict[Task, Path]:
    """Find models by task: each name is a model file, or a task, whose shipped model is meant.

    Raises CardError for a file that is no model, ModelMissing for a task without one, InputError
    for a name that is neither, and for two of one task.
    """
    models: dict[Task, Path] = {}
    for name in names:
        if not name.endswith(".onnx") and name not in TASKS:
            raise InputError(f"{name}: neither a model file (.onnx) nor a task: {', '.join(TASKS)}")
        path = Path(name) if name.endswith(".onnx") else Library().find(None, name)
        task = read_card(path).task
        if task in models:
            raise InputError(f"{name}: a second model for {task}, expected one; the first is {models[task]}")
        models[task] = path
    return models


def evaluate(
    models: Mapping[Task, Path],
    wish: Wish,
    device: str = "auto",
    follow: Callable[[str], Tick] = lambda _title: no_tick,
) -> Report:
    """Score models by all that a wish asks; of a task that is needed and not given, the shipped one.

    ``follow`` gives the progress of each part a place by its title. Clean pictures that are unreadable,
    or smaller than 64 pixels, are named and skipped. Raises InputError where nothing is asked for.
    """
    library = Library()
    needed = [task for task in TASKS if task in wish.tasks]
    if not needed:
        raise InputError(f"{', '.join(models)}: nothing to score")
    paths = {task: models.get(task) or library.find(None, task) for task in needed}
    engines: Engines = {task: Engine.open(path, device) for task, path in paths.items()}
    found = tuple(_score(engines, wish, follow))
    cards = {task: (engine.card.name, engine.card.sha256) for task, engine in engines.items()}
    return Report(cards, next(iter(engines.values())).device, found)


def _score(engines: Engines, wish: Wish, follow: Callable[[str], Tick]) -> Iterator[Evaluation]:
    pairs = find_pairs(wish.pairs) if wish.pairs else []  # what is wrong is said before hours of work
    sprites = read_sprites(wish.sprites, held_out=True) if wish.sprites else None
    if wish.data:
        pictures, name = read_pictures([wish.data], _SMALLEST_PIXELS), wish.data.resolve().name
        for option, part in PARTS.items():
            if option in wish.chosen:
                yield part.score(engines, name, pictures, wish.chosen[option], follow(part.title))
        if sprites:
            yield score_detection(engines["damage"], name, pictures, sprites, follow("damage"))
    if wish.pairs:
        yield score_camera_noise(engines, wish.pairs.resolve().name, pairs, follow("camera noise"))


def write_report(report: Report, output: Path) -> None:
    """Write ``<output>.json`` and ``<output>.md``, in a folder made if need be."""
    output.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n"
    output.with_name(f"{output.name}.json").write_text(text, encoding="utf-8")
    output.with_name(f"{output.name}.md").write_text(report.as_markdown(), encoding="utf-8")


def record_scores(models: Mapping[Task, Path], report: Report) -> None:
    """Write the scores into the cards of the model files, each in one move."""
    for task, path in models.items():
        scores: dict[str, float] = {}
        for part in report.evaluations:
            if part.scored == task:
                scores |= part.card_scores()
        _record(path, scores)


def _record(path: Path, scores: dict[str, float]) -> None:
    card = read_card(path)
    recorded = replace(card, scores=card.scores | scores)
    write_whole(path, put_card(path.read_bytes(), recorded, path), "the model", overwrite=True)
