"""The report that is there already: its rows, so that who resumes a batch loses no receipt."""

import html
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from restorer.batch.journal import file_sha256

ROW = "data-row"
"""The attribute in which a page has a row as JSON."""
_JSON_ROW = re.compile(r'\s*(\{"source": .*\}),?\s*')
_PAGE_ROW = re.compile(rf'<article {ROW}="([^"]*)">')
_PICTURE = re.compile(r'src="data:image/jpeg;base64,([^"]*)"')
_KEPT = ("seconds", "notices", "receipt", "thumbnails")


class PreviousReport:
    """The rows of the report at ``path``, one of ours or nothing; they are held on disk."""

    def __init__(self, path: Path | None) -> None:
        self._rows = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 -- closed by close
        self._places: dict[tuple[str, str], int] = {}
        with suppress(OSError, ValueError, LookupError):
            for row in _read_rows(path) if path else ():
                self._places[row["source"], row["target"]] = self._rows.tell()
                self._rows.write(json.dumps(row) + "\n")

    def close(self) -> None:
        """Let go of the rows."""
        self._rows.close()

    def more_of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give what was told of a result that a ``row`` says no more of, if the very file is still there."""
        place = self._places.get((row["source"], row["target"]))
        if row["receipt"] or row["status"] not in ("skipped", "done") or place is None:
            return {}
        self._rows.seek(place)
        previous = json.loads(self._rows.readline())
        return {name: previous[name] for name in _KEPT} if _still_holds(previous, row) else {}


def _still_holds(previous: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Tell whether a row is of the photo and the result that are there now."""
    photos = {each.get("source_sha256") for each in (previous, row)} - {None}
    with suppress(OSError):
        return len(photos) < 2 and previous["receipt"]["sha256"] == file_sha256(Path(row["target"]))
    return False


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read the rows of a report that tell what was written: it has a line each."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if on_page := _PAGE_ROW.match(line):
                row = json.loads(html.unescape(on_page[1])) | {"thumbnails": _PICTURE.findall(line) or None}
            elif plain := _JSON_ROW.fullmatch(line):
                row = json.loads(plain[1]) | {"thumbnails": None}
            else:
                continue
            if row["receipt"]:
                yield row
