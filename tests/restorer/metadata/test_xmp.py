"""XMP packets: made true, told what was done, split for JPEG and joined again."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from sound_files import XMP

from restorer.metadata.packets import count_properties, join, split
from restorer.metadata.xmp import (
    Edit,
    edits_by,
    orientation,
    tells_of_video,
    upright_xmp,
    with_edit,
    without_development,
    without_gps,
)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
)
END = b"</rdf:RDF></x:xmpmeta>"
SPACES = (
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
    b'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    b'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
)
EDIT = Edit("Restorer 1", "denoise model=m strength=1", "algorithmicallyEnhanced")
TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def packet(attributes: bytes = b"", children: bytes = b"") -> bytes:
    """Make a packet of one description."""
    return (
        HEAD
        + b'<rdf:Description rdf:about="" '
        + SPACES
        + attributes
        + b">"
        + children
        + b"</rdf:Description>"
        + END
    )


@pytest.mark.parametrize(
    "made",
    [
        packet(b'tiff:Orientation="6" exif:PixelXDimension="48"'),
        packet(b"", b"<tiff:Orientation>6</tiff:Orientation><exif:PixelXDimension>48</exif:PixelXDimension>"),
        b'damaged tiff:Orientation="6" exif:PixelXDimension="32"',
    ],
    ids=["attribute", "element", "no XML"],
)
def test_orientation_and_size_become_true(made: bytes) -> None:
    """The orientation becomes 1 and the size the picture's, however they are written."""
    assert orientation(made) == 6
    upright = upright_xmp(made, 32, 48)
    assert orientation(upright) == 1
    assert b'"48"' not in upright
    assert b">48<" not in upright
    assert upright_xmp(upright, 32, 48) == upright


def test_what_is_true_stays_as_it_is() -> None:
    """A packet that says nothing untrue comes back byte for byte."""
    made = packet(b'tiff:Orientation="1" dc:format="image/jpeg"')
    assert upright_xmp(made, 9, 9) == made


def test_thumbnails_and_videos_are_taken_out() -> None:
    """Small pictures, and words of a video that no result has, are left out; the rest stays."""
    made = packet(b'GCamera:MotionPhoto="1" dc:format="x"', b"<xmp:Thumbnails>AAAA</xmp:Thumbnails>")
    assert tells_of_video(made)
    upright = upright_xmp(made, 9, 9)
    assert not tells_of_video(upright)
    assert b"Thumbnails" not in upright
    assert count_properties(upright) == 1


def test_how_a_raw_is_developed_is_not_told_of_the_result() -> None:
    """Settings of a RAW developer, which would be applied once more, go; all else of the packet stays."""
    developed = packet(
        b'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Exposure2012="+1.5" xmp:Rating="5"',
        b"<crs:ToneCurve><rdf:Seq><rdf:li>0, 0</rdf:li></rdf:Seq></crs:ToneCurve>",
    )
    left = without_development(developed)
    assert b"Exposure2012" not in left
    assert b"ToneCurve" not in left
    assert b'Rating="5"' in left
    assert without_development(XMP) == XMP
    assert without_development(b"no XML") == b"no XML"


def test_an_edit_is_noted_without_a_date() -> None:
    """The history tells software and parameters, no time; a second edit is a second entry."""
    once = with_edit(XMP, EDIT)
    assert once is not None
    assert once == with_edit(XMP, EDIT)
    assert b"denoise model=m strength=1" in once
    assert (TERMS + "algorithmicallyEnhanced").encode() in once
    assert b"when" not in once
    assert count_properties(once) == count_properties(XMP) + 2
    twice = with_edit(once, EDIT)
    assert twice is not None
    assert twice.count(b"denoise model=m") == 2
    assert count_properties(with_edit(None, EDIT) or b"") == 2
    assert edits_by(twice, EDIT.software.split()[0]) == [EDIT.parameters] * 2
    assert edits_by(twice, "Another") == edits_by(XMP, "Restorer") == edits_by(b"no XML", "Restorer") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("digitalCapture", "algorithmicallyEnhanced"),
        ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("compositeSynthetic", "compositeSynthetic"),
    ],
)
def test_what_a_machine_made_stays_so(before: str, after: str) -> None:
    """The source type of a camera's picture changes; a generated picture stays one."""
    made = packet(f'Iptc4xmpExt:DigitalSourceType="{TERMS}{before}"'.encode())
    noted = with_edit(made, EDIT)
    assert noted is not None
    assert f'"{TERMS}{after}"'.encode() in noted
    assert noted.count(b"DigitalSourceType=") == 1


def test_a_packet_that_is_no_xml_stays() -> None:
    """What cannot be understood is not thrown away."""
    assert with_edit(b"no XML", EDIT) == b"no XML"
    assert without_gps(b"no XML") is None
    assert count_properties(b"no XML") == 0


@pytest.mark.parametrize("form", ["text behind", "UTF-16", "UTF-16 with zeros behind"])
def test_a_packet_of_another_form_tells_no_place(form: str) -> None:
    """Text behind the packet, and other encodings, keep nothing from being taken out or noted."""
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" '
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30.2N"/></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    )
    packet = {
        "text behind": text.encode() + b"  GPSLatitude=51,30.2N & more",
        "UTF-16": text.encode("utf-16-le"),
        "UTF-16 with zeros behind": text.encode("utf-16") + bytes(4),
    }[form]
    stripped = without_gps(packet)
    assert stripped
    assert b"51,30" not in stripped
    noted = with_edit(packet, Edit("Restorer 0", "tone", "algorithmicallyEnhanced"))
    assert noted
    assert b"algorithmicallyEnhanced" in noted


def test_without_gps_nothing_tells_the_place() -> None:
    """Attributes and elements of GPS and of the place go, inside of others too; all else stays."""
    created = (
        b"<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li Iptc4xmpExt:City='Izmir'/></rdf:Bag>"
        b"</Iptc4xmpExt:LocationCreated>"
    )
    nested = b"<dc:relation><rdf:Bag><rdf:li exif:GPSAltitude='3'>kept</rdf:li></rdf:Bag></dc:relation>"
    made = packet(
        b'exif:GPSLatitude="41,30N" dc:format="x" photoshop:City="Izmir" Iptc4xmpCore:Location="Izmir"',
        b"<exif:GPSLongitude>2,0E</exif:GPSLongitude><dc:coverage>Izmir</dc:coverage>"
        b"<dc:geoLon>Izmir</dc:geoLon><dc:latent>kept</dc:latent>" + created + nested,
    )
    stripped = without_gps(made)
    assert b"GPS" not in stripped
    assert b"Izmir" not in stripped
    assert stripped.count(b"kept") == 2
    assert count_properties(stripped) == 3


@settings(max_examples=30)
@given(st.lists(st.text("abc<&é", max_size=400), min_size=1, max_size=15), st.integers(1500, 3000))
@example(["<" * 5] * 40, 1500)
def test_long_packets_are_split_and_joined(values: list[str], most: int) -> None:
    """A long packet is split into one that fits and an extension; joined, every property is there again."""
    root = etree.fromstring(packet())
    description = root[0][0]
    for number, value in enumerate(values):
        etree.SubElement(description, f"{{http://example.org/}}p{number}").text = value
    whole = etree.tostring(root)
    main, extended = split(whole, most)
    if len(whole) <= most:
        assert (main, extended) == (whole, b"")
        return
    assert len(main) <= most
    joined, is_all = join(main, extended)
    assert is_all
    assert joined is not None
    found = {
        element.tag: element.text or "" for element in etree.fromstring(joined).iter("{http://example.org/}*")
    }
    assert found == {f"{{http://example.org/}}p{number}": value for number, value in enumerate(values)}


def test_names_are_declared_once_in_what_is_split_off() -> None:
    """Long names of many properties do not make the extension longer than the packet was."""
    names = b"".join(b'xmlns:n%d="http://example.org/%s/%d" ' % (at, b"long" * 100, at) for at in range(20))
    children = b"".join(b"<n%d:p%d>v</n%d:p%d>" % (at % 20, at, at % 20, at) for at in range(3000))
    whole = packet(names, children)
    main, extended = split(whole, 60_000)
    assert len(main) <= 60_000
    assert len(extended) < len(whole)
    assert count_properties(main) > 100
    assert count_properties(join(main, extended)[0] or b"") == count_properties(whole) == 3000


def test_many_attributes_are_split_in_one_walk() -> None:
    """Each of them is in one of both, and none is searched for: that took a second for ten thousand."""
    values = b" ".join(b'dc:p%d="%d"' % (at, at) for at in range(50_000))
    whole = packet(b'xml:lang="en" ' + values)
    start = time.process_time()
    main, extended = split(whole, 60_000)
    assert time.process_time() - start < 5
    assert len(main) <= 60_000
    assert b'xml:lang="en"' in main
    joined, is_all = join(main, extended)
    assert is_all
    assert count_properties(joined or b"") == count_properties(whole)


@given(st.binary(max_size=200) | st.builds(bytes.__add__, st.just(HEAD), st.binary(max_size=200)))
def test_any_bytes_are_survived(made: bytes) -> None:
    """No bytes make any of it fail."""
    assert orientation(upright_xmp(made, 9, 9)) in (1, None)
    with_edit(made, EDIT)
    without_gps(made)
    split(made, 50)
    join(made, made)


@pytest.mark.parametrize(
    "packet",
    [
        HEAD + b'<rdf:Description xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="6"/>' + END,
        (HEAD + b"<rdf:Description " + SPACES + b'tiff:Orientation="6"/>' + END).decode().encode("utf-16"),
        HEAD
        + b"<rdf:Description "
        + SPACES
        + b"><tiff:Orientation>6</tiff:Orientation></rdf:Description>"
        + END,
        b'no XML, tiff:Orientation="6"',
    ],
    ids=["prefix", "UTF-16", "element", "no XML"],
)
def test_an_orientation_is_found_however_it_is_written(packet: bytes) -> None:
    """What is read is what is made true."""
    assert orientation(packet) == 6
    assert orientation(upright_xmp(packet, 40, 30)) == 1


def test_a_packet_that_defines_names_stays() -> None:
    """What they stand for would be lost; nor is it passed on without the place."""
    named = b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + b"<rdf:Description>&a;</rdf:Description>" + END
    assert with_edit(named, Edit("Restorer", "denoise", "algorithmicallyEnhanced")) == named
    assert without_gps(named) is None


@pytest.mark.parametrize("term", ["trainedAlgorithmicMedia", "digitalCapture"])
def test_a_source_type_that_is_a_link_is_seen(term: str) -> None:
    """A picture made by a machine stays one; another is told to be enhanced, once."""
    link = (
        b'<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/%s"/>'
    )
    packet = HEAD + b"<rdf:Description " + SPACES + b">" + link % term.encode() + b"</rdf:Description>" + END
    noted = with_edit(packet, Edit("Restorer", "denoise", "algorithmicallyEnhanced")) or b""
    assert noted.count(b"DigitalSourceType") == 1
    kept = b"trainedAlgorithmicMedia" if term == "trainedAlgorithmicMedia" else b"algorithmicallyEnhanced"
    assert b"digitalsourcetype/" + kept + b'"' in noted
