"""XMP packets: made true after turning a picture upright, and told what was done to it.

XMP specification part 1 (data model), part 2 (xmpMM:History) and IPTC's vocabulary of digital
source types. A packet that is no XML comes back as it is, but for an orientation that would be untrue.
"""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_META, _XMP = "adobe:ns:meta/", "http://ns.adobe.com/xap/1.0/"
_TIFF, _EXIF = "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/"
_MM, _EVENT = "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MOST_BYTES = 16 << 20
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
_END = b'<?xpacket end="w"?>'
_WIDTHS = (f"{{{_TIFF}}}ImageWidth", f"{{{_EXIF}}}PixelXDimension")
_HEIGHTS = (f"{{{_TIFF}}}ImageLength", f"{{{_EXIF}}}PixelYDimension")
_EXTENDED = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_OF_THE_PLACE = (
    f"{{{_EXIF}}}GPS",
    *(f"{{{_IPTC}}}Location{what}" for what in ("Created", "Shown")),
    *(f"{{{_PHOTOSHOP}}}{what}" for what in ("City", "State", "Country")),
    *(f"{{{_CORE}}}{what}" for what in ("Location", "CountryCode")),
)
"""Properties that tell where the photo was taken, at any depth (IPTC photo metadata 2023.1)."""
_CAMERA = "{http://ns.google.com/photos/1.0/camera/}"
_OF_OTHER_PICTURES = (
    f"{_CAMERA}MicroVideo",
    f"{_CAMERA}MotionPhoto",
    "{http://ns.google.com/photos/1.0/container/}",
    "{http://ns.adobe.com/hdr-gain-map/1.0/}",
)
"""Properties that tell of a video or a second picture in the file, which no result has."""
_MOTION = re.compile(rb"\bGCamera:(?:MotionPhoto|MicroVideo)(?:\s*=\s*[\"']|>)\s*1")
_ORIENTED = re.compile(rb"\btiff:Orientation(?:\s*=\s*[\"']|>)\s*([1-8])")
_TURNED = re.compile(rb"(\btiff:Orientation(?:\s*=\s*[\"']|>)\s*)[2-8]")
_PACKET_END = re.compile(rb"<\?xpacket\s+end\s*=[^>]*\?>")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<\0")
_ROOM_FOR_A_NOTE = 400
_KEPT_SOURCE_TYPES = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
"""What a picture made by a machine stays, whatever is done to it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done to a photo: by which software, with which parameters, and what it makes the photo.

    ``source_type`` is a term of IPTC's digital source types.
    """

    software: str
    parameters: str
    source_type: str


def orientation(xmp: bytes) -> int | None:
    """Find the orientation that a packet tells, whether or not it is XML."""
    found = _ORIENTED.search(xmp)
    return int(found[1]) if found else None


def upright_xmp(xmp: bytes, width: int, height: int) -> bytes:
    """Give the packet of a picture that now stands upright, ``width`` by ``height``, without thumbnails."""
    root = _parse(xmp)
    if root is None:
        return _TURNED.sub(rb"\g<1>1", xmp)
    values = {f"{{{_TIFF}}}Orientation": "1"}
    values |= dict.fromkeys(_WIDTHS, str(width)) | dict.fromkeys(_HEIGHTS, str(height))
    changed = [_set(description, values) for description in _descriptions(root)]
    changed += [
        _drop(description, lambda name: name.startswith(_OF_OTHER_PICTURES))
        for description in _descriptions(root)
    ]
    thumbnails = root.findall(f".//{{{_XMP}}}Thumbnails")
    for thumbnail in thumbnails:
        _take_out(thumbnail)
    # Some programs look for an orientation anywhere in the text.
    return _TURNED.sub(rb"\g<1>1", _pack(root) if thumbnails or any(changed) else xmp)


def with_edit(xmp: bytes | None, edit: Edit) -> bytes | None:
    """Note an edit in a packet, or in a new one: a history entry without a time, and the source type.

    The same edit of the same packet gives the same bytes. A packet that is no XML comes back.
    """
    root = _parse(xmp) if xmp else _new_packet()
    if root is None:
        return xmp
    descriptions = list(_descriptions(root))
    home = descriptions[0] if descriptions else _add_description(root)
    _note(home, descriptions or [home], edit)
    return _pack(root)


def without_gps(xmp: bytes) -> bytes | None:
    """Give the packet without the properties that tell where the photo was taken.

    ``None`` for one that is no XML of RDF: what it tells of the place would stay.
    """
    root = _parse(xmp)
    if root is None:
        return None
    for element in list(root.iter("*")):
        _drop(element, lambda name: name.startswith(_OF_THE_PLACE))
    return _pack(root)


def tells_of_video(xmp: bytes) -> bool:
    """Tell whether a packet says that the file holds a video beside the picture."""
    return _MOTION.search(xmp) is not None


def join(xmp: bytes | None, extended: bytes) -> bytes | None:
    """Give one packet for a main one and its extension, as JPEG splits what is long (XMP part 3, 1.1.3.1)."""
    root, extension = _parse(xmp or b""), _parse(extended)
    rdf = None if root is None else _rdf(root)
    if root is None or rdf is None or extension is None:
        return xmp
    for description in _descriptions(root):
        _drop(description, lambda name: name == _EXTENDED)
    rdf.extend(_descriptions(extension))
    return _pack(root)


def split(xmp: bytes, most: int) -> tuple[bytes, bytes]:
    """Split a packet into a main one of at most ``most`` bytes, if that can be, and its extension."""
    root = _parse(xmp) if len(xmp) > most else None
    if root is None:
        return xmp, b""
    extension = _new_packet()
    moved = _add_description(extension)
    largest_first = deque(sorted(_properties(root), key=lambda each: -each[0]))
    # What a property takes by itself is a guess: namespaces are declared elsewhere.
    while largest_first and (excess := len(_pack(root)) + _ROOM_FOR_A_NOTE - most) > 0:
        while largest_first and excess > 0:
            size, description, moving = largest_first.popleft()
            _move(description, moving, moved)
            excess -= size
    extended = etree.tostring(extension, encoding="utf-8")
    note = _add_description(root)
    note.set(_EXTENDED, guid_of(extended).decode("ascii"))
    return _pack(root), extended


def guid_of(extended: bytes) -> bytes:
    """Give the name by which a main packet knows its extension: the MD5 in hexadecimal digits."""
    return hashlib.md5(extended, usedforsecurity=False).hexdigest().upper().encode("ascii")


def count_properties(xmp: bytes) -> int:
    """Count a packet's properties; 0 for one that is no XML."""
    root = _parse(xmp)
    if root is None:
        return 0
    about = f"{{{RDF}}}about"
    return sum(
        len(description) + sum(name != about for name in description.attrib)
        for description in _descriptions(root)
    )


def _parse(xmp: bytes) -> etree._Element | None:
    if len(xmp) > _MOST_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(_bare(xmp), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if _rdf(root) is not None else None


def _bare(xmp: bytes) -> bytes:
    """Cut off what programs leave about a packet; one in UTF-16 is told by its first bytes."""
    if xmp.startswith(_WIDE):
        bare = xmp.rstrip(b"\0")
        return bare + bytes(len(bare) % 2)
    end = _PACKET_END.search(xmp)
    return xmp[: end.end() if end else None].strip(b"\0 \t\r\n")


def _rdf(root: etree._Element) -> etree._Element | None:
    return root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")


def _descriptions(root: etree._Element) -> list[etree._Element]:
    rdf = _rdf(root)
    return [] if rdf is None else rdf.findall(f"{{{RDF}}}Description")


def _new_packet() -> etree._Element:
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    return root


def _add_description(root: etree._Element) -> etree._Element:
    rdf = _rdf(root)
    assert rdf is not None
    return etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})


def _set(description: etree._Element, values: dict[str, str]) -> bool:
    """Change those of the values that the description has; tells whether one differed."""
    changed = False
    for name, value in values.items():
        child = description.find(name)
        if name in description.attrib and description.attrib[name] != value:
            description.attrib[name], changed = value, True
        if child is not None and (child.text or "").strip() != value:
            child.text, changed = value, True
    return changed


def _note(home: etree._Element, descriptions: list[etree._Element], edit: Edit) -> None:
    history = next(
        (found for one in descriptions if (found := one.find(f"{{{_MM}}}History")) is not None), None
    )
    if history is None:
        history = etree.SubElement(home, f"{{{_MM}}}History", nsmap={"xmpMM": _MM, "stEvt": _EVENT})
    sequence = history.find(f"{{{RDF}}}Seq")
    if sequence is None:
        sequence = etree.SubElement(history, f"{{{RDF}}}Seq")
    event = {"action": "edited", "softwareAgent": edit.software, "parameters": edit.parameters}
    entry = etree.SubElement(sequence, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, value in event.items():
        etree.SubElement(entry, f"{{{_EVENT}}}{name}", nsmap={"stEvt": _EVENT}).text = value
    _note_source_type(home, descriptions, edit.source_type)


def _note_source_type(home: etree._Element, descriptions: list[etree._Element], term: str) -> None:
    name, value = f"{{{_IPTC}}}DigitalSourceType", _SOURCE_TYPES + term
    for description in descriptions:
        child = description.find(name)
        present = description.get(name) or (child.text if child is not None else None)
        if present is None:
            continue
        if not present.endswith(_KEPT_SOURCE_TYPES):
            _set(description, {name: value})
        return
    etree.SubElement(home, name, nsmap={"Iptc4xmpExt": _IPTC}).text = value


def _drop(description: etree._Element, is_dropped: Callable[[str], bool]) -> bool:
    """Take properties out by their names; tells whether there was one."""
    names = [name for name in description.attrib if is_dropped(str(name))]
    children = [child for child in description if is_dropped(str(child.tag))]
    for name in names:
        del description.attrib[name]
    for child in children:
        _take_out(child)
    return bool(names or children)


def _properties(root: etree._Element) -> Iterator[tuple[int, etree._Element, str | etree._Element]]:
    """Walk (size, description, its attribute's name or child) of all properties."""
    for description in _descriptions(root):
        for name, value in description.attrib.items():
            if str(name) != f"{{{RDF}}}about":
                yield len(value.encode()), description, str(name)
        for child in description:
            yield len(etree.tostring(child, encoding="utf-8", with_tail=False)), description, child


def _move(description: etree._Element, moved: str | etree._Element, target: etree._Element) -> None:
    if isinstance(moved, str):
        target.set(moved, description.attrib.pop(moved))
    else:
        target.append(moved)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _pack(root: etree._Element) -> bytes:
    return b"\n".join([_BEGIN, etree.tostring(root, encoding="utf-8"), _END])
