"""XMP packets as trees: parsed, changed, packed, and split where they are too long for one segment of a JPEG.

XMP specification part 1 (data model) and part 3 (embedding).
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
"""What JPEG puts before a packet, and PNG where it keeps one of JPEG's segments as text."""
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ABOUT = f"{{{RDF}}}about"
_NO_PROPERTIES = (f"{{{RDF}}}", "{http://www.w3.org/XML/1998/namespace}")
_META = "adobe:ns:meta/"
_MOST_BYTES = 16 << 20
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
_END = b'<?xpacket end="w"?>'
_PACKET_END = re.compile(rb"<\?xpacket\s+end\s*=[^<>]{0,64}\?>")
_BLANKS = b" \t\r\n\0"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<\0")
EXTENDED = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"
"""The property of a main packet that names its extension."""
_ROOM_FOR_A_NOTE = 400
_LEAST_MARKS = len("</>")


def parse(xmp: bytes) -> etree._Element | None:
    """Give a packet's tree; ``None`` for no XML of RDF, what is too long, or defines names of its own."""
    root = None if len(xmp) > _MOST_BYTES else _root(xmp)
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        return None
    return root if _rdf(root) is not None else None


def is_damaged(xmp: bytes) -> bool:
    """Tell a packet that is no XML, nor empty or too long to be looked at."""
    return bool(_bare(xmp).strip(_BLANKS)) and len(xmp) <= _MOST_BYTES and _root(xmp) is None


def _root(xmp: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(_bare(xmp), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def pack(root: etree._Element) -> bytes:
    """Write a tree as a packet."""
    return b"\n".join([_BEGIN, etree.tostring(root, encoding="utf-8"), _END])


def descriptions(root: etree._Element) -> list[etree._Element]:
    """List the elements that hold a packet's properties."""
    rdf = _rdf(root)
    return [] if rdf is None else rdf.findall(f"{{{RDF}}}Description")


def new_packet() -> etree._Element:
    """Make a packet without properties."""
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    return root


def add_description(root: etree._Element) -> etree._Element:
    """Add an element for properties."""
    rdf = _rdf(root)
    assert rdf is not None
    return etree.SubElement(rdf, f"{{{RDF}}}Description", {_ABOUT: ""})


def set_values(description: etree._Element, values: dict[str, str]) -> bool:
    """Change those of the values that the description has; tells whether one differed."""
    changed = False
    for name, value in values.items():
        child = description.find(name)
        if name in description.attrib and description.attrib[name] != value:
            description.attrib[name], changed = value, True
        if child is not None and (child.text or "").strip() != value:
            child.text, changed = value, True
    return changed


def drop(description: etree._Element, is_dropped: Callable[[str], bool]) -> bool:
    """Take properties out by their names; tells whether there was one."""
    names = [name for name in description.attrib if is_dropped(str(name))]
    children = [child for child in description if is_dropped(str(child.tag))]
    for name in names:
        del description.attrib[name]
    for child in children:
        take_out(child)
    return bool(names or children)


def take_out(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def count_properties(xmp: bytes) -> int:
    """Count a packet's properties; 0 for one that is no XML."""
    root = parse(xmp)
    if root is None:
        return 0
    return sum(
        len(description) + sum(name != _ABOUT for name in description.attrib)
        for description in descriptions(root)
    )


def join(xmp: bytes | None, extended: bytes | None) -> tuple[bytes | None, bool]:
    """Give one packet for a main one and its extension, as JPEG splits what is long (XMP part 3, 1.1.3.1).

    Also tells whether that is all: of an extension that is missing or damaged nothing is taken.
    """
    if extended is None and b"HasExtendedXMP" not in (xmp or b""):
        return xmp, True
    root, extension = parse(xmp or b""), parse(extended or b"")
    rdf = None if root is None else _rdf(root)
    if root is None or rdf is None or extension is None:
        return xmp, False
    for description in descriptions(root):
        drop(description, lambda name: name == EXTENDED)
    rdf.extend(descriptions(extension))
    return pack(root), True


def split(xmp: bytes, most: int) -> tuple[bytes, bytes]:
    """Split a packet into a main one of at most ``most`` bytes, if that can be, and its extension."""
    root = parse(xmp) if len(xmp) > most else None
    if root is None:
        return xmp, b""
    excess = len(pack(root)) + _ROOM_FOR_A_NOTE - most
    moved = []
    for size, one in sorted(_properties(root), key=lambda each: -each[0]):
        if excess <= 0:
            break
        excess -= size
        moved.append(one)
    extended = etree.tostring(_extension_of(root, moved), encoding="utf-8")
    note = add_description(root)
    note.set(EXTENDED, guid_of(extended).decode("ascii"))
    return pack(root), extended


def guid_of(extended: bytes) -> bytes:
    """Give the name by which a main packet knows its extension: the MD5 in hexadecimal digits."""
    return hashlib.md5(extended, usedforsecurity=False).hexdigest().upper().encode("ascii")


def _bare(xmp: bytes) -> bytes:
    """Cut off what programs leave about a packet; one in UTF-16 is told by its first bytes."""
    if xmp.startswith(_WIDE):
        bare = xmp.rstrip(b"\0")
        return bare + bytes(len(bare) % 2)
    end = _PACKET_END.search(xmp)
    return xmp[: end.end() if end else None].strip(b"\0 \t\r\n")


def _rdf(root: etree._Element) -> etree._Element | None:
    return root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")


def _properties(root: etree._Element) -> Iterator[tuple[int, Any]]:
    """Walk all properties that can be moved, and the fewest bytes each takes, wherever names are declared.

    A property is an element, or an attribute's value as XPath gives it, which knows its name and element.
    """
    for description in descriptions(root):
        for value in _values(description):
            if value.attrname.startswith("{") and not value.attrname.startswith(_NO_PROPERTIES):
                yield _least_bytes(value.attrname, value), value
        for child in description:
            parts = sum(_least_bytes(str(part.tag), part.text, part.tail) for part in child.iter("*"))
            yield parts + sum(_least_bytes(value.attrname, value) for value in _values(child, "//")), child


def _values(element: etree._Element, below: str = "/") -> list[Any]:
    """List an element's attributes: XPath walks them once, lxml's own way is to search for each."""
    return element.xpath(f".{below}@*")  # type: ignore[no-any-return]


def _least_bytes(name: str, *texts: str | None) -> int:
    return _LEAST_MARKS + len(name.rpartition("}")[2]) + sum(len(text.encode()) for text in texts if text)


def _extension_of(root: etree._Element, moved: list[Any]) -> etree._Element:
    """Move properties into a packet of their own, attributes as elements, which mean the same."""
    extension = new_packet()
    names = {prefix: name for one in descriptions(root) for prefix, name in one.nsmap.items() if prefix}
    target = etree.SubElement(extension[0], f"{{{RDF}}}Description", {_ABOUT: ""}, nsmap=names)
    attributes: dict[etree._Element, set[str]] = {}
    for one in moved:
        if etree.iselement(one):
            target.append(one)
        else:
            etree.SubElement(target, one.attrname).text = one
            attributes.setdefault(one.getparent(), set()).add(one.attrname)
    for description, gone in attributes.items():
        kept = [(value.attrname, value) for value in _values(description) if value.attrname not in gone]
        description.attrib.clear()
        description.attrib.update(kept)
    return extension
