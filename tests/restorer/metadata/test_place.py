"""With ``--strip-gps`` no result tells where the photo was taken, whoever wrote that into it."""

import struct
import zlib
from pathlib import Path

import pytest
import sound_files
from sound_files import by_pillow, exif, picture, png, tiff

from restorer.files import read_photo, write_photo
from restorer.formats import Saving

APP1 = b"http://ns.adobe.com/xap/1.0/\0"
LATITUDE = b"48.858370"
EXIF = exif().tobytes().removeprefix(b"Exif\0\0")
COORDINATES = struct.pack(">6I", 41, 1, 30, 1, 31, 2)


def packet(space: bytes, properties: bytes) -> bytes:
    """Make an XMP packet with properties of a namespace, and an orientation."""
    return sound_files.XMP.replace(b"rdf:about=", b'xmlns:p="%s" %s rdf:about=' % (space, properties), 1)


def jpeg(marker: int, body: bytes) -> bytes:
    """Make a JPEG with a segment."""
    plain = sound_files.sound_files()["plain.jpg"]
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + plain[2:]


def resource(number: int, content: bytes) -> bytes:
    """Make one of Photoshop's resource blocks."""
    return struct.pack(">4sHHI", b"8BIM", number, 0, len(content)) + content + b"\0" * (len(content) % 2)


def raw_profile(name: bytes, content: bytes) -> bytes:
    """Make a PNG with a profile as ImageMagick keeps it."""
    digits = f"\n{name.decode()}\n{len(content):8}\n{content.hex()}\n".encode()
    text = b"Raw profile type " + name + b"\0\0" + zlib.compress(digits)
    return png((13, 7, 8, 0), bytes(7 * 14), [(b"zTXt", text)])


def damaged_profile(name: bytes, content: bytes) -> bytes:
    """Make a PNG with a profile that has a digit too many, so that it cannot be read."""
    text = (
        b"Raw profile type "
        + name
        + b"\0\0"
        + zlib.compress(b"\n%8d\n%s0" % (len(content), content.hex().encode()))
    )
    return png((13, 7, 8, 0), bytes(7 * 14), [(b"zTXt", text)])


def international_profile(content: bytes) -> bytes:
    """Make a PNG with EXIF as a profile in international text."""
    text = b"Raw profile type exif\0\0\0\0\0\nexif\n%8d\n" % len(content) + content.hex().encode()
    return png((13, 7, 8, 0), bytes(7 * 14), [(b"iTXt", text)])


DRONE = packet(b"http://www.dji.com/drone-dji/1.0/", b'p:GpsLatitude="+%s"' % LATITUDE)
MAPPER = packet(b"http://pix4d.com/camera/1.0", b'p:GPSXYAccuracy="%s"' % LATITUDE)
GEO = packet(b"http://www.w3.org/2003/01/geo/wgs84_pos#", b'p:lat="%s" p:long="%s"' % (LATITUDE, LATITUDE))
OTHERS = {
    "prism": (b"http://prismstandard.org/namespaces/basic/2.0/", b"location"),
    "clip": (b"http://ns.adobe.com/xmp/1.0/DynamicMedia/", b"shotLocation"),
    "species": (b"http://rs.tdwg.org/dwc/index.htm", b"verbatimLatitude"),
    "cell": (b"http://developer.sonyericsson.com/cell/1.0/", b"cid"),
}
CITY = b"\x1c\x02\x5a" + struct.pack(">H", len(LATITUDE)) + LATITUDE
COPIES = resource(0x0422, EXIF) + resource(0x0424, DRONE) + sound_files.IPTC
MAP = (33922, 12, (0.0, 0.0, 0.0, float(LATITUDE), 2.0, 0.0))
FILES = {
    "drone.jpg": jpeg(0xE1, APP1 + DRONE),
    "mapper.jpg": jpeg(0xE1, APP1 + MAPPER),
    "copies.jpg": jpeg(0xED, b"Photoshop 3.0\0" + COPIES),
    "action.jpg": jpeg(0xE6, b"GoPro\0DEVC\0\1\0\x20GPS5" + LATITUDE),
    "geo.jpg": jpeg(0xE1, APP1 + GEO),
    "twice.jpg": jpeg(0xED, b"Photoshop 3.0\0" + sound_files.IPTC + resource(0x0404, CITY)),
    "behind.jpg": jpeg(0xED, b"Photoshop 3.0\0" + sound_files.IPTC + b"?" + resource(0x0404, CITY)),
    "segment.png": raw_profile(b"APP1", APP1 + DRONE),
    "international.png": international_profile(EXIF),
    "bare.png": raw_profile(b"exif", EXIF),
    **{f"damaged-{name.decode()}.png": damaged_profile(name, EXIF) for name in (b"exif", b"APP1")},
    "damaged-xmp.png": damaged_profile(b"xmp", DRONE),
    "damaged-iptc.png": damaged_profile(b"iptc", CITY),
    "text.png": png((13, 7, 8, 0), bytes(7 * 14), [(b"tEXt", b"exif:GPSLatitude\0" + LATITUDE)]),
    "packed.png": png((13, 7, 8, 0), bytes(7 * 14),
                      [(b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(DRONE))]),
    "odd.jpg": jpeg(0xE1, b"Exif\0\xff" + EXIF),
    "within.jpg": jpeg(0xE1, b"Exif\0\0" + tiff([(271, 2, b"Maker\0"), (700, 7, DRONE)], b"")),
    **{
        f"{of}.jpg": jpeg(0xE1, APP1 + packet(space, b'p:%s="%s"' % (name, LATITUDE)))
        for of, (space, name) in OTHERS.items()
    },
    "exif.jpg": by_pillow(picture(), "JPEG", exif=exif()),
    "map.tif": tiff([(256, 3, (13,)), (257, 3, (7,)), (258, 3, (8,)), (259, 3, (1,)), (262, 3, (1,)),
                     (271, 2, b"Maker\0"), (273, 4, (8,)), (277, 3, (1,)), (278, 3, (7,)), (279, 4, (91,)),
                     MAP],
                    bytes(91)),
}  # fmt: skip


def tells(content: bytes) -> bool:
    """Tell whether a file holds the coordinates, as text, ratios or a number, plain or packed."""
    texts = [content, *(_unpacked(part) for part in content.split(b"zTXt")[1:])]
    signs = (LATITUDE, LATITUDE.hex().encode(), COORDINATES, COORDINATES.hex().encode())
    return any(sign in text for text in texts for sign in (*signs, struct.pack("<d", float(LATITUDE))))


def _unpacked(chunk: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    return unpacker.decompress(chunk.partition(b"\0\0")[2])


@pytest.mark.parametrize("name", FILES)
def test_no_result_tells_the_place(tmp_path: Path, name: str) -> None:
    """The photo's own file does, the result does not, in its own format nor in another."""
    (tmp_path / name).write_bytes(FILES[name])
    assert tells(FILES[name])
    photo = read_photo(tmp_path / name)
    for ending in (Path(name).suffix, ".png", ".tif"):
        result = tmp_path / f"result{ending}"
        write_photo(photo, result, saving=Saving(strip_gps=True), overwrite=True)
        assert not tells(result.read_bytes())


@pytest.mark.parametrize(
    ("name", "told"),
    [("damaged-APP1.png", "EXIF"), ("damaged-xmp.png", "XMP"), ("damaged-iptc.png", "IPTC")],
)
def test_what_cannot_be_read_is_told_when_it_is_left_out(tmp_path: Path, name: str, told: str) -> None:
    """A profile of a PNG is named by what it is of; where places may stay it is kept."""
    (tmp_path / name).write_bytes(FILES[name])
    photo = read_photo(tmp_path / name)
    receipt = write_photo(photo, tmp_path / "a.png", saving=Saving(strip_gps=True))
    assert receipt.notices == (f"its {told} is damaged and may tell where it was taken; it was left out",)
    assert write_photo(photo, tmp_path / "b.png").notices == ()
    assert tells((tmp_path / "b.png").read_bytes())


@pytest.mark.parametrize("name", ["segment.png", "bare.png"])
def test_profiles_of_png_are_understood(tmp_path: Path, name: str) -> None:
    """XMP where a segment of a JPEG was kept as text, and EXIF without its head, turn the picture upright."""
    (tmp_path / name).write_bytes(FILES[name])
    photo = read_photo(tmp_path / name)
    assert (photo.width, photo.height) == (7, 13)


def test_a_map_keeps_what_else_it_tells(tmp_path: Path) -> None:
    """Of a GeoTIFF only the places go."""
    (tmp_path / "map.tif").write_bytes(FILES["map.tif"])
    write_photo(read_photo(tmp_path / "map.tif"), tmp_path / "a.tif", saving=Saving(strip_gps=True))
    assert b"Maker" in (tmp_path / "a.tif").read_bytes()


@pytest.mark.parametrize("is_whole", [True, False])
def test_places_in_a_note_of_panasonic_go(tmp_path: Path, *, is_whole: bool) -> None:
    """What else the note says stays; of one that cannot be followed all goes."""
    start = 8 + 18 + 18  # the header and two directories of one entry
    note = b"Panasonic\0\0\0" + struct.pack("<H", 2 if is_whole else 9000)
    for at, tag in enumerate((0x51, 0x6D)):
        note += struct.pack("<HHII", tag, 2, 16, start + 42 + 16 * at)
    note += bytes(4) + b"LUMIX G VARIO  \0" + LATITUDE.ljust(16, b"\0")
    block = struct.pack("<2sHI HHHII I", b"II", 42, 8, 1, 0x8769, 4, 1, 26, 0)
    block += struct.pack("<HHHII I", 1, 0x927C, 7, len(note), start, 0) + note
    (tmp_path / "a.jpg").write_bytes(jpeg(0xE1, b"Exif\0\0" + block))
    photo = read_photo(tmp_path / "a.jpg")
    assert tells(photo.metadata.exif or b"")
    write_photo(photo, tmp_path / "b.jpg", saving=Saving(strip_gps=True))
    stripped = (tmp_path / "b.jpg").read_bytes()
    assert not tells(stripped)
    assert (b"LUMIX G VARIO" in stripped) == is_whole
