"""Sound picture files of every kind that this machine's libraries, or a few lines by hand, can make.

Each is small, and named for what is odd in it: the seeds of the fuzzing, and what reading promises.
"""

import functools
import io
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, TiffImagePlugin

from restorer.files import read_photo
from restorer.photo import Photo

Array = NDArray[Any]
Entries = list[tuple[int, int, Any]]
WIDTH, HEIGHT = 48, 32
XMP = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    b'dc:format="image/x" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
IPTC = b"8BIM\x04\x04\0\0\0\0\0\x0e\x1c\x02\x05\0\x09A caption"
SRGB: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
MAKER_NOTE = b"Maker\0" + struct.pack("<I", 4711) * 20
_WORDS = {1: "B", 2: "B", 3: "H", 4: "I", 5: "I", 7: "B", 10: "i", 12: "d"}


def picture(kind: type[Any] = np.uint8, channels: int = 3, size: tuple[int, int] = (HEIGHT, WIDTH)) -> Array:
    """Make a picture of smooth ramps with a little noise that uses all bits of its type."""
    across, down = np.meshgrid(np.linspace(0, 1, size[1]), np.linspace(0, 1, size[0]))
    planes = [across, down, (across + down) / 2, 1 - across / 2][:channels]
    noise = np.random.default_rng(0).normal(0, 0.01, (*size, len(planes)))
    values = (np.stack(planes, -1) + noise).clip(0, 1)
    white = np.iinfo(kind).max if issubclass(kind, np.integer) else 1
    return np.asarray(np.rint(values * white) if white > 1 else values, kind)


def exif(orientation: int = 6) -> Image.Exif:
    """Make EXIF with a camera, an exposure and a place."""
    made = Image.Exif()
    made[0x0112], made[0x010F] = orientation, "A camera"
    made.get_ifd(0x8769)[0x8827] = 800
    made.get_ifd(0x8825)[2] = (41.0, 30.0, 15.5)
    return made


def make_exif(turned: int = 6, endian: str = "<") -> bytes:
    """Make an EXIF block of camera, exposure, maker note, thumbnail and place."""
    exif = Image.Exif()
    exif.endian = endian
    exif[ExifTags.Base.Make] = "Canon"
    exif[ExifTags.Base.Orientation] = turned
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.ExposureTime] = TiffImagePlugin.IFDRational(1, 250)
    camera[ExifTags.Base.LensModel] = "50mm of a long enough name"
    camera[ExifTags.Base.MakerNote] = MAKER_NOTE
    camera[ExifTags.Base.ExifImageWidth] = 48
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (41.0, 30.0, 15.5)
    return exif.tobytes().removeprefix(b"Exif\0\0")


def by_pillow(array: Array | Image.Image, kind: str, **options: Any) -> bytes:
    """Encode with Pillow."""
    file = io.BytesIO()
    (array if isinstance(array, Image.Image) else Image.fromarray(array)).save(file, kind, **options)
    return file.getvalue()


def by_vips(array: Array, suffix: str, **options: Any) -> bytes:
    """Encode with libvips."""
    import pyvips

    names = {("u1", 1): "b-w", ("u1", 3): "srgb", ("u2", 1): "grey16", ("u2", 3): "rgb16"}
    interpretation = names.get((array.dtype.str[1:], array.shape[2] - (array.shape[2] % 2 == 0)), "scrgb")
    image = pyvips.Image.new_from_array(array).copy(interpretation=interpretation)
    content: bytes = image.write_to_buffer(suffix, **options)
    return content


def jpeg_with(*segments: tuple[int, bytes], tail: bytes = b"") -> bytes:
    """Make a JPEG with segments in front and something behind."""
    made = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    plain = by_pillow(picture(), "JPEG")
    return plain[:2] + made + plain[2:] + tail


def read(content: bytes, folder: Path, name: str = "a.jpg") -> Photo:
    """Read a file's content."""
    (folder / name).write_bytes(content)
    return read_photo(folder / name)


def png(header: tuple[int, ...], rows: bytes, extra: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """Make a PNG by hand: width, height, bits, colour type, rows with their filter bytes, further chunks."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", *header, 0, 0, 0)), *extra]
    chunks += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    packed = (struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
              for name, body in chunks)  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def tiff(entries: Entries, data: bytes = b"", order: str = "<") -> bytes:
    """Make a TIFF by hand: its data at 8, then a directory of (tag, type, numbers or bytes)."""
    data += b"\0" * (len(data) % 2)
    start = 8 + len(data)
    table, values = struct.pack(order + "H", len(entries)), b""
    for tag, kind, value in sorted(entries):
        raw = value if isinstance(value, bytes) else struct.pack(f"{order}{len(value)}{_WORDS[kind]}", *value)
        count = len(value) // (2 if kind in (5, 10) and not isinstance(value, bytes) else 1)
        if len(raw) > 4:
            place = start + 2 + 12 * len(entries) + 4 + len(values)
            values += raw + b"\0" * (len(raw) % 2)
            raw = struct.pack(order + "I", place)
        table += struct.pack(order + "HHI", tag, kind, count) + raw.ljust(4, b"\0")
    mark = b"II" if order == "<" else b"MM"
    return mark + struct.pack(order + "HI", 42, start) + data + table + bytes(4) + values


def plain_tiff(bits: int, channels: int, photometric: int, data: bytes, *more: tuple[int, int, Any]) -> bytes:
    """Make an uncompressed TIFF of 13 x 7 pixels."""
    entries: Entries = [
        (256, 3, (13,)), (257, 3, (7,)), (258, 3, (bits,) * channels), (259, 3, (1,)),
        (262, 3, (photometric,)), (273, 4, (8,)), (277, 3, (channels,)), (278, 3, (7,)),
        (279, 4, (len(data),)), *more,
    ]  # fmt: skip
    return tiff(entries, data)


def dng(width: int = 64, height: int = 48) -> bytes:
    """Make a DNG: an uncompressed colour filter array of a camera that lay on its side."""
    data = np.random.default_rng(1).integers(100, 4000, (height, width), dtype=np.uint16).tobytes()
    matrix = (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1)
    entries: Entries = [
        (254, 4, (0,)), (256, 4, (width,)), (257, 4, (height,)), (258, 3, (16,)), (259, 3, (1,)),
        (262, 3, (32803,)), (271, 2, b"Maker\0"), (272, 2, b"Model\0"), (273, 4, (8,)), (274, 3, (6,)),
        (277, 3, (1,)), (278, 4, (height,)), (279, 4, (len(data),)), (33421, 3, (2, 2)),
        (33422, 1, b"\0\1\1\2"), (50706, 1, b"\1\4\0\0"), (50708, 2, b"Maker Model\0"), (50714, 3, (0,)),
        (50717, 3, (4095,)), (50721, 10, matrix), (50728, 5, (1, 2, 1, 1, 1, 2)), (50778, 3, (21,)),
    ]  # fmt: skip
    return tiff(entries, data)


@functools.cache
def sound_files() -> dict[str, bytes]:
    """Give all sound files by name."""
    return {**_jpegs(), **_pngs(), **_tiffs(), **_others(), **_extras()}


def _jpegs() -> dict[str, bytes]:
    colour, grey = picture(), picture(channels=1)[:, :, 0]
    full: dict[str, Any] = {"exif": exif(), "xmp": XMP, "icc_profile": SRGB, "dpi": (300, 300)}
    plain = by_pillow(colour, "JPEG")
    iptc = b"Photoshop 3.0\0" + IPTC
    return {
        "plain.jpg": plain,
        "grey.jpg": by_pillow(grey, "JPEG"),
        "progressive.jpg": by_pillow(colour, "JPEG", progressive=True, quality=98, subsampling=0, **full),
        "subsampled.jpg": by_pillow(colour, "JPEG", subsampling=1, quality=40, comment=b"a comment", **full),
        "restarts.jpg": by_vips(colour, ".jpg", restart_interval=2),
        "rgb.jpg": by_pillow(colour, "JPEG", keep_rgb=True),
        "cmyk.jpg": by_pillow(Image.fromarray(colour).convert("CMYK"), "JPEG"),
        "iptc.jpg": plain[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + plain[2:],
        "pixel.jpg": by_pillow(colour[:1, :1], "JPEG"),
    }


def _pngs() -> dict[str, bytes]:
    rng = np.random.default_rng(0)
    files = {}
    for colour, channels, depths in (
        (0, 1, (1, 2, 4, 8, 16)), (2, 3, (8, 16)), (3, 1, (1, 2, 4, 8)), (4, 2, (8, 16)), (6, 4, (8, 16)),
    ):  # fmt: skip
        for bits in depths:
            rows = b"".join(b"\0" + rng.bytes((13 * bits * channels + 7) // 8) for _ in range(7))
            palette = [(b"PLTE", rng.bytes(3 << bits))] if colour == 3 else []
            files[f"type{colour}-{bits}.png"] = png((13, 7, bits, colour), rows, palette)
            clear = {0: b"\0\1", 2: b"\0\1\0\2\0\3", 3: b"\0\x80"}.get(colour)
            if clear:
                extra = [*palette, (b"tRNS", clear)]
                files[f"type{colour}-{bits}-clear.png"] = png((13, 7, bits, colour), rows, extra)
    gamma = [(b"gAMA", struct.pack(">I", 45455)), (b"tEXt", b"Title\0words"), (b"pHYs", bytes(8) + b"\1")]
    files["chunks.png"] = png((13, 7, 8, 0), bytes(7 * 14), gamma)
    colours = picture()
    files["interlaced.png"] = by_vips(colours, ".png", interlace=True)
    files["full.png"] = by_pillow(colours, "PNG", exif=exif(), icc_profile=SRGB, dpi=(300, 300))
    frames = [Image.fromarray(colours[::-1])]
    files["animated.png"] = by_pillow(Image.fromarray(colours), "PNG", save_all=True, append_images=frames)
    return files


def _tiffs() -> dict[str, bytes]:
    colours = Image.fromarray(picture())
    files = {
        f"{mode}.tif": by_pillow(colours.convert(mode), "TIFF") for mode in ("1", "L", "P", "CMYK", "LA")
    }
    files["full.tif"] = by_pillow(colours, "TIFF", exif=exif(), icc_profile=SRGB, dpi=(300, 300))
    files["fax.tif"] = by_pillow(colours.convert("1"), "TIFF", compression="group4")
    pages = [Image.fromarray(picture()[::-1])]
    files["pages.tif"] = by_pillow(colours, "TIFF", save_all=True, append_images=pages)
    for name, kind in (("8", np.uint8), ("16", np.uint16), ("float", np.float32)):
        for compression in ("none", "deflate", "lzw"):
            files[f"{name}-{compression}.tif"] = by_vips(picture(kind), ".tif", compression=compression)
    tiles = {"tile": True, "tile_width": 16, "tile_height": 16}
    files["tiles.tif"] = by_vips(picture(np.uint16), ".tif", bigtiff=True, **tiles)
    files["jpeg.tif"] = by_vips(picture(), ".tif", compression="jpeg", Q=90)
    big_endian = picture(np.uint16, 1, (7, 13)).astype(">u2").tobytes()
    files["big-endian.tif"] = tiff(
        [(256, 3, (13,)), (257, 3, (7,)), (258, 3, (16,)), (259, 3, (1,)), (262, 3, (1,)), (273, 4, (8,)),
         (277, 3, (1,)), (278, 3, (7,)), (279, 4, (182,)), (282, 5, (300, 1)), (283, 5, (300, 1))],
        big_endian, ">",
    )  # fmt: skip
    planes = np.moveaxis(picture(size=(7, 13)), -1, 0).tobytes()
    separate = ((284, 3, (2,)), (273, 4, (8, 99, 190)), (279, 4, (91, 91, 91)))
    entries = [(256, 3, (13,)), (257, 3, (7,)), (258, 3, (8, 8, 8)), (259, 3, (1,)), (262, 3, (2,)),
               (277, 3, (3,)), (278, 3, (7,))]  # fmt: skip
    files["planes.tif"] = tiff([*entries, *separate], planes)
    alpha = picture(np.uint8, 4, (7, 13))
    files["straight.tif"] = plain_tiff(8, 4, 2, alpha.tobytes(), (338, 3, (2,)))
    multiplied = np.rint(alpha[:, :, :3] * (alpha[:, :, 3:] / 255)).astype(np.uint8)
    files["multiplied.tif"] = plain_tiff(
        8, 4, 2, np.dstack([multiplied, alpha[:, :, 3]]).tobytes(), (338, 3, (1,))
    )
    files["white-is-zero.tif"] = plain_tiff(8, 1, 0, picture(channels=1, size=(7, 13)).tobytes())
    files["half.tif"] = plain_tiff(16, 1, 1, picture(np.float16, 1, (7, 13)).tobytes(), (339, 3, (3,)))
    return files


def _others() -> dict[str, bytes]:
    colours, clear = Image.fromarray(picture()), Image.fromarray(picture(channels=4))
    upside = colours.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    full: dict[str, Any] = {"exif": exif(), "xmp": XMP, "icc_profile": SRGB}
    frames: dict[str, Any] = {"save_all": True, "append_images": [upside]}
    files = {f"{mode}.bmp": by_pillow(colours.convert(mode), "BMP") for mode in ("1", "L", "P", "RGB")}
    files |= {f"{depth}.avif": by_vips(picture(np.uint16), ".avif", bitdepth=depth) for depth in (10, 12)}
    return files | {
        "lossy.webp": by_pillow(colours, "WEBP", **full),
        "lossless.webp": by_pillow(clear, "WEBP", lossless=True, exact=True),
        "alpha.webp": by_pillow(clear, "WEBP"),
        "animated.webp": by_pillow(colours, "WEBP", **frames),
        "full.avif": by_pillow(colours, "AVIF", **full),
        "alpha.avif": by_pillow(clear, "AVIF"),
        "grey.avif": by_pillow(colours.convert("L"), "AVIF"),
        "sequence.avif": by_pillow(colours, "AVIF", **frames),
        "plain.gif": by_pillow(colours, "GIF", comment=b"a comment"),
        "grey.gif": by_pillow(colours.convert("L"), "GIF", interlace=1),
        "animated.gif": by_pillow(colours.convert("P"), "GIF", **frames),
    }


def _extras() -> dict[str, bytes]:
    files = {"camera.dng": dng()}
    try:
        import pillow_heif
        import pillow_jxl  # noqa: F401 -- makes Pillow write JPEG XL
    except ImportError:
        return files
    pillow_heif.register_heif_opener()
    file = io.BytesIO()
    deep = picture(np.uint16)
    pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), deep.tobytes()).save(file)
    colours = picture()
    return files | {
        "full.heic": by_pillow(colours, "HEIF", exif=exif(), xmp=XMP, icc_profile=SRGB),
        "deep.heic": file.getvalue(),
        "plain.jxl": by_pillow(colours, "JXL", lossless=True, exif=exif(1).tobytes()),
        "alpha.jxl": by_pillow(picture(channels=4), "JXL"),
    }
