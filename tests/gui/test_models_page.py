"""The page of models and device tells what there is, imports, removes and tries."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import shiboken6
from answers import push
from driver import Driver, markup_of
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton, QTabWidget
from stand_ins import cropping_model, darkening_model, keeping_model, with_card

from gui.dialogs.device_page import DevicePage
from gui.dialogs.import_dialog import ImportDialog
from gui.dialogs.models_dialog import ModelsDialog
from gui.words import texts, texts_pages
from gui.work.runner import Runner
from restorer import list_models, read_recipe


@pytest.fixture
def page(driver: Driver) -> Iterator[ModelsDialog]:
    """Give the page with its models read."""
    driver.window.menus.pages.show_models()
    (page,) = driver.window.findChildren(ModelsDialog)
    driver.wait(page.models.list.count)
    yield page
    page.close()


def names(page: ModelsDialog) -> list[str]:
    """Give the models that are listed."""
    return [page.models.list.item(row).text().split("\n")[0] for row in range(page.models.list.count())]


def choose(page: ModelsDialog, name: str) -> None:
    """Choose a model by its name."""
    page.models.list.setCurrentRow([listed.split(" (")[0] for listed in names(page)].index(name))


def import_by_hand(driver: Driver, page: ModelsDialog, path: Path, name: str) -> None:
    """Import a model by the button, and wait until it was tried."""
    begin_import(driver, page, path, name)
    driver.wait(page.models._import.isEnabled)


def begin_import(driver: Driver, page: ModelsDialog, path: Path, name: str) -> None:
    """Import a model by the button."""

    def type_path(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    driver.answer(type_path)
    driver.click(driver.named(QPushButton, texts_pages.IMPORT))
    (dialog,) = page.findChildren(ImportDialog)
    assert dialog.name.text() == path.stem
    dialog.name.setText(name)
    dialog.buttons.accepted.emit()


def test_each_model_tells_of_itself(page: ModelsDialog) -> None:
    """Every shipped model is listed, and its task, licence, sources, scores and hash are told."""
    for model in list_models():
        assert model.card
        choose(page, model.card.name)
        told = page.models.facts.toPlainText()
        for fact in (
            texts_pages.NETWORKS[model.card.task],
            model.card.license,
            *model.card.trained_on,
            *model.card.scores,
            model.card.sha256,
            str(model.path),
        ):
            assert " ".join(fact.split()) in " ".join(told.split())
        assert not page.models._remove.isEnabled()


def test_a_broken_model_is_listed_with_its_problem(user_models: Path, driver: Driver) -> None:
    """A file that is no model is there with the reason, and its words are never taken for HTML."""
    user_models.mkdir()
    (user_models / "<b>bold.onnx").write_text("no model")
    driver.window.menus.pages.show_models()
    (page,) = driver.window.findChildren(ModelsDialog)
    driver.wait(page.models.list.count)
    choose(page, "<b>bold")
    assert texts_pages.BROKEN_MODEL in page.models.list.item(0).text()
    assert "<b>bold" in page.models.facts.toPlainText()
    assert "not an ONNX model" in page.models.facts.toPlainText()
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        said.extend(markup_of(dialog))
        push(texts.CANCEL)(dialog)

    driver.answer(look)
    driver.click(page.models._remove)
    assert not [*said, *markup_of(ImportDialog(user_models / "<b>bold.onnx", page))]
    page.close()


def test_a_model_is_imported_and_removed(
    driver: Driver, page: ModelsDialog, user_models: Path, tmp_path: Path
) -> None:
    """A model is tried, copied among the user's, listed as theirs, and can be removed after a question."""
    path = with_card(keeping_model(), tmp_path / "mine.onnx")
    import_by_hand(driver, page, path, "mine")
    assert page.models.message.text == texts_pages.IMPORTED.format("mine", "mine")
    driver.wait(lambda: "mine (your own)" in names(page))
    assert (user_models / "mine.onnx").exists()
    choose(page, "mine")
    answers = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        wanted = texts_pages.REMOVE if answers else "Cancel"
        answers.append(wanted)
        next(button for button in dialog.buttons() if button.text().replace("&", "") == wanted).click()

    driver.answer(answer)
    driver.click(driver.named(QPushButton, texts_pages.REMOVE))
    assert (user_models / "mine.onnx").exists()
    driver.answer(answer)
    driver.click(page.models._remove)
    driver.wait(lambda: "mine (your own)" not in names(page))
    assert not (user_models / "mine.onnx").exists()
    assert path.exists()


def test_an_own_model_does_its_step(
    make_driver: Callable[..., Driver],
    make_runner: Callable[..., Runner],
    user_models: Path,
    photo: Path,
    tmp_path: Path,
) -> None:
    """A model of the user's can be chosen on the card, its result is shown, and a recipe keeps the choice."""
    with_card(darkening_model(), user_models / "night.onnx")
    driver = make_driver(make_runner())  # a worker that knows this folder of the user's
    driver.open(photo)
    driver.switch("denoise")
    choice = driver.card("denoise").models
    driver.wait(choice.isVisible)
    assert not driver.card("inpaint").models.isVisibleTo(driver.card("inpaint"))
    assert [choice.names.itemText(at) for at in range(choice.names.count())] == [
        texts_pages.USUAL_MODEL,
        *texts_pages.SHIPPED_MODELS.values(),
        "night",
    ]
    choice.names.setCurrentIndex(2)
    choice.names.activated.emit(2)
    driver.set_level(20)
    driver.restore()
    original, darker = driver.opened.photo.samples[5:-5, 5:-5], driver.restored.photo.samples[5:-5, 5:-5]
    bright = original > 100
    assert abs(float((original[bright].astype(int) - darker[bright]).mean()) - 20) < 1
    recipe = driver.write_recipe(tmp_path / "mine.toml")
    assert read_recipe(recipe).steps[0].model == "night"
    while driver.changes:
        driver.press("Ctrl+Z")
    assert choice.names.currentIndex() == 0
    driver.read_recipe(recipe)
    assert driver.setting("denoise").model == "night"
    assert choice.names.currentText() == "night"


def test_a_model_that_breaks_its_contract_is_refused(
    driver: Driver, page: ModelsDialog, user_models: Path, tmp_path: Path
) -> None:
    """What the trial found is one sentence, nothing is copied, and the page goes on."""
    path = tmp_path / "bad.onnx"
    path.write_bytes(cropping_model())
    import_by_hand(driver, page, path, "bad")
    assert page.models.message.text.startswith("bad.onnx was not imported: ")
    assert "\n" not in page.models.message.text
    assert not (user_models / "bad.onnx").exists()


def test_an_import_can_be_ended(
    driver: Driver, page: ModelsDialog, user_models: Path, tmp_path: Path
) -> None:
    """Who does not want to wait for a trial ends it: nothing is imported, and the next one can begin."""
    path = with_card(keeping_model(), tmp_path / "mine.onnx")
    begin_import(driver, page, path, "mine")
    number = page.models._importer.number
    assert psutil.pid_exists(number)
    (cancel,) = page.models.message.findChildren(QPushButton)
    assert cancel.text() == texts.CANCEL
    driver.click(cancel)
    driver.wait(page.models._import.isEnabled)
    assert page.models.message.text == texts_pages.IMPORT_STOPPED.format("mine.onnx")
    assert not psutil.pid_exists(number)
    assert not list(user_models.glob("*"))


def test_only_what_is_used_can_be_imported(page: ModelsDialog, tmp_path: Path) -> None:
    """Noise is always measured by the shipped network, so none of one's own is asked for."""
    dialog = ImportDialog(tmp_path / "mine.onnx", page)
    tasks = [dialog.task.itemData(at) for at in range(dialog.task.count())]
    assert tasks == [task for task in texts_pages.NETWORKS if task != "level"]


def test_the_device_in_use_is_told(driver: Driver, page: ModelsDialog, photo: Path) -> None:
    """Before any work nothing is claimed; after it, the page names the device that did it."""
    assert page.device.in_use.text() == texts_pages.NO_DEVICE_YET
    driver.open(photo)
    driver.denoise()
    devices = ", ".join(driver.restored.devices).upper()
    assert page.device.in_use.text() == texts_pages.DEVICE_IN_USE.format(devices)


def test_the_doctor_ends_with_its_page(driver: Driver, page: ModelsDialog) -> None:
    """Who closes the program while devices are tried does not wait for them."""
    device = DevicePage(driver.state)
    driver.qtbot.addWidget(device)
    device._try.click()
    driver.wait(lambda: device._doctor.number > 0)
    number = device._doctor.number
    shiboken6.delete(device)
    assert not psutil.pid_exists(number)


def test_the_doctors_facts_can_be_copied(driver: Driver, page: ModelsDialog) -> None:
    """The devices are tried in a process of their own, and the facts go to the clipboard."""
    tabs = page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentWidget(page.device)
    assert not page.device._copy.isEnabled()
    driver.click(page.device._try)
    assert page.device._busy.isVisible()
    driver.wait(page.device._copy.isEnabled)
    assert not page.device._busy.isVisible()
    driver.click(page.device._copy)
    facts = QApplication.clipboard().text()
    assert facts.startswith("Restorer ")
    assert "CPU: works, " in facts
    assert "CUDA: " in facts
