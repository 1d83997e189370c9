"""What ``restorer.find_similar`` promises: copies are found, chains are not, nothing is touched."""

import hashlib
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lookalikes import add_coder, noisy, save_photos, scene
from PIL import Image, ImageFilter, ImageOps
from skimage import data

import restorer
from restorer import Library, PhotoError, Similar
from restorer.similar import edge_sharpness
from restorer.similar.groups import group_codes


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of the stand-in alone."""
    return Library([add_coder(tmp_path / "models").parent])


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Give a folder of two photos with copies and one without."""
    save_photos(tmp_path / "photos")
    return tmp_path / "photos"


def files(folder: Path) -> list[Path]:
    """List all files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def names(found: Similar) -> list[list[str]]:
    """Give the names of each group's photos."""
    return [[member.path.name for member in group.members] for group in found.groups]


def test_copies_are_found_and_the_best_is_first(photos: Path, library: Library) -> None:
    """Resized, compressed, noisy and cropped ones lie with their photo, which is largest or sharpest."""
    found = restorer.find_similar(files(photos), library=library)
    assert sorted(map(sorted, names(found))) == [
        ["cropped.png", "hill.png"],
        ["noisy.png", "sea.png", "small.png", "worse.jpg"],
    ]
    assert {group.members[0].path.name for group in found.groups} == {"hill.png", "sea.png"}
    assert (found.photos, found.failures) == (7, ())
    for group in found.groups:
        away = [member.distance for member in group.members]
        assert away[0] == 0
        assert away[1:] == sorted(away[1:])


def test_the_photo_itself_comes_before_what_was_made_of_it(photos: Path, library: Library) -> None:
    """A result of ours is never the one to keep, however sharp or large its file is."""
    hill = photos / "hill.png"
    (photos / "copies" / "cropped.png").unlink(missing_ok=True)
    (photos / "cropped.png").unlink(missing_ok=True)
    step = restorer.Step("denoise", strength=0.02, controls={"sigma": 1.0})
    made = restorer.restore(restorer.read_photo(hill), restorer.Recipe((step,)))
    for name in ("a.png", "a.tif", "a.webp", "a.jpg"):
        restorer.write_photo(made, photos / name)
    found = restorer.find_similar([hill, *photos.glob("a.*")], library=library)
    assert names(found)[0][0] == "hill.png"
    assert len(names(found)[0]) == 5


def test_a_sheet_that_is_stopped_leaves_nothing(photos: Path, library: Library) -> None:
    """Where the tick raises Cancelled no sheet is written, and one that was there before stays."""
    found = restorer.find_similar(files(photos), library=library)
    sheet = photos.parent / "sheet.html"
    restorer.write_sheet(found, sheet)
    before = sheet.read_text(encoding="utf-8"), files(photos.parent)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise restorer.Cancelled

    with pytest.raises(restorer.Cancelled):
        restorer.write_sheet(found, sheet, stop)
    assert (sheet.read_text(encoding="utf-8"), files(photos.parent)) == before


def test_of_each_group_the_sharpest_of_the_largest_is_first(photos: Path, library: Library) -> None:
    """Sharpness tells between those of one size alone, group by group, whatever order they are given in."""
    for number, name in ((1, "sea"), (2, "hill")):
        sharp = scene(number)
        for left in range(8, sharp.width, 16):
            sharp.paste(0, (left, 0, left + 3, sharp.height))
        sharp.save(photos / f"{name}.png")
        sharp.filter(ImageFilter.GaussianBlur(2)).save(photos / f"{name}_blurred.tif")
        sharp.resize((sharp.width // 2, sharp.height // 2)).save(photos / f"{name}_small.png")
    paths = [path for path in files(photos) if path.stem.startswith(("hill", "sea"))]
    for order in (paths, paths[::-1]):
        found = names(restorer.find_similar(order, distance=2, library=library))
        assert sorted(group[0] for group in found) == ["hill.png", "sea.png"]
        assert [len(group) for group in found] == [3, 3]


def test_sizes_are_those_of_the_files(photos: Path, library: Library) -> None:
    """Width, height and bytes are the file's, upright."""
    exif = Image.Exif()
    exif[274] = 6
    turned = scene(1).transpose(Image.Transpose.ROTATE_90)
    turned.save(photos / "turned.jpg", exif=exif, quality=95)
    found = restorer.find_similar([photos / "turned.jpg", photos / "copies" / "small.png"], library=library)
    first = found.groups[0].members[0]
    assert (first.path.name, first.width, first.height) == ("turned.jpg", 240, 160)
    assert first.bytes == (photos / "turned.jpg").stat().st_size


def test_one_photo_is_looked_for(photos: Path, library: Library) -> None:
    """With ``to`` only what is like it is given, the nearest first, and itself not once more."""
    found = restorer.find_similar(files(photos), to=photos / "sea.png", library=library)
    assert [name[0] for name in names(found)] == ["sea.png"]
    assert sorted(names(found)[0][1:]) == ["noisy.png", "small.png", "worse.jpg"]
    assert found.photos == 6
    assert names(restorer.find_similar(files(photos), to=photos / "lone.png", library=library)) == []


def test_a_larger_distance_finds_look_alikes(tmp_path: Path, library: Library) -> None:
    """What is no copy is found when more is let pass, and not otherwise."""
    brighter = np.asarray(scene(1)).astype(int) + 25
    scene(1).save(tmp_path / "a.png")
    Image.fromarray(brighter.clip(0, 255).astype(np.uint8)).save(tmp_path / "b.png")
    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    assert names(restorer.find_similar(paths, library=library)) == []
    assert names(restorer.find_similar(paths, distance=4, library=library)) == [["a.png", "b.png"]]


def test_what_is_no_photo_is_told(photos: Path, library: Library) -> None:
    """A broken file is one line, and the others are found; one that is looked for is an error."""
    (photos / "broken.jpg").write_bytes(b"\xff\xd8\xff half a one")
    found = restorer.find_similar(files(photos), library=library)
    assert len(found.groups) == 2
    assert len(found.failures) == 1
    assert "broken.jpg" in found.failures[0]
    with pytest.raises(PhotoError, match=r"broken\.jpg"):
        restorer.find_similar(files(photos), to=photos / "broken.jpg", library=library)


def test_nothing_is_touched(photos: Path, library: Library) -> None:
    """Every file stays as it was, and none is added."""
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files(photos)}
    restorer.find_similar(files(photos), library=library)
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files(photos)} == before


def test_a_file_named_twice_is_no_copy_of_itself(photos: Path, library: Library) -> None:
    """A photo given twice, or by a link, counts once."""
    (photos / "link.png").symlink_to(photos / "lone.png")
    found = restorer.find_similar([photos / "lone.png"] * 2 + [photos / "link.png"], library=library)
    assert (found.photos, found.groups) == (1, ())


@pytest.mark.parametrize("distance", [-3, 0, float("nan")])
def test_a_distance_that_nothing_is_within_is_refused(library: Library, distance: float) -> None:
    """As the command does: nothing would be found, and taken for an answer."""
    with pytest.raises(ValueError, match=r"distance is .*, expected more than 0"):
        restorer.find_similar([], distance=distance, library=library)


def test_nothing_is_found_in_nothing(library: Library) -> None:
    """No photo at all is no error."""
    assert restorer.find_similar([], library=library).groups == ()


def test_progress_is_told_and_stops(photos: Path, library: Library) -> None:
    """Each photo read is a tick, and a tick that raises ends it."""
    ticks: list[tuple[int, int]] = []
    restorer.find_similar(files(photos), library=library, tick=lambda *told: ticks.append(told))
    assert ticks == [(done, 7) for done in range(8)]

    def stop(done: int, total: int) -> None:
        raise restorer.Cancelled

    with pytest.raises(restorer.Cancelled):
        restorer.find_similar(files(photos), library=library, tick=stop)


def test_the_shipped_network_knows_copies(tmp_path: Path) -> None:
    """Smaller, bad, noisy, grey and cropped ones are found; turned ones, parts, other photos are not."""
    photo = Image.fromarray(data.astronaut())
    width, height = photo.size
    copies = {
        "photo.png": photo,
        "smaller.png": photo.resize((width // 3, height // 3)),
        "bad.jpg": photo,
        "noisy.png": noisy(photo),
        "grey.png": photo.convert("L"),
        "cropped.png": photo.crop((width // 50, height // 50, width - width // 40, height - height // 40)),
    }
    others = {
        "mirrored.png": ImageOps.mirror(photo),
        "turned.png": photo.rotate(90),
        "quarter.png": photo.crop((0, 0, width // 2, height // 2)),
        **{f"{name}.png": Image.fromarray(getattr(data, name)()) for name in ("coffee", "chelsea", "rocket")},
    }
    for name, picture in (copies | others).items():
        picture.save(tmp_path / name, quality=30)
    (group,) = names(restorer.find_similar(files(tmp_path), device="cpu"))
    assert sorted(group) == sorted(copies)


def test_a_chain_is_no_group() -> None:
    """Codes in a long line, each near the next, are not all one group; two that are equal are."""
    line = np.zeros((40, 128), np.float32)
    line[:, 0] = 0.9 * np.arange(40)
    groups = group_codes(line, 1.0)
    assert groups
    assert all(np.ptp(line[group, 0]) < 2 for group in groups)
    assert group_codes(np.ones((2, 128), np.float32), 1.0) == [[0, 1]]


@given(st.integers(0, 40), st.integers(0, 2**31))
def test_groups_are_apart_and_complete(count: int, seed: int) -> None:
    """No code is in two groups; one that is nearest to another below the distance is in some."""
    codes = np.random.default_rng(seed).normal(0, 0.12, (count, 128)).astype(np.float32)
    groups = group_codes(codes, 1.5) if count else []
    members = [member for group in groups for member in group]
    assert len(members) == len(set(members))
    apart = np.linalg.norm(codes[:, None] - codes, axis=2) + 9 * np.eye(count)
    if count > 1 and apart.min() < 1.5:
        assert set(np.unravel_index(apart.argmin(), apart.shape)) <= set(members)


def test_thousands_alike_take_little_memory() -> None:
    """Two scenes of thousands of photos, linked by one between them, are two groups in bounded memory."""
    codes = np.random.default_rng(0).normal(0, 0.05, (9001, 8)).astype(np.float32)
    codes[:, 0] += np.repeat([0, 0.75, 1.5], [4500, 1, 4500])
    tracemalloc.start()
    groups = group_codes(codes, 1.0)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert sorted(member for group in groups for member in group) == [*range(9001)]
    assert [{*group} - {4500} for group in groups] == [{*range(4500)}, {*range(4501, 9001)}]
    assert megabytes < 200


def test_noise_is_not_sharpness() -> None:
    """A sharp picture is sharper than its blurred copy, and no less sharp than its noisy one."""
    edges = Image.fromarray(np.kron(np.eye(8, dtype=np.uint8)[..., None] * np.full(3, 255, np.uint8),
                                    np.ones((20, 20, 1), np.uint8)))  # fmt: skip
    sharp, blurred, grainy = (
        edge_sharpness(np.asarray(one))
        for one in (edges, edges.filter(ImageFilter.GaussianBlur(2)), noisy(edges, 20))
    )
    assert sharp > blurred
    assert sharp >= grainy
    noise = np.random.default_rng(0).normal(128, 20, (200, 200, 3)).astype(np.uint8)
    assert abs(edge_sharpness(noise)) < 0.01
