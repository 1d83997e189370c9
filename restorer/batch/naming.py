"""Naming: the template by which results are called."""

import os
import re
from pathlib import Path
from string import Formatter

from restorer.errors import WriteError
from restorer.formats import EXTENSIONS, MASK_SUFFIX, PREVIEW_SUFFIX, SUFFIX
from restorer.system.names import is_reserved

FIELDS = ("stem", "ext", "from", "parent", "index")
BESIDE = f"{{stem}}{SUFFIX}{{ext}}"
"""What a result is called that lies beside its photo."""
SAME = "{stem}{ext}"
"""What a result is called that lies in another folder."""
_OURS = {f"{{stem}}{suffix}{{ext}}" for suffix in ("", SUFFIX, MASK_SUFFIX, PREVIEW_SUFFIX)}
_SPEC = re.compile(r"0[1-9]?[0-9]?d?|d")


class Naming:
    """A template with the fields ``{stem}``, ``{ext}``, ``{from}``, ``{parent}`` and ``{index}``.

    ``{from}`` is the photo's own extension without its dot, ``{index:04}`` pads the
    position with zeros. Raises WriteError for a template that could name no picture, or no file in the folder
    it belongs to.
    """

    def __init__(self, template: str):
        self.template = template
        self._parts = _parse(template)
        if "/" in template or "\\" in template:
            raise WriteError(f"name {template!r} has a path separator; the folder is chosen apart from it")
        sample = self._fill(Path("folder/photo.jpg"), ".jpg", 1)
        kind = EXTENSIONS.get(Path(sample).suffix.lower())
        if kind is None or not kind.is_written:
            raise WriteError(f"name {template!r} would give {sample!r}, no picture; end it in {{ext}}")

    @property
    def is_ours(self) -> bool:
        """Whether nobody chose it: names of results that nothing is said about."""
        return self.template in _OURS

    def fill(self, source: Path, extension: str, index: int) -> str:
        """Name the result of ``source``, the ``index``-th photo; WriteError for a name that cannot be."""
        name = self._fill(source, extension, index)
        if not Path(name).stem or (os.name == "nt" and is_reserved(name)):
            raise WriteError(f"{source}: its result would be called {name!r}, which cannot be; change --name")
        return name

    def _fill(self, source: Path, extension: str, index: int) -> str:
        values = {
            "stem": source.stem,
            "ext": extension,
            "from": source.suffix[1:],
            "parent": source.absolute().parent.name,
            "index": index,
        }
        return "".join(
            literal + ("" if field is None else format(values[field], spec))
            for literal, field, spec in self._parts
        )


def _parse(template: str) -> list[tuple[str, str | None, str]]:
    """Take a template apart into (text, field after it, the field's format)."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise WriteError(f"name {template!r} is no template: {error}") from error
    for _literal, field, spec, conversion in parsed:
        if field is None:
            continue
        if field not in FIELDS:
            known = ", ".join(f"{{{known}}}" for known in FIELDS)
            raise WriteError(f"name {template!r} has a field {{{field}}} that is unknown; known: {known}")
        if conversion:
            raise WriteError(
                f"name {template!r} is no template: the conversion !{conversion} is not understood; "
                f"write {{{field}}}"
            )
        if spec and not (field == "index" and _SPEC.fullmatch(spec)):
            raise WriteError(
                f"name {template!r} formats {{{field}}} by {spec!r}; {{index:04}} is what there is"
            )
    return [(literal, field, spec or "") for literal, field, spec, _conversion in parsed]
