"""The models at hand, and the machine, as facts to show."""

import json
from dataclasses import dataclass
from pathlib import Path

import restorer
from gui.words.texts_library import in_words


@dataclass(frozen=True, slots=True)
class Facts:
    """What is shown of a model: its name, task ("": broken), whether it is the user's, and lines by kind."""

    path: Path
    name: str
    task: str
    is_own: bool
    lines: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What the doctor found: facts for a report, and each device with seconds a megapixel or the reason."""

    report: str
    devices: tuple[tuple[str, float | None, str], ...]


def list_facts() -> tuple[Facts, ...]:
    """Read the cards of all models."""
    return tuple(_facts(model) for model in restorer.list_models())


def report_of(answer: bytes) -> DeviceReport | None:
    """Read what ``restorer doctor --json`` answered; ``None`` if that is no answer."""
    try:
        told = json.loads(answer)
    except ValueError:
        return None
    devices = tuple((one["name"], one["seconds"], one["detail"]) for one in told["devices"])
    return DeviceReport(f"{told['machine']}\n{told['versions']}", devices)


def _facts(model: "restorer.Model") -> Facts:
    is_own = model.path.parent == restorer.user_models()
    size = model.path.stat().st_size if restorer.is_file(model.path) else 0
    file: dict[str, tuple[str, ...]] = {"file": (str(model.path),), "size": (str(size),)}
    card = model.card
    if card is None:
        return Facts(
            model.path, model.path.stem, "", is_own, {"problem": (in_words(str(model.problem)),), **file}
        )
    lines = {
        "licence": (card.license,),
        "sources": card.trained_on,
        "scores": tuple(f"{name}: {value:g}" for name, value in card.scores.items()),
        "reach": () if card.reach is None else (str(card.reach),),
        **file,
        "sha256": (card.sha256,),
    }
    return Facts(model.path, card.name, card.task, is_own, lines)
