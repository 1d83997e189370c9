"""The record: the queue as a file beside the journal, so that it outlives the program."""

import dataclasses
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from gui.batch.rows import WITH_RESULT, BatchOptions, Order, Row, RowState
from gui.files.saved_settings import from_json, to_json
from restorer import WriteError, is_file, is_folder, write_whole

_UNREADABLE = OSError, ValueError, KeyError, TypeError, AttributeError


@dataclass(frozen=True, slots=True)
class Record:
    """A queue as it was left; ``is_started`` tells that a run was begun and has not done all.

    ``done_by`` is the order that results were made by, if any run was begun.
    """

    order: Order
    rows: tuple[Row, ...] = ()
    is_started: bool = False
    done_by: Order | None = None


def read_record(path: Path) -> Record | None:
    """Read what was left in a file; ``None`` if nothing was, or nothing that can be read."""
    try:
        record = _record(json.loads(path.read_text(encoding="utf-8")))
    except _UNREADABLE:
        return None
    return replace(record, rows=tuple(map(_as_found, record.rows)))


def tells_of_interruption(path: Path) -> bool:
    """Tell whether photos still waited when a queue was left in a file, without a look at any of them."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return bool(facts["is_started"]) and any(row.state == "waiting" for row in _record(facts).rows)
    except _UNREADABLE:
        return False


def write_record(record: Record, path: Path) -> None:
    """Write the queue, all or nothing; a disk that refuses costs no more than the queue."""
    facts = {
        **_facts_of_order(record.order),
        "rows": [_facts_of_row(row) for row in record.rows],
        "is_started": record.is_started,
        "done_by": record.done_by and _facts_of_order(record.done_by),
    }
    with suppress(WriteError):
        write_whole(path, [json.dumps(facts)], "the queue", overwrite=True)


def _facts_of_order(order: Order) -> dict[str, Any]:
    return {
        "inputs": list(map(str, order.inputs)),
        "without": sorted(map(str, order.without)),
        "options": dataclasses.asdict(order.options),
        "settings": to_json(order.settings),
        "stamp": order.stamp,
    }


def _record(facts: dict[str, Any]) -> Record:
    """Give what was left, whatever became of it since; raises one of ``_UNREADABLE`` if nothing was."""
    rows, done_by = tuple(map(_row, facts["rows"])), facts["done_by"]
    return Record(_order(facts), rows, bool(facts["is_started"]), done_by and _order(done_by))


def _order(facts: dict[str, Any]) -> Order:
    inputs, without = _paths(facts["inputs"]), frozenset(_paths(facts["without"]))
    options, settings = BatchOptions(**facts["options"]), from_json(facts["settings"])
    return Order(inputs, without, options, settings, int(facts["stamp"]))


def _facts_of_row(row: Row) -> dict[str, Any]:
    return {
        "path": str(row.path),
        "state": "waiting" if row.state == "working" else row.state,
        "words": row.words,
        "target": row.target and str(row.target),
        "degree": row.degree,
        "is_accepted": row.is_accepted,
        "is_redone": row.is_redone,
        "is_foreseen": row.is_foreseen,
    }


def _row(facts: dict[str, Any]) -> Row:
    if facts["state"] not in get_args(RowState):
        raise ValueError(facts["state"])
    target = Path(facts["target"]) if facts["target"] else None
    return Row(**{**facts, "path": Path(facts["path"]), "target": target})


def _as_found(row: Row) -> Row:
    """Look for the result of a photo; one that is there no more is to be made again.

    Unless the photo's folder is gone as well: then its drive is, and with it comes back what was reviewed.
    """
    if row.state not in WITH_RESULT:
        return row
    is_kept = row.target is not None and (is_file(row.target) or not is_folder(row.path.parent))
    return replace(row, state="before" if is_kept else "waiting")


def _paths(names: Iterable[str]) -> tuple[Path, ...]:
    return tuple(map(Path, names))
