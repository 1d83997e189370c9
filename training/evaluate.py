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
from restorer.card import Task, read_card, write_card
from restorer.errors import Tick, no_tick
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
from training.machine import describe_machine
from training.sources import Picture, read_pictures
from training.sprites import read_sprites

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


@dataclass(frozen=True, slots=True)
class Wish:
    """What to score: on the clean pictures below ``data`` what is chosen, on ``pairs`` camera noise.

    ``holes`` are cut into the clean pictures, their ``colours`` taken away, real damage of the folder
    ``sprites`` is laid on them; ``copies`` of them are to be known again. Bursts and clips filmed of them
    have white noise of ``frame_sigmas_255``.
    """

    data: Path | None = None
    sigmas_255: Sequence[float] = ()
    qualities: Sequence[int] = ()
    clean: bool = False
    estimator: bool = False
    holes: bool = False
    colours: bool = False
    copies: bool = False
    sprites: Path | None = None
    pairs: Path | None = None
    frame_sigmas_255: Sequence[float] = ()

    def completed(self, tasks: Collection[Task]) -> "Wish":
        """Choose all that models of these tasks can do with ``data``, where nothing is chosen.

        Raises InputError for a task that is not scored then; beside a choice, if none of them is.
        """
        wish = self._chosen(tasks) if self.data else self
        busy = wish.tasks | (_TOGETHER if wish.tasks & _TOGETHER else set())
        idle = [task for task in tasks if task not in busy]
        if idle and (len(idle) == len(tasks) or not self.is_chosen):
            raise InputError(f"{idle[0]}: nothing to score it by; it takes {_TAKES[idle[0]]}")
        return wish

    def _chosen(self, tasks: Collection[Task]) -> "Wish":
        wish = self
        if "sequence" in tasks:  # a choice in itself: sigmas are those of frames, and of pictures as well
            alone = "denoise" not in tasks
            wish = replace(
                self,
                frame_sigmas_255=self.sigmas_255 or FRAME_SIGMAS_255,
                sigmas_255=() if alone else self.sigmas_255,
            )
        if self.is_chosen:
            return wish
        wish = replace(
            wish,
            estimator="level" in tasks or "denoise" in tasks,
            holes="inpaint" in tasks,
            colours="colorize" in tasks,
            copies="codes" in tasks,
        )
        if "denoise" not in tasks:
            return wish
        return replace(wish, sigmas_255=SIGMAS_255, qualities=QUALITIES, clean=True)

    @property
    def is_chosen(self) -> bool:
        """Tell whether it is said what to do with the clean pictures; sprites come beside that."""
        plain = self.clean or self.estimator or self.holes or self.colours or self.copies
        return bool(plain or self.sigmas_255 or self.qualities)

    @property
    def tasks(self) -> set[Task]:
        """The tasks whose networks are needed."""
        blind = self.qualities or self.clean or self.pairs
        tasks: dict[Task, bool] = {
            "denoise": bool(blind or self.sigmas_255 or self.frame_sigmas_255),
            "level": bool(blind or self.estimator),
            "inpaint": self.holes,
            "colorize": self.colours,
            "codes": self.copies,
            "damage": self.sprites is not None,
            "sequence": bool(self.frame_sigmas_255),
        }
        return {task for task, needed in tasks.items() if needed}


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
        facts = [f"{name} {value}" for name, value in self.machine.items() if value is not None]
        head = f"# Evaluation of {', '.join(names)}\n\nOn {self.device}; {', '.join(facts)}.\n"
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
    sprites = read_sprites(wish.sprites, held_back=True) if wish.sprites else None
    if wish.data:
        pictures, name = read_pictures([wish.data], _SMALLEST_PIXELS), wish.data.resolve().name
        yield from _score_pictures(engines, wish, name, pictures, follow)
        if sprites:
            yield score_detection(engines["damage"], name, pictures, sprites, tick=follow("damage"))
    if wish.pairs:
        yield score_camera_noise(engines, wish.pairs.resolve().name, pairs, follow("camera noise"))


def _score_pictures(
    engines: Engines, wish: Wish, name: str, pictures: Sequence[Picture], follow: Callable[[str], Tick]
) -> Iterator[Evaluation]:
    if wish.frame_sigmas_255:
        yield score_sequences(engines, name, pictures, wish.frame_sigmas_255, follow("bursts and clips"))
    if wish.sigmas_255:
        yield score_white_noise(engines, name, pictures, wish.sigmas_255, follow("white noise"))
    if wish.qualities:
        yield score_jpeg(engines, name, pictures, wish.qualities, follow("JPEG"))
    if wish.clean:
        yield score_clean(engines, name, pictures, follow("clean pictures"))
    if wish.estimator:
        yield score_estimator(engines, name, pictures, follow("noise level"))
    if wish.holes:
        yield score_inpainting(engines["inpaint"], name, pictures, follow("holes"))
    if wish.colours:
        yield score_colorization(engines["colorize"], name, pictures, follow("colours"))
    if wish.copies:
        yield score_likeness(engines["codes"], name, pictures, follow("copies"))


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
    write_whole(path, write_card(path.read_bytes(), recorded, path), "the model", overwrite=True)
