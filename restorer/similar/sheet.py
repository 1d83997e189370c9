"""The sheet: groups of photos that are alike, with their thumbnails, as one HTML file."""

import base64
import math
from collections.abc import Iterator
from pathlib import Path

from restorer.batch.page import page_foot, page_start, safe
from restorer.errors import PhotoError
from restorer.progress import Tick, no_tick
from restorer.similar import Group, Member, Similar
from restorer.system.parts import write_whole
from restorer.thumbnails import SIDE, read_thumbnail


def write_sheet(found: Similar, path: Path, tick: Tick = no_tick) -> None:
    """Write the sheet of what was found to ``path``, whole or not at all; WriteError if it cannot be.

    ``tick`` is told of each group written. A file that is there is replaced.
    """
    write_whole(path, _page(found, tick), "the sheet", overwrite=True)


def told_size(member: Member) -> str:
    """Say a photo's size in pixels and megabytes."""
    return f"{member.width} x {member.height}, {member.bytes / 1e6:.2f} MB"


def told_place(group: Group, member: Member, *, has_wanted: bool) -> str:
    """Say what a photo is in its group: the first, or how far from it."""
    if member is not group.members[0]:
        return f"{member.distance:.2f}"
    return "asked for" if has_wanted else "keep"


def _page(found: Similar, tick: Tick) -> Iterator[str]:
    about = [f"like {found.to}"] if found.to else []
    alike = sum(len(group.members) for group in found.groups)
    counts = {
        "photos": found.photos,
        "groups": len(found.groups),
        "photos in groups": alike,
        "unreadable": len(found.failures),
    }
    lines = [*about, f"codes less than {found.distance:g} apart, by {found.model}; nothing was deleted"]
    yield page_start("Photos that are alike", lines, counts)
    for done, group in enumerate(found.groups):
        tick(done, len(found.groups))
        figures = (_figure(group, member, has_wanted=found.to is not None) for member in group.members)
        yield f'<article class="group">{"".join(figures)}</article>\n'
    for failure in found.failures:
        yield f'<p class="failed">{safe(failure)}</p>\n'
    yield page_foot()


def _figure(group: Group, member: Member, *, has_wanted: bool) -> str:
    place = told_place(group, member, has_wanted=has_wanted)
    return (
        f"<figure>{_picture(member.path)}<figcaption><b>{safe(place)}</b>{safe(member.path)}<br>"
        f"{safe(told_size(member))}</figcaption></figure>"
    )


def _picture(path: Path) -> str:
    try:
        content = base64.b64encode(read_thumbnail(path, SIDE, most_megapixels=math.inf)).decode()
    except (PhotoError, OSError):  # gone since it was read
        return ""
    return f'<img alt="" src="data:image/jpeg;base64,{content}">'
