"""Report: what a study found as JSON, sheets and charts; and one page of all that a folder holds."""

import base64
import dataclasses
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from training.machine import describe_machine, machine_line
from training.studies.charts import draw_chart
from training.studies.study import Found, Spent, written

PAGE = "studies.html"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem; border-bottom: 1px solid #8884; }
th { text-align: left; } td:nth-child(2), .numbers td + td { text-align: right; }
td { font-variant-numeric: tabular-nums; }
td:nth-child(1), td:nth-child(3) { white-space: nowrap; }
.met { color: #2a8f4f; } .missed { color: #c8453b; } figure { margin: 1.5rem 0; }
img { max-width: 100%; image-rendering: pixelated; } figcaption { opacity: .75; }
"""


def write_study(name: str, found: Found, folder: Path, spent: Spent, *, is_quick: bool) -> None:
    """Write ``<name>.json``, a PNG for each sheet and an SVG for each chart."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {title: f"{name}-{_slug(title)}.png" for title in found.sheets}
    charts = {title: f"{name}-{_slug(title)}.svg" for title in found.charts}
    for title, pixels in found.sheets.items():
        Image.fromarray(pixels).save(folder / sheets[title])
    for title, chart in found.charts.items():
        (folder / charts[title]).write_text(draw_chart(chart) + "\n", encoding="utf-8")
    facts = {"spent": dataclasses.asdict(spent), "quick": is_quick, "machine": describe_machine()}
    pictures = {"sheets": sheets, "drawings": charts}
    text = json.dumps(found.as_json() | pictures | facts, indent=2, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def write_page(names: list[str], folder: Path) -> Path:
    """Write one page of the studies that a folder holds, in the order of ``names``, pictures and all."""
    paths = [folder / f"{name}.json" for name in names if (folder / f"{name}.json").exists()]
    studies = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    body = "\n".join(line for study in studies for line in _section(study, folder))
    page = folder / PAGE
    head = '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>The autoencoder family</title>'
    intro = "<h1>The autoencoder family</h1>\n<p>Each type trained and measured, beside its reference.</p>"
    page.write_text(
        f"{head}\n<style>{_STYLE}</style>\n{intro}\n{_summary(studies)}\n{body}\n</html>\n", "utf-8"
    )
    return page


def _summary(studies: list[dict[str, Any]]) -> str:
    rows = "\n".join(
        f'<tr><td><a href="#{_slug(study["title"])}">{html.escape(study["title"])}</a></td>'
        f"<td>{_count(study, 'met')}</td><td>{_count(study, 'missed')}</td>"
        f"<td>{study['spent']['processor_seconds']:.0f} s</td></tr>"
        for study in studies
    )
    minutes = sum(study["spent"]["processor_seconds"] for study in studies) / 60
    head = "<tr><th></th><th>bars met</th><th>missed</th><th>processor time</th></tr>"
    return (
        f"<table class=numbers>{head}\n{rows}</table>\n<p>In all {minutes:.0f} minutes of processor time.</p>"
    )


def _count(study: dict[str, Any], verdict: str) -> int:
    return sum(one["verdict"] == verdict for one in study["figures"])


def _section(study: dict[str, Any], folder: Path) -> Iterator[str]:
    title = html.escape(study["title"])
    yield f'<h2 id="{_slug(study["title"])}">{title}</h2>\n<p>{html.escape(study["protocol"])}</p>'
    yield "<table><tr><th>what</th><th>found</th><th></th><th>to be, or others'</th><th></th></tr>"
    for one in study["figures"]:
        cells = [html.escape(one[key]) for key in ("name", "unit", "wanted", "verdict")]
        yield (
            f"<tr><td>{cells[0]}</td><td>{written(one['value'])}</td><td>{cells[1]}</td><td>{cells[2]}</td>"
            f'<td class="{cells[3]}">{cells[3]}</td></tr>'
        )
    yield "</table>"
    for title, name in study["sheets"].items():
        data = base64.b64encode((folder / name).read_bytes()).decode()
        yield _figure(title, f'<img alt="{html.escape(title)}" src="data:image/png;base64,{data}">')
    for title, name in study["drawings"].items():
        yield _figure(title, (folder / name).read_text(encoding="utf-8"))
    kind = "a quick trial, whose figures are no claim; " if study["quick"] else ""
    spent = Spent(**study["spent"])
    yield f"<p><small>{html.escape(f'{kind}{spent}; {machine_line(study["machine"])}')}</small></p>"


def _figure(title: str, content: str) -> str:
    return f"<figure>{content}<figcaption>{html.escape(title)}</figcaption></figure>"


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60]
