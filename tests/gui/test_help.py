"""Help, tour and About are there without a network, and the desktop knows the program."""

import re
from pathlib import Path

from driver import Driver
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from gui.dialogs.help_dialog import HelpDialog, topic_files
from gui.dialogs.tour import Tour, is_seen
from gui.settings import Setting
from gui.words import texts, texts_menus, texts_pages
from restorer import __version__


def tour_of(driver: Driver) -> Tour:
    """Open the tour from the menu."""
    driver.trigger(texts_menus.TOUR)
    return driver.window.findChildren(Tour)[-1]


def test_help_opens_by_f1_and_shows_each_topic(driver: Driver) -> None:
    """Every topic in the list shows its page, formatted."""
    driver.press("F1")
    (dialog,) = driver.window.findChildren(HelpDialog)
    assert dialog.isVisible()
    assert dialog.topics.count() == len(topic_files(QLocale.Language.English))
    for row in range(dialog.topics.count()):
        dialog.topics.setCurrentRow(row)
        text = dialog.page.toPlainText()
        assert text.startswith(dialog.topics.item(row).text())
        assert len(text) > 200
        assert "**" not in text
    dialog.close()


def test_help_comes_back_when_it_was_minimized(driver: Driver) -> None:
    """Who asks for it again sees it, wherever it went."""
    driver.press("F1")
    (dialog,) = driver.window.findChildren(HelpDialog)
    dialog.showMinimized()
    assert dialog.isMinimized()
    driver.press("F1")
    assert not dialog.isMinimized()
    dialog.close()


def test_help_speaks_of_what_there_is() -> None:
    """Each step has its page, and names that the help prints bold are names in the window."""
    pages = [file.read_text(encoding="utf-8") for file in topic_files(QLocale.Language.English)]
    titles = [page.splitlines()[0].removeprefix("# ") for page in pages]
    assert {words.name for words in texts.TASKS.values()} <= set(titles)
    known = {
        words.name if isinstance(words, texts.Words) else words
        for module in (texts, texts_menus, texts_pages)
        for words in vars(module).values()
        if isinstance(words, str | texts.Words)
    }
    known = {words.rstrip("…").replace("&", "") for words in known}
    for page in pages[1:-1]:
        for name in re.findall(r"^- \*\*([^*]+)\*\*[ ,]", page, re.MULTILINE):
            assert name in known, name


def test_help_tells_the_default_sureness() -> None:
    """In either language, as each writes a share of a hundred."""
    sureness = round(100 * Setting("inpaint").control("threshold"))
    for language, words in (
        (QLocale.Language.English, f"{sureness} %"),
        (QLocale.Language.Turkish, f"%{sureness}"),
    ):
        assert sum(words in file.read_text(encoding="utf-8") for file in topic_files(language)) == 1


def test_the_tour_leads_to_its_end(driver: Driver) -> None:
    """Next and Back lead through all steps, each has a picture, and the last one opens an example."""
    assert not is_seen()
    tour = tour_of(driver)
    count = tour.steps.count()
    for at in range(count - 1):
        assert tour.steps.currentIndex() == at
        pictures = [
            label for label in tour.steps.currentWidget().findChildren(QLabel) if label.accessibleName()
        ]
        assert [picture.pixmap().isNull() for picture in pictures] == [False]
        driver.click(tour._next)
    driver.click(tour._back)
    driver.click(tour._next)
    driver.click(driver.named(QPushButton, texts_menus.TRY))
    assert not tour.isVisible()
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.opened.path.name == "astronaut.png"
    assert is_seen()


def test_the_tour_is_shown_once_and_can_be_skipped(driver: Driver) -> None:
    """At the first start it comes by itself; skipped it does not come again, but from the menu."""
    driver.window.menus.show_tour_once()
    (tour,) = driver.window.findChildren(Tour)
    driver.click(tour._skip)
    assert not tour.isVisible()
    driver.wait(lambda: not driver.window.findChildren(Tour))
    driver.window.menus.show_tour_once()
    assert not driver.window.findChildren(Tour)
    tour_of(driver).close()


def test_about_tells_version_and_licences(driver: Driver) -> None:
    """The box names the version, our licence and those of what it stands on."""
    driver.trigger(texts_menus.ABOUT)
    (box,) = driver.window.findChildren(QMessageBox)
    for words in (__version__, "MIT", "LGPL", "ONNX Runtime", "CC0"):
        assert words in box.text()
    assert not box.iconPixmap().isNull()
    box.close()


def test_the_desktop_file_is_one() -> None:
    """The file that desktops read names the program, its icon and what it opens, in both languages."""
    lines = (Path(texts.__file__).parents[1] / "desktop" / "restorer.desktop").read_text("utf-8").splitlines()
    entries = dict(line.split("=", 1) for line in lines[1:] if line)
    assert lines[0] == "[Desktop Entry]"
    assert entries["Exec"] == "restorer-gui %F"
    assert entries["Icon"] == entries["StartupWMClass"] == "restorer"
    assert "image/jpeg" in entries["MimeType"].split(";")
    assert entries["Comment[tr]"] != entries["Comment"]


def test_no_tour_lies_over_the_photos_of_before(driver: Driver, photo: Path) -> None:
    """Who began with a photo of the desktop's is not shown the tour at the next start."""
    driver.open(photo)
    driver.window.menus.show_tour_once()
    assert not driver.window.findChildren(Tour)
