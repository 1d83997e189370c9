"""XMP packets: made true after turning a picture upright, and told what was done to it.

XMP specification part 1 (data model), part 2 (xmpMM:History) and IPTC's vocabulary of digital
source types. A packet that is no XML comes back as it is, but for an orientation that would be untrue.
"""

import re
from dataclasses import dataclass

from lxml import etree

from restorer.metadata.packets import (
    EXTENDED,
    RDF,
    add_description,
    descriptions,
    drop,
    new_packet,
    pack,
    parse,
    set_values,
    take_out,
)

_XMP = "http://ns.adobe.com/xap/1.0/"
_TIFF, _EXIF = "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/"
_MM, _EVENT = "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_RESOURCE = f"{{{RDF}}}resource"
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_ORIENTATION = f"{{{_TIFF}}}Orientation"
_WIDTHS = (f"{{{_TIFF}}}ImageWidth", f"{{{_EXIF}}}PixelXDimension")
_HEIGHTS = (f"{{{_TIFF}}}ImageLength", f"{{{_EXIF}}}PixelYDimension")
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_OF_THE_PLACE = (
    f"{{{_EXIF}}}GPS",
    *(f"{{{_IPTC}}}Location{what}" for what in ("Created", "Shown")),
    *(f"{{{_PHOTOSHOP}}}{what}" for what in ("City", "State", "Country")),
    *(f"{{{_CORE}}}{what}" for what in ("Location", "CountryCode")),
    f"{{{_DUBLIN_CORE}}}coverage",
    "{http://www.w3.org/2003/01/geo/wgs84_pos#}",
    "{http://developer.sonyericsson.com/cell/1.0/}",
)
"""Properties that tell where the photo was taken, at any depth (IPTC photo metadata 2023.1; Basic Geo)."""
_OF_A_MAKER = re.compile(
    r"gps|.*(latitude|longitude)$|(geo)?(lat|lon|lng|long)$|.*(?<!al)location|.*(locality|municipality)$"
    r"|(continent|country|countryCode|stateProvince|county|city|island|islandGroup|waterBody"
    r"|higherGeography|verbatimCoordinates|footprintWKT)$",
    re.IGNORECASE,
)
"""Names for it that others use: makers of drones, Adobe's clips, PRISM, Darwin Core."""
_CAMERA = "{http://ns.google.com/photos/1.0/camera/}"
_OF_OTHER_PARTS = (
    f"{_CAMERA}MicroVideo",
    f"{_CAMERA}MotionPhoto",
    "{http://ns.google.com/photos/1.0/container/}",
    "{http://ns.adobe.com/hdr-gain-map/1.0/}",
    EXTENDED,
)
"""Properties that tell of a video, a second picture or more XMP in the file, which no result has."""
_CAMERA_RAW = "{http://ns.adobe.com/camera-raw-settings/1.0/}"
_MOTION = re.compile(rb"\bGCamera:(?:MotionPhoto|MicroVideo)(?:\s*=\s*[\"']|>)\s*1")
_ORIENTED = re.compile(rb"\btiff:Orientation(?:\s*=\s*[\"']|>)\s*([1-8])")
_TURNED = re.compile(rb"(\btiff:Orientation(?:\s*=\s*[\"']|>)\s*)[2-8]")
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
    root = parse(xmp)
    for description in () if root is None else descriptions(root):
        told = description.get(_ORIENTATION) or description.findtext(_ORIENTATION) or ""
        if told.strip() in set("12345678"):
            return int(told)
    found = _ORIENTED.search(xmp)
    return int(found[1]) if found else None


def upright_xmp(xmp: bytes, width: int, height: int) -> bytes:
    """Give the packet of a picture that now stands upright, ``width`` by ``height``, without thumbnails."""
    root = parse(xmp)
    if root is None:
        return _TURNED.sub(rb"\g<1>1", xmp)
    values = {_ORIENTATION: "1"}
    values |= dict.fromkeys(_WIDTHS, str(width)) | dict.fromkeys(_HEIGHTS, str(height))
    changed = [set_values(description, values) for description in descriptions(root)]
    changed += [
        drop(description, lambda name: name.startswith(_OF_OTHER_PARTS)) for description in descriptions(root)
    ]
    thumbnails = root.findall(f".//{{{_XMP}}}Thumbnails")
    for thumbnail in thumbnails:
        take_out(thumbnail)
    # Some programs look for an orientation anywhere in the text.
    return _TURNED.sub(rb"\g<1>1", pack(root) if thumbnails or any(changed) else xmp)


def with_edit(xmp: bytes | None, edit: Edit) -> bytes | None:
    """Note an edit in a packet, or in a new one: a history entry without a time, and the source type.

    The same edit of the same packet gives the same bytes. A packet that is no XML comes back.
    """
    root = parse(xmp) if xmp else new_packet()
    if root is None:
        return xmp
    homes = descriptions(root) or [add_description(root)]
    _note(homes, edit)
    return pack(root)


def edits_by(xmp: bytes, software: str) -> list[str]:
    """List the parameters of the edits that the history has of a ``software``, whatever its version."""
    root = parse(xmp)
    found = []
    for entry in () if root is None else root.iter("*"):
        agent, parameters = (
            entry.get(name) or entry.findtext(name) or ""
            for name in (f"{{{_EVENT}}}softwareAgent", f"{{{_EVENT}}}parameters")
        )
        if agent.startswith(software):
            found.append(parameters)
    return found


def without_gps(xmp: bytes) -> bytes | None:
    """Give the packet without the properties that tell where the photo was taken.

    ``None`` for one that is no XML of RDF: what it tells of the place would stay.
    """
    root = parse(xmp)
    if root is None:
        return None
    for element in list(root.iter("*")):
        drop(element, _tells_of_the_place)
    return pack(root)


def _tells_of_the_place(name: str) -> bool:
    """Tell a property of the place by its name, or, as those of drones, by that of any maker."""
    return name.startswith(_OF_THE_PLACE) or bool(_OF_A_MAKER.match(name.rpartition("}")[2]))


def without_development(xmp: bytes) -> bytes:
    """Give the packet of a RAW file without how a program develops it: that is not for what is developed."""
    root = parse(xmp)
    changed = [] if root is None else [drop(one, _tells_of_development) for one in descriptions(root)]
    return pack(root) if root is not None and any(changed) else xmp


def _tells_of_development(name: str) -> bool:
    return name.startswith(_CAMERA_RAW)


def tells_of_video(xmp: bytes) -> bool:
    """Tell whether a packet says that the file holds a video beside the picture."""
    return _MOTION.search(xmp) is not None


def _note(homes: list[etree._Element], edit: Edit) -> None:
    history = next((found for one in homes if (found := one.find(f"{{{_MM}}}History")) is not None), None)
    if history is None:
        history = etree.SubElement(homes[0], f"{{{_MM}}}History", nsmap={"xmpMM": _MM, "stEvt": _EVENT})
    sequence = history.find(f"{{{RDF}}}Seq")
    if sequence is None:
        sequence = etree.SubElement(history, f"{{{RDF}}}Seq")
    event = {"action": "edited", "softwareAgent": edit.software, "parameters": edit.parameters}
    entry = etree.SubElement(sequence, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, value in event.items():
        etree.SubElement(entry, f"{{{_EVENT}}}{name}", nsmap={"stEvt": _EVENT}).text = value
    _note_source_type(homes, edit.source_type)


def _note_source_type(homes: list[etree._Element], term: str) -> None:
    name, value = f"{{{_IPTC}}}DigitalSourceType", _SOURCE_TYPES + term
    for description in homes:
        child = description.find(name)
        linked = None if child is None else child.get(_RESOURCE)
        present = description.get(name) or linked or (None if child is None else child.text)
        if present is None:
            continue
        if not present.endswith(_KEPT_SOURCE_TYPES):
            set_values(description, {name: value})
            if child is not None and linked:
                child.text, child.attrib[_RESOURCE] = None, value
        return
    etree.SubElement(homes[0], name, nsmap={"Iptc4xmpExt": _IPTC}).text = value
